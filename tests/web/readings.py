"""Readings of invented reports: three tell of one fire, one is hostile, many are small."""

from counterclaim import Reading, Report
from counterclaim.model.records import Claim, Figure, Party, Place, Source, Span, Time

EXTRACTOR = "test-1"

HOSTILE = (
    "<script>alert('bar')</script><img src=x onerror=alert(1)> Mayor \u202edias\u202c that "
    + "W" * 10_000
    + " burned at Lipovka.\n\x1b[31m</mark></article>{{ 7*7 }} %s {0}"
)


def fire(id: str, text: str, *, outlet: str | None, day: str | None, title: str | None) -> Reading:
    """A report of which every sentence is a claim, by whoever is named first in it."""
    report = Report.of(
        text, id=id, outlet=outlet, published=day, title=title, url=f"https://{id}.example/a"
    )
    claims = []
    start = 0
    for number, sentence in enumerate(text.split(". ")):
        at = text.index(sentence, start)
        start = at + len(sentence)
        claims.append(_claim(report, at, start, number))
    return Reading(report=report, claims=tuple(claims), extractor=EXTRACTOR)


def _claim(report: Report, start: int, end: int, number: int) -> Claim:
    text = report.text
    quote = Span.of(text, start, end)

    def span(word: str) -> Span | None:
        at = text.find(word, start, end)
        return Span.of(text, at, at + len(word)) if at >= 0 else None

    sources = []
    for word, name, side, kind in (
        ("Kyiv", "Ukraine", "UKR", "state"),
        ("Moscow", "Russia", "RUS", "state"),
        ("Lazarenko", "Viktor Lazarenko", "RUS", "official"),
        ("Quist", "Marta Quist", "IND", "expert"),
    ):
        found = span(word)
        if found:
            sources.append(
                Source(text=word, name=name, side=side, kind=kind, role="speaker", span=found)  # type: ignore[arg-type]
            )
            break
    place, region, cue = span("Lipovka"), span("Kherson region"), span("said") or span("denied")
    figure = next((s for w in ("three", "seven", "170") if (s := span(w))), None)
    when = span("on Tuesday")
    places = []
    if place:
        places.append(
            Place(
                text="Lipovka", name="Lipovka", country="UA", span=place, lat=47.512, lon=33.254,
                geonameid="77", precision="settlement",
            )
        )  # fmt: skip
    if region:
        places.append(
            Place(
                text=region.text, name="Kherson Oblast", country="UA", span=region, lat=46.6,
                lon=33.4, geonameid="706442", precision="admin1",
            )
        )  # fmt: skip
    return Claim(
        id=f"c-{report.sha256[:10]}{number:06x}",
        quote=quote,
        cue=cue,
        sources=tuple(sources),
        stance="denies" if span("denied") else "admits" if span("admitted") else "asserts",
        type="casualties" if figure else "strike",
        trigger=span("burned") or span("struck"),
        realis="occurred",
        targets=(Party(text="Lipovka", name="Lipovka", side="UKR", span=place),) if place else (),
        places=tuple(places),
        time=Time(text="on Tuesday", start="2024-05-14", end="2024-05-14", span=when)
        if when
        else None,
        figures=(
            Figure(
                text=figure.text,
                low={"three": 3.0, "seven": 7.0, "170": 170.0}[figure.text],
                high=None, unit="killed", span=figure,
            ),
        )
        if figure
        else (),
    )  # fmt: skip


def readings() -> list[Reading]:
    return [
        fire(
            "wire-1",
            "Moscow said Lipovka burned on Tuesday. Lazarenko said three dockers were killed. "
            "Kyiv denied that it struck the pier. Nobody has seen Kherson region since",
            outlet="Northgate Wire", day="2024-05-15", title="Pier burns",
        ),
        fire(
            "courier-2",
            "Quist said seven dockers died at Lipovka on Tuesday. Lazarenko admitted that two "
            "barges were lost",
            outlet="Steppe Courier", day="2024-05-16T09:00:00+00:00", title=None,
        ),
        hostile(),
        *(
            fire(
                f"small/{n}", f"Kyiv said that drone {n} struck Lipovka. Moscow denied it",
                outlet="Meridian Post" if n % 2 else None, day=f"2024-05-{n % 28 + 1:02d}",
                title=f"Drone {n}",
            )
            for n in range(40)
        ),
    ]  # fmt: skip


def hostile() -> Reading:
    report = Report.of(
        HOSTILE, id="<b>bad</b>/../x", outlet="<i>Evil\u202e Post", published="2024-05-17",
        title='"><script>alert(2)</script>', url="javascript:alert(3)",
    )  # fmt: skip
    at = HOSTILE.index("W")
    mayor = Span.of(HOSTILE, HOSTILE.index("Mayor"), HOSTILE.index("Mayor") + 5)
    claim = Claim(
        id="c-hostile-000001",
        quote=Span.of(HOSTILE, at - 5, HOSTILE.index(" Lipovka")),
        cue=None,
        sources=(
            Source(
                text="Mayor", name="<script>alert('name')</script>", side="UNK", kind="official",
                role="speaker", span=mayor,
            ),
        ),
        stance="asserts", type="damage", trigger=None, realis="occurred",
    )  # fmt: skip
    return Reading(report=report, claims=(claim,), extractor=EXTRACTOR)
