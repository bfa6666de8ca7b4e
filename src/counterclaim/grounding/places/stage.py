"""The place stage: toponyms found, resolved, and noun phrases that stand for them."""

from counterclaim.grounding.places.gazetteer import Gazetteer, default_gazetteer
from counterclaim.grounding.places.nominals import nominal_mentions
from counterclaim.grounding.places.geoparser import LOCATED, Geoparser, Resolution
from counterclaim.grounding.places.schema import Entry
from counterclaim.grounding.places.words import Words
from counterclaim.model.document import Document, PlaceMention
from counterclaim.model.records import Place, Span
from counterclaim.model.vocabulary import Precision


class PlaceStage:
    """Writes ``places``: every toponym, located or abstained, and nominal mentions.

    ``threshold`` is the least probability at which a toponym is located (see :mod:`.geoparser`).
    """

    name = "counterclaim.places.gazetteer.v1"
    requires = frozenset({"parse"})
    assigns = frozenset({"places"})

    def __init__(self, gazetteer: Gazetteer | None = None, threshold: float = LOCATED) -> None:
        self._geoparse = Geoparser(gazetteer or default_gazetteer(), located=threshold)

    def __call__(self, document: Document) -> None:
        """Find and resolve the toponyms of one document."""
        resolutions = self._geoparse(Words.of(document.doc))
        mentions = [mention_of(document, r) for r in resolutions]
        mentions += nominal_mentions(document, resolutions)
        document.places = tuple(sorted(mentions, key=lambda m: (m.start, m.end)))


def mention_of(document: Document, resolution: Resolution) -> PlaceMention:
    """The mention of a resolved (or abstained) toponym."""
    toponym = resolution.toponym
    return PlaceMention(
        toponym.start,
        toponym.end,
        place_of(document.text, resolution),
        associative=toponym.form == "demonym",
    )


def place_of(text: str, resolution: Resolution) -> Place:
    """The record of a resolved (or abstained) toponym."""
    entry = resolution.entry
    span = Span.of(text, resolution.toponym.start, resolution.toponym.end)
    if entry is None:
        return Place(text=span.text, name=span.text, country=None, span=span)
    if resolution.seat:
        return Place(
            text=span.text, name=span.text, country=entry.country, span=span,
            lat=entry.lat, lon=entry.lon, precision="approximate",
        )  # fmt: skip
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
