"""From what a user named to reports: files and folders of every kind that is read.

:class:`Inputs` streams: one report is made at a time, and an input that cannot be read is an
:class:`InputError` among the reports, so that the rest goes on.
"""

import itertools
import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO, Literal, cast

from counterclaim.errors import EmptyInput, InputError, MalformedReport
from counterclaim.model.records import Report
from counterclaim.reading.encodings import decode
from counterclaim.reading.feeds import looks_like_feed, reports_of_feed
from counterclaim.reading.folders import Entry, entries_of, unreadable
from counterclaim.reading.html import declared_charset, looks_like_html, report_of_page
from counterclaim.reading.packed import Peekable, unpacked
from counterclaim.reading.rows import report_of_row, reports_of_lines
from counterclaim.reading.tables import reports_of_csv

Kind = Literal["text", "html", "jsonl", "json", "csv", "parquet", "feed", "warc", "wacz"]

SUFFIXES: dict[str, Kind] = {
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".csv": "csv", ".tsv": "csv", ".parquet": "parquet",
    ".rss": "feed", ".atom": "feed", ".warc": "warc", ".wacz": "wacz",
    ".txt": "text", ".md": "text",
}  # fmt: skip
"""What a file holds, by the end of its name; of other names the first bytes tell."""

MAGIC: dict[bytes, Kind] = {b"PAR1": "parquet", b"WARC/1.": "warc"}

MAX_BYTES = 16 * 1024 * 1024
"""Largest text, page or ``.jsonl`` line read: some 2,500,000 words, far above any report."""

STANDARD_INPUT = "-"


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
                advice = "an address; `ingest` fetches it, or save it and name its file"
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
        packed = stream.peek(2).startswith(b"\x1f\x8b") and suffixes[-1:] in ([], [".gz"])
        suffixes = suffixes[:-1] if suffixes[-1:] == [".gz"] else suffixes
        if packed:
            if self._kind == "warc" or suffixes[-1:] == [".warc"]:  # unpacked record by record
                yield from self._archive("warc", stream, 0, entry.name)
                return
            stream = cast(Peekable, unpacked(file, entry.name))
        try:
            kind = self._kind or SUFFIXES.get(suffixes[-1] if suffixes else "")
            kind = kind or _sniffed(stream.peek(4096), entry.name)
            size = 0 if packed else entry.size
            yield from self._of_kind(kind, stream, size, entry.name)
        except (EOFError, zlib.error) as error:
            reason = f"broken gzip data ({error}); compress the file again"
            yield InputError(entry.name, reason.replace("\n", " "))

    def _of_kind(
        self, kind: Kind, stream: Peekable, size: int, name: str
    ) -> Iterator[Report | InputError]:
        """The reports in ``stream``; ``size`` is 0 where it is unknown."""
        file = cast(BinaryIO, stream)
        match kind:
            case "jsonl":
                yield from self._rows(stream, name)
            case "csv":
                yield from reports_of_csv(file, name, self._seen, published=self._published)
            case "parquet":
                yield from self._parquet(file, size, name)
            case "feed":
                data = self._bounded(stream, name)
                yield from reports_of_feed(data, name, self._seen, published=self._published)
            case "warc" | "wacz":
                yield from self._archive(kind, stream, size, name)
            case _:
                yield from self._whole(self._bounded(stream, name), name, kind)

    @staticmethod
    def _bounded(stream: Peekable, name: str) -> bytes:
        data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise InputError(name, f"larger than {MAX_BYTES >> 20} MiB; split it into its reports")
        if not data.strip():
            raise EmptyInput(name, "empty; give the text of a report")
        return data

    def _archive(
        self, kind: Kind, stream: Peekable, size: int, name: str
    ) -> Iterator[Report | InputError]:
        from counterclaim.reading.archives import reports_of_warc  # slow to import
        from counterclaim.reading.wacz import reports_of_wacz

        if kind == "warc":
            yield from reports_of_warc(stream, size, name, published=self._published)
        else:
            file = cast(BinaryIO, stream)
            yield from reports_of_wacz(file, size, name, published=self._published)

    def _parquet(self, file: BinaryIO, size: int, name: str) -> Iterator[Report | InputError]:
        from counterclaim.reading.parquet import reports_of_parquet

        if not size:
            raise InputError(name, "Parquet cannot be read from a pipe or packed; name its file")
        yield from reports_of_parquet(file, size, name, self._seen, published=self._published)

    def _rows(self, stream: Peekable, name: str) -> Iterator[Report | InputError]:
        found = reports_of_lines(_lines(stream, name), name, self._seen, published=self._published)
        first = next(found, None)
        if first is None:
            raise EmptyInput(name, "no reports in it; give one JSON object a line")
        yield from itertools.chain([first], found)

    def _whole(self, data: bytes, name: str, kind: Kind) -> Iterator[Report | InputError]:
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
        if not parsed:
            raise EmptyInput(name, "an array without a report in it; leave it out")
        for number, row in enumerate(parsed, start=1):
            where = f"{name}: report {number}"
            try:
                yield report_of_row(row, where, self._seen, published=self._published)
            except InputError as error:
                yield error


def _sniffed(head: bytes, name: str) -> Kind:
    """What bytes of unknown name hold. Raises :class:`InputError` for XML that is no report."""
    for magic, kind in MAGIC.items():
        if head.startswith(magic):
            return kind
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if looks_like_feed(head):
        return "feed"
    if looks_like_html(start) or b"<!doctype html" in start[:1024].lower():
        return "html"
    if b"<opml" in start[:1024].lower():
        raise MalformedReport(name, "a list of feeds; `counterclaim watch` asks the feeds in it")
    if start.startswith(b"<?xml"):
        raise MalformedReport(name, "XML that is neither a feed nor a page; give its text")
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
