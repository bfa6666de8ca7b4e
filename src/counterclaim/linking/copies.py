"""Texts that copy one another, and credits of the agency they came from.

Containment of word shingles (Broder 1997), exact: the reports of one event are few.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

import msgspec

from counterclaim.lexicons import alternatives, load_table

SHINGLE = 5
"""Words in a shingle."""

LEAST = 8
"""Shingles below which a text is too short to tell a copy by."""

CONTAINED = 0.5
"""Share of the shorter text's shingles that the other holds as well."""

BORDER = 400
"""Characters at either end of a text where a credit stands."""

_WORD = re.compile(r"[^\W_]+")


class Copy(msgspec.Struct, frozen=True):
    """``copy`` holds the words of ``original``, an earlier text; ``share`` of the shorter one."""

    original: int
    copy: int
    share: float


class Credit(msgspec.Struct, frozen=True):
    """An agency credited, and on which words."""

    agency: str
    words: str


def copies(texts: Mapping[int, str]) -> list[Copy]:
    """For each text, in their order, the earlier one it holds most of, if it is a copy."""
    shingles = {key: _shingles(text) for key, text in texts.items()}
    first: dict[str, int] = {}  # by shingle, the text that had it first, then those that followed
    more: dict[str, list[int]] = defaultdict(list)
    found = []
    for key, own in shingles.items():
        common = [shingle for shingle in own if shingle in first]
        shared: dict[int, int] = defaultdict(int)
        for shingle in common:
            shared[first[shingle]] += 1
            for other in more[shingle]:
                shared[other] += 1
            more[shingle].append(key)
        first.update(dict.fromkeys(own.difference(common), key))
        best = None
        for other in sorted(shared):
            shorter = min(len(own), len(shingles[other]))
            share = shared[other] / shorter
            if shorter >= LEAST and share >= CONTAINED and (best is None or share > best.share):
                best = Copy(other, key, share)
        if best is not None:
            found.append(best)
    return found


def credit(text: str) -> Credit | None:
    """The agency that ``text`` credits at its beginning or end, if any."""
    for part in (text[:BORDER], text[-BORDER:]):
        match = _credits().search(part)
        if match is not None:
            return Credit(_agencies()[match["name"]], match[0].strip(" -–—"))
    return None


def _shingles(text: str) -> set[str]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return {" ".join(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1)}


@cache
def _agencies() -> dict[str, str]:
    return {
        name: row["agency"] for row in load_table("wire_credits") for name in
        alternatives(row["credit"])
    }  # fmt: skip


@cache
def _credits() -> re.Pattern[str]:
    names = "|".join(re.escape(n) for n in sorted(_agencies(), key=len, reverse=True))
    return re.compile(
        rf"(?:\(|[-–—/] ?|\b(?:[Bb]y|[Ff]rom|[Vv]ia) )(?P<name>{names})(?:\)|$| ?[-–—])"
    )
