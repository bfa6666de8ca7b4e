"""Claims as FollowTheMoney entities, one a line, for Aleph, yente and their kin.

A report is an ``Article``, whoever has a name an entity of its own, a located place an
``Address``. What is claimed is an ``Event`` whose name begins with how it stands ("denied: ...");
an ``UnknownLink`` ties the speaker to it, its role being the stance. Nobody is made the organiser
of anything: agents and targets are ``involved``.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec

from counterclaim.model.records import Claim, Party, Place, Reading, Report, Source
from counterclaim.publishing import wording
from counterclaim.publishing.exports.blur import precision_of
from counterclaim.publishing.exports.event_codes import status_of
from counterclaim.publishing.exports.layers import inferred, judged, located_of
from counterclaim.publishing.exports.schemata import country_of, derived_id, ftm_schema
from counterclaim.publishing.visible import one_line

_encode = msgspec.json.Encoder().encode

NAME_LIMIT = 300

Entity = dict[str, object]


class FtmExporter:
    """Writes entities as readings come; keeps the ids of those written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._written: set[str] = set()

    def setup(self) -> None:
        """Nothing goes before."""

    def feed(self, reading: Reading) -> None:
        """Write the report, and what its claims name, unless it was written already."""
        for entity in entities(reading):
            key = str(entity["id"])
            if key not in self._written:
                self._written.add(key)
                self._file.write(_encode(entity) + b"\n")

    def finish(self) -> None:
        """Nothing follows."""


def entities(reading: Reading) -> Iterator[Entity]:
    """Everything in a reading, each entity before those that refer to it."""
    report = reading.report
    article = article_of(report)
    yield article
    for claim in reading.claims:
        yield from _claim_entities(claim, report, str(article["id"]))


def article_of(report: Report) -> Entity:
    """The report, without its text."""
    return _entity(
        "Article", derived_id("report", report.id),
        title=[report.title], name=[wording.title(report)], publisher=[report.outlet],
        publishedAt=[_date(report.published)], sourceUrl=[_web(report.url)],
    )  # fmt: skip


def _claim_entities(claim: Claim, report: Report, article: str) -> Iterator[Entity]:
    involved = [_legal(party) for party in (*claim.agents, *claim.targets)]
    place = located_of(claim)
    address = _address(place) if place else None
    speakers = [_legal(source) for source in claim.sources]
    yield from (entity for entity in (*involved, address, *speakers) if entity is not None)
    time = claim.time
    event = derived_id("claim", report.id, claim.id)
    status = status_of(claim).name
    yield _entity(
        "Event", event,
        name=[one_line(f"{status}: {claim.quote.text}", NAME_LIMIT)],
        summary=[f"{wording.speaker(claim, report)} {claim.stance}: “{claim.quote.text}”"],
        recordId=[claim.id],
        keywords=[
            f"stance:{claim.stance}", f"type:{claim.type}", f"realis:{claim.realis}",
            f"status:{status}", f"event:{claim.event}" if claim.event else None,
            f"origin:{claim.origin}" if claim.origin else None,
        ],
        startDate=[_date(time.start) if time else None],
        endDate=[_date(time.end) if time else None],
        location=[p.text for p in claim.places],
        country=[p.country.lower() if p.country else None for p in claim.places],
        addressEntity=[str(address["id"]) if address else None],
        involved=[str(entity["id"]) for entity in involved if entity is not None],
        proof=[article],
        publisher=[report.outlet],
        sourceUrl=[_web(report.url)],
        notes=[
            "reported: name, summary, location", _inferred_note(claim, place),
            *(f"judged: {words}" for words in judged(claim)),
        ],
    )  # fmt: skip
    for source, entity in zip(claim.sources, speakers, strict=True):
        if entity is not None:
            role = claim.stance if source.role == "speaker" else source.role
            yield _entity(
                "UnknownLink", derived_id("says", report.id, claim.id, str(entity["id"])),
                subject=[str(entity["id"])], object=[event], role=[role], proof=[article],
                summary=[claim.quote.text], recordId=[claim.id], sourceUrl=[_web(report.url)],
            )  # fmt: skip


def _inferred_note(claim: Claim, place: Place | None) -> str:
    names = " ".join(inferred(claim, place)) or "nothing"
    return f"inferred: {names}"


def _legal(item: Source | Party) -> Entity | None:
    """A source or party; ``None`` for whom no name is given ("officials", "the ferry")."""
    schema = ftm_schema(item)
    name = item.name or item.text
    if not schema or not name[:1].isupper():
        return None
    country = country_of(item.side)
    return _entity(
        schema, item.wikidata or derived_id(schema, name, item.side),
        name=[name], alias=[item.text] if item.text[:1].isupper() and item.text != name else [],
        country=[country.lower() if country else None], wikidataId=[item.wikidata],
        keywords=[f"side:{item.side}"],
    )  # fmt: skip


def _address(place: Place) -> Entity:
    country = place.country.lower() if place.country else None
    return _entity(
        "Address",
        derived_id("place", place.name, str(country), str(place.lat), str(place.lon)),
        name=[place.name], full=[place.name], country=[country],
        latitude=[None if place.lat is None else str(place.lat)],
        longitude=[None if place.lon is None else str(place.lon)],
        summary=[f"inferred from the words of reports: {precision_of(place)}"],
    )  # fmt: skip


def _entity(schema: str, id: str, **properties: Iterable[str | None]) -> Entity:
    filled = {
        name: list(dict.fromkeys(value for value in values if value))
        for name, values in properties.items()
    }
    return {"id": id, "schema": schema, "properties": {n: v for n, v in filled.items() if v}}


def _date(moment: str | None) -> str | None:
    return moment[:10] if moment else None


def _web(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None
