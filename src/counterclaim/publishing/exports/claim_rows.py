"""Claims as CSV, a row a claim (RFC 4180, UTF-8), safe to open in a spreadsheet.

A cell that a spreadsheet would take for a formula (OWASP, "CSV Injection") gets an apostrophe
in front, which spreadsheets do not show; numbers stay numbers.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from counterclaim.ledger.answers import ReportHeader
from counterclaim.model.records import Claim, Reading, Report
from counterclaim.publishing import wording
from counterclaim.publishing.exports.blur import precision_of
from counterclaim.publishing.exports.layers import inferred, judged, located_of

COLUMNS = (
    "claim", "report", "outlet", "published", "title", "url",
    "speaker", "speaker_words", "side", "kind", "chain", "stance", "type", "realis",
    "quote", "quote_start", "quote_end", "agents", "targets",
    "places", "place", "lat", "lon", "precision", "country", "geonameid",
    "time", "time_start", "time_end", "time_precision",
    "figures", "low", "high", "unit", "event", "origin", "inferred", "judged",
)  # fmt: skip
"""``place`` to ``geonameid`` are of the first located place, ``low`` to ``unit`` of the first
figure; ``places`` and ``figures`` list all. ``chain`` is the whole way the claim came.
``inferred`` names the columns whose cells in this row are not the report's, ``judged`` tells what
persons decided of the claim."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")

Cell = str | float | int | None


class CsvFile:
    """A file of rows, the first of them ``columns``."""

    def __init__(self, file: BinaryIO, columns: Sequence[str]) -> None:
        self._file = file
        self._columns = columns

    def setup(self) -> None:
        """Write the heading."""
        self._write(self._columns)

    def row(self, cells: Iterable[Cell]) -> None:
        """Write a row, such that no spreadsheet runs it."""
        self._write([inert(cell) for cell in cells])

    def _write(self, row: Iterable[Cell]) -> None:
        line = io.StringIO()
        csv.writer(line, lineterminator="\r\n").writerow(row)
        self._file.write(line.getvalue().encode("utf-8"))


class CsvExporter:
    """Writes claims as they come; keeps nothing."""

    def __init__(self, file: BinaryIO) -> None:
        self._table = CsvFile(file, COLUMNS)

    def setup(self) -> None:
        """Write the heading."""
        self._table.setup()

    def feed(self, reading: Reading) -> None:
        """Write a row for each claim of the reading."""
        for claim in reading.claims:
            self.claim(claim, reading.report)

    def claim(self, claim: Claim, report: Report | ReportHeader) -> None:
        """Write the claim's row."""
        self._table.row(cells(claim, report))

    def finish(self) -> None:
        """Nothing follows."""


def inert(cell: Cell) -> Cell:
    """``cell`` such that no spreadsheet runs it."""
    if not isinstance(cell, str):
        return cell
    plain = cell.replace("\x00", "\N{SYMBOL FOR NULL}")
    return "'" + plain if plain.lstrip(" \u00a0").startswith(_FORMULA) else plain


def cells(claim: Claim, report: Report | ReportHeader) -> list[Cell]:
    """The claim's cells in the order of :data:`COLUMNS`."""
    source = claim.sources[0] if claim.sources else None
    located = located_of(claim)
    figure = claim.figures[0] if claim.figures else None
    time = claim.time
    return [
        claim.id, report.id, report.outlet, report.published, report.title, report.url,
        wording.speaker_key(claim) if source else None,
        source.text if source else None,
        source.side if source else None,
        source.kind if source else None,
        chain(claim),
        claim.stance, claim.type, claim.realis,
        claim.quote.text, claim.quote.start, claim.quote.end,
        listed(p.name or p.text for p in claim.agents),
        listed(p.name or p.text for p in claim.targets),
        listed(p.name or p.text for p in claim.places),
        located.name if located else None,
        located.lat if located else None,
        located.lon if located else None,
        precision_of(located) if located else None,
        located.country if located else None,
        located.geonameid if located else None,
        time.text if time else None,
        time.start if time else None,
        time.end if time else None,
        time.precision if time else None,
        listed(wording.figure(f) for f in claim.figures),
        figure.low if figure else None,
        figure.high if figure else None,
        figure.unit if figure else None,
        claim.event, claim.origin,
        " ".join(inferred(claim, located)) or None,
        listed(judged(claim)),
    ]  # fmt: skip


def chain(claim: Claim) -> str | None:
    """The whole way the claim came, nearest to the content first."""
    return listed(f"{s.role}: {s.name or s.text}" for s in claim.sources)


def listed(words: Iterable[str]) -> str | None:
    """Several values of one cell."""
    return "; ".join(words) or None
