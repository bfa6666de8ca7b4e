"""Claims for TimeMap (ukraine-timemap): its arrays of events, sources and associations.

Fields are those of its schemata, all of them strings. A source's id is its number in the array,
so that the page finds it there. An event is a claim at one of its located places; one without
such a place is on the timeline only. TimeMap shows nothing without a day: a claim that gives
none stands on the day of its report, and says so; without any day it is left out.
"""

import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from typing import BinaryIO, cast

import msgspec

from counterclaim.model.records import Claim, Place, Reading, Report
from counterclaim.publishing import wording
from counterclaim.publishing.exports.blur import precision_of
from counterclaim.publishing.exports.event_codes import status_of
from counterclaim.publishing.exports.layers import judged

_encode = msgspec.json.Encoder().encode

ARRAYS = ("events", "sources", "associations")

IN_MEMORY = 4_000_000
"""Bytes of sources kept in memory while events are written."""

Row = dict[str, object]


class TimeMapArrays:
    """Writes each array to a file of its own; keeps the associations."""

    def __init__(self, events: BinaryIO, sources: BinaryIO, associations: BinaryIO) -> None:
        self._events = events
        self._sources = sources
        self._file_of_associations = associations
        self._source_count = 0
        self._associations: dict[str, Row] = {}
        self._before = b"\n"

    def setup(self) -> None:
        """Open two arrays."""
        self._events.write(b"[")
        self._sources.write(b"[")

    def feed(self, reading: Reading) -> None:
        """Write the claims' events, and the report as their source."""
        source = str(self._source_count)
        rows = [row for claim in reading.claims for row in events(claim, reading.report, source)]
        if not rows:
            return
        lead = b",\n" if self._source_count else b"\n"
        self._sources.write(lead + _encode(source_of(reading.report, source)))
        self._source_count += 1
        for claim in reading.claims:
            self._associations |= associations(claim)
        for row in rows:
            self._events.write(self._before + _encode(row))
            self._before = b",\n"

    def finish(self) -> None:
        """Close the arrays; write the third."""
        self._events.write(b"\n]\n")
        self._sources.write(b"\n]\n")
        rows = sorted(self._associations.items())
        listed = b",\n".join(_encode(row) for _, row in rows)
        self._file_of_associations.write(b"[\n" + listed + b"\n]\n")


class TimeMapExporter:
    """Writes the three arrays as one object; spools the sources until the events are written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._rest = ExitStack()
        spool = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        self._sources = self._rest.enter_context(spool)
        self._associations = io.BytesIO()
        self._arrays = TimeMapArrays(file, cast(BinaryIO, self._sources), self._associations)

    def setup(self) -> None:
        """Open the object."""
        self._file.write(b'{"events":')
        self._arrays.setup()

    def feed(self, reading: Reading) -> None:
        """Write the claims' events; note the report as their source."""
        self._arrays.feed(reading)

    def finish(self) -> None:
        """Write the other two arrays."""
        with self._rest:
            self._arrays.finish()
            for name, array in (("sources", self._sources), ("associations", self._associations)):
                self._file.write(b',"%b":' % name.encode())
                array.seek(0)
                shutil.copyfileobj(cast(BinaryIO, array), self._file)
        self._file.write(b"}\n")


def events(claim: Claim, report: Report, source: str) -> Iterator[Row]:
    """The claim's events: one for each located place, else one without coordinates."""
    day, comment = _day(claim, report)
    if day is None:
        return
    located: list[Place | None] = [p for p in claim.places if p.lat is not None]
    for number, place in enumerate(located or [None]):
        yield {
            "id": claim.id if number == 0 else f"{claim.id}-{number}",
            "description": _told(claim, report),
            "date": f"{day.month}/{day.day}/{day.year}",
            "time": "",
            "time_precision": claim.time.precision if claim.time and claim.time.start else "",
            "location": place.name if place else "; ".join(p.text for p in claim.places),
            "latitude": "" if place is None else str(place.lat),
            "longitude": "" if place is None else str(place.lon),
            "type": claim.type,
            "category": claim.type,
            "associations": sorted(associations(claim)),
            "sources": [source],
            "comments": _layers(claim, place, comment),
        }


def source_of(report: Report, id: str) -> Row:
    """The report as a source."""
    url = report.url or ""
    return {
        "id": id,
        "title": wording.title(report),
        "paths": [url] if url else [],
        "type": "Article",
        "url": url,
        "description": report.id,
        "author": report.outlet or "",
        "date": report.published or "",
    }


def associations(claim: Claim) -> dict[str, Row]:
    """What the claim can be filtered and coloured by, by id."""
    paths = (
        ("Side", wording.side(claim)),
        ("Stance", claim.stance),
        ("Status", status_of(claim).name),
    )
    found: dict[str, Row] = {
        claim.type: {
            "id": claim.type, "title": claim.type, "desc": "", "mode": "CATEGORY",
            "filter_paths": [],
        }
    }  # fmt: skip
    for name, value in paths:
        key = f"{name}: {value}"
        found[key] = {
            "id": key, "title": value, "desc": "", "mode": "FILTER", "filter_paths": [name, value],
        }  # fmt: skip
    return found


def _told(claim: Claim, report: Report) -> str:
    status = status_of(claim)
    mark = "" if status.coded else f"[{status.name}] "
    return f"{mark}{wording.speaker(claim, report)} {claim.stance}: “{claim.quote.text}”"


def _layers(claim: Claim, place: Place | None, comment: str) -> str:
    point = f"coordinates ({precision_of(place)})" if place else ""
    added = "Inferred: " + ", ".join(part for part in (comment, point) if part) + "."
    return " ".join([added, *(f"Judged: {words}." for words in judged(claim))])


def _day(claim: Claim, report: Report) -> tuple[date | None, str]:
    """The day an event stands on, and where it is from."""
    claimed = claim.time.start or claim.time.end if claim.time else None
    for moment, comment in ((claimed, "day of the event"), (report.published, "day of the report")):
        try:
            if moment:
                return date.fromisoformat(moment[:10]), comment
        except ValueError:
            continue
    return None, ""
