"""Noun phrases that stand for a place named in the report: "the city", "the region".

Definite (or, in headlines, bare) phrases only: "a village" is some village. A phrase denotes
the last fitting place before it, in a headline the one the report names most; "the
Ukrainian capital" denotes Ukraine's.
"""

import functools
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from counterclaim.grounding.places.cues import capitals, capitals_by_country
from counterclaim.grounding.places.gazetteer import Gazetteer
from counterclaim.grounding.places.geoparser import Resolution
from counterclaim.grounding.places.schema import Entry
from counterclaim.grounding.places.unlisted import UnlistedPlaces
from counterclaim.grounding.places.words import ADJ, NOUN, PROPN, Words
from counterclaim.lexicons import alternatives, load_table

LONGEST = 6
"""Words from the determiner to the noun."""

REACH = 40
"""Places back to which a phrase may refer."""

_DEFINITE = frozenset({"the", "this", "that", "its", "their", "our", "his", "her"})
_INDEFINITE = frozenset(("a", "an", "any", "some", "another", "every", "each", "no", "one", "two"))


@dataclass(frozen=True, slots=True)
class Nominal:
    """The words ``start:end`` (code points), and the place they stand for.

    ``entry`` is ``None`` for a place that is in no gazetteer; ``name`` is its name then.
    """

    start: int
    end: int
    entry: Entry | None
    name: str = ""


@functools.cache
def _nouns() -> dict[str, tuple[str, ...]]:
    return {row["noun"]: alternatives(row["kinds"]) for row in load_table("place_nominals")}


def nominals(
    words: Words,
    resolutions: Sequence[Resolution],
    unlisted: UnlistedPlaces,
    gazetteer: Gazetteer,
) -> Iterator[Nominal]:
    """The noun phrases of a report that stand for one of its places."""
    named = {i: r for r in resolutions for i in range(r.toponym.first, r.toponym.last)}
    names = {*named, *unlisted.positions}
    antecedents = _Antecedents(words, resolutions, gazetteer)
    nouns = _nouns()
    for at, lower in enumerate(words.lower):
        if lower not in nouns or at in named or words.pos[at] not in (NOUN, PROPN):
            continue
        if at - 1 in named and named[at - 1].toponym.form != "demonym":
            continue  # "the southern Lviv region" is named, not meant
        first = _phrase_start(words, at, named)
        if first is None or _names_itself(words, at, names):
            continue
        inside = [named[i] for i in range(first, at) if i in named]
        found = antecedents.of(first, at, nouns[lower], inside)
        other = unlisted.last_before(first, nouns[lower]) if not inside else None
        if other is not None and (found is None or other.first > found[0]):
            yield Nominal(words.start[first], words.end[at], None, other.name)
        elif found is not None:
            yield Nominal(words.start[first], words.end[at], found[1])


def _phrase_start(words: Words, at: int, named: dict[int, Resolution]) -> int | None:
    """The first word of a definite phrase with its noun at ``at``, or ``None``."""
    first = at
    while first > 0 and at - first < LONGEST:
        before = first - 1
        lower = words.lower[before]
        if lower in _DEFINITE:
            return before
        if lower in _INDEFINITE:
            return None
        modifies = words.pos[before] == ADJ or before in named or lower in ("-", "'s", "’s")
        modifies = modifies or (words.pos[before] in (NOUN, PROPN) and words.head[before] == at)
        modifies = modifies or words.lower[before].endswith(("ed", "led"))
        if not modifies or words.opens[first]:
            break
        first = before
    # a bare phrase ("besieged eastern city") is definite in a headline only
    return first if first < at and _headline(words, at) else None


def _headline(words: Words, at: int) -> bool:
    """Whether the word is in the report's first line."""
    line = words.source.find("\n")
    return 0 <= words.start[at] < line


def _names_itself(words: Words, at: int, named: Container[int]) -> bool:
    """Whether the name follows: "the city of X", "the town, X", "the city X"."""
    after = at + 1
    while after < len(words) and after <= at + 2:
        if after in named:
            return True
        if words.lower[after] not in ("of", ",", "in", "-"):
            return False
        if words.lower[after] == "in":
            return False
        after += 1
    return after < len(words) and after in named and words.lower[after - 1] in ("of", ",")


class _Antecedents:
    """The places of a report that a noun phrase may stand for."""

    def __init__(
        self, words: Words, resolutions: Sequence[Resolution], gazetteer: Gazetteer
    ) -> None:
        self._words = words
        self._gazetteer = gazetteer
        self._found = [r for r in resolutions if _may_be_meant(r)]
        self._firsts = [r.toponym.first for r in self._found]
        counts = Counter(r.entry.id for r in self._found if r.entry)
        self._by_count = sorted(self._found, key=lambda r: -counts[r.entry.id if r.entry else 0])

    def of(
        self, first: int, at: int, kinds: tuple[str, ...], inside: Sequence[Resolution]
    ) -> tuple[int, Entry] | None:
        """The place that the phrase from word ``first`` to its noun ``at`` denotes.

        With it the position of the word where the report names it.
        """
        countries = {r.entry.country for r in inside if r.entry and r.entry.kind == "country"}
        if self._words.lower[at] == "capital":
            capital = self._capital(first, countries)
            return None if capital is None else (first, capital)
        order = self._by_count if _headline(self._words, at) else self._last_before(first)
        for kind in kinds:
            for resolution in order:
                entry = resolution.entry
                fits = entry is not None and entry.kind == kind
                if fits and entry and (not countries or entry.country in countries):
                    return resolution.toponym.first, entry
        return None

    def _last_before(self, first: int) -> list[Resolution]:
        end = bisect_left(self._firsts, first)
        return self._found[max(0, end - REACH) : end][::-1]

    def _capital(self, first: int, countries: set[str | None]) -> Entry | None:
        """The capital of the country in the phrase, else of the place named last."""
        codes = [c for c in countries if c]
        if not codes:
            last = [r.entry.country for r in self._last_before(first) if r.entry]
            codes = [c for c in last if c][:1]
        if len(codes) != 1 or codes[0] not in capitals_by_country():
            return None
        found = self._gazetteer.by_geonameid(capitals_by_country()[codes[0]])
        return found[0].entry if found else None


def _may_be_meant(resolution: Resolution) -> bool:
    """Not a people, nor a thing in a town, nor a capital that stands for its government."""
    toponym, entry = resolution.toponym, resolution.entry
    if entry is None or resolution.seat or toponym.associative:
        return False
    located = toponym.locative == "in" or toponym.direction or toponym.generic == "settlement"
    return located or entry.geonameid not in capitals()
