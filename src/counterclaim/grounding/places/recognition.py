"""Finding what may be a toponym: gazetteer names, demonyms, facilities, other spellings.

No named-entity recogniser. The longest run of words that starts with a capital (or is written
in another script) and that the gazetteer knows is a candidate; so is a run that ends in the
name of a facility ("River Avenue"); so is, beside a locative cue only, a name that the
gazetteer has in another transliteration. Whether a candidate is a toponym at all is
weighed in :mod:`.evidence`; which place it denotes in :mod:`.resolution`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from counterclaim.grounding.places.cues import Cues, abbreviations, load_cues
from counterclaim.grounding.places.gazetteer import Candidate, Gazetteer
from counterclaim.grounding.places.keys import THEATRES
from counterclaim.grounding.places.schema import Kind
from counterclaim.grounding.places.words import (
    ADP,
    ADV,
    MODIFIERS,
    NOUN,
    PROPN,
    SCONJ,
    VERB,
    Words,
)

LONGEST = 7
"""Words in the longest name tried."""

LONGEST_BODY = 3
"""Words after a place's name within which the name of an outlet or a unit ends."""

METROPOLIS = 1_000_000
"""People of a city whose name is a name first, whatever else it means."""

Form = Literal["name", "demonym", "facility", "loose"]
"""How a candidate was found; ``loose`` is a spelling the gazetteer has in another form."""

HYPHENS = frozenset("-‐‑–")
_INITIALISMS = frozenset(
    {"US", "UK", "EU", "UAE", "USA", "DPRK", "UN", "BC", "DRC", "CAR", "NYC", "PNG", "LA", "DC"}
)
_INSIDE = HYPHENS | {"'", "’", "/"}
"""Signs that may stand inside a name."""


@dataclass(frozen=True, slots=True)
class Toponym:
    """Words that may denote one of ``candidates``.

    ``first`` and ``last`` are positions of words (``last`` exclusive), ``start`` and ``end`` code
    points. ``generic`` is the kind that a word beside it names ("province"), ``locative``
    which preposition leads to it (``in`` and
    ``to`` for all of their class), ``direction`` whether "eastern" does. ``body`` is true where
    an outlet or a unit is named after the place ("X Radio", "the X Brigade").
    """

    first: int
    last: int
    start: int
    end: int
    text: str
    form: Form
    candidates: tuple[Candidate, ...]
    generic: Kind | None = None
    locative: str = ""
    direction: bool = False
    after_comma: bool = False
    body: bool = False

    @property
    def associative(self) -> bool:
        """Whether the name tells whose or after what something is called, not where it is."""
        return self.body or self.form == "demonym"


class Recogniser:
    """Finds the candidates for toponyms among the words of a report."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.cues = load_cues()

    def __call__(self, words: Words) -> list[Toponym]:
        """The candidates in order, none overlapping another."""
        return list(self._scan(words))

    def _scan(self, words: Words) -> Iterator[Toponym]:
        position = 0
        count = len(words)
        previous: Toponym | None = None
        while position < count:
            toponym = None
            if words.name[position] or _article(words, position, self.cues):
                toponym = self._abbreviation(words, position, previous)
                toponym = toponym or self._at(words, position)
            previous = toponym or previous
            if toponym is None:
                position += 1
            else:
                yield toponym
                position = toponym.last

    def _at(self, words: Words, first: int) -> Toponym | None:
        if words.lower[first] == "the":
            return None
        demonym = self._demonym(words, first)
        known = self._known(words, first)
        facility = self._facility(words, first)
        longer = facility is not None and (known is None or known.last < facility.last)
        if longer and not _state_of(demonym, known, words):
            return facility
        if known is not None and (demonym is None or known.last > demonym.last):
            return known
        return demonym or self._loose(words, first)

    def _abbreviation(self, words: Words, at: int, previous: Toponym | None) -> Toponym | None:
        """The "Nev." of "Reno, Nev."."""
        geonameid = abbreviations().get(words.text[at])
        if geonameid is None or previous is None or previous.last != at - 1:
            return None
        if words.text[at - 1] != "," or words.lower[at] == "us":
            return None
        return self._toponym(words, at, at + 1, "name", self.gazetteer.by_geonameid(geonameid))

    def _known(self, words: Words, first: int) -> Toponym | None:
        for last in _ends(words, first, self.cues):
            text = words.span(first, last)
            if len(text) < 2 or not self.gazetteer.knows(text):
                continue
            if last - first == 1 and not self._worth_trying(words, first):
                return None
            found = self._toponym(words, first, last, "name", self.gazetteer.find(text))
            return found if last - first > 1 or self._is_no_word(words, found) else None
        return None

    def _is_no_word(self, words: Words, found: Toponym) -> bool:
        """Whether a name that is also a word or a first name can be a place's here."""
        at, lower = found.first, words.lower[found.first]
        follows = at + 1 < len(words) and words.name[at + 1] and words.spaced[at]
        country = any(c.entry.kind in ("country", "admin1") for c in found.candidates[:1])
        if lower in self.cues.first_names and follows and not country and found.generic is None:
            return False
        if lower not in self.cues.homographs or words.text[at] in _INITIALISMS:
            return True
        if any(_is_metropolis(c) for c in found.candidates):
            return True
        comma = at + 2 < len(words) and words.text[at + 1] == "," and words.name[at + 2]
        if at and words.lower[at - 1] == "the" and not found.generic:
            return False  # "at the Port", "to the Centre": a thing of its kind
        cued = found.locative in ("in", "to") or found.generic or found.direction
        return bool(cued or comma or found.after_comma)

    def _worth_trying(self, words: Words, at: int) -> bool:
        """Whether a single word is not plainly something else than a name of a place."""
        text, lower = words.text[at], words.lower[at]
        if len(text) < 3 or (text.isupper() and len(text) < 4):
            return text in _INITIALISMS
        if lower in self.cues.people or lower in self.cues.never:
            return False
        if words.pos[at] in (PROPN, NOUN) or text in _INITIALISMS or not words.opens[at]:
            return True
        return bool(lower not in self.cues.homographs)

    def _demonym(self, words: Words, first: int) -> Toponym | None:
        for last in (first + 2, first + 1):
            if last > len(words):
                continue
            text = words.span(first, last)
            place = self.cues.adjectives.get(text.lower())
            if place is None:
                continue
            candidates = self._places_of(place)
            if candidates and _modifies(words, first, last):
                return self._toponym(words, first, last, "demonym", candidates)
            return None
        return None

    def _places_of(self, place: str) -> tuple[Candidate, ...]:
        if place.isdigit():
            return self.gazetteer.by_geonameid(int(place))
        if len(place) > 2:
            return self.gazetteer.find(place)[:1]
        return self.gazetteer.country(place)

    def _facility(self, words: Words, first: int) -> Toponym | None:
        """A run of names that ends in what sort of thing it is: "Saint Luke's Hospital"."""
        last = _run_end(words, first, self.cues)
        while last > first + 1 and not (
            words.lower[last - 1] in self.cues.facilities and words.name[last - 1]
        ):
            last -= 1
        if last <= first + 1 or words.lower[first] in self.cues.generics:
            return None
        # "Nuclear Plant", "Could Face Prison": no name of one, only capitals
        proper = [
            words.pos[i] == PROPN and words.lower[i] not in self.cues.homographs | self.cues.never
            for i in range(first, last - 1)
        ]
        return self._toponym(words, first, last, "facility", ()) if any(proper) else None

    def _loose(self, words: Words, first: int) -> Toponym | None:
        """A name in a spelling the gazetteer does not have, beside a cue only."""
        lower = words.lower[first]
        if lower in self.cues.homographs or lower in self.cues.never or words.pos[first] != PROPN:
            return None
        if words.opens[first] and len(words) > 4:
            return None
        alone = len(words) <= 4
        for last in range(_run_end(words, first, self.cues), first, -1):
            text = words.span(first, last)
            if len(text) < 5 or text.isupper():
                continue
            found = self._toponym(words, first, last, "loose", ())
            if not (found.locative or found.generic or found.direction or alone):
                continue
            candidates = tuple(
                c
                for c in self.gazetteer.find(text, loose=True)
                if c.entry.country in THEATRES or c.match in ("name", "alternate")
            )
            if candidates:
                return self._toponym(words, first, last, "loose", candidates)
        return None

    def _toponym(
        self, words: Words, first: int, last: int, form: Form, candidates: tuple[Candidate, ...]
    ) -> Toponym:
        before = first - 1
        direction = False
        while before >= 0 and (
            words.lower[before] in self.cues.directions or words.lower[before] in ("the", "-")
        ):
            direction = direction or words.lower[before] in self.cues.directions
            before -= 1
        locative = ""
        if before >= 0 and words.pos[before] in (ADP, SCONJ, ADV):
            locative = self.cues.prepositions.get(words.lower[before], "")
        return Toponym(
            first, last, words.start[first], words.end[last - 1], words.span(first, last), form,
            candidates, _generic(words, first, last, self.cues), locative, direction,
            first > 0 and words.text[first - 1] == ",", _names_a_body(words, last, self.cues),
        )  # fmt: skip


def _is_metropolis(candidate: Candidate) -> bool:
    entry = candidate.entry
    return candidate.match == "name" and (
        entry.kind == "country" or (entry.kind == "settlement" and entry.population >= METROPOLIS)
    )


def _state_of(demonym: Toponym | None, known: Toponym | None, words: Words) -> bool:
    """Whether a run opens with a state or an owner: "British Embassy", "Lima's Central Park"."""
    if demonym is not None:
        return True
    if known is None:
        return False
    if known.candidates and known.candidates[0].entry.kind == "country":
        return True
    return known.last < len(words) and words.lower[known.last] in ("'s", "’s")


def _names_a_body(words: Words, at: int, cues: Cues) -> bool:
    """Whether the capitalised words from ``at`` on end in what an outlet or a unit is."""
    first = at
    while at < len(words) and words.name[at] and words.spaced[at - 1]:
        at += 1
        if at - first > LONGEST_BODY:
            return False
    if at == first or words.lower[at - 1] not in cues.bodies or words.pos[at - 1] != PROPN:
        return False
    return at - 1 == first or words.lower[at - 2] not in cues.bodies  # no "Command Post"


def _article(words: Words, at: int, cues: Cues) -> bool:
    """Whether a lower-case Arabic article opens a name: "el-Obeid", "al Hudaydah"."""
    text = words.text[at]
    if text not in cues.articles or at + 2 >= len(words):
        return False
    if words.text[at + 1] in HYPHENS:
        return words.name[at + 2]
    return text in ("al", "el") and words.name[at + 1]


def _generic(words: Words, first: int, last: int, cues: Cues) -> Kind | None:
    """The kind of place that a word before or after the name says it is."""
    lower = words.lower
    after = lower[last] if last < len(words) else ""
    kind = cues.generics.get(after)
    if kind is not None and words.spaced[last - 1]:
        return kind
    if after == "and" and last + 2 < len(words) and lower[last + 2].endswith("s"):
        kind = cues.generics.get(lower[last + 2])  # "X and Y regions"
        if kind is not None:
            return kind
    if first >= 2 and lower[first - 1] == "of":
        return cues.generics.get(lower[first - 2])
    if first >= 1 and words.spaced[first - 1]:
        return cues.generics.get(lower[first - 1])
    return None


def _ends(words: Words, first: int, cues: Cues) -> list[int]:
    """Ends of the runs from ``first`` that may be one name, longest first."""
    ends = [first + 1]
    position = first + 1
    limit = min(len(words), first + LONGEST)
    while position < limit:
        lower = words.lower[position]
        if words.name[position]:
            ends.append(position + 1)
        elif words.text[position] == ".":
            if len(words.text[position - 1]) > 3 or words.spaced[position - 1]:
                break  # not "St. Petersburg"
        elif lower in cues.joiners or lower in _INSIDE:
            pass
        elif words.text[position - 1] in HYPHENS:
            ends.append(position + 1)
        elif lower in cues.generics or lower in cues.facilities:
            ends.append(position + 1)
            break
        elif words.text[position] in ("'s", "’s") and not words.spaced[position - 1]:
            pass
        else:
            break
        position += 1
    return ends[::-1]


def _run_end(words: Words, first: int, cues: Cues) -> int:
    """The end of the run of name-like words from ``first``."""
    position = first + 1
    limit = min(len(words), first + LONGEST)
    while position < limit:
        tight = not words.spaced[position - 1]
        lower = words.lower[position]
        joins = (tight and (lower in HYPHENS or lower in ("'", "’", "'s", "’s"))) or (
            lower in ("of", "the", "de", "al", "el", "ez", "la", "du")
            and position + 1 < limit
            and words.name[position + 1]
            and lower != "of"
        )
        if not (words.name[position] or joins or words.text[position - 1] in HYPHENS):
            break
        position += 1
    while position > first + 1 and not words.text[position - 1][-1].isalnum():
        position -= 1
    if words.lower[position - 1] in ("'s", "’s") and position > first + 1:
        position -= 1
    return position


def _modifies(words: Words, first: int, last: int) -> bool:
    """Whether a demonym goes before a noun rather than being one."""
    if last >= len(words):
        return False
    if words.dep[last - 1] in MODIFIERS and words.head[last - 1] >= last:
        return True
    if words.pos[last] == VERB:
        return False
    return words.pos[last] in (NOUN, PROPN) or words.text[last] in HYPHENS
