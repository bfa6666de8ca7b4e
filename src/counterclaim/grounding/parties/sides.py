"""For which side a described party speaks, by what its words say."""

from collections.abc import Sequence

from counterclaim.grounding.parties.entities import UNKNOWN, Entity
from counterclaim.grounding.parties.lexemes import Native, Noun, State
from counterclaim.grounding.parties.lookup import Lookup
from counterclaim.grounding.parties.phrases import Item, Segment
from counterclaim.grounding.parties.words import closed_keys

Owned = tuple[str, Entity | None]
"""A side, and the party that is named as owner if one is."""

OF = ("of", "for", "in", "to", "at", "from", "with")
_WHERE = frozenset({*OF, "within", "near"})


def side_of(lookup: Lookup, segment: Segment) -> Owned:
    """The side a segment's words tell, and the party they name as owner, if any.

    In this order: alignment ("Moscow-installed", "separatist"), whom they fight for, the
    state or party before the head, where they are based, the phrases after the head, and
    at last words that only one state has ("the state department").
    """
    return (
        _aligned(lookup, segment)
        or _fighting_for(lookup, segment)
        or _before_head(lookup, segment.core)
        or _based(lookup, segment.core)
        or _after_head(lookup, segment)
        or _native(lookup, segment.core)
        or (UNKNOWN, None)
    )


def _aligned(lookup: Lookup, segment: Segment) -> Owned | None:
    tables = lookup.tables
    for item in segment.core:
        if item.alignment == "breakaway":
            places = (*segment.core, *segment.tail_items(*OF))
            left = next((s for i in places if (s := lookup.side(i))), "")
            return tables.behind.get(left, left or UNKNOWN), None
        if item.alignment in {"suffix", "prefix"}:
            return lookup.side(item) or UNKNOWN, None
        if item.alignment == "word":
            return tables.aligned_sides.get(item.words[0].key, UNKNOWN), None
    return None


def _fighting_for(lookup: Lookup, segment: Segment) -> Owned | None:
    if not any(preposition == "fighting" for preposition, _ in segment.tails):
        return None
    items = segment.tail_items("for", "alongside", "with")
    side = next((s for i in items if (s := lookup.side(i))), None)
    return (side, None) if side else None


def _before_head(lookup: Lookup, core: Sequence[Item]) -> Owned | None:
    if _studies(core):
        return None
    against = _against(lookup, core)
    joint = _joint(lookup, core)
    if joint:
        return joint, None
    for item in reversed(core[:-1]):
        if item.alignment in {"against", "based"}:
            continue
        side = lookup.side(item)
        if side and side == against:
            return lookup.tables.enemies.get(side, UNKNOWN), None
        if side:
            return side, _party(lookup, item)
    return None


def _studies(core: Sequence[Item]) -> bool:
    """Whether a state before the head is what an expert studies: "a Russia expert"."""
    noun, state = core[-1].get(Noun), core[-2].get(State) if len(core) > 1 else None
    expert = noun is not None and noun.kind == "expert" and noun.noun_class in {"one", "many"}
    return expert and state is not None and state.form == "name" and not core[-2].possessive


def _joint(lookup: Lookup, core: Sequence[Item]) -> str | None:
    """INT for "US and British officials"; no side for two that fight each other."""
    for left, conjunction, right in zip(core, core[1:], core[2:-1], strict=False):
        if conjunction.lower != "and" or not (left.get(State) and right.get(State)):
            continue
        one, other = lookup.side(left) or UNKNOWN, lookup.side(right) or UNKNOWN
        if one != other:
            return UNKNOWN if lookup.tables.enemies.get(one) == other else "INT"
    return None


def _against(lookup: Lookup, core: Sequence[Item]) -> str | None:
    """The side that "anti-Kremlin", "anti-government" names."""
    for item in core:
        if item.alignment == "against":
            own = next((i.get(State) for i in core if i.get(State) and i is not item), None)
            return lookup.side(item) or (own.side if own else None)
    return None


def _based(lookup: Lookup, core: Sequence[Item]) -> Owned | None:
    side = next((lookup.side(i) for i in core if i.alignment == "based"), None)
    return (side, None) if side else None


def _after_head(lookup: Lookup, segment: Segment) -> Owned | None:
    abroad = segment.core[-1].key in closed_keys("abroad")
    noun = segment.core[-1].get(Noun)
    shown = noun is not None and noun.noun_class == "words"
    lives = noun is not None and noun.kind in {"witness", "person"}
    for preposition, items in segment.tails:
        if preposition not in _WHERE or (abroad and preposition in {"to", "in", "at"}):
            continue
        sides: dict[str, Entity | None] = {}
        for item in items:
            side = lookup.side(item)
            if shown and item.get(State) is None and lookup.pick(item) is None:
                continue  # "footage of the dam" is not the dam's
            if lives and item.alignment == "suffix":
                continue  # whoever occupies where they live
            if side and item.alignment != "against":
                party = _party(lookup, item)
                if side not in sides or (party is not None and party.kind != "state"):
                    sides[side] = party
        if len(sides) > 2:
            return "INT", None
        if sides:
            return next(iter(sides.items()))
    return None


def _native(lookup: Lookup, core: Sequence[Item]) -> Owned | None:
    natives = (item.get(Native) for item in reversed(core))
    side = next((n.side for n in natives if n is not None and n.side), None)
    return (side, lookup.state(side)) if side else None


def _party(lookup: Lookup, item: Item) -> Entity | None:
    """The party or state that an item names; ``None`` for a place."""
    named, state = lookup.pick(item), item.get(State)
    if named is not None:
        return named.entity
    return lookup.state(state.side) if state is not None else None
