"""Noun phrases that stand for a place named in the report: "the city", "the region".

Definite (or, in headlines, bare) phrases only: "a village" is some village. A phrase denotes
the last fitting place before it, in a headline also the first fitting one after it; "the
Ukrainian capital" denotes Ukraine's.
"""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from counterclaim.grounding.places.cues import capitals, capitals_by_country, load_cues
from counterclaim.grounding.places.gazetteer import Gazetteer
from counterclaim.grounding.places.geoparser import Resolution
from counterclaim.grounding.places.schema import Entry
from counterclaim.grounding.places.words import ADJ, NOUN, PROPN, Words
from counterclaim.lexicons import alternatives, load_table

LONGEST = 6
"""Words from the determiner to the noun."""

_DEFINITE = frozenset({"the", "this", "that", "its", "their", "our", "his", "her"})
_INDEFINITE = frozenset(("a", "an", "any", "some", "another", "every", "each", "no", "one", "two"))


@dataclass(frozen=True, slots=True)
class Nominal:
    """The words ``start:end`` (code points), and the place they stand for."""

    start: int
    end: int
    entry: Entry


@functools.cache
def _nouns() -> dict[str, tuple[str, ...]]:
    return {row["noun"]: alternatives(row["kinds"]) for row in load_table("place_nominals")}


def nominals(
    words: Words, resolutions: Sequence[Resolution], gazetteer: Gazetteer
) -> Iterator[Nominal]:
    """The noun phrases of a report that stand for one of its places."""
    named = {i: r for r in resolutions for i in range(r.toponym.first, r.toponym.last)}
    nouns = _nouns()
    for at, lower in enumerate(words.lower):
        if lower not in nouns or at in named or words.pos[at] not in (NOUN, PROPN):
            continue
        first = _phrase_start(words, at, named)
        if first is None or _names_itself(words, at, named):
            continue
        inside = [named[i] for i in range(first, at) if i in named]
        if at - 1 in named and named[at - 1].toponym.form != "demonym":
            continue  # "the southern Lviv region" is named, not meant
        entry = _denoted(words, at, first, nouns[lower], inside, resolutions, gazetteer)
        if entry is not None:
            yield Nominal(words.start[first], words.end[at], entry)


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


def _names_itself(words: Words, at: int, named: dict[int, Resolution]) -> bool:
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


def _denoted(
    words: Words,
    at: int,
    first: int,
    kinds: tuple[str, ...],
    inside: Sequence[Resolution],
    resolutions: Sequence[Resolution],
    gazetteer: Gazetteer,
) -> Entry | None:
    countries = {
        r.entry.country for r in inside if r.entry is not None and r.entry.kind == "country"
    }
    if words.lower[at] == "capital":
        return _capital(first, countries, resolutions, gazetteer)
    direction = any(words.lower[i] in load_cues().directions for i in range(first, at))
    before = [r for r in resolutions if r.toponym.last <= first]
    after = [r for r in resolutions if r.toponym.first > at]
    order = list(reversed(before))
    if _headline(words, at) or not before:
        order += after
    for kind in kinds:
        for resolution in order:
            entry = resolution.entry
            if entry is None or entry.kind != kind or resolution.seat:
                continue
            if resolution.toponym.form == "demonym" or (
                countries and entry.country not in countries
            ):
                continue
            if direction and entry.id in capitals():
                continue  # "the eastern city" is no capital
            return entry
    return None


def _capital(
    first: int,
    countries: set[str | None],
    resolutions: Sequence[Resolution],
    gazetteer: Gazetteer,
) -> Entry | None:
    codes = [c for c in countries if c]
    if not codes:
        before = [r.entry for r in resolutions if r.toponym.last <= first and r.entry]
        codes = [e.country for e in reversed(before) if e.country][:1]
    if len(codes) != 1 or codes[0] not in capitals_by_country():
        return None
    found = gazetteer.by_geonameid(capitals_by_country()[codes[0]])
    return found[0].entry if found else None
