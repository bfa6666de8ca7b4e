"""The place stage: toponyms found, resolved, and noun phrases that stand for them."""

import os

from counterclaim.errors import GazetteerError
from counterclaim.grounding.places.borders import BorderPhrase, border_phrases
from counterclaim.grounding.places.gazetteer import Gazetteer, default_gazetteer
from counterclaim.grounding.places.geoparser import LOCATED, Geoparser, Resolution
from counterclaim.grounding.places.nominals import Nominal, nominals
from counterclaim.grounding.places.schema import Entry
from counterclaim.grounding.places.unlisted import Unlisted, UnlistedPlaces
from counterclaim.grounding.places.words import Words
from counterclaim.model.document import Document, PlaceMention
from counterclaim.model.records import Place, Report, Span
from counterclaim.model.vocabulary import Precision

THRESHOLD_ENVIRONMENT = "COUNTERCLAIM_PLACE_THRESHOLD"


class PlaceStage:
    """Writes ``places``: every toponym, located or abstained, and nominal mentions.

    ``threshold`` is the least probability at which a toponym is located (see :mod:`.geoparser`);
    by default that of the environment variable ``COUNTERCLAIM_PLACE_THRESHOLD``, else ours.
    """

    name = "counterclaim.places.gazetteer.v1"
    requires = frozenset({"parse"})
    assigns = frozenset({"places"})

    def __init__(self, gazetteer: Gazetteer | None = None, threshold: float | None = None) -> None:
        self._gazetteer = gazetteer or default_gazetteer()
        least = threshold if threshold is not None else default_threshold()
        self._geoparse = Geoparser(self._gazetteer, located=least)

    def __call__(self, document: Document) -> None:
        """Find and resolve the toponyms of one document."""
        words = Words.of(document.doc)
        resolutions = self._geoparse(words, home=home_of(document.report))
        mentions = [_mention(document.text, words, r) for r in resolutions]
        taken = {i for r in resolutions for i in range(r.toponym.first, r.toponym.last)}
        unlisted = UnlistedPlaces(words, taken)
        mentions += [_unlisted(document.text, u) for u in unlisted.mentions]
        mentions += [
            _nominal(document.text, n)
            for n in nominals(words, resolutions, unlisted, self._gazetteer)
        ]
        mentions += [_border(document.text, b) for b in border_phrases(words, resolutions)]
        document.places = tuple(sorted(mentions, key=lambda m: (m.start, m.end)))


def default_threshold() -> float:
    """The user's threshold, else ours. Raises :class:`GazetteerError` for what is none."""
    written = os.environ.get(THRESHOLD_ENVIRONMENT)
    if not written:
        return LOCATED
    try:
        threshold = float(written)
    except ValueError:
        threshold = -1.0
    if not 0 <= threshold <= 1:
        raise GazetteerError(
            f"{THRESHOLD_ENVIRONMENT} is {written!r}; set it to a number between 0 and 1"
        )
    return threshold


def home_of(report: Report) -> str | None:
    """The country of the outlet by the domain it or the report's address is under."""
    address = (report.url or report.outlet or "").split("//")[-1].split("/")[0]
    label = address.rpartition(".")[2].upper()
    code = {"UK": "GB"}.get(label, label)
    return code if len(code) == 2 and "." in address else None


def _mention(text: str, words: Words, resolution: Resolution) -> PlaceMention:
    toponym, entry = resolution.toponym, resolution.entry
    span = Span.of(text, toponym.start, toponym.end)
    if entry is None:
        place = Place(text=span.text, name=span.text, country=None, span=span)
    elif resolution.seat:
        place = Place(
            text=span.text, name=span.text, country=entry.country, span=span,
            lat=entry.lat, lon=entry.lon, precision="approximate",
        )  # fmt: skip
    else:
        place = place_of(span, entry, name=_part_of_country(words, resolution))
    return PlaceMention(toponym.start, toponym.end, place, associative=toponym.associative)


def _unlisted(text: str, mention: Unlisted) -> PlaceMention:
    span = Span.of(text, mention.start, mention.end)
    place = Place(text=span.text, name=mention.name, country=None, span=span)
    return PlaceMention(mention.start, mention.end, place)


def _nominal(text: str, nominal: Nominal) -> PlaceMention:
    span = Span.of(text, nominal.start, nominal.end)
    if nominal.entry is not None:
        place = place_of(span, nominal.entry)
    else:
        place = Place(text=span.text, name=nominal.name, country=None, span=span)
    return PlaceMention(nominal.start, nominal.end, place, nominal=True)


def _border(text: str, phrase: BorderPhrase) -> PlaceMention:
    span = Span.of(text, phrase.start, phrase.end)
    if phrase.entry is not None:
        place = place_of(span, phrase.entry)
    else:
        place = Place(text=span.text, name=phrase.name, country=phrase.country, span=span)
    return PlaceMention(phrase.start, phrase.end, place, nominal=True)


def _part_of_country(words: Words, resolution: Resolution) -> str | None:
    """A name such as "eastern Ukraine" for a country with a direction before it."""
    toponym, entry = resolution.toponym, resolution.entry
    if entry is None or entry.kind != "country" or not toponym.direction:
        return None
    return f"{words.lower[toponym.first - 1]} {entry.name}"


def place_of(span: Span, entry: Entry, *, name: str | None = None) -> Place:
    """The record of a gazetteer place for the words of ``span``."""
    return Place(
        text=span.text,
        name=name or entry.name,
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
