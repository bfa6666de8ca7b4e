"""From a mention to somebody: names, offices, descriptions and pronouns within one report."""

import difflib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace

from counterclaim.grounding.parties.anaphora import OWN_VOICE, Anaphora, Setting, is_pronoun
from counterclaim.grounding.parties.cataphora import Holder
from counterclaim.grounding.parties.cores import essence, is_retired, is_special, name_start
from counterclaim.grounding.parties.description import describe
from counterclaim.grounding.parties.entities import UNKNOWN, Entity
from counterclaim.grounding.parties.lexemes import Named, State, Title
from counterclaim.grounding.parties.lookup import STATE_HEADS, Finding, Lookup
from counterclaim.grounding.parties.memory import Memory
from counterclaim.grounding.parties.phrases import Item, Segment, read_segments
from counterclaim.grounding.parties.tables import Tables
from counterclaim.grounding.parties.words import Word, closed_class, split
from counterclaim.model.vocabulary import ClaimType

_WRITTEN = 800
"""Words that "the report" looks back for its author."""

_TRIES = 12
"""Earlier mentions of "report" that it looks at."""

_AUTHOR = 9
"""Words after "report" within which its author is named."""

_ALIKE = 0.85
"""Share of letters in common from which a name is taken for a misspelling of a holder's."""

_ON_PLACES: frozenset[ClaimType] = frozenset(
    {"strike", "attack", "explosion", "capture", "encirclement", "control", "damage"}
)
"""Events whose target is a place rather than the government that sits there."""

_ON_THE_GROUND: frozenset[ClaimType] = frozenset(
    {"clash", "offensive", "advance", "capture", "repulsion", "encirclement", "withdrawal",
     "casualties"}
)  # fmt: skip
"""Events in which "Russian" and "Russians" are the forces; a "Russian strike" is the state's."""


class Resolver:
    """Resolves the mentions of one report.

    ``date`` is the report's ISO date, by which the holders of offices are told; ``None``
    when it is unknown. ``where``: the side of the country of each place, by its start.
    """

    def __init__(
        self, text: str, tables: Tables, date: str | None, where: Mapping[int, str] | None = None
    ) -> None:
        self._text = text
        self._tables = tables
        self._lookup = Lookup(tables, date, where or {})
        self.memory = Memory(text, self._lookup, self._introduce)
        self._anaphora = Anaphora(self._lookup, self.memory)

    def resolve(self, start: int, end: int, setting: Setting) -> Finding:
        """Whom the words ``start:end`` of the report mean; their own words if unknown."""
        words = split(self._text, start, end)
        unknown = Finding(_unknown(self._text[start:end]))
        if not words:
            return unknown
        if is_pronoun(words):
            entity = self._anaphora.whom(words[0].text.lower(), setting)
            return Finding(entity) if entity is not None else unknown
        return self._phrase(words, setting) or unknown

    def known_holders(self) -> list[Holder]:
        """The people of the tables whom the report names, with the offices they hold."""
        tables, date = self._tables, self._lookup.date
        return [
            Holder(
                seen.start,
                seen.entity,
                frozenset(title for title, _ in tables.titles_of(seen.entity.name, date)),
            )
            for seen in self.memory.people()
        ]

    def _phrase(self, words: Sequence[Word], setting: Setting) -> Finding | None:
        segments = [s for s in read_segments(words, self._tables) if s.core or s.tails]
        if setting.role == "venue":
            venue = self._venue(segments)
            if venue is not None:
                return venue
        findings: list[tuple[Segment, Finding]] = []
        for n, segment in enumerate(segments):
            core = essence(segment)
            found = self._find(core, setting)
            if found is None or (n and _belongs_to_tail(segments[n - 1], found)):
                continue
            findings.append((core, self._in_report(core, found, setting)))
        return _combined(findings) if findings else None

    def _find(self, segment: Segment, setting: Setting) -> Finding | None:
        found = None
        if setting.role != "venue":
            found = self._anaphora.possessed(segment, setting)
        return found or describe(self._lookup, segment)

    def _venue(self, segments: Sequence[Segment]) -> Finding | None:
        """A medium named anywhere in the words of a venue: "an interview with CNN's ..."."""
        for segment in segments:
            for item in (*segment.core, *segment.tail_items()):
                row = self._lookup.pick(item)
                if row is not None and row.entity.kind == "media" and not row.entity.human:
                    return Finding(row.entity)
        return None

    def _in_report(self, segment: Segment, found: Finding, setting: Setting) -> Finding:
        """``found`` with what the rest of the report adds."""
        entity = found.entity
        if entity.named and entity.human:
            return self._person(segment, found)
        if found.form and setting.event is not None:
            return replace(found, entity=self._in_battle(segment, found, setting))
        if entity.number == "words" and setting.role in {"speaker", "relay"}:
            return self._author(segment, setting) or self._written_before(segment, setting) or found
        if entity.named or entity.number == "words":
            return found
        known = None
        if _has_word(segment, "enemy"):
            side = self._anaphora.enemy(setting)
            known = self._lookup.forces(side) if side else None
        elif found.unsided and setting.speaker is not None and _has_word(segment, "hostile"):
            known = replace(entity, side=self._anaphora.enemy(setting) or UNKNOWN)
        elif setting.role is None and self._is_army(segment, found):
            known = self._lookup.forces(entity.side)
        elif found.unsided or found.group or (found.title and segment.definite):
            known = self._anaphora.antecedent(segment, found, setting)
        return replace(found, entity=known) if known is not None else found

    def _author(self, segment: Segment, setting: Setting) -> Finding | None:
        """Who speaks in "a statement by the ministry", "Putin's remarks", "a CNN report"."""
        for preposition, items in segment.tails:
            if preposition in {"by", "from"} and items:
                author = self._phrase([w for item in items for w in item.words], setting)
                if author is not None and not author.unsided:
                    return author
        if len(segment.core) > 1 and segment.core[-2].possessive:
            words = [w for item in segment.core[:-1] for w in item.words]
            return self._phrase([*words[:-1], words[-1]._replace(possessive=False)], setting)
        for item in reversed(segment.core[:-1]):
            state = item.get(State)
            row = self._lookup.pick(item) if not item.alignment else None
            if row is not None:
                return Finding(row.entity, frozenset({item.key}))
            if state is not None and (item.possessive or state.form != "adjective"):
                return Finding(self._lookup.state(state.side), STATE_HEADS)
        return None

    def _written_before(self, segment: Segment, setting: Setting) -> Finding | None:
        """Whose "the report" is, if the text has told before: "a report by the institute"."""
        if segment.tails or len(segment.core) > 1 or not segment.determiner or not segment.definite:
            return None
        words, key = self.memory.words, segment.head.key
        end = bisect_left(words, setting.start, key=lambda w: w.start)
        tries = _TRIES
        for i in range(end - 1, max(end - _WRITTEN, 0), -1):
            if words[i].key != key:
                continue
            tries -= 1
            if tries < 0:
                return None
            last = i + 1
            while last < min(len(words), i + _AUTHOR) and not _ends_name(words, last):
                last += 1
            first = i - 1 if i and words[i - 1].possessive and not words[i].broken else i
            told = next(iter(read_segments(words[first:last], self._tables)), None)
            author = self._author(told, setting) if told is not None and told.core else None
            if author is not None and not author.unsided:
                return author
        return None

    def _is_army(self, segment: Segment, found: Finding) -> bool:
        """Whether acting soldiers, shells or tanks stand for their state's forces."""
        entity = found.entity
        if entity.kind != "military" or found.noun_class not in {"many", "force"}:
            return False
        special = any(is_special(i) for i in segment.core[:-1])
        return self._lookup.is_state(entity.side) and not special

    def _in_battle(self, segment: Segment, found: Finding, setting: Setting) -> Entity:
        """A state's name where people fight: its forces' advance, a city that is hit."""
        people = found.form == "people" and not setting.target
        if setting.event in _ON_THE_GROUND and (found.form == "adjective" or people):
            return self._lookup.forces(found.entity.side)
        if found.form == "seat" and setting.target and setting.event in _ON_PLACES:
            return Entity(segment.head.text, found.entity.side, "other", "thing")
        return found.entity

    def _person(self, segment: Segment, found: Finding) -> Finding:
        """A named person: the full name behind a surname, what the report says of them."""
        entity, core = found.entity, segment.core
        start = name_start(core)
        start = len(core) - 1 if start is None else start
        told = describe(self._lookup, Segment("the", core[:start], [])) if start > 0 else None
        if core and start == len(core) - 1 and _is_one_word(core[-1]):
            entity = self.memory.named(core[-1].words[-1]) or entity
        if entity.side == UNKNOWN and told is not None:
            entity = _described_as(entity, told)
            if entity.kind == "military" and is_retired(core):
                entity = replace(entity, kind="expert")
        if entity.side == UNKNOWN:
            said = self.memory.described(entity.name)
            if said is not None:
                entity = replace(entity, side=said.side, kind=said.kind, of=said.of)
        heads = found.heads | self._lookup.titles(entity)
        return replace(found, entity=entity, heads=heads | (told.heads if told else frozenset()))

    def _introduce(self, words: list[Word]) -> Entity | None:
        """The person whom a stretch of the report introduces."""
        found = self._phrase(words, Setting(start=words[0].start)) if words else None
        if found is None or not found.entity.human or not found.entity.named:
            return None
        return found.entity


def _ends_name(words: Sequence[Word], at: int) -> bool:
    """Whether a capitalised name that ran up to the word before ends there."""
    word = words[at]
    plain = not word.capital and word.text.lower() not in closed_class("preposition")
    named = words[at - 1].capital and plain and word.text.lower() not in closed_class("filler")
    return word.broken or named


def _unknown(text: str) -> Entity:
    return Entity(text.strip() or text, UNKNOWN, "other", "thing", named=False)


def _is_one_word(item: Item) -> bool:
    """Whether a name is a bare surname, or a single word that no table has."""
    row = item.get(Named)
    return len(item.words) == 1 and (row is None or row.surname)


def _has_word(segment: Segment, use: str) -> bool:
    """Whether the head has a word of a closed class."""
    if not segment.core:
        return False
    return any(w.text.lower() in closed_class(use) for w in segment.head.words)


def _belongs_to_tail(before: Segment, found: Finding) -> bool:
    """Whether a name is the apposition of the phrase before's tail, not of its head.

    "An adviser to the president, Volodymyr Zelenskyy" is no Zelenskyy.
    """
    if not before.tails or not before.tails[-1][1] or not found.entity.human:
        return False
    return before.tails[-1][1][-1].get(Title) is not None


def _described_as(person: Entity, told: Finding) -> Entity:
    """``person`` with side and kind from a description of them."""
    entity = told.entity
    kind = "official" if entity.kind in {"anonymous", "state"} else entity.kind
    of = entity.of
    if entity.named and entity.human and _alike(person.name, entity.name):
        return entity  # the office's holder, misspelt
    if entity.named and not entity.human and entity.kind in OWN_VOICE:
        of = entity.name
    return replace(person, side=entity.side, kind=kind, of=of)


def _alike(name: str, other: str) -> bool:
    """Whether two names are spellings of one: nearly all letters in common."""
    left, right = (" ".join(w.key for w in split(n)) for n in (name, other))
    return difflib.SequenceMatcher(None, left, right, autojunk=False).ratio() >= _ALIKE


def _combined(findings: Sequence[tuple[Segment, Finding]]) -> Finding:
    """One finding of a mention's segments: a person's name leads, the rest describes."""
    heads = frozenset(h for _, f in findings for h in f.heads)
    first, rest = findings[0][1], [f for _, f in findings[1:]]
    if first.form == "adjective" and rest and not rest[-1].entity.named:
        entity = replace(rest[-1].entity, side="INT")  # "Polish, Danish and Dutch instructors"
        return replace(rest[-1], entity=entity, heads=heads)
    organisation = first.entity.named and not first.entity.human
    people = [f for _, f in findings if f.entity.human and f.entity.named and not f.title]
    if people and not organisation:
        main = people[0]
        entity = main.entity
        if entity.side == UNKNOWN or entity.kind == "person":
            others = [f for _, f in findings if f is not main]
            telling = (f for f in others if (f.entity.side, f.entity.kind) != (UNKNOWN, "other"))
            told = next(telling, None)
            entity = _described_as(entity, told) if told is not None else entity
        return replace(main, entity=entity, heads=heads)
    return replace(first, entity=_with_rest(first.entity, rest), heads=heads)


def _with_rest(entity: Entity, rest: Sequence[Finding]) -> Entity:
    """A described party with the sides that the segments after it name."""
    if entity.number == "many" and len(rest) > 1 and all(f.entity.kind == "state" for f in rest):
        name = ", ".join([entity.name, *(f.entity.name for f in rest)])
        return replace(entity, name=name, side="INT", kind="intergovernmental")
    if entity.side == UNKNOWN:
        side = next((f.entity.side for f in rest if not f.unsided), UNKNOWN)
        return replace(entity, side=side)
    return entity
