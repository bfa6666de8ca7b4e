"""Reading as a pure function from a batch of reports to an Arrow table.

A row is a report and, as JSON, its claims by the record's schema; or a report, or only the name
of an input, and the error that it could not be read for. Needs pyarrow (``counterclaim[ray]`` or
``counterclaim[parquet]``).
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from counterclaim.errors import InputError, MalformedReport, ReadingFailed
from counterclaim.model.records import Claim, Reading, Report

if TYPE_CHECKING:
    import pyarrow as pa

    from counterclaim.pipeline.reader import Reader

REPORT_COLUMNS = tuple(field.name for field in msgspec.structs.fields(Report))
"""All of a report's fields, all of them strings or null."""

READING_COLUMNS = (*REPORT_COLUMNS, "extractor", "claims", "error")

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(tuple[Claim, ...]).decode

Outcome = Reading | InputError
"""A report read, or why an input or a report could not be."""


def readings_schema() -> "pa.Schema":
    """The Arrow schema of a table of readings."""
    import pyarrow as pa

    return pa.schema([(name, pa.large_string()) for name in READING_COLUMNS])


def table_of_reports(reports: Iterable[Report]) -> "pa.Table":
    """A batch of reports as an Arrow table."""
    import pyarrow as pa

    rows = [msgspec.structs.asdict(report) for report in reports]
    return pa.Table.from_pylist(
        rows, schema=pa.schema([(name, pa.large_string()) for name in REPORT_COLUMNS])
    )


def read_table(reader: "Reader", batch: "pa.Table") -> "pa.Table":
    """The readings of a batch of reports, a row each in their order.

    A pure function: the same batch and the same version of the reader give the same table,
    on whatever machine. A report on which a stage breaks becomes a row with an ``error``.
    """
    reports = [_report(row) for row in batch.to_pylist()]
    outcomes = reader.try_batch(reports)
    return _table(
        _row(outcome, report, reader.extractor)
        for outcome, report in zip(outcomes, reports, strict=True)
    )


def table_of_errors(errors: Iterable[InputError], extractor: str) -> "pa.Table":
    """Inputs that are no reports, as rows of a table of readings."""
    return _table(_row(error, None, extractor) for error in errors)


def outcomes_of(table: "pa.Table") -> Iterator[tuple[Report | None, Outcome]]:
    """Each row's report, if it has one, and its reading or error. Undoes :func:`read_table`.

    Raises :class:`MalformedReport` where a row is of no reading.
    """
    for row in table.to_pylist():
        report = None if row["text"] is None else _report(row)
        if row["error"] is not None:
            where = row["file"] or row["id"] or "a report"
            kind = InputError if report is None else ReadingFailed
            yield report, kind(where, row["error"])
        elif report is None:
            raise MalformedReport(str(row["id"]), "a reading without its report; read it again")
        else:
            try:
                claims = _decode(row["claims"])
            except (msgspec.DecodeError, TypeError) as error:
                raise MalformedReport(
                    report.id, f"its claims are no records ({error}); read the report again"
                ) from None
            yield report, Reading(report=report, claims=claims, extractor=row["extractor"])


def _table(rows: Iterable[dict[str, Any]]) -> "pa.Table":
    import pyarrow as pa

    return pa.Table.from_pylist(list(rows), schema=readings_schema())


def _row(outcome: Outcome, report: Report | None, extractor: str) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(READING_COLUMNS)
    row["extractor"] = extractor
    if report is not None:
        row |= msgspec.structs.asdict(report)
    if isinstance(outcome, Reading):
        row["claims"] = _encode(outcome.claims).decode()
    else:
        row["file"] = row["file"] or outcome.source
        row["error"] = outcome.reason
    return row


def _report(row: dict[str, Any]) -> Report:
    return Report(**{name: row[name] for name in REPORT_COLUMNS})
