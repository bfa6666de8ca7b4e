"""Who holds an office: "Ukraine's president", "the mayor of Melitopol", "Wagner chief"."""

from collections.abc import Iterator

from counterclaim.grounding.parties.lexemes import Native, Organ, Region, State, Title
from counterclaim.grounding.parties.lookup import Finding, Lookup
from counterclaim.grounding.parties.phrases import Item, Segment
from counterclaim.grounding.parties.sides import OF, side_of
from counterclaim.grounding.parties.words import closed_class

_SEVERAL = frozenset({"spokesperson", "governor"})
"""Titles that several people hold, so that "a spokesman" need not be the known one."""


def holder_of(lookup: Lookup, segment: Segment) -> Finding | None:
    """The person whom a segment that ends in a title means, on the report's date."""
    core = segment.core
    titles = [x.title for x in segment.head.lexemes if isinstance(x, Title)]
    outside = closed_class("not_in_office")
    if not titles or any(w.text.lower() in outside for i in core[:-1] for w in i.words):
        return None
    aligned = next((lookup.side(i) for i in core if i.alignment in {"suffix", "prefix"}), None)
    for of in _of(lookup, segment):
        for title in titles:
            key = title
            person = _holder(lookup, title, of)
            if aligned and (person is None or person.entity.side != aligned):
                key = f"installed {title}"
                person = _holder(lookup, key, of)
            if person is not None and (segment.definite or title not in _SEVERAL):
                return Finding(person.entity, frozenset({segment.head.key}), title=key)
    return None


def _holder(lookup: Lookup, title: str, of: str) -> Finding | None:
    name = lookup.tables.holder(title, of, lookup.date)
    person = lookup.person(name) if name else None
    return Finding(person) if person is not None else None


def _of(lookup: Lookup, segment: Segment) -> Iterator[str]:
    """What the office may be of: organisations first, then regions, states and organs."""
    before = [i for i in reversed(segment.core[:-1]) if i.alignment not in {"suffix", "based"}]
    items = [*before, *segment.tail_items(*OF)]
    groups = [i for i in items if (n := lookup.pick(i)) and n.entity.kind != "state"]
    if groups:
        items = groups  # "the head of Russia's Wagner group" is not Russia's head
    elif any(i.is_class("body") and i.get(Organ) is None for i in items):
        return  # "a Russian private army's head"
    for item in items:
        yield from _names(lookup, segment, item)
    native = segment.head.get(Native)
    if native is not None and native.side and not any(lookup.side(item) for item in items):
        yield native.side


def _names(lookup: Lookup, segment: Segment, item: Item) -> Iterator[str]:
    region, named = item.get(Region), lookup.pick(item)
    state, organ = item.get(State), item.get(Organ)
    if region is not None:
        yield region.name
    if named is not None:
        yield named.entity.name
        if named.entity.human:  # "Putin's spokesman" is the Kremlin's
            held = lookup.tables.titles_of(named.entity.name, lookup.date)
            yield from dict.fromkeys(of for _, of in held)
    if state is not None:
        yield state.side
    if organ is not None:
        side, _ = side_of(lookup, segment)
        yield lookup.organ(side, organ.organ, organ.kind).name
