"""Claims as GeoJSON (RFC 7946): a point for each located place of a claim.

``precision`` says what the point stands for: a place coarser than ``approximate`` is an area,
and its point is only somewhere within it.
"""

from typing import BinaryIO

import msgspec

from counterclaim.model.records import Claim, Place, Reading, Report
from counterclaim.publishing import wording
from counterclaim.publishing.exports.blur import precision_of
from counterclaim.publishing.exports.layers import inferred, judged

_encode = msgspec.json.Encoder().encode

Property = str | float | None | tuple[str, ...]


class GeoJsonExporter:
    """Writes a FeatureCollection as claims come; keeps nothing."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._before = b"\n"

    def setup(self) -> None:
        """Open the collection."""
        self._file.write(b'{"type":"FeatureCollection","features":[')

    def feed(self, reading: Reading) -> None:
        """Write the located places of the reading's claims."""
        for claim in reading.claims:
            for place in claim.places:
                if place.lat is not None and place.lon is not None:
                    found = feature(claim, place, reading.report)
                    self._file.write(self._before + _encode(found))
                    self._before = b",\n"

    def finish(self) -> None:
        """Close the collection."""
        self._file.write(b"\n]}\n")


def feature(claim: Claim, place: Place, report: Report) -> dict[str, object]:
    """One place of one claim. GeoJSON puts the longitude first."""
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
        "properties": properties(claim, place, report),
    }


def properties(claim: Claim, place: Place, report: Report) -> dict[str, Property]:
    """What is told of a claim at one of its places, the same in every map format.

    ``inferred`` names the properties that are not the report's, ``judged`` tells what persons
    decided.
    """
    source = claim.sources[0] if claim.sources else None
    time = claim.time
    return {
        "claim": claim.id,
        "quote": claim.quote.text,
        "speaker": wording.speaker_key(claim) if source else None,
        "side": source.side if source else None,
        "stance": claim.stance,
        "type": claim.type,
        "realis": claim.realis,
        "place": place.name,
        "place_text": place.text,
        "precision": precision_of(place),
        "country": place.country,
        "geonameid": place.geonameid,
        "time": time.text if time else None,
        "time_start": time.start if time else None,
        "time_end": time.end if time else None,
        "event": claim.event,
        "origin": claim.origin,
        "report": report.id,
        "outlet": report.outlet,
        "published": report.published,
        "url": report.url,
        "inferred": tuple(name for name in inferred(claim, place) if name not in _NOT_GIVEN),
        "judged": judged(claim),
    }


_NOT_GIVEN = frozenset({"kind", "agents", "targets", "places", "time_precision"})
"""Fields of a claim that its map properties leave out."""
