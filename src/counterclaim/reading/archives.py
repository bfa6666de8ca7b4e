"""Web archives: WARC files (ISO 28500), plain or gzipped, and WACZ packages of them.

Streamed: one record is in memory at a time. Of its records a WARC gives those that hold an
HTTP response with status 200 and a page or a plain text; ``url`` is the record's
WARC-Target-URI and ``captured`` its WARC-Date, which is no date of publication. What is no
report by its kind (images, requests, redirects) is passed over; a record that is broken or
cannot be read is an error named ``file:record``, and reading goes on with the next that can be
found.
"""

import io
import logging
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from warcio.bufferedreaders import ChunkedDataException, ChunkedDataReader
from warcio.statusandheaders import (
    StatusAndHeaders,
    StatusAndHeadersParser,
    StatusAndHeadersParserException,
)

from counterclaim.errors import EmptyInput, InputError, MalformedReport, PackedTooTightly
from counterclaim.model.records import Report
from counterclaim.reading.dates import checked_date
from counterclaim.reading.encodings import decode
from counterclaim.reading.folders import printable
from counterclaim.reading.html import declared_charset, looks_like_html, report_of_page
from counterclaim.reading.packed import GZIP_MAGIC, Peekable, Unpacked, inflated

log = logging.getLogger(__name__)

MAX_BLOCK = 16 * 1024 * 1024
"""Largest record of a page or text that is read, as packed and as unpacked."""

MAX_HEADER = 64 * 1024
"""Longest header of a record, or of the HTTP response in it."""

SKIP = 1024 * 1024

VERSION = b"WARC/1."

PAGES = ("text/html", "application/xhtml+xml")
TEXTS = ("text/plain",)

_warc_headers = StatusAndHeadersParser(["WARC/1.1", "WARC/1.0"])
_http_headers = StatusAndHeadersParser(["HTTP/1.0", "HTTP/1.1", "HTTP/2.0", "HTTP/2"])

_BROKEN_PACKING = (EOFError, zlib.error, PackedTooTightly)
_BROKEN_RESPONSE = (EOFError, StatusAndHeadersParserException, ChunkedDataException)


class _BrokenRecord(Exception):
    """A record that is not of the standard's form."""


@dataclass(frozen=True, slots=True)
class _Capture:
    """A record's HTTP response."""

    url: str
    captured: str | None
    block: bytes


def reports_of_warc(
    file: Peekable, size: int, name: str, *, published: str | None = None
) -> Iterator[Report | InputError]:
    """The reports in a WARC file, gzipped or not, and what is wrong with its broken records.

    ``size`` is the file's in bytes, or 0 where it is not known (a pipe).
    Raises :class:`InputError` when there is no record in it at all.
    """
    records = _Records(file, size, name)
    for outcome in records:
        if isinstance(outcome, InputError):
            yield outcome
            continue
        where = f"{name}:{records.number}"
        try:
            report = _report(outcome, where, published)
        except InputError as error:
            reason = f"{error.reason} ({printable(outcome.url)[:200]})"
            yield type(error)(where, reason)
        except _BROKEN_RESPONSE as error:
            yield MalformedReport(where, f"broken response ({_said(error)}); archive it again")
        else:
            if report is not None:
                records.pages += 1
                yield report
    if not records.number:
        raise MalformedReport(name, "no WARC record in it; give a web archive")
    log.info("%s: %d records, %d pages", name, records.number, records.pages)


class _Records:
    """The captures in a WARC file, one after another, and errors in their places."""

    def __init__(self, file: Peekable, size: int, name: str) -> None:
        self._name = name
        self._size = size
        self._packed: Unpacked | None = None
        self._stream: Peekable = file
        if file.peek(3)[:3] == GZIP_MAGIC:
            self._packed = Unpacked(file, name, single=True)
            self._stream = io.BufferedReader(self._packed, SKIP)
        self.number = 0
        self.pages = 0

    def __iter__(self) -> Iterator[_Capture | InputError]:
        more = bool(self._peek())
        while more:
            try:
                capture = self._record()
            except _BROKEN_PACKING as error:
                yield self._named(error)
                more = self._resynchronise()
            except (_BrokenRecord, *_BROKEN_RESPONSE) as error:
                yield self._named(error)
                more = self._next_version()
            except InputError as error:
                yield error
                more = self._after_record()
            else:
                if capture is not None:
                    yield capture
                more = self._after_record()

    def _named(self, error: Exception) -> InputError:
        where = f"{self._name}:{self.number}"
        if isinstance(error, PackedTooTightly):
            return PackedTooTightly(where, error.reason)
        return MalformedReport(where, f"broken record ({_said(error)}); archive it again")

    def _record(self) -> _Capture | None:
        """The next record, if it may hold a report; moves behind it."""
        self.number += 1
        header = self._header()
        length = _length(header)
        if self._packed is None and self._size and length > self._size - self._stream.tell():
            raise _BrokenRecord("longer than the file")
        wanted = header.get_header("WARC-Type") == "response"
        url = (header.get_header("WARC-Target-URI") or "").strip("<> ")
        if not wanted or not url.startswith(("http://", "https://")):
            self._skip(length)
            return None
        start = self._read(min(length, MAX_HEADER))
        if not _may_be_report(start):
            self._skip(length - len(start))
            return None
        if length > MAX_BLOCK:
            self._skip(length - len(start))
            raise InputError(
                f"{self._name}:{self.number}",
                f"a page of more than {MAX_BLOCK >> 20} MiB ({printable(url)[:200]}); "
                "save its article as text",
            )
        block = start + self._read(length - len(start))
        return _Capture(url, _moment(header), block)

    def _header(self) -> StatusAndHeaders:
        lines: list[bytes] = []
        size = 0
        while line := self._stream.readline(MAX_HEADER):
            if not lines and not line.strip():
                continue  # the empty lines behind the record before
            size += len(line)
            if size > MAX_HEADER or (not lines and not line.startswith(VERSION)):
                raise _BrokenRecord("no WARC header")
            lines.append(line)
            if line in {b"\r\n", b"\n"}:
                return _warc_headers.parse(io.BytesIO(b"".join(lines)))
        raise _BrokenRecord("it ends early")

    def _read(self, length: int) -> bytes:
        data = self._stream.read(length)
        if len(data) < length:
            raise _BrokenRecord("it ends early")
        return data

    def _skip(self, length: int) -> None:
        while length > 0:
            length -= len(self._read(min(length, SKIP)))

    def _after_record(self) -> bool:
        """Whether another record follows; only empty lines may stand between."""
        while True:
            ahead = self._peek()
            if not ahead:
                return self._next_member()
            blank = len(ahead) - len(ahead.lstrip(b"\r\n"))
            if not blank:
                return True
            self._stream.read(blank)

    def _peek(self) -> bytes:
        try:
            return self._stream.peek(1)
        except _BROKEN_PACKING:
            return b"?"  # let the next record meet it, and name it

    def _next_member(self) -> bool:
        if self._packed is None:
            return False
        try:
            more = self._packed.advance()
        except _BROKEN_PACKING:
            more = True  # as above
        self._begin_member(self._packed)
        return more

    def _begin_member(self, packed: Unpacked) -> None:
        if isinstance(self._stream, io.BufferedReader):
            self._stream.detach()  # it would close what it reads from when it goes
        self._stream = io.BufferedReader(packed, SKIP)

    def _next_version(self) -> bool:
        """Look for the line that begins the next record; whether there is one."""
        try:
            while not self._stream.peek(len(VERSION)).startswith(VERSION):
                while (line := self._stream.readline(MAX_HEADER)) and not line.endswith(b"\n"):
                    pass
                if not line:
                    return self._next_member()
        except _BROKEN_PACKING:
            return self._resynchronise()
        return True

    def _resynchronise(self) -> bool:
        """Look for the next member after a broken one; whether there is one."""
        if self._packed is None or not self._packed.resynchronise():
            return False
        self._begin_member(self._packed)
        return True


def _report(capture: _Capture, where: str, published: str | None) -> Report | None:
    stream = io.BytesIO(capture.block)
    header = _http_headers.parse(stream)
    kind, _, parameters = (header.get_header("Content-Type") or "").lower().partition(";")
    if (header.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
        body = ChunkedDataReader(stream).read()
    else:
        body = stream.read()
    coding = (header.get_header("Content-Encoding") or "").strip().lower()
    try:
        data = inflated(body, coding, where, MAX_BLOCK)
    except ValueError as error:
        raise InputError(where, f"{error}; archive the page without it") from None
    if len(data) > MAX_BLOCK:
        raise InputError(where, f"a page of more than {MAX_BLOCK >> 20} MiB; save it as text")
    if not data.strip():
        raise EmptyInput(where, "an empty page; leave it out")
    charset = _charset(parameters)
    if kind.strip() in TEXTS and not looks_like_html(data):
        text = decode(data, where, declared=charset).text
        return Report.of(
            text, url=capture.url, published=published, file=where, captured=capture.captured
        )
    text = decode(data, where, declared=charset or declared_charset(data)).text
    return report_of_page(
        text, where, published=published, url=capture.url, captured=capture.captured
    )


def _may_be_report(start: bytes) -> bool:
    """Whether the HTTP response that begins so is of a page or a text, and went well."""
    if not start:
        raise _BrokenRecord("an empty response")
    header = _http_headers.parse(io.BytesIO(start))
    kind = (header.get_header("Content-Type") or "").lower().partition(";")[0].strip()
    return header.get_statuscode() == "200" and kind in {*PAGES, *TEXTS}


def _length(header: StatusAndHeaders) -> int:
    given = (header.get_header("Content-Length") or "").strip()
    if not given.isascii() or not given.isdigit() or len(given) > 18:
        raise _BrokenRecord("no length")
    return int(given)


def _moment(header: StatusAndHeaders) -> str | None:
    try:
        return checked_date(header.get_header("WARC-Date") or "")
    except ValueError:
        return None


def _charset(parameters: str) -> str | None:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip() == "charset":
            return value.strip(" \"'") or None
    return None


def _said(error: BaseException) -> str:
    return printable(" ".join(str(error).split()))[:120] or type(error).__name__
