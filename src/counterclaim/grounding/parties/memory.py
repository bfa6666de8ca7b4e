"""What a report has said so far about who is who: names behind surnames, pronouns, "the group"."""

from bisect import bisect_left
from collections.abc import Callable, Container, Iterator, Sequence, Set
from dataclasses import dataclass, field

from counterclaim.grounding.parties.entities import UNKNOWN, Entity
from counterclaim.grounding.parties.lexemes import Named, Noun, Organ, State, Title
from counterclaim.grounding.parties.lookup import Lookup
from counterclaim.grounding.parties.phrases import Item
from counterclaim.grounding.parties.words import Word, closed_class, given_names, split

REACH = 1500
"""Code points that a pronoun or a definite phrase looks back."""

_NEIGHBOURHOOD = 10
"""Words around a name in which it may be introduced."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An entity where the report speaks of it."""

    start: int
    entity: Entity
    heads: frozenset[str]
    speaker: bool

    @property
    def unsided(self) -> bool:
        """Whether its side is unknown."""
        return self.entity.side == UNKNOWN


@dataclass
class Memory:
    """The parties of one report, found as they are asked for."""

    text: str
    lookup: Lookup
    introduce: Callable[[list[Word]], Entity | None]
    seen: list[Seen] = field(default_factory=list)
    full: dict[str, Entity] = field(default_factory=dict)
    _words: list[Word] | None = None
    _where: dict[str, list[int]] | None = None
    _people: list[Seen] | None = None
    _sides: set[str] = field(default_factory=set)
    _described: dict[str, Entity | None] = field(default_factory=dict)
    _unnamed: set[str] = field(default_factory=set)
    _busy: set[str] = field(default_factory=set)

    def note(self, start: int, entity: Entity, heads: frozenset[str], *, speaker: bool) -> None:
        """Remember that the report speaks of ``entity`` at ``start``."""
        at = bisect_left(self.seen, start, key=lambda s: s.start)
        self.seen.insert(at, Seen(start, entity, heads, speaker))
        self._sides.add(entity.side)
        if entity.human and entity.named and " " in entity.name:
            self.full.setdefault(split(entity.name)[-1].key, entity)

    @property
    def words(self) -> list[Word]:
        """The words of the whole report."""
        if self._words is None:
            self._words = split(self.text)
        return self._words

    def where(self, key: str) -> list[int]:
        """Positions in :attr:`words` of the capitalised words with that key."""
        if self._where is None:
            self._where = {}
            for i, word in enumerate(self.words):
                if word.capital:
                    self._where.setdefault(word.key, []).append(i)
        return self._where.get(key, [])

    def people(self) -> list[Seen]:
        """The people of the tables whom the report names, in its order."""
        if self._people is None:
            self._people = list(self._find_people())
        return self._people

    def _find_people(self) -> Iterator[Seen]:
        tables, words = self.lookup.tables, self.words
        skip = 0
        for i, word in enumerate(words):
            if i < skip or not word.capital or word.key not in tables.longest:
                continue
            n, lexemes = tables.match(words, i)
            row = self.lookup.pick(Item(tuple(words[i : i + n]), lexemes))
            given = word.text.lower() in given_names() and i + n < len(words)
            if row is not None and row.surname and given and words[i + n].capital:
                continue  # the first name of somebody else
            if row is not None and row.entity.human:
                skip = i + n
                yield Seen(word.start, row.entity, frozenset(), False)

    @property
    def sides(self) -> Set[str]:
        """The sides of everybody spoken of so far."""
        return self._sides

    def named(self, surname: Word) -> Entity | None:
        """The person whose surname it is, by the full name the report gives somewhere."""
        key = surname.key
        if key not in self.full and key not in self._unnamed and key not in self._busy:
            self._busy.add(key)
            found = self._with_surname(surname)
            self._busy.discard(key)
            if found is None:
                self._unnamed.add(key)
            else:
                self.full[key] = found
        return self.full.get(key)

    def _with_surname(self, surname: Word) -> Entity | None:
        known = any(isinstance(x, Named) for x in self.lookup.tables.find(surname.text))
        for i in self.where(surname.key):
            if known and i and self.words[i - 1].text.lower() not in given_names():
                continue
            found = self.introduced(i, i + 1)
            if found is None or " " not in found.name:
                continue
            if split(found.name)[-1].key == surname.key:
                return found
        return None

    def described(self, name: str) -> Entity | None:
        """What the report says elsewhere of a person of that full name."""
        if name not in self._described and name not in self._busy:
            self._busy.add(name)
            found = self._description(split(name))
            self._busy.discard(name)
            self._described[name] = found
        return self._described.get(name)

    def _description(self, name: Sequence[Word]) -> Entity | None:
        keys = [w.key for w in name]
        if not keys:
            return None
        person = name[0].text.lower() in given_names()
        for i in self.where(keys[-1]):
            start = i + 1 - len(keys)
            if start < 0 or [w.key for w in self.words[start : i + 1]] != keys:
                continue
            if not person and self._right(i + 1) == i + 1:
                continue  # "Victory Day", "Munich Conference" are nobody
            found = self.introduced(start, i + 1)
            if found is not None and found.side != UNKNOWN:
                return found
        return None

    def introduced(self, first: int, end: int) -> Entity | None:
        """The entity that the noun phrase around a name describes."""
        return self.introduce(self.words[self._left(first) : self._right(end)])

    def _left(self, i: int) -> int:
        """Where the noun phrase that ends in the name at word ``i`` begins."""
        words, start = self.words, i
        tables = self.lookup.tables
        for k in range(i - 1, max(i - _NEIGHBOURHOOD, 0) - 1, -1):
            if words[k + 1].broken:
                break
            word = words[k]
            if word.text.lower() in closed_class("boundary"):
                break
            known = word.key in tables.longest and _describes(tables.match(words, k)[1])
            if not (known or word.capital or word.possessive or words[k + 1].glued):
                break
            start = k
        return start

    def _right(self, end: int) -> int:
        """Where the apposition after the name ends (or the name itself, if it has none)."""
        words = self.words
        if end >= len(words) or not words[end].broken:
            return end
        if self.text[words[end - 1].end : words[end].start].strip() not in {",", "(", "—", "–"}:
            return end
        word = words[end]
        known = _describes(self.lookup.tables.match(words, end)[1])
        if not known and word.text.lower() not in {"the", "a", "an", "its", "his", "her"}:
            return end
        stop = end + 1
        while stop < len(words) and stop - end < _NEIGHBOURHOOD and not words[stop].broken:
            stop += 1
        return stop

    def last(
        self, before: int, fits: Callable[[Seen], bool], *, reach: int = REACH
    ) -> Entity | None:
        """The entity that was last spoken of and fits."""
        at = bisect_left(self.seen, before, key=lambda s: s.start)
        for seen in reversed(self.seen[:at]):
            if before - seen.start > reach:
                return None
            if fits(seen):
                return seen.entity
        return None

    def last_speaker(self, before: int, fits: Callable[[Entity], bool]) -> Entity | None:
        """The person who spoke last, near by."""
        return self.last(before, lambda s: s.speaker and fits(s.entity), reach=600)

    def last_person(self, before: int, fits: Callable[[Entity], bool]) -> Entity | None:
        """The person who spoke last, near by; else the person last named."""
        speaker = self.last_speaker(before, fits)
        if speaker is not None:
            return speaker
        named = self.last(before, lambda s: fits(s.entity))
        people = self.people()
        at = bisect_left(people, before, key=lambda s: s.start)
        for seen in reversed(people[:at]):
            if before - seen.start > REACH:
                break
            if fits(seen.entity):
                return named or seen.entity
        return named

    def last_side(self, before: int, sides: Container[str]) -> str | None:
        """The side of whoever was last spoken of, if it is one of ``sides``."""
        latest = (-1, "")
        for named in (self.seen, self.people()):
            at = bisect_left(named, before, key=lambda s: s.start)
            for seen in reversed(named[:at]):
                if before - seen.start > REACH or seen.start <= latest[0]:
                    break
                if seen.entity.side in sides:
                    latest = (seen.start, seen.entity.side)
                    break
        return latest[1] or None


def _describes(lexemes: tuple[object, ...]) -> bool:
    return any(isinstance(x, Title | Noun | Organ | State | Named) for x in lexemes)
