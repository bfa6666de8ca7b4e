"""Parquet tables of reports, by the same column names as CSV; needs ``counterclaim[parquet]``.

Read a few rows at a time. A file that packs its texts so well that a small file would make
endless ones is refused, as gzip data is.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from counterclaim.errors import EmptyInput, InputError, MalformedReport
from counterclaim.model.records import Report
from counterclaim.reading.packed import Allowance
from counterclaim.reading.rows import Fields, report_of_fields
from counterclaim.reading.tables import MAX_CELL, Columns

if TYPE_CHECKING:
    import pyarrow.parquet as pq

ROWS_TOGETHER = 16
"""Rows in memory at a time, each of up to :data:`~counterclaim.reading.tables.MAX_CELL`."""

TEXT_TYPES = ("string", "large_string", "string_view", "null")


def reports_of_parquet(
    file: BinaryIO,
    size: int,
    source: str,
    seen: dict[str, str] | None,
    *,
    published: str | None = None,
) -> Iterator[Report | InputError]:
    """The report of each row, errors named ``file:row``; ``size`` is the file's, in bytes.

    Raises :class:`InputError` when the file cannot be read, or not further than this.
    """
    try:
        import pyarrow.parquet as pq
    except ImportError:
        raise InputError(
            source, "Parquet needs pyarrow; install it with: pip install 'counterclaim[parquet]'"
        ) from None
    try:
        table = pq.ParquetFile(file, pre_buffer=False, buffer_size=1 << 20)
        yield from _rows(table, size, source, seen, published)
    except (OSError, ValueError, NotImplementedError, MemoryError) as error:  # pyarrow's are these
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise MalformedReport(
            source, f"no Parquet file, or a damaged one ({reason}); export it again"
        ) from None


def _rows(
    table: "pq.ParquetFile", size: int, source: str, seen: dict[str, str] | None,
    published: str | None,
) -> Iterator[Report | InputError]:  # fmt: skip
    names = list(table.schema_arrow.names)
    columns = Columns(names, source)
    if columns.archiver_file:
        raise MalformedReport(source, "metadata without a column of texts; name that column text")
    _check_type(table, names[columns.of["text"]], source)
    wanted = [names[at] for at in columns.of.values()]
    allowance = Allowance(source)
    share = size / max(table.metadata.num_rows, 1)  # of the file, that a row takes
    number = 0
    for batch in table.iter_batches(batch_size=ROWS_TOGETHER, columns=wanted, use_threads=False):
        allowance.count(share * batch.num_rows, batch.nbytes)
        for row in batch.to_pylist():
            number += 1
            where = f"{source}:{number}"
            try:
                given = {field: row[names[at]] for field, at in columns.of.items()}
                yield report_of_fields(_fields(given, where), where, seen, published)
            except InputError as error:
                yield error
    if not number:
        raise EmptyInput(source, "no rows in it; give a row a report")


def _check_type(table: "pq.ParquetFile", name: str, source: str) -> None:
    kind = table.schema_arrow.field(name).type
    value = str(getattr(kind, "value_type", kind))  # of a dictionary-encoded column its values'
    if value not in TEXT_TYPES:
        raise MalformedReport(
            source, f"column {name!r} holds {str(kind)[:80]}, no text; give the texts as strings"
        )


def _fields(given: dict[str, Any], where: str) -> Fields:
    text = given.pop("text")
    if text is None:
        text = ""
    if len(text) > MAX_CELL:
        raise MalformedReport(where, f"a text of over {MAX_CELL:,} characters; split the report")
    return Fields(text=text, **{field: _written(value) for field, value in given.items()})


def _written(value: object) -> str | None:
    """A cell that is no text, as text: numbers as digits, moments in ISO form."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime | date):
        return value.isoformat().replace("+00:00", "Z")
    return value if isinstance(value, str) else str(value)
