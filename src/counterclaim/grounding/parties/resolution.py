"""From a mention to somebody: names, offices, descriptions and pronouns within one report."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from counterclaim.grounding.parties.description import (
    Finding,
    Lookup,
    essence,
    is_special,
    name_start,
)
from counterclaim.grounding.parties.entities import UNKNOWN, Entity
from counterclaim.grounding.parties.lexemes import Named, Organ, Title
from counterclaim.grounding.parties.memory import Memory, Seen
from counterclaim.grounding.parties.phrases import Item, Segment, read_segments
from counterclaim.grounding.parties.tables import Tables
from counterclaim.grounding.parties.words import Word, split
from counterclaim.model.vocabulary import ClaimType, Role

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
I_ = frozenset({"i", "me", "my", "mine", "myself"})
WE = frozenset({"we", "us", "our", "ours", "ourselves"})
PRONOUNS = HE | SHE | IT | THEY | I_ | WE
_PLATFORM_KINDS = frozenset({"media"})


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a mention stands: its start, its role if it is a source, who speaks around it.

    ``event`` and ``target`` say in which kind of event an agent or target takes part.
    """

    start: int
    speaker: Entity | None = None
    role: Role | None = None
    event: ClaimType | None = None
    target: bool = False


class Resolver:
    """Resolves the mentions of one report."""

    def __init__(self, text: str, tables: Tables, date: str | None) -> None:
        self._tables = tables
        self._lookup = Lookup(tables, date)
        self.memory = Memory(text, self._lookup, self._introduce)
        self._text = text

    def resolve(self, start: int, end: int, setting: Setting) -> Finding:
        """Whom the words ``start:end`` of the report mean."""
        words = split(self._text, start, end)
        if not words:
            return Finding(_unknown(self._text[start:end].strip() or self._text[start:end]))
        if len(words) == 1 and words[0].text.lower() in PRONOUNS and not _is_state(words[0]):
            return self._pronoun(words[0], setting)
        found = self._phrase(words, setting)
        return found if found is not None else Finding(_unknown(self._text[start:end]))

    # -- noun phrases

    def _phrase(self, words: Sequence[Word], setting: Setting) -> Finding | None:
        segments = [s for s in read_segments(words, self._tables) if s.core or s.tails]
        if setting.role == "venue":
            venue = self._venue(segments)
            if venue is not None:
                return venue
        findings: list[tuple[Segment, Finding]] = []
        segments = [essence(s) for s in segments]
        for n, segment in enumerate(segments):
            found = self._lookup.find(segment) if setting.role == "venue" else None
            found = found or self._possessed(segment, setting) or self._lookup.find(segment)
            if found is None:
                continue
            if n and _belongs_to_tail(segments[n - 1], found):
                continue
            findings.append((segment, self._in_report(segment, found, setting)))
        return _combined(findings) if findings else None

    def _in_report(self, segment: Segment, found: Finding, setting: Setting) -> Finding:
        """``found`` with what the rest of the report adds."""
        entity = found.entity
        if entity.named and entity.human:
            return self._person(segment, found)
        if found.form and setting.event in _FIGHTING:
            return replace(found, entity=self._in_battle(segment, found, setting))
        if entity.named or entity.number == "words":
            return found
        if segment.core and any(w.text.lower() in _ENEMY for w in segment.core[-1].words):
            side = self._enemy(setting)
            if side:
                return replace(found, entity=self._lookup.forces(side))
        if (
            setting.role is None
            and found.noun_class in {"many", "force"}
            and (entity.kind == "military" and entity.side in self._tables.states)
        ):
            if not any(is_special(i) for i in segment.core[:-1]):
                return replace(found, entity=self._lookup.forces(entity.side))
        if found.unsided or (found.title and segment.definite):
            known = self._known(segment, found, setting)
            if known is not None:
                return replace(found, entity=known)
        return found

    def _in_battle(self, segment: Segment, found: Finding, setting: Setting) -> Entity:
        """A state's name where people fight: "Russian" shells are its forces', Kyiv is a city."""
        if found.form in {"adjective", "people"} and not (
            setting.target and found.form == "people"
        ):
            return self._lookup.forces(found.entity.side)
        if found.form == "seat" and setting.target and setting.event in _ON_PLACES:
            return Entity(segment.core[-1].text, found.entity.side, "other", "thing")
        return found.entity

    def _person(self, segment: Segment, found: Finding) -> Finding:
        """A named person: the full name behind a surname, what the report says of them."""
        entity, core = found.entity, segment.core
        start = name_start(core)
        start = len(core) - 1 if start is None else start
        told = self._lookup.find(Segment("the", core[:start], [])) if start > 0 else None
        if len(split(entity.name)) == 1 or (core and _bare_surname(core[-1])):
            full = self.memory.named(core[-1].words[-1]) if core else None
            entity = full or entity
        if entity.side == UNKNOWN and told is not None:
            entity = _described_as(entity, told)
        if entity.side == UNKNOWN:
            said = self.memory.described(entity.name)
            if said is not None:
                entity = replace(entity, side=said.side, kind=said.kind, of=said.of)
        heads = found.heads | self._titles(entity) | (told.heads if told else frozenset())
        return replace(found, entity=entity, heads=heads)

    def _known(self, segment: Segment, found: Finding, setting: Setting) -> Entity | None:
        """Who "the governor", "the ministry" was, if the report has said it before."""
        head = segment.core[-1].words[-1].key if segment.core else ""
        if segment.determiner in {"a", "an", "one", "some", "two", "several", "many"}:
            return None
        side = found.entity.side
        if found.organ and segment.core[0].words[0].key in _STATE_NOUNS:
            spoken = self.memory.last_side(setting.start, self._tables.states)
            return self._lookup.organ(spoken, found.organ, found.entity.kind) if spoken else None
        if found.organ == _PRESIDENCY:
            presidents = {
                s.entity.side for s in self.memory.people() if _PRESIDENT in self._titles(s.entity)
            }
            if len(presidents) == 1:
                return self._lookup.organ(presidents.pop(), found.organ, found.entity.kind)
        if len(segment.core) == 1 and head in _STATE_NOUNS and segment.determiner:
            return self.memory.last(setting.start, lambda s: s.entity.kind == "state")
        if found.noun_class == "many" and not found.organ and segment.determiner not in _BACK:
            return None
        if not (segment.determiner or found.organ):
            return None

        def fits(seen: Seen) -> bool:
            if side not in (UNKNOWN, seen.entity.side):
                return False
            if head in seen.heads or (found.title and head in self._titles(seen.entity)):
                return found.noun_class != "one" or seen.entity.human
            other = seen.entity
            if not other.named or other.human or other.number != "body":
                return False
            same_sort = found.noun_class == "body" and other.kind == found.entity.kind
            sort = same_sort and other.kind in {*_OWN_VOICE, "media"}
            return sort or head in {w.key for w in split(other.name)}

        known = self.memory.last(setting.start, fits, reach=4000)
        if known is None and found.title and not segment.tails:
            known = self.memory.last_person(
                setting.start, lambda e: side in (UNKNOWN, e.side) and head in self._titles(e)
            )
            if known is not None and not self._holds(known, head):
                known = None
        return known

    def _holds(self, entity: Entity, head: str) -> bool:
        return head in self._titles(entity)

    def _titles(self, entity: Entity) -> set[str]:
        """Keys of the last words of the titles a person holds on the report's date."""
        if not entity.human:
            return set()
        return {
            split(title)[-1].key
            for title, _ in self._tables.titles_of(entity.name, self._lookup.date)
        }

    def _possessed(self, segment: Segment, setting: Setting) -> Finding | None:
        """ "His fighters", "its troops", "his country": by whose they are."""
        pronoun = segment.determiner
        if pronoun not in PRONOUNS or not segment.core:
            return None
        owner = self._whom(pronoun, setting)
        if owner is None or owner.side == UNKNOWN:
            return None
        head = segment.core[-1].words[-1].key
        if head in _STATE_NOUNS and len(segment.core) == 1:
            return Finding(self._lookup.state(owner.side), frozenset({head}))
        if head == _MINISTRY and owner.human:
            ministry = self._ministry_of(owner)
            if ministry is not None:
                return Finding(ministry, frozenset({head}))
        found = self._lookup.find(segment)
        if found is None or found.entity.named:
            return found
        if setting.role is not None and found.noun_class == "many":
            side = owner.side if found.entity.side == UNKNOWN else found.entity.side
            return replace(found, entity=replace(found.entity, side=side))
        if (
            found.organ == "armed forces"
            or found.noun_class == "force"
            or (found.entity.kind in {"armed_group", "military"} and found.noun_class == "many")
        ):
            return replace(found, entity=self._group_of(owner, military=True))
        if found.organ:
            return replace(
                found, entity=self._lookup.organ(owner.side, found.organ, found.entity.kind)
            )
        side = owner.side if found.entity.side == UNKNOWN else found.entity.side
        return replace(found, entity=replace(found.entity, side=side))

    def _ministry_of(self, minister: Entity) -> Entity | None:
        """The ministry that a person heads on the report's date."""
        for title, of in self._tables.titles_of(minister.name, self._lookup.date):
            for lexeme in self._tables.find(title.replace("minister", "ministry")):
                if isinstance(lexeme, Organ):
                    return self._lookup.organ(of, lexeme.organ, lexeme.kind)
        return None

    def _group_of(self, owner: Entity, *, military: bool = False) -> Entity:
        """Whom "we" or "his fighters" means when ``owner`` speaks or is spoken of."""
        if owner.of:
            for lexeme in self._tables.find(owner.of):
                if isinstance(lexeme, Named):
                    return lexeme.entity
        if not owner.human and not (military and owner.side in self._tables.states):
            return owner
        if not owner.human and owner.kind in {"armed_group", "military"}:
            return owner
        if owner.human:
            for _, of in self._tables.titles_of(owner.name, self._lookup.date):
                for lexeme in self._tables.find(of):
                    if isinstance(lexeme, Named) and lexeme.entity.kind in _OWN_VOICE:
                        return lexeme.entity
        if owner.side not in self._tables.states:
            return owner
        if military or owner.kind == "military":
            return self._lookup.forces(owner.side)
        return self._lookup.state(owner.side)

    def _venue(self, segments: Sequence[Segment]) -> Finding | None:
        """A medium named anywhere in the words of a venue: "an interview with CNN's ..."."""
        for segment in segments:
            for item in (*segment.core, *segment.tail_items()):
                row = self._lookup.pick(item)
                if row is not None and row.entity.kind in _PLATFORM_KINDS and not row.entity.human:
                    return Finding(row.entity)
        return None

    # -- pronouns and the like

    def _pronoun(self, word: Word, setting: Setting) -> Finding:
        entity = self._whom(word.text.lower(), setting)
        if entity is None:
            return Finding(_unknown(word.text))
        return Finding(entity)

    def _whom(self, pronoun: str, setting: Setting) -> Entity | None:
        speaker = setting.speaker
        if pronoun in I_:
            return speaker
        if pronoun in WE:
            return self._group_of(speaker) if speaker is not None else None
        if pronoun in HE | SHE:
            gender = "woman" if pronoun in SHE else "man"
            if (
                setting.role is None
                and speaker is not None
                and speaker.number in {gender, "person"}
            ):
                return speaker
            return self.memory.last_person(
                setting.start, lambda e: e.number in {gender, "person"} and e.side != UNKNOWN
            ) or self.memory.last_person(setting.start, lambda e: e.number in {gender, "person"})
        kinds = {"body"} if pronoun in IT else {"many", "body"}
        if setting.role is None and speaker is not None and speaker.number in kinds:
            return speaker
        return self.memory.last(
            setting.start, lambda s: s.entity.number in kinds and s.speaker, reach=600
        ) or self.memory.last(setting.start, lambda s: s.entity.number in kinds)

    def _enemy(self, setting: Setting) -> str | None:
        if setting.speaker is not None:
            return self._tables.enemies.get(setting.speaker.side)
        sides = {s.entity.side for s in self.memory.seen}
        return "RUS" if {"RUS", "UKR"} <= sides else None

    def _introduce(self, words: list[Word]) -> Entity | None:
        """The person whom a stretch of the report introduces."""
        found = self._phrase(words, Setting(start=words[0].start if words else 0))
        if found is None or not found.entity.human or not found.entity.named:
            return None
        return found.entity


_ON_PLACES: frozenset[ClaimType] = frozenset(
    {"strike", "attack", "explosion", "capture", "encirclement", "control", "damage"}
)
"""Events whose target is a place rather than the government that sits there."""

_FIGHTING: frozenset[ClaimType] = _ON_PLACES | {
    "clash", "raid", "offensive", "advance", "repulsion", "interception", "withdrawal",
}  # fmt: skip
_PRESIDENCY = "president's office"
_PRESIDENT = split("president")[0].key
_MINISTRY = split("ministry")[0].key
_BACK = frozenset({"the", "these", "those"})
_STATE_NOUNS = frozenset(w.key for w in split("country nation state"))
_ENEMY = frozenset(
    "enemy enemies foe occupier occupiers occupying invader invaders invading aggressor orcs".split()
)
_OWN_VOICE = frozenset({"company", "armed_group", "ngo", "intergovernmental", "expert"})


def _unknown(text: str) -> Entity:
    return Entity(text, UNKNOWN, "other", "thing", named=False)


def _is_state(word: Word) -> bool:
    return word.text.isupper() and len(word.text) > 1  # "US", not "us"


def _bare_surname(item: Item) -> bool:
    row = item.get(Named)
    return row is not None and row.surname


def _belongs_to_tail(before: Segment, found: Finding) -> bool:
    """Whether a name is the apposition of the phrase before's tail, not of its head.

    "An adviser to the president, Volodymyr Zelenskyy" is no Zelenskyy.
    """
    if not before.tails or not before.tails[-1][1] or not found.entity.human:
        return False
    return before.tails[-1][1][-1].get(Title) is not None


def _described_as(person: Entity, told: Finding) -> Entity:
    """``person`` with side and kind from a description of them."""
    kind = told.entity.kind
    if kind in {"anonymous", "state", "media"} and told.entity.kind != "media":
        kind = "official"
    if told.entity.human and told.entity.named:
        return replace(person, side=told.entity.side, kind=kind, of=told.entity.of)
    of = told.entity.name if told.entity.named and told.entity.kind in _OWN_VOICE else ""
    return replace(person, side=told.entity.side, kind=kind, of=of)


def _combined(findings: Sequence[tuple[Segment, Finding]]) -> Finding:
    """One finding of a mention's segments: a person's name leads, the rest describes."""
    heads = frozenset(h for _, f in findings for h in f.heads)
    first = findings[0][1]
    names = [f for _, f in findings if f.entity.human and f.entity.named and not f.title]
    if not (first.entity.named and not first.entity.human) and names:
        main = names[0]
        entity = main.entity
        if entity.side == UNKNOWN or entity.kind == "person":
            for _, other in findings:
                if other is main:
                    continue
                if other.entity.side != UNKNOWN or other.entity.kind != "other":
                    entity = _described_as(entity, other)
                    break
        return replace(main, entity=entity, heads=heads)
    entity = first.entity
    others = [f.entity for _, f in findings[1:]]
    if entity.number == "many" and len(others) > 1 and all(e.kind == "state" for e in others):
        return replace(first, entity=replace(entity, side="INT", kind="intergovernmental"))
    if entity.side == UNKNOWN:
        side = next((f.entity.side for _, f in findings[1:] if f.entity.side != UNKNOWN), UNKNOWN)
        entity = replace(entity, side=side)
    return replace(first, entity=entity, heads=heads)
