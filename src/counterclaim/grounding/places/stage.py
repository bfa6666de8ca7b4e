"""The place stage: toponyms found, resolved, and noun phrases that stand for them."""

from counterclaim.grounding.places.gazetteer import Gazetteer, default_gazetteer
from counterclaim.grounding.places.nominals import nominal_mentions
from counterclaim.grounding.places.recognition import Recogniser
from counterclaim.grounding.places.resolution import THRESHOLD, Resolution, resolve
from counterclaim.grounding.places.schema import Entry
from counterclaim.model.document import Document, PlaceMention
from counterclaim.model.records import Place, Span
from counterclaim.model.vocabulary import Precision


class PlaceStage:
    """Writes ``places``: every toponym, located or abstained, and nominal mentions.

    ``threshold`` is the least score at which a toponym is located (see :mod:`.resolution`).
    """

    name = "counterclaim.places.gazetteer.v1"
    requires = frozenset({"parse"})
    assigns = frozenset({"places"})

    def __init__(self, gazetteer: Gazetteer | None = None, threshold: float = THRESHOLD) -> None:
        self._gazetteer = gazetteer or default_gazetteer()
        self._recognise = Recogniser(self._gazetteer)
        self._threshold = threshold

    def __call__(self, document: Document) -> None:
        """Find and resolve the toponyms of one document."""
        toponyms = self._recognise(document.doc)
        resolutions = resolve(toponyms, self._gazetteer, threshold=self._threshold)
        mentions = [mention_of(document, r) for r in resolutions]
        mentions += nominal_mentions(document, resolutions)
        document.places = tuple(sorted(mentions, key=lambda m: (m.start, m.end)))


def mention_of(document: Document, resolution: Resolution) -> PlaceMention:
    """The mention of a resolved (or abstained) toponym."""
    toponym = resolution.toponym
    return PlaceMention(
        toponym.start,
        toponym.end,
        place_of(document.text, toponym.start, toponym.end, resolution.entry),
        associative=toponym.associative,
    )


def place_of(text: str, start: int, end: int, entry: Entry | None) -> Place:
    """The record of a gazetteer place for the words ``text[start:end]``."""
    span = Span.of(text, start, end)
    if entry is None:
        return Place(text=span.text, name=span.text, country=None, span=span)
    return Place(
        text=span.text,
        name=entry.name,
        country=entry.country,
        span=span,
        lat=entry.lat,
        lon=entry.lon,
        geonameid=str(entry.geonameid) if entry.geonameid else None,
        precision=precision_of(entry),
    )


def precision_of(entry: Entry) -> Precision:
    """How exactly the place's point tells where something in it is."""
    if entry.approximate:
        return "approximate"
    match entry.kind:
        case "settlement":
            return "settlement"
        case "site":
            return "site"
        case "admin1" | "admin2" | "country":
            return entry.kind
    return "approximate"
