"""From what a user named to reports: files, folders, ``-``, ``.jsonl``, HTML pages.

:class:`Inputs` streams: one report is made at a time, and an input that cannot be read is an
:class:`InputError` among the reports, so that the rest goes on.
"""

import gzip
import itertools
import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO, Literal, Protocol, cast

from counterclaim.errors import EmptyInput, InputError, MalformedReport
from counterclaim.model.records import Report
from counterclaim.reading.encodings import decode
from counterclaim.reading.folders import Entry, entries_of, unreadable
from counterclaim.reading.html import declared_charset, looks_like_html, report_of_page
from counterclaim.reading.rows import report_of_row, reports_of_lines

Kind = Literal["text", "html", "jsonl", "json"]

SUFFIXES: dict[str, Kind] = {
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".txt": "text", ".md": "text",
}  # fmt: skip
"""What a file holds, by the end of its name; of other names the first bytes tell."""

MAX_BYTES = 16 * 1024 * 1024
"""Largest text, page or ``.jsonl`` line read: some 2,500,000 words, far above any report."""

STANDARD_INPUT = "-"


class Peekable(Protocol):
    """What buffered files and gzip files have in common and :class:`BinaryIO` lacks."""

    def peek(self, size: int) -> bytes:
        """Bytes to come, without moving on; possibly more or fewer than ``size``."""

    def read(self, size: int) -> bytes:
        """The next ``size`` bytes, fewer at the end."""

    def readline(self, size: int) -> bytes:
        """The next line with its end, cut at ``size`` bytes."""


class Inputs:
    """The reports in the inputs that a user named, in order.

    ``names`` are paths of files and folders, or ``-`` for ``stdin``. ``published`` overrides
    the date of every report. ``kind`` overrides what the names and first bytes tell.
    ``leave_out`` are files to pass over in folders. With ``versions`` an id may be given more
    than once: what follows is a later version of that report.
    ``total`` is the size of all files in bytes and ``position`` how far the stream has come
    in them; ``total`` is ``None`` when it cannot be known.
    """

    def __init__(
        self,
        names: Sequence[str],
        *,
        published: str | None = None,
        kind: Kind | None = None,
        stdin: BinaryIO | None = None,
        leave_out: Collection[Path] = (),
        versions: bool = False,
    ) -> None:
        self._published = published
        self._kind = kind
        self._stdin = stdin
        self._seen: dict[str, str] | None = None if versions else {}
        self._entries: list[Entry | InputError] = []
        for name in names:
            if name == STANDARD_INPUT:
                self._entries.append(Entry("standard input", Path(STANDARD_INPUT), 0))
            elif name.startswith(("http://", "https://")):
                advice = "an address, and nothing is fetched; save the page and name its file"
                self._entries.append(InputError(name, advice))
            else:
                self._entries.extend(entries_of(Path(name), leave_out=leave_out))
        sizes = [entry.size for entry in self._entries if isinstance(entry, Entry)]
        self.total = sum(sizes) if all(sizes) else None
        self.position = 0

    def __iter__(self) -> Iterator[Report | InputError]:
        """Each report, or why an input is none."""
        passed = 0
        for entry in self._entries:
            if isinstance(entry, InputError):
                yield entry
                continue
            try:
                with self._open(entry) as stream:
                    for outcome in self._reports(entry, stream):
                        if entry.size:
                            self.position = passed + min(stream.tell(), entry.size)
                        yield outcome
            except InputError as error:
                yield error
            except OSError as error:
                yield unreadable(entry.path, error)
            passed += entry.size
            self.position = passed

    def _open(self, entry: Entry) -> AbstractContextManager[BinaryIO]:
        if entry.path == Path(STANDARD_INPUT) and self._stdin is not None:
            return nullcontext(self._stdin)
        return entry.path.open("rb")

    def _reports(self, entry: Entry, file: BinaryIO) -> Iterator[Report | InputError]:
        stream = cast(Peekable, file)
        suffixes = [suffix.lower() for suffix in entry.path.suffixes]
        if stream.peek(2).startswith(b"\x1f\x8b") and suffixes[-1:] in ([], [".gz"]):
            stream = cast(Peekable, gzip.GzipFile(fileobj=file))
            suffixes = suffixes[:-1]
        try:
            kind = self._kind or SUFFIXES.get(suffixes[-1] if suffixes else "")
            kind = kind or _sniffed(stream.peek(1024))
            if kind == "jsonl":
                yield from self._rows(stream, entry.name)
            else:
                yield from self._whole(stream.read(MAX_BYTES + 1), entry.name, kind)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            reason = f"broken gzip data ({error}); compress the file again"
            yield InputError(entry.name, reason.replace("\n", " "))

    def _rows(self, stream: Peekable, name: str) -> Iterator[Report | InputError]:
        found = reports_of_lines(_lines(stream, name), name, self._seen, published=self._published)
        first = next(found, None)
        if first is None:
            raise EmptyInput(name, "no reports in it; give one JSON object a line")
        yield from itertools.chain([first], found)

    def _whole(self, data: bytes, name: str, kind: Kind) -> Iterator[Report | InputError]:
        if len(data) > MAX_BYTES:
            raise InputError(name, f"larger than {MAX_BYTES >> 20} MiB; split it into its reports")
        if not data.strip():
            raise EmptyInput(name, "empty; give the text of a report")
        charset = declared_charset(data) if kind == "html" else None
        text = decode(data, name, declared=charset).text
        if not text.strip():
            raise EmptyInput(name, "nothing but white space; give the text of a report")
        if kind == "json":
            yield from self._document(text, name)
        elif kind == "html":
            yield report_of_page(text, name, published=self._published)
        else:
            yield Report.of(text, published=self._published, file=name)

    def _document(self, text: str, name: str) -> Iterator[Report | InputError]:
        """The report of a ``.json`` file, or the reports of its array."""
        try:
            parsed = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise MalformedReport(
                name, f"broken JSON ({error}); name it .jsonl if each line is a report"
            ) from None
        if not isinstance(parsed, list):
            yield report_of_row(parsed, name, self._seen, published=self._published)
            return
        for number, row in enumerate(parsed, start=1):
            where = f"{name}: report {number}"
            try:
                yield report_of_row(row, where, self._seen, published=self._published)
            except InputError as error:
                yield error


def _sniffed(head: bytes) -> Kind:
    """What bytes of unknown name hold."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if looks_like_html(start):
        return "html"
    if start.startswith(b'{"'):
        return "jsonl"
    if start.startswith((b"{\n", b"{\r\n", b"[{", b"[\n{", b"[\r\n{")):
        return "json"
    return "text"


def _lines(stream: Peekable, name: str) -> Iterable[bytes]:
    while line := stream.readline(MAX_BYTES + 1):
        if len(line) > MAX_BYTES:
            raise InputError(name, f"a line larger than {MAX_BYTES >> 20} MiB; split the report")
        yield line
