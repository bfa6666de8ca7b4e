"""What a segment of a party's words says: a name, an office, an organ, or a description."""

from collections.abc import Sequence
from dataclasses import replace

from counterclaim.grounding.parties.cores import (
    essence,
    is_given_name,
    is_proper,
    is_retired,
    is_special,
    name_start,
    stands_for_owner,
)
from counterclaim.grounding.parties.entities import UNKNOWN, Entity, Number
from counterclaim.grounding.parties.lexemes import Named, Noun, Organ, State, Title
from counterclaim.grounding.parties.lookup import STATE_HEADS, Finding, Lookup
from counterclaim.grounding.parties.naming import common_lowered, described_name
from counterclaim.grounding.parties.offices import holder_of
from counterclaim.grounding.parties.phrases import Item, Segment, join_words
from counterclaim.grounding.parties.sides import side_of
from counterclaim.grounding.parties.words import closed_class, closed_keys
from counterclaim.model.vocabulary import SourceKind

WHOLE_STATE = "government"
"""The organ that is named as its state."""

FORCES = "armed forces"
"""The organ that "troops", "the army", "units" of a state are."""

_GROUPS: frozenset[SourceKind] = frozenset({"armed_group", "military"})
_SPEAKS_FOR: frozenset[SourceKind] = frozenset(
    {"military", "armed_group", "company", "intergovernmental", "ngo", "expert"}
)
"""Kinds of organisations whose officers are sources of that kind."""

_DEFAULT_SIDE: dict[SourceKind, str] = {
    "expert": "IND",
    "ngo": "IND",
    "intergovernmental": "INT",
    "state": "INT",
}
_NUMBERS: dict[str, Number] = {
    "one": "person",
    "rank": "person",
    "many": "many",
    "force": "many",
    "container": "many",
    "body": "body",
    "words": "words",
}


def describe(lookup: Lookup, segment: Segment) -> Finding | None:
    """What the segment says; ``None`` when it has no words of its own."""
    segment = essence(segment)
    if not segment.core:
        return None
    return (
        _named(lookup, segment.core)
        or _state(lookup, segment.head)
        or _organ(lookup, segment)
        or holder_of(lookup, segment)
        or _called(lookup, segment.core)
        or _group(lookup, segment)
        or _described(lookup, segment)
    )


def _named(lookup: Lookup, core: Sequence[Item]) -> Finding | None:
    head = core[-1]
    row = lookup.pick(head) if not head.alignment else None
    if row is not None and _of_another_state(core, row):
        return None
    if row is not None and not (row.surname and len(core) > 1 and is_given_name(core[-2])):
        return Finding(row.entity, frozenset(w.key for w in head.words))
    start = name_start(core)
    if start is None:
        return None
    words = [w for item in core[start:] for w in item.words]
    if len(words) == 1 and words[0].text.endswith("s") and not words[0].possessive and start == 0:
        return None  # "Protests", "Bidders": a headline's plural rather than a surname
    known = lookup.party(" ".join(w.text for w in words if len(w.text) > 1))
    if known is not None and known.human and len(words) > 2:  # "Janet L. Yellen"
        return Finding(known, frozenset({words[-1].key}))
    return Finding(
        Entity(join_words(words), UNKNOWN, "person", "person"), frozenset({words[-1].key})
    )


def _of_another_state(core: Sequence[Item], row: Named) -> bool:
    """Whether the words before say that another state's organ of that name is meant.

    "National Police" alone is the one that the tables have, "Haiti's National Police" is not.
    """
    organ = core[-1].get(Organ) is not None or row.entity.kind in {"official", "military"}
    if row.entity.human or not organ:
        return False
    states = (i.get(State) for i in core[:-1] if not i.alignment)
    return any(s is not None and s.side != row.entity.side for s in states)


def _state(lookup: Lookup, head: Item) -> Finding | None:
    state = head.get(State)
    if state is None or head.alignment:
        return None
    entity = lookup.state(state.side)
    if state.form == "people":
        entity = replace(entity, name=head.text, kind="person", number="many", named=False)
    return Finding(entity, STATE_HEADS, form=state.form)


def _organ(lookup: Lookup, segment: Segment) -> Finding | None:
    organ = segment.head.get(Organ)
    if organ is None or segment.determiner in {"a", "an", "one"}:
        return None
    side, owner = side_of(lookup, segment)
    special = any(is_special(item) for item in segment.core[:-1])
    of_a_place = side != UNKNOWN and owner is None  # "police in Kharkiv" is no state's police
    if of_a_place or (special and (organ.organ == FORCES or side == UNKNOWN)):
        return None
    return _organ_of(lookup, segment, organ, side, owner)


def _organ_of(
    lookup: Lookup, segment: Segment, organ: Organ, side: str, owner: Entity | None
) -> Finding:
    heads = frozenset({segment.head.key})
    if organ.organ == FORCES and owner is not None:
        group = lookup.party(owner.of) if owner.of else owner
        if group is not None and not group.human and group.kind == "armed_group":
            return Finding(group, heads)
    if not lookup.is_state(side):
        name = common_lowered(segment.core)
        return Finding(Entity(name, side, organ.kind, named=False), heads, organ=organ.organ)
    if organ.organ == WHOLE_STATE:
        return Finding(lookup.state(side), heads | STATE_HEADS)
    return Finding(lookup.organ(side, organ.organ, organ.kind), heads, organ=organ.organ)


def _called(lookup: Lookup, core: Sequence[Item]) -> Finding | None:
    """The party that "the RIA news agency", "the Hamas militant group" means."""
    if len(core) < 2 or core[-2].possessive or core[-2].alignment:
        return None
    row, noun = lookup.pick(core[-2]), core[-1].get(Noun)
    if row is None or noun is None or row.entity.human or noun.noun_class != "body":
        return None
    return Finding(row.entity, frozenset({core[-1].key})) if row.entity.kind == noun.kind else None


def _group(lookup: Lookup, segment: Segment) -> Finding | None:
    """The armed group that "Wagner fighters" means."""
    _, owner = side_of(lookup, segment)
    if owner is None or owner.human or owner.kind not in _GROUPS:
        return None
    if not stands_for_owner(segment.core):
        return None
    return Finding(owner, frozenset({segment.head.key}))


def _described(lookup: Lookup, segment: Segment) -> Finding:
    side, owner = side_of(lookup, segment)
    head = segment.head
    noun, title = head.get(Noun), head.get(Title)
    noun_class = noun.noun_class if noun else ("one" if title else "")
    kind = _kind(segment, noun, title, owner)
    if kind == "military" and any(i.alignment == "breakaway" for i in segment.core):
        kind = "armed_group"
    if noun_class == "one" and kind in {"official", "person", "other"} and not segment.definite:
        kind = "anonymous"
    if side == UNKNOWN:
        side = _DEFAULT_SIDE.get(kind, UNKNOWN)
    name = described_name(lookup, segment, side, noun_class)
    proper = noun_class == "body" and is_proper(segment.core)
    number = _gender(head) or _NUMBERS.get(noun_class, "thing")
    entity = Entity(name, side, kind, number, named=proper)
    return Finding(
        entity,
        frozenset({head.key}),
        title=title.title if title else "",
        titles=frozenset(x.title for x in head.lexemes if isinstance(x, Title)),
        noun_class=noun_class,
    )


def _directs_no_body(segment: Segment) -> bool:
    """Whether a "director" or "manager" is of nothing that the tables know: of a film, a team."""
    if segment.head.key not in closed_keys("directing"):
        return False
    items = (*segment.core[:-1], *segment.tail_items("of", "at", "in", "for"))
    return not any(i.lexemes and not i.is_class("modifier") for i in items)


def _gender(head: Item) -> Number | None:
    """Whether the noun is one of a woman or a man only."""
    word = head.words[-1].text.lower()
    if word in closed_class("woman"):
        return "woman"
    return "man" if word in closed_class("man") else None


def _kind(
    segment: Segment, noun: Noun | None, title: Title | None, owner: Entity | None
) -> SourceKind:
    kind: SourceKind = noun.kind if noun else (title.kind if title else "other")
    if owner is not None and owner.kind in _SPEAKS_FOR and kind in {"official", "military"}:
        kind = owner.kind
    if kind == "official" and owner is None and _directs_no_body(segment):
        return "person"
    if title is not None:
        bodies = [n.kind for i in segment.core[:-1] if i.is_class("body") and (n := i.get(Noun))]
        kind = next((k for k in bodies if k in _SPEAKS_FOR), kind)
    return "expert" if kind == "military" and is_retired(segment.core) else kind
