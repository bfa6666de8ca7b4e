"""Readings built by hand, so that these tests need no extractor."""

from counterclaim import Claim, Figure, Party, Place, Reading, Report, Source, Span, Time

TEXT = (
    "Moscow blames drones for pier fire\n\n"
    "Two dockers died when the pier at Ustrychne burned on Tuesday, "
    "Viktor Lazarenko wrote on Telegram. He accused Ukraine of a drone attack on the port.\n"
    "Ukraine's command denied that it had sent any drones. The pier is closed.\n"
)


def words(text: str, phrase: str) -> Span:
    start = text.index(phrase)
    return Span.of(text, start, start + len(phrase))


def claim(text: str, number: int, quote: str, at: int | None = None, **fields: object) -> Claim:
    start = text.index(quote) if at is None else at
    defaults: dict[str, object] = {
        "id": f"c{number}",
        "quote": Span.of(text, start, start + len(quote)),
        "cue": None,
        "sources": (),
        "stance": "asserts",
        "type": "explosion",
        "trigger": None,
        "realis": "occurred",
    }
    return Claim(**{**defaults, **fields})  # type: ignore[arg-type]


def source(text: str, phrase: str, name: str, side: str, role: str = "speaker") -> Source:
    return Source(
        text=phrase,
        name=name,
        side=side,
        kind="official",
        role=role,  # type: ignore[arg-type]
        span=words(text, phrase),
    )


def pier_fire() -> Reading:
    """Own voice, a chain with a venue, an accusation inside the same words, a denial."""
    lazarenko = source(TEXT, "Viktor Lazarenko", "Viktor Lazarenko", "RUS")
    telegram = source(TEXT, "Telegram", "Telegram", "RUS", "venue")
    ustrychne = Place(
        text="Ustrychne", name="Ustrychne", country="UA", span=words(TEXT, "Ustrychne")
    )
    tuesday = words(TEXT, "on Tuesday")
    claims = (
        claim(
            TEXT,
            1,
            "Two dockers died",
            cue=words(TEXT, "wrote"),
            sources=(lazarenko, telegram),
            stance="admits",
            type="casualties",
            trigger=words(TEXT, "died"),
            figures=(Figure(text="Two", low=2, high=2, unit="killed", span=words(TEXT, "Two")),),
        ),
        claim(
            TEXT,
            2,
            "Two dockers died when the pier at Ustrychne burned on Tuesday",
            sources=(lazarenko, telegram),
            places=(ustrychne,),
            time=Time(text="on Tuesday", start="2024-05-14", end="2024-05-14", span=tuesday),
        ),
        claim(
            TEXT,
            3,
            "a drone attack on the port",
            cue=words(TEXT, "accused"),
            sources=(lazarenko,),
            stance="accuses",
            type="strike",
            agents=(
                Party(text="Ukraine", name="Ukraine", side="UKR", span=words(TEXT, "Ukraine")),
            ),
        ),
        claim(
            TEXT,
            4,
            "it had sent any drones",
            cue=words(TEXT, "denied"),
            sources=(source(TEXT, "Ukraine's command", "Armed Forces of Ukraine", "UKR"),),
            stance="denies",
            type="strike",
        ),
        claim(TEXT, 5, "The pier is closed", type="condition", realis="ongoing"),
    )
    report = Report.of(
        TEXT,
        id="pier-fire",
        outlet="Northgate Wire",
        url="https://northgate-wire.example.org/pier-fire",
        published="2024-05-15",
        title="Moscow blames drones for pier fire",
    )
    return Reading(report=report, claims=claims, extractor="hand 1")


def hostile() -> Reading:
    """Everything in it tries to be something other than text."""
    text = (
        "<script>alert(1)</script> "
        "\x1b[31mred\x07 \u202egnp.exe\u202c [bold red]x[/] &amp; :boom:\n"
        + "W" * 10_000
        + "\nالميناء مغلق"
    )
    name = '"><img src=x onerror=alert(2)>\u202e'
    speaker = Source(
        text="<script>",
        name=name,
        side="UNK",
        kind="other",
        role="speaker",
        span=words(text, "<script>"),
    )
    claims = (
        claim(text, 1, "<script>alert(1)</script>", sources=(speaker,)),
        claim(text, 2, "\x1b[31mred\x07 \u202egnp.exe\u202c [bold red]x[/]", sources=(speaker,)),
        claim(text, 3, "W" * 10_000),
        claim(text, 4, "الميناء مغلق"),
    )
    report = Report.of(
        text, id="h", outlet="<b>\x1b]0;owned\x07", url="javascript:alert(3)", title="</title>\x00"
    )
    return Reading(report=report, claims=claims, extractor="<i>hand")


def overlapping(number: int) -> Reading:
    """``number`` claims nested in one another on one line."""
    text = "x" * (2 * number + 2)
    claims = tuple(
        Claim(
            id=f"c{i}",
            quote=Span.of(text, i, len(text) - i),
            cue=None,
            sources=(),
            stance="asserts",
            type="other",
            trigger=None,
            realis="occurred",
        )
        for i in range(number)
    )
    return Reading(report=Report.of(text, id="nested"), claims=claims, extractor="hand 1")
