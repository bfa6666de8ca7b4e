"""Names for those who have none: the words of a description, made alike across reports."""

from collections.abc import Sequence

from counterclaim.grounding.parties.cores import is_proper
from counterclaim.grounding.parties.lexemes import Noun, Organ, State, Title
from counterclaim.grounding.parties.lookup import Lookup
from counterclaim.grounding.parties.phrases import Item, Segment, join_words

_KEPT = frozenset({"of", "to", "for", "in", "from", "with", "at"})
"""Prepositions whose phrase belongs to the name."""


def described_name(lookup: Lookup, segment: Segment, side: str, noun_class: str) -> str:
    """The name of somebody who has none: the words without article and loose ends.

    "Officials in Kyiv" and "Ukraine officials" are both "Ukrainian officials".
    """
    core = segment.core
    if is_proper(core):
        return join_words([w for i in core for w in i.words])
    name = _adjectival(lookup, core).removeprefix("the ")
    if noun_class == "words":
        return name
    tails = [(p, items) for p, items in segment.tails if p in _KEPT and items]
    if len(tails) == 1 and len(core) == 1:
        items = tails[0][1]
        states = lookup.tables.states
        if len(items) == 1 and items[0].get(State) is not None and side in states:
            return f"{states[side].adjective} {name}"
        named = [n for i in items if (n := lookup.pick(i)) and not n.entity.human]
        if named:  # "foreign ministers of the Quad"
            return f"{named[0].entity.name} {name}"
    for preposition, items in tails[:2]:
        name += f" {preposition} {_after(lookup, items)}"
    return name


def _after(lookup: Lookup, items: Sequence[Item]) -> str:
    """The words after a preposition; of "to President Zelensky" the canonical name only."""
    last = lookup.pick(items[-1])
    if last is not None and last.entity.human:
        return last.entity.name
    return join_words([w for i in items for w in i.words])


def _adjectival(lookup: Lookup, core: Sequence[Item]) -> str:
    """The core as text, parties by canonical name and states by one adjective each."""
    states = lookup.tables.states
    name = ""
    for n, item in enumerate(core):
        inside = n + 1 < len(core)
        name += "" if not n else ("-" if item.words[0].glued else " ")
        state = item.get(State)
        party = lookup.pick(item) if inside and not item.alignment else None
        if party is not None:
            name += party.entity.name
        elif state is not None and state.side in states and inside and not item.alignment:
            name += states[state.side].adjective
            continue
        else:
            name += common_lowered([item])
        if item.possessive and inside:
            name += "'" if item.text.endswith("s") and item.text.islower() else "'s"
    return name


def common_lowered(items: Sequence[Item]) -> str:
    """Items as text, common nouns in lower case (headlines capitalise them)."""
    words = []
    for item in items:
        common = any(isinstance(x, Noun | Title | Organ) for x in item.lexemes)
        for word in item.words:
            lower = common and word.text.isalpha() and word.text[1:].islower()
            words.append(word._replace(text=word.text.lower()) if lower else word)
    return join_words(words)
