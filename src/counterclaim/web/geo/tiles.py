"""Raster tiles out of a PMTiles archive (PMTiles specification, version 3).

One file, read in place: a header, directories of where tiles lie, the tiles themselves.
"""

import gzip
import threading
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from counterclaim.errors import CounterclaimError

HEADER = 127
KINDS = {2: "image/png", 3: "image/jpeg", 4: "image/webp", 5: "image/avif"}
PLAIN, GZIP = 1, 2
DEEPEST = 26
KEPT = 64
"""Directories kept in memory."""

_LONGEST_DIRECTORY = 16 * 1024 * 1024


class TilesError(CounterclaimError):
    """An archive that cannot be shown."""


class Entry(NamedTuple):
    """Where the tiles ``id`` to ``id + run - 1`` lie; ``run`` 0: a directory of finer ones."""

    id: int
    run: int
    offset: int
    length: int


class TileArchive:
    """An open archive. Safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("rb")
        self._lock = threading.Lock()
        self._directories: OrderedDict[tuple[int, int], list[Entry]] = OrderedDict()
        head = self._file.read(HEADER)
        problem = _problem_of(head)
        if problem:
            self._file.close()
            raise TilesError(f"{path}: {problem}")
        numbers = [int.from_bytes(head[n : n + 8], "little") for n in range(8, 72, 8)]
        self._root = (numbers[0], numbers[1])
        self._leaves, self._tiles = numbers[4], numbers[6]
        self._packed = head[97]
        self.kind = KINDS[head[99]]

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """The tile, or ``None`` where there is none."""
        if not (0 <= zoom <= DEEPEST and 0 <= x < 1 << zoom and 0 <= y < 1 << zoom):
            return None
        wanted = tile_id(zoom, x, y)
        where = self._root
        for _ in range(4):  # the specification's depth of directories
            entries = self._directory(*where)
            at = bisect_right(entries, wanted, key=lambda e: e.id) - 1
            if at < 0:
                return None
            found = entries[at]
            if found.run == 0:
                where = (self._leaves + found.offset, found.length)
            elif wanted < found.id + found.run:
                return self._read(self._tiles + found.offset, found.length)
            else:
                return None
        return None

    def _directory(self, offset: int, length: int) -> list[Entry]:
        with self._lock:
            kept = self._directories.get((offset, length))
        if kept is not None:
            return kept
        content = self._read(offset, min(length, _LONGEST_DIRECTORY))
        entries = entries_of(gzip.decompress(content) if self._packed == GZIP else content)
        with self._lock:
            self._directories[offset, length] = entries
            while len(self._directories) > KEPT:
                self._directories.popitem(last=False)
        return entries

    def _read(self, offset: int, length: int) -> bytes:
        with self._lock:
            self._file.seek(offset)
            return self._file.read(length)


def _problem_of(head: bytes) -> str:
    """Why an archive with this header cannot be shown; nothing where it can."""
    if len(head) < HEADER or head[:7] != b"PMTiles" or head[7] != 3:
        return "no PMTiles archive of version 3; convert it with `pmtiles`"
    if head[97] not in (PLAIN, GZIP):
        return "its directories are packed otherwise than by gzip; write it anew"
    if head[99] not in KINDS:
        return "vector tiles; --tiles takes raster tiles (PNG, JPEG, WebP)"
    return ""


def entries_of(content: bytes) -> list[Entry]:
    """The entries of a directory: numbers as varints, column by column."""
    numbers = _varints(content)
    count = next(numbers)
    ids, last = [], 0
    for _ in range(count):
        last += next(numbers)
        ids.append(last)
    runs = [next(numbers) for _ in range(count)]
    lengths = [next(numbers) for _ in range(count)]
    offsets: list[int] = []
    for n in range(count):
        value = next(numbers)
        offsets.append(offsets[n - 1] + lengths[n - 1] if value == 0 and n else value - 1)
    return [Entry(*entry) for entry in zip(ids, runs, offsets, lengths, strict=True)]


def tile_id(zoom: int, x: int, y: int) -> int:
    """The number of a tile: along a Hilbert curve, zoom after zoom."""
    number = ((1 << (2 * zoom)) - 1) // 3
    side = 1 << zoom
    half = side >> 1
    while half:
        right, lower = (x & half) > 0, (y & half) > 0
        number += half * half * ((3 * right) ^ lower)
        if not lower:
            if right:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
        half >>= 1
    return number


def _varints(content: bytes) -> Iterator[int]:
    value = shift = 0
    for byte in content:
        value |= (byte & 0x7F) << shift
        if byte & 0x80:
            shift += 7
        else:
            yield value
            value = shift = 0
