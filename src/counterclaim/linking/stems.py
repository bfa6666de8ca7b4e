"""Words as stems, weighted by how rare they are.

Weights are inverse document frequencies from a shipped table, not from the ledger at hand: so
that two claims are alike to the same degree whatever else has been ingested, in any order.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import snowballstemmer

from counterclaim.lexicons import load_table

Vector = dict[str, int]
"""Weights by stem, of length :data:`UNIT` (or empty); whole numbers, so that sums are exact."""

UNIT = 1000

RAREST = 8.0
"""Inverse document frequency of a stem that the table does not hold."""

WORDS_KEPT = 100_000
"""Words whose stems stay in memory."""

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_english = snowballstemmer.stemmer("english")


@cache
def frequencies() -> dict[str, float]:
    """Inverse document frequency of each stem in the shipped table."""
    return {row["stem"]: float(row["idf"]) for row in load_table("stem_frequencies")}


@cache
def function_words() -> frozenset[str]:
    """Words of closed classes, in lower case."""
    return frozenset(row["word"] for row in load_table("function_words"))


def stems(text: str) -> Iterator[str]:
    """Stems of the content words of ``text``, in order (Porter 2, English)."""
    for match in _WORD.finditer(text):
        yield from _stems_of(match.group())


@lru_cache(maxsize=WORDS_KEPT)
def _stems_of(written: str) -> tuple[str, ...]:
    word = _POSSESSIVE.sub("", written.casefold())
    closed = function_words()
    return tuple(stem(part) for part in word.split("-") if part and part not in closed)


@lru_cache(maxsize=WORDS_KEPT)
def _stem(word: str) -> str:
    found: str = _english.stemWord(word)
    return found


def stem(word: str) -> str:
    """The stem of one word in lower case; very long "words" are their own."""
    return _stem(word) if len(word) <= 40 else word[:40]


def idf(stem: str) -> float:
    """Inverse document frequency (natural logarithm)."""
    return frequencies().get(stem, RAREST)


def vector(found: Iterable[str]) -> Vector:
    """Stems weighted by ``(1 + ln tf) * idf``, normed to unit length."""
    weights = {s: (1 + math.log(n)) * idf(s) for s, n in Counter(found).items()}
    length = math.sqrt(sum(w * w for w in weights.values()))
    return {s: round(UNIT * weights[s] / length) for s in sorted(weights)} if length else {}


def cosine(a: Vector, b: Vector) -> float:
    """Cosine of the angle of two vectors, 0 where one is empty."""
    if len(b) < len(a):
        a, b = b, a
    return sum([w * b[s] for s, w in a.items() if s in b]) / (UNIT * UNIT)  # list: this is hot
