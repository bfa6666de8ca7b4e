"""Borders and territories: "the border with X", "X's soil".

A border is a line between two countries: it gets a name and, where the report's places are
all on one side of it, a country, but no point. "Russian territory" is Russia.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from counterclaim.grounding.places.cues import capitals
from counterclaim.grounding.places.geoparser import Resolution
from counterclaim.grounding.places.schema import Entry
from counterclaim.grounding.places.words import Words

_BORDER = frozenset(("border", "frontier"))
_TERRITORY = frozenset(("territory", "soil"))
_LINKS = frozenset(("-", "'s", "’s", "and", "between"))
_OWN = frozenset(("its", "their"))


@dataclass(frozen=True, slots=True)
class BorderPhrase:
    """The words ``start:end``: a border of that name, or (``entry``) a country's territory."""

    start: int
    end: int
    name: str
    country: str | None
    entry: Entry | None = None


def border_phrases(words: Words, resolutions: Sequence[Resolution]) -> Iterator[BorderPhrase]:
    """The borders and territories that a report speaks of, in order."""
    countries = {
        i: r.entry
        for r in resolutions
        if r.entry is not None and r.entry.kind == "country"
        for i in range(r.toponym.first, r.toponym.last)
    }
    sides = _Sides(resolutions)
    for at, lower in enumerate(words.lower):
        if lower in _BORDER:
            phrase = _border(words, at, countries, sides)
        elif lower in _TERRITORY:
            phrase = _territory(words, at, countries)
        else:
            continue
        if phrase is not None:
            yield phrase


class _Sides:
    """Which countries a report is about, and where its places are."""

    def __init__(self, resolutions: Sequence[Resolution]) -> None:
        entries = [r.entry for r in resolutions if r.entry is not None and r.entry.country]
        self._countries = {e.country: e for e in entries if e.kind == "country"}
        self._counts = Counter(e.country for e in entries if e.country in self._countries)
        self._located = {
            e.country for e in entries if e.kind != "country" and e.geonameid not in capitals()
        }

    def other(self, one: Entry) -> list[Entry]:
        """The country that the report names most beside ``one``."""
        ordered = [code for code, _ in self._counts.most_common() if code != one.country]
        return [self._countries[code] for code in ordered[:1]]

    def located(self, sides: Sequence[Entry]) -> str | None:
        """The country of the report's places on either side, if they are on one side only."""
        found = {entry.country for entry in sides} & self._located
        return found.pop() if len(found) == 1 else None


def _territory(words: Words, at: int, countries: dict[int, Entry]) -> BorderPhrase | None:
    first, found = _before(words, at, countries)
    owner = found[-1] if len(found) == 1 else None
    if owner is None and at and words.lower[at - 1] in _OWN:
        first = at - 1
        owner = _subject(words, first, countries)
    if owner is None:
        return None
    start, end = words.start[first], words.end[at]
    return BorderPhrase(start, end, owner.name, owner.country, owner)


def _subject(words: Words, at: int, countries: dict[int, Entry]) -> Entry | None:
    """The first country of the sentence before ``at``: whom "its" most likely means."""
    first = at
    while first > max(0, at - 60) and not words.opens[first]:
        first -= 1
    return next((countries[i] for i in range(first, at) if i in countries), None)


def _border(
    words: Words, at: int, countries: dict[int, Entry], report: _Sides
) -> BorderPhrase | None:
    first, found = _before(words, at, countries)
    last = at + 1
    if last + 1 < len(words) and words.lower[last] in ("with", "between"):
        for i in range(last + 1, min(last + 5, len(words))):
            if i in countries:
                found.append(countries[i])
                last = i + 1
            elif words.lower[i] not in ("and", "the"):
                break
    beyond = found[-1] if last > at + 1 and len(found) == 1 else None
    sides = list({entry.country: entry for entry in found}.values())
    if len(sides) == 1:
        sides += report.other(sides[0])
    if len(sides) != 2:
        return None
    name = "-".join(sorted(entry.name for entry in sides)) + " border"
    country = report.located(sides)
    if country is None and beyond is not None:  # "the border with X" is seen from the other side
        country = next(entry.country for entry in sides if entry is not beyond)
    return BorderPhrase(words.start[first], words.end[last - 1], name, country)


def _before(words: Words, at: int, countries: dict[int, Entry]) -> tuple[int, list[Entry]]:
    """The countries that modify the noun at ``at``, and where the phrase starts."""
    first = at
    found: list[Entry] = []
    while first > 0 and (first - 1 in countries or words.lower[first - 1] in _LINKS):
        first -= 1
        if first in countries and (not found or countries[first] is not found[-1]):
            found.append(countries[first])
    while first < at and first not in countries:
        first += 1
    return first, found
