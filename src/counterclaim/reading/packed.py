"""Packed data, unpacked within bounds.

Packed data may unpack to a thousand times its size (a "bomb"). Text packs to a tenth, tables and
archives full of repetitions to a hundredth. Whatever packs better than :data:`MAX_RATIO` over a
stretch of :data:`STRETCH` bytes is refused, wherever in the data that stretch is.
"""

import io
import zlib
from typing import BinaryIO, Protocol

from counterclaim.errors import PackedTooTightly

STRETCH = 8 * 1024 * 1024
"""Bytes of unpacked data over which the ratio is taken; less is always unpacked."""

MAX_RATIO = 200
"""Bytes out of a byte in. The most that deflate can reach is 1,032."""

CHUNK = 64 * 1024

GZIP_MAGIC = b"\x1f\x8b\x08"


class Readable(Protocol):
    """All that is asked of what packed data comes from."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, at most ``size``; none at the end."""


class Peekable(Protocol):
    """What buffered files and files in archives have in common."""

    def peek(self, size: int, /) -> bytes:
        """Bytes to come, without moving on; possibly more or fewer than ``size``."""

    def read(self, size: int, /) -> bytes:
        """The next ``size`` bytes, fewer at the end."""

    def readline(self, size: int, /) -> bytes:
        """The next line with its end, cut at ``size`` bytes."""

    def tell(self) -> int:
        """How many bytes have been read."""


class Allowance:
    """Follows how much comes out of how much."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._went_in = 0.0
        self._came_out = 0

    def count(self, went_in: float, came_out: int) -> None:
        """Count one step. Raises :class:`PackedTooTightly` when a stretch is too dense."""
        self._went_in += went_in
        self._came_out += came_out
        if self._came_out < STRETCH:
            return
        if self._came_out > MAX_RATIO * self._went_in:
            raise PackedTooTightly(
                self._source,
                f"would unpack to more than {MAX_RATIO} times its size; unpack it yourself if "
                "you trust it",
            )
        self._went_in, self._came_out = 0.0, 0


class Unpacked(io.RawIOBase):
    """What gzip data holds, unpacked as it is read; wrap it in :class:`io.BufferedReader`.

    All members one after another or, with ``single``, each up to its end: reading then ends
    with the member, and :meth:`advance` goes on to the next. Raises :class:`EOFError` where the
    data ends early, :class:`zlib.error` where it is broken, :class:`PackedTooTightly`.
    """

    def __init__(self, file: Readable, source: str, *, single: bool = False) -> None:
        self._file = file
        self._source = source
        self._allowance = Allowance(source)
        self._single = single
        self._waiting = b""
        self._member: zlib._Decompress | None = None
        self._started = False

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill ``buffer`` from the front; how many bytes, 0 at the end."""
        while True:
            if self._member is None and not self._next_member():
                return 0
            data = self._step(len(buffer))
            if data:
                buffer[: len(data)] = data
                return len(data)

    def advance(self) -> bool:
        """Go to the next member, over the rest of this one; whether there is one."""
        while self._member is not None:
            self._step(CHUNK)
        self._started = False
        return bool(self._fill()) and self._next_member()

    def resynchronise(self) -> bool:
        """Give the broken member up and look for the beginning of another; whether there is one."""
        self._member = None
        self._started = False
        self._allowance = Allowance(self._source)
        self._waiting = self._waiting[1:]
        while True:
            at = self._waiting.find(GZIP_MAGIC)
            if at >= 0:
                self._waiting = self._waiting[at:]
                return True
            more = self._file.read(CHUNK)
            if not more:
                return False
            self._waiting = self._waiting[-2:] + more

    def _next_member(self) -> bool:
        if self._single and self._started:
            return False
        if self._started:
            self._waiting = self._waiting.lstrip(b"\0")  # padding, as gzip allows
        if not self._fill():
            return False
        self._member = zlib.decompressobj(wbits=31)
        self._started = True
        return True

    def _fill(self) -> bytes:
        while not self._waiting:
            more = self._file.read(CHUNK)
            if not more:
                break
            self._waiting = more.lstrip(b"\0") if self._member is None else more
        return self._waiting

    def _step(self, size: int) -> bytes:
        member = self._member
        assert member is not None
        if not self._fill():
            raise EOFError("it ends early")
        before = len(self._waiting)
        data = member.decompress(self._waiting, max(size, 1))
        self._waiting = member.unused_data if member.eof else member.unconsumed_tail
        if member.eof:
            self._member = None
        self._allowance.count(before - len(self._waiting), len(data))
        return data


def unpacked(file: Readable, source: str) -> BinaryIO:
    """A buffered stream of what the gzip data in ``file`` holds."""
    return io.BufferedReader(Unpacked(file, source), CHUNK)


def inflated(data: bytes, coding: str, source: str, limit: int) -> bytes:
    """At most ``limit`` + 1 bytes of ``data`` in the HTTP content coding ``coding``.

    ``gzip`` and ``deflate`` (in either of its forms). Data that is not packed at all, though a
    header said so, comes back as it is; data that ends early comes back as far as it goes.
    Raises :class:`PackedTooTightly`, and :class:`ValueError` for another coding.
    """
    if coding in {"", "identity"}:
        return data[: limit + 1]
    if coding in {"gzip", "x-gzip"}:
        forms: tuple[int, ...] = (31,)
    elif coding == "deflate":
        forms = (15, -15)
    else:
        raise ValueError(f"content coding {coding!r} is not supported")
    for wbits in forms:
        decoder = zlib.decompressobj(wbits=wbits)
        try:
            unpacked_data = decoder.decompress(data, limit + 1)
        except zlib.error:
            continue
        Allowance(source).count(len(data), len(unpacked_data))
        return unpacked_data
    return data[: limit + 1]
