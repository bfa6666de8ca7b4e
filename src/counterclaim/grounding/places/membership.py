"""A Bloom filter over the gazetteer's exact keys.

Most runs of capitalised words in a report are no place's name; asking the file about each
would cost more than everything else. A filter of ten bits a key says "no" in a microsecond
and is wrong ("perhaps") for about one key in a hundred (Bloom 1970).
"""

import zlib
from collections.abc import Iterable

BITS_PER_KEY = 10
PROBES = 4


def make_filter(keys: Iterable[str], count: int) -> bytes:
    """The filter's bytes for ``count`` keys."""
    size = max(64, count * BITS_PER_KEY) // 8
    bits = bytearray(size)
    for key in keys:
        for position in _probes(key, size * 8):
            bits[position >> 3] |= 1 << (position & 7)
    return bytes(bits)


class KeyFilter:
    """Says of a key that it is surely not, or perhaps, in the set the filter was made of."""

    def __init__(self, bits: bytes) -> None:
        self._bits = bits
        self._size = len(bits) * 8

    def __contains__(self, key: str) -> bool:
        """Whether ``key`` is perhaps in the set."""
        bits = self._bits
        return all(bits[p >> 3] >> (p & 7) & 1 for p in _probes(key, self._size))


def _probes(key: str, size: int) -> list[int]:
    data = key.encode("utf-8", "surrogatepass")
    one, two = zlib.crc32(data), zlib.adler32(data) * 2654435761 & 0xFFFFFFFF | 1
    return [(one + n * two) % size for n in range(PROBES)]
