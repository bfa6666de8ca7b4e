"""Tables of reports: CSV by any usual separator, and what auto-archiver writes.

The first line names the columns; ``lexicons/report_columns.tsv`` lists the names that are known.
A row that cannot be read is an error named ``file:line``.

auto-archiver (Bellingcat) writes two kinds of tables: a sheet with ``Link``, ``Upload title``,
``Upload timestamp`` and ``Text content``, and the CSV file of its ``csv_db`` with ``status``,
``metadata`` and ``media``, whose metadata is a Python dictionary. In both the title stands apart
from the words of a post and becomes their headline, as on pages.
"""

import codecs
import csv
import functools
import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Protocol

import msgspec

from counterclaim.errors import EmptyInput, EncodingUnknown, InputError, MalformedReport
from counterclaim.lexicons import alternatives, load_table
from counterclaim.model.records import Report
from counterclaim.reading.encodings import MARKS, decode
from counterclaim.reading.html import with_headline
from counterclaim.reading.post_metadata import post_of
from counterclaim.reading.rows import Fields, report_of_fields

MAX_CELL = 16 * 1024 * 1024
"""Longest cell read, in characters."""

HEAD = 256 * 1024
"""Bytes by which encoding and separator are told."""

SEPARATORS = ",;\t|"

ARCHIVER_SHEET = frozenset({"archive status", "text content"})
ARCHIVER_FILE = frozenset({"status", "metadata", "media"})


class _Rows(Protocol):
    """A reader of the csv module."""

    line_num: int

    def __next__(self) -> list[str]: ...


class Columns:
    """Which column gives which field."""

    def __init__(self, names: Sequence[str], source: str) -> None:
        """Raise :class:`MalformedReport` unless some column holds the texts."""
        plain = [plain_name(name) for name in names]
        self.archiver_file = set(plain) >= ARCHIVER_FILE
        self.archiver_sheet = set(plain) >= ARCHIVER_SHEET
        self.of = {
            field: plain.index(known[0])
            for field, candidates in known_names().items()
            if (known := [name for name in candidates if name in plain])
        }
        if "text" not in self.of and not self.archiver_file:
            raise MalformedReport(
                source,
                "no column is known to hold the reports' texts; name it text "
                f"(found: {', '.join(names[:12])[:200]})",
            )
        self.metadata = plain.index("metadata") if self.archiver_file else -1
        self.status = plain.index("status") if self.archiver_file else -1

    def fields(self, cells: Sequence[str], where: str) -> Fields:
        """The fields of a row. Raises :class:`InputError`."""
        if self.archiver_file:
            return post_of(cells[self.metadata], cells[self.status], where)
        given = {f: cells[at].strip() or None for f, at in self.of.items() if f != "text"}
        fields = Fields(text=cells[self.of["text"]], **given)
        if self.archiver_sheet and fields.text.strip():
            return msgspec.structs.replace(fields, text=with_headline(fields.title, fields.text))
        return fields


@functools.cache
def known_names() -> dict[str, tuple[str, ...]]:
    """The names of columns that give each field."""
    rows = load_table("report_columns")
    return {row["field"]: tuple(map(plain_name, alternatives(row["names"]))) for row in rows}


def plain_name(name: str) -> str:
    """``name`` without differences of capitals, spaces, hyphens and underscores."""
    return " ".join(name.replace("_", " ").replace("-", " ").split()).casefold()


def reports_of_csv(
    stream: BinaryIO, source: str, seen: dict[str, str] | None, *, published: str | None = None
) -> Iterator[Report | InputError]:
    """The report of each row; arguments as for :func:`~counterclaim.reading.rows.report_of_row`.

    Raises :class:`InputError` when nothing of the file can be read.
    """
    head = stream.read(HEAD)
    if not head.strip():
        raise EmptyInput(source, "empty; give a line of column names and a row a report")
    encoding = _encoding_of(head, source)
    rest = io.BufferedReader(_Rejoined(head, stream), HEAD)
    with io.TextIOWrapper(rest, encoding=encoding, newline="") as text:
        yield from _rows(text, source, _separator(head, encoding), seen, published)


def _rows(
    text: io.TextIOWrapper,
    source: str,
    separator: str,
    seen: dict[str, str] | None,
    published: str | None,
) -> Iterator[Report | InputError]:
    csv.field_size_limit(MAX_CELL)  # of the whole process: its default is 128 KiB
    reader = csv.reader(text, delimiter=separator, strict=True)
    outcomes = _outcomes(reader, source)
    first = next(outcomes, EmptyInput(source, "no line of column names; give one"))
    if isinstance(first, InputError):
        raise first
    names = first[1]
    columns = Columns(names, source)
    count = 0
    for count, outcome in enumerate(outcomes, start=1):  # noqa: B007
        if isinstance(outcome, InputError):
            yield outcome
            continue
        where = f"{source}:{outcome[0]}"
        try:
            cells = _fitted(outcome[1], len(names), where)
            yield report_of_fields(columns.fields(cells, where), where, seen, published)
        except InputError as error:
            yield error
    if not count:
        raise EmptyInput(source, "column names and no rows; give a row a report")


def _outcomes(reader: "_Rows", source: str) -> Iterator[tuple[int, list[str]] | InputError]:
    """The rows that have cells, each with the number of its first line.

    After a broken row reading goes on with the line after it.
    """
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            advice = 'quote cells with " and double those inside'
            yield MalformedReport(f"{source}:{line}", f"broken CSV ({error}); {advice}")
            continue
        except UnicodeDecodeError as error:
            raise EncodingUnknown(
                f"{source}:{line}",
                f"from here on not {error.encoding}; convert the file to UTF-8",
            ) from None
        if any(cells):
            yield line, cells


def _fitted(cells: list[str], count: int, where: str) -> list[str]:
    """``cells`` with empty ones at the end where a row is short of them."""
    if len(cells) > count and any(cells[count:]):
        raise MalformedReport(
            where, f"{len(cells)} cells under {count} column names; quote cells with separators"
        )
    return cells[:count] + [""] * (count - len(cells))


def _encoding_of(head: bytes, source: str) -> str:
    """The encoding of the lines of which the first are ``head``; it cuts off the mark."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return "utf-8-sig" if encoding == "utf-8" else encoding[:6]
    whole_lines, newline, _ = head.rpartition(b"\n")
    return decode(whole_lines + newline if newline else head, source).encoding


def _separator(head: bytes, encoding: str) -> str:
    """The separator of the first line: the one that is in it most often outside quotes."""
    text = codecs.getincrementaldecoder(encoding)("ignore").decode(head)
    pieces = text.lstrip("\ufeff\r\n").split('"')
    outside = "".join(pieces[0::2])
    line = (outside.splitlines() or [""])[0]
    return max(SEPARATORS, key=lambda s: (line.count(s), -SEPARATORS.index(s)))


class _Rejoined(io.RawIOBase):
    """A stream with what was read ahead put back before it."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] or self._stream.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)
