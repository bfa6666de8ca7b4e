"""A view as a file: written as it is read, a part at a time, so that it may be any size."""

import io
from collections.abc import Iterator

import msgspec

from counterclaim.ledger import Query
from counterclaim.ledger.browse import KeyedClaim
from counterclaim.model.records import Reading
from counterclaim.publishing.claimlist import as_report
from counterclaim.publishing.exports.exporter import Exporter
from counterclaim.publishing.exports.formats import exporter_for
from counterclaim.web.library import Library

FORMATS = {
    "claims.json": "application/json",
    "claims.jsonl": "application/jsonl",
    "claims.csv": "text/csv; charset=utf-8",
    "claims.geojson": "application/geo+json",
    "claims.kml": "application/vnd.google-earth.kml+xml",
    "coding.csv": "text/csv; charset=utf-8",
}

PART = 500
"""Claims fetched together."""


class ClaimLines:
    """A claim a line: its record and, as ``report``, its report; in an array or not."""

    def __init__(self, file: io.BytesIO, *, array: bool) -> None:
        self._file = file
        self._array = array
        self._first = True
        self._encode = msgspec.json.Encoder().encode

    def setup(self) -> None:
        """Open the array."""
        self._file.write(b"[" if self._array else b"")

    def claim(self, item: KeyedClaim) -> None:
        """Write a claim."""
        line = self._encode(msgspec.to_builtins(item.claim) | {"report": item.report})
        if self._array:
            self._file.write((b"\n" if self._first else b",\n") + line)
        else:
            self._file.write(line + b"\n")
        self._first = False

    def finish(self) -> None:
        """Close the array."""
        self._file.write(b"\n]\n" if self._array else b"")


class _Adapted:
    """An exporter of readings, fed claim by claim."""

    def __init__(self, exporter: Exporter) -> None:
        self._exporter = exporter
        self.setup = exporter.setup
        self.finish = exporter.finish

    def claim(self, item: KeyedClaim) -> None:
        report = as_report(item.report)
        self._exporter.feed(Reading(report=report, claims=(item.claim,), extractor=""))


def export(library: Library, query: Query, name: str) -> Iterator[bytes]:
    """The bytes of the export ``name`` (of :data:`FORMATS`) of the claims asked for.

    Claims taken in meanwhile are left out: parts are fetched from the newest backwards.
    """
    file = io.BytesIO()
    writer = _writer(name, file)
    asked = msgspec.structs.replace(query, limit=PART)
    before = None
    writer.setup()
    while True:
        page = library.claims(asked, before)
        for item in page.claims:
            writer.claim(item)
        before = page.next
        if before is None:
            break
        yield _taken(file)
    writer.finish()
    yield _taken(file)


def _writer(name: str, file: io.BytesIO) -> ClaimLines | _Adapted:
    if name in ("claims.json", "claims.jsonl"):
        return ClaimLines(file, array=name == "claims.json")
    if name == "coding.csv":
        return _Adapted(exporter_for("coding", file))
    if name == "claims.csv":
        return _Adapted(exporter_for("csv", file))
    return _Adapted(exporter_for("kml" if name == "claims.kml" else "geojson", file))


def _taken(file: io.BytesIO) -> bytes:
    content = file.getvalue()
    file.seek(0)
    file.truncate()
    return content
