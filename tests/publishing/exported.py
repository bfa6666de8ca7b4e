"""A reading with something for every export, and what an export makes of readings."""

import io
from collections.abc import Iterable

from counterclaim import Claim, Figure, Party, Place, Reading, Report, Source, Span, Time
from counterclaim.publishing.exports.blur import Blur
from counterclaim.publishing.exports.exporter import export
from counterclaim.publishing.exports.formats import Format, exporter_for
from tests.publishing.readings import hostile, words

TEXT = (
    "Ferry burns off Lipovka\n\n"
    "Mayor Orest Hnatiuk said a drone hit the ferry near Lipovka on Monday and killed "
    "at least two deckhands. He said crews would clear the landing on Friday.\n"
    "The Russian command denied that its drones had struck the ferry. A Meridian Post reporter "
    "in Ostrov saw no damage. Kyiv demanded that the Kherson region be shelled no more.\n"
)

MAYOR = Source(
    text="Orest Hnatiuk", name="Orest Hnatiuk", side="UKR", kind="official", role="speaker",
    span=words(TEXT, "Orest Hnatiuk"),
)  # fmt: skip
COMMAND = Source(
    text="The Russian command", name="Armed Forces of Russia", side="RUS", kind="military",
    role="speaker", span=words(TEXT, "The Russian command"), wikidata="Q1",
)  # fmt: skip
KYIV = Source(
    text="Kyiv", name="Ukraine", side="UKR", kind="state", role="speaker", span=words(TEXT, "Kyiv")
)
LIPOVKA = Place(
    text="Lipovka", name="Lypivka", country="UA", lat=46.5833, lon=32.2917, geonameid="702001",
    precision="settlement", span=Span.of(TEXT, 77, 84),
)  # fmt: skip
REGION = Place(
    text="Kherson region", name="Kherson Oblast", country="UA", lat=46.5, lon=33.0,
    precision="admin1", span=words(TEXT, "Kherson region"),
)  # fmt: skip
OSTROV = Place(text="Ostrov", name="Ostrov", country=None, span=words(TEXT, "Ostrov"))
MONDAY = Time(text="on Monday", start="2024-05-13", end="2024-05-13", span=words(TEXT, "on Monday"))
RUSSIA = Party(text="its", name="Russia", side="RUS", span=words(TEXT, "its"))
FERRY = Party(text="the ferry", name="the ferry", side="UNK", span=words(TEXT, "the ferry"))
TWO = Figure(text="at least two", low=2, high=None, unit="killed", span=words(TEXT, "at least two"))


def made(number: int, quote: str, **fields: object) -> Claim:
    defaults: dict[str, object] = {
        "id": f"c-{number:016x}", "quote": words(TEXT, quote), "cue": None, "sources": (),
        "stance": "asserts", "type": "strike", "trigger": None, "realis": "occurred",
    }  # fmt: skip
    return Claim(**(defaults | fields))  # type: ignore[arg-type]


def ferry() -> Reading:
    """A strike, its deaths, a plan, a denial, a negative and a demand."""
    claims = (
        made(
            1, "a drone hit the ferry near Lipovka on Monday", cue=words(TEXT, "said"),
            sources=(MAYOR,), trigger=words(TEXT, "hit"), places=(LIPOVKA,), time=MONDAY,
            targets=(FERRY,), event="e-ferry", origin="o-hnatiuk",
        ),
        made(
            2, "killed at least two deckhands", sources=(MAYOR,), type="casualties",
            trigger=words(TEXT, "killed"), figures=(TWO,), time=MONDAY, places=(LIPOVKA,),
        ),
        made(
            3, "crews would clear the landing on Friday", sources=(MAYOR,), type="other",
            realis="planned",
            time=Time(
                text="on Friday", start=None, end=None, anchored=False,
                span=words(TEXT, "on Friday"),
            ),
        ),
        made(
            4, "its drones had struck the ferry", cue=words(TEXT, "denied"), sources=(COMMAND,),
            stance="denies", trigger=words(TEXT, "struck"), agents=(RUSSIA,), targets=(FERRY,),
            places=(LIPOVKA,), event="e-ferry",
        ),
        made(5, "saw no damage", type="damage", realis="negated", places=(OSTROV,)),
        made(
            6, "the Kherson region be shelled no more", cue=words(TEXT, "demanded"),
            sources=(KYIV,), stance="demands", places=(REGION,), trigger=words(TEXT, "shelled"),
        ),
    )  # fmt: skip
    report = Report.of(
        TEXT, id="ferry", outlet="Meridian Post", url="https://post.example.org/ferry?a=1&b=2",
        published="2024-05-14T08:00:00Z", title="=Ferry burns off Lipovka",
    )  # fmt: skip
    return Reading(report=report, claims=claims, extractor="hand 1")


def exported(
    name: Format, readings: Iterable[Reading] | None = None, *, blur: float | None = None
) -> bytes:
    """What the export writes, by default of :func:`ferry` and a hostile reading."""
    file = io.BytesIO()
    given = [ferry(), hostile()] if readings is None else readings
    export(given, exporter_for(name, file), blur=None if blur is None else Blur(blur))
    return file.getvalue()
