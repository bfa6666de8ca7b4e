"""Claims as KML 2.2 (OGC 07-147r2): a placemark for each located place of a claim.

An area (a region, a country) has no icon, only its name at the point that stands for it. There
is no icon file anywhere: opening the document asks nothing of the network.
"""

from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from counterclaim.model.records import Claim, Place, Reading, Report
from counterclaim.publishing import wording
from counterclaim.publishing.exports.geojson import Property, properties
from counterclaim.publishing.visible import one_line, visible

AREAS = ("admin1", "admin2", "country")

NAME_LIMIT = 80

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2">
<Document>
<name>counterclaim</name>
<description>What reports claim, and who says so. No claim here is a finding.</description>
<Style id="point"><IconStyle><color>ff7a5c2a</color></IconStyle></Style>
<Style id="area"><IconStyle><Icon></Icon></IconStyle></Style>
"""

_TAIL = "</Document>\n</kml>\n"


class KmlExporter:
    """Writes placemarks as claims come; keeps nothing."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def setup(self) -> None:
        """Open the document."""
        self._write(_HEAD)

    def feed(self, reading: Reading) -> None:
        """Write the located places of the reading's claims."""
        for claim in reading.claims:
            for place in claim.places:
                if place.lat is not None and place.lon is not None:
                    self._write(placemark(claim, place, reading.report))

    def finish(self) -> None:
        """Close the document."""
        self._write(_TAIL)

    def _write(self, words: str) -> None:
        self._file.write(words.encode("utf-8"))


def placemark(claim: Claim, place: Place, report: Report) -> str:
    """One place of one claim. KML puts the longitude first."""
    speaker = wording.speaker(claim, report)
    name = one_line(f"{speaker} {claim.stance}: {claim.type}", NAME_LIMIT)
    style = "area" if place.precision in AREAS else "point"
    told = f"“{claim.quote.text}”\n{speaker}\n{wording.outlet(report)}, {wording.published(report)}"
    data = "".join(
        f"<Data name={quoteattr(key)}><value>{_text(_words(value))}</value></Data>"
        for key, value in properties(claim, place, report).items()
        if value is not None
    )
    return (
        f"<Placemark>\n<name>{_text(name)}</name>\n<description>{_text(told)}</description>\n"
        f"{_when(claim)}<styleUrl>#{style}</styleUrl>\n<ExtendedData>{data}</ExtendedData>\n"
        f"<Point><coordinates>{place.lon},{place.lat}</coordinates></Point>\n</Placemark>\n"
    )


def _when(claim: Claim) -> str:
    time = claim.time
    if time is None or (time.start is None and time.end is None):
        return ""
    begin = f"<begin>{_text(time.start)}</begin>" if time.start else ""
    end = f"<end>{_text(time.end)}</end>" if time.end else ""
    return f"<TimeSpan>{begin}{end}</TimeSpan>\n"


def _words(value: Property) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value)


def _text(words: str) -> str:
    """Text of an element: what XML 1.0 cannot hold is shown by a sign."""
    return escape(visible(words))
