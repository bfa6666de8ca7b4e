"""Claims as GeoJSON (RFC 7946): a point for each located place of a claim.

``precision`` says what the point stands for: a place coarser than ``approximate`` is an area,
and its point is only somewhere within it.
"""

from typing import BinaryIO

import msgspec

from counterclaim.ledger.answers import ReportHeader
from counterclaim.model.records import Claim, Place, Report

_encode = msgspec.json.Encoder().encode


class GeoJsonWriter:
    """Writes a FeatureCollection as claims come; keeps nothing."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._before = b'{"type":"FeatureCollection","features":[\n'

    def feed(self, claim: Claim, report: Report | ReportHeader) -> None:
        """Write the claim's located places."""
        for place in claim.places:
            if place.lat is not None and place.lon is not None:
                self._file.write(self._before + _encode(feature(claim, place, report)))
                self._before = b",\n"

    def finish(self) -> None:
        """Close the collection."""
        start = self._before if self._before.startswith(b"{") else b"\n"
        self._file.write(start + b"]}\n")


def feature(claim: Claim, place: Place, report: Report | ReportHeader) -> dict[str, object]:
    """One place of one claim. GeoJSON puts the longitude first."""
    source = claim.sources[0] if claim.sources else None
    time = claim.time
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
        "properties": {
            "claim": claim.id,
            "quote": claim.quote.text,
            "speaker": (source.name or source.text) if source else None,
            "side": source.side if source else None,
            "stance": claim.stance,
            "type": claim.type,
            "realis": claim.realis,
            "place": place.name,
            "place_text": place.text,
            "precision": place.precision,
            "country": place.country,
            "geonameid": place.geonameid,
            "time_start": time.start if time else None,
            "time_end": time.end if time else None,
            "event": claim.event,
            "origin": claim.origin,
            "report": report.id,
            "outlet": report.outlet,
            "published": report.published,
            "url": report.url,
        },
    }
