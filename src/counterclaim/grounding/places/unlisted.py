"""Names of places that no gazetteer has, known by the words before them.

"The village of Orlivka" names a place whether it is listed or not. It is kept, unplaced, so
that a report's own place is not lost, nor "the village" further down taken for another one.
"""

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from counterclaim.grounding.places.cues import load_cues
from counterclaim.grounding.places.recognition import HYPHENS
from counterclaim.grounding.places.schema import Kind
from counterclaim.grounding.places.words import PROPN, Words

LONGEST = 4
"""Words in the longest name taken."""

_LINKS = frozenset({"of", "called", "named"})
_KINDS: frozenset[Kind] = frozenset({"settlement", "site", "region", "admin1", "admin2"})


@dataclass(frozen=True, slots=True)
class Unlisted:
    """Words ``first`` to ``last`` (exclusive), at ``start:end`` in code points, name a place."""

    first: int
    last: int
    start: int
    end: int
    name: str
    kind: Kind


class UnlistedPlaces:
    """The unlisted names of one report, in order."""

    def __init__(self, words: Words, taken: Container[int]) -> None:
        introduced = dict(_introduced(words, taken))
        self.mentions = tuple(_mentions(words, taken, introduced))
        self._firsts = [mention.first for mention in self.mentions]

    @property
    def positions(self) -> Iterator[int]:
        """The positions of all words of the mentions."""
        return (i for mention in self.mentions for i in range(mention.first, mention.last))

    def last_before(self, position: int, kinds: Container[str]) -> Unlisted | None:
        """The last mention of a place of ``kinds`` that ends before word ``position``."""
        for mention in reversed(self.mentions[: bisect_right(self._firsts, position)]):
            if mention.kind in kinds and mention.last <= position:
                return mention
        return None


def _introduced(words: Words, taken: Container[int]) -> Iterable[tuple[tuple[str, ...], Kind]]:
    """The names that follow "the town of" and its kin, each with its kind."""
    generics = load_cues().generics
    for at in range(len(words) - 2):
        kind = generics.get(words.lower[at])
        if kind in _KINDS and words.lower[at + 1] in _LINKS:
            last = _name_end(words, at + 2, taken)
            if last > at + 2:
                yield tuple(words.text[at + 2 : last]), kind


def _name_end(words: Words, first: int, taken: Container[int]) -> int:
    """The end of the run of name words from ``first``; ``first`` itself when there is none."""
    last = first
    while last < min(len(words), first + LONGEST) and last not in taken:
        joined = words.text[last] in HYPHENS and last > first and not words.spaced[last - 1]
        if not joined and not (words.name[last] and words.pos[last] == PROPN):
            break
        last += 1
        if words.spaced[last - 1] and last < len(words) and words.opens[last]:
            break
    return last


def _mentions(
    words: Words, taken: Container[int], introduced: dict[tuple[str, ...], Kind]
) -> Iterable[Unlisted]:
    """Every place in the report where an introduced name stands."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(introduced, key=lambda n: (-len(n), n)):
        by_first.setdefault(name[0].casefold(), []).append(name)
    at = 0
    while at < len(words):
        found = _name_at(words, at, by_first.get(words.text[at].casefold(), ()))
        if found is None or at in taken:
            at += 1
            continue
        last = at + len(found)
        written = words.span(at, last)
        yield Unlisted(at, last, words.start[at], words.end[last - 1], written, introduced[found])
        at = last


def _name_at(words: Words, at: int, names: Iterable[tuple[str, ...]]) -> tuple[str, ...] | None:
    for name in names:
        here = words.text[at : at + len(name)]
        if [w.casefold() for w in here] == [w.casefold() for w in name] and words.name[at]:
            return name
    return None
