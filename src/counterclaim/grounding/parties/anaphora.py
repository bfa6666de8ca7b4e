"""Whom "the governor", "the ministry", "his fighters" and "we" mean in one report."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from counterclaim.grounding.parties.description import FORCES, describe
from counterclaim.grounding.parties.entities import UNKNOWN, Entity, Number
from counterclaim.grounding.parties.introductions import only_person
from counterclaim.grounding.parties.lexemes import Named, Organ, Region
from counterclaim.grounding.parties.lookup import Finding, Lookup
from counterclaim.grounding.parties.memory import Memory, Seen
from counterclaim.grounding.parties.phrases import Segment, join_words
from counterclaim.grounding.parties.words import Word, closed_class, closed_keys, fold, split
from counterclaim.model.vocabulary import ClaimType, Role, SourceKind

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
FIRST = frozenset({"i", "me", "my", "mine", "myself"})
WE = frozenset({"we", "us", "our", "ours", "ourselves"})
PRONOUNS = HE | SHE | IT | THEY | FIRST | WE

OWN_VOICE: frozenset[SourceKind] = frozenset(
    {"company", "armed_group", "ngo", "intergovernmental", "expert"}
)
"""Organisations that a person may speak for rather than for a state."""

_FAR = 4000
"""Code points that "the ministry" looks back."""

_NEAR = 600
"""Code points within which "it" is the last speaker."""

_PRESIDENCY = "president's office"
_PRESIDENT = fold("president")
_MINISTRY = fold("ministry")


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


@dataclass(frozen=True, slots=True)
class Anaphora:
    """Finds antecedents in what the report has said so far, or abstains (``None``)."""

    lookup: Lookup
    memory: Memory

    # -- definite descriptions

    def antecedent(self, segment: Segment, found: Finding, setting: Setting) -> Entity | None:
        """Who a definite description is, if the report has said it before."""
        if not segment.core or segment.determiner in closed_class("indefinite"):
            return None
        state = self._organ_of(segment, found, setting) if found.organ else None
        if state is not None:
            return self.lookup.organ(state, found.organ, found.entity.kind)
        if segment.core[0].key in closed_keys("state"):
            if len(segment.core) > 1:
                return self._of_the_country(segment, found, setting)
            return self.memory.last(setting.start, lambda s: s.entity.kind == "state")
        if _points_back(segment, found):
            return self._described_before(segment, found, setting)
        return None

    def _of_the_country(self, segment: Segment, found: Finding, setting: Setting) -> Entity | None:
        """Whose "the country's farmers" are: of the state last spoken of."""
        side = self.memory.last_side(setting.start, self.lookup.tables.states)
        if side is None or not segment.core[0].possessive or not segment.determiner:
            return None
        rest = join_words([w for item in segment.core[1:] for w in item.words])
        name = f"{self.lookup.tables.states[side].adjective} {rest}"
        return replace(found.entity, name=name, side=side)

    def _organ_of(self, segment: Segment, found: Finding, setting: Setting) -> str | None:
        """The side of "the country's ministry", of "the president's office"."""
        if segment.core[0].key in closed_keys("state"):
            return self.memory.last_side(setting.start, self.lookup.tables.states)
        if found.organ != _PRESIDENCY:
            return None
        presidents = {
            seen.entity.side
            for seen in self.memory.people()
            if _PRESIDENT in self.lookup.titles(seen.entity)
        }
        return presidents.pop() if len(presidents) == 1 else None

    def _described_before(
        self, segment: Segment, found: Finding, setting: Setting
    ) -> Entity | None:
        head, side = segment.head.key, found.entity.side

        def fits(seen: Seen) -> bool:
            entity = seen.entity
            if side not in (UNKNOWN, entity.side) or not (entity.named or not seen.unsided):
                return False
            if head in seen.heads or (found.title and head in self.lookup.titles(entity)):
                return found.noun_class != "one" or entity.human
            return entity.named and entity.number == "body" and _same_sort(found, entity, head)

        known = self.memory.last(setting.start, fits, reach=_FAR)
        if known is None and found.title and not segment.tails:
            known = self.memory.last_person(
                setting.start,
                lambda e: side in (UNKNOWN, e.side) and head in self.lookup.titles(e),
            )
        return known

    # -- possessives

    def possessed(self, segment: Segment, setting: Setting) -> Finding | None:
        """Whom "his fighters", "its troops", "his country" mean, by whose they are."""
        if segment.determiner not in PRONOUNS or not segment.core:
            return None
        owner = self.whom(segment.determiner, setting)
        if owner is None or owner.side == UNKNOWN:
            return None
        head = segment.head.key
        if head in closed_keys("state") and len(segment.core) == 1:
            return Finding(self.lookup.state(owner.side), frozenset({head}))
        ministry = self._ministry_of(owner) if head == _MINISTRY and owner.human else None
        if ministry is not None:
            return Finding(ministry, frozenset({head}))
        found = describe(self.lookup, segment)
        if found is None or found.entity.named:
            return found
        return replace(found, entity=self._belonging(found, owner, setting))

    def _belonging(self, found: Finding, owner: Entity, setting: Setting) -> Entity:
        fighters = found.noun_class == "force" or (
            found.entity.kind in {"armed_group", "military"} and found.noun_class == "many"
        )
        speaks = setting.role is not None and found.noun_class == "many"
        if (fighters or found.organ == FORCES) and not speaks:
            return self.group_of(owner, military=True)
        if found.organ:
            return self.lookup.organ(owner.side, found.organ, found.entity.kind)
        side = owner.side if found.entity.side == UNKNOWN else found.entity.side
        return replace(found.entity, side=side)

    def _ministry_of(self, minister: Entity) -> Entity | None:
        """The ministry that a person heads on the report's date."""
        tables = self.lookup.tables
        for title, of in tables.titles_of(minister.name, self.lookup.date):
            for lexeme in tables.find(title.replace("minister", "ministry")):
                if isinstance(lexeme, Organ):
                    return self.lookup.organ(of, lexeme.organ, lexeme.kind)
        return None

    def group_of(self, owner: Entity, *, military: bool = False) -> Entity:
        """Whom "we" or (``military``) "his fighters" means when ``owner`` speaks or is meant."""
        organisation = self._organisation_of(owner)
        if organisation is not None:
            return organisation
        state = self.lookup.is_state(owner.side)
        armed = owner.kind in {"armed_group", "military"}
        if not state or (not owner.human and (armed or not military)):
            return owner
        if military or owner.kind == "military":
            return self.lookup.forces(owner.side)
        return self.lookup.state(owner.side)

    def _organisation_of(self, owner: Entity) -> Entity | None:
        if owner.of:
            return self.lookup.party(owner.of)
        if not owner.human:
            return None
        held = self.lookup.tables.titles_of(owner.name, self.lookup.date)
        parties = (self.lookup.party(of) for _, of in held)
        return next((p for p in parties if p is not None and p.kind in OWN_VOICE), None)

    # -- pronouns

    def whom(self, pronoun: str, setting: Setting) -> Entity | None:
        """Whom a pronoun (lower case) means; ``None`` where it is not safe to say."""
        speaker = setting.speaker
        if pronoun in FIRST:
            return speaker
        if pronoun in WE:
            return self.group_of(speaker) if speaker is not None else None
        if pronoun in HE | SHE:
            return self._person(pronoun, setting)
        numbers = {"body"} if pronoun in IT else {"many", "body"}
        if setting.role is None and speaker is not None and speaker.number in numbers:
            return speaker
        return self.memory.last(
            setting.start, lambda s: s.entity.number in numbers and s.speaker, reach=_NEAR
        ) or self.memory.last(setting.start, lambda s: s.entity.number in numbers)

    def _person(self, pronoun: str, setting: Setting) -> Entity | None:
        gender: Number = "woman" if pronoun in SHE else "man"
        numbers = {"person", gender}
        speaker = setting.speaker
        if setting.role is None and speaker is not None and speaker.number in numbers:
            return speaker
        last = self.memory.last_speaker(setting.start, lambda e: e.number in numbers)
        if last is not None and last.number == gender:
            return last
        if last is None:
            person = only_person(self.memory, setting.start, gender)
            if person is not None:
                return person
        return self.memory.last_person(
            setting.start, lambda e: e.number in numbers and (e.named or e.side != UNKNOWN)
        ) or self.memory.last_person(setting.start, lambda e: e.number in numbers)

    def enemy(self, setting: Setting) -> str | None:
        """The side that "the enemy", "the occupiers" are on."""
        enemies = self.lookup.tables.enemies
        if setting.speaker is not None:
            return enemies.get(setting.speaker.side)
        return "RUS" if {"RUS", "UKR"} <= self.memory.sides else None


def is_pronoun(words: Sequence[Word]) -> bool:
    """Whether the words are one personal pronoun ("us", but not "US")."""
    if len(words) != 1 or words[0].text.lower() not in PRONOUNS:
        return False
    return not words[0].text.isupper() or len(words[0].text) == 1


def _points_back(segment: Segment, found: Finding) -> bool:
    """Whether a description needs an antecedent: definite, and no names in it."""
    items = (*segment.core, *segment.tail_items())
    if any(i.nameable or i.get(Named) or i.get(Region) for i in items):
        return False
    if segment.determiner in closed_class("back"):
        return True
    if found.organ:
        return found.organ != FORCES
    return bool(segment.determiner) and found.noun_class != "many"


def _same_sort(found: Finding, entity: Entity, head: str) -> bool:
    """Whether a named organisation may be "the group", "the agency", "the ministry"."""
    alike = found.noun_class == "body" and entity.kind == found.entity.kind
    if alike and (entity.kind in OWN_VOICE or entity.kind == "media"):
        return True
    return head in {w.key for w in split(entity.name)}
