"""What the rules would not claim by themselves, offered to the trained classifier.

The rules leave out nouns that name an event in passing, clauses that only add something, and
participles; some of these are claims, and a classifier that reads the words tells which. So the
rules' own propositions stay as they are, and every other word that could head one is added.
"""

from counterclaim.events.clauses import NO_HEADS, is_imperative, only_goes_on, rank_of
from counterclaim.events.findings import VERBAL, Findings, Proposition
from counterclaim.events.triggers import (
    Match,
    is_no_event,
    makes_no_claim,
    noun_trigger,
    verb_trigger,
)

_NOMINAL = frozenset({"NOUN", "PROPN"})
_ANY = frozenset({"n", "a"})
_ATTRIBUTES = frozenset({"compound", "amod", "nmod"})
_NO_STATES = frozenset({"nsubj", "conj", "poss", "npadvmod"})
"""Where a mere hint of an event ("army", "risk") is hardly ever a claim of its own."""


def candidates(found: Findings, taken: set[int]) -> list[Proposition]:
    """Propositions that words outside ``taken`` (heads and triggers) would head, in order."""
    out = []
    taken = set(taken)
    for i in range(len(found.tree)):
        if i in taken or not found.is_open(i) or found.voices.source[i]:
            continue
        match: Match | None = None
        if found.tree.pos[i] in VERBAL:
            match = verb_trigger(found.tree, i)
            if not _could_head(found, i, match):
                continue
        elif found.tree.pos[i] in _NOMINAL:
            match = _named(found, i)
            if match is None:
                continue
        else:
            continue
        if match is None or not taken.intersection((match.head, *match.tokens)):
            out.append(Proposition(i, match, found.voices.voice[i], sure=False))
            taken.add(i)
            taken.update(match.tokens if match is not None else ())
    return out


def _named(found: Findings, n: int) -> Match | None:
    """The event or state that noun ``n`` names, unless it is a mere part of another phrase."""
    if found.tree.dep[n] in _ATTRIBUTES or is_no_event(found.tree, n):
        return None
    match = noun_trigger(found.tree, n, _ANY)
    if match is not None and match.hint and found.tree.dep[n] in _NO_STATES:
        return None
    return match


def _could_head(found: Findings, v: int, match: Match | None) -> bool:
    """Whether verb ``v`` could head a claim: in a clause of its own, or by the event it names."""
    tree = found.tree
    if tree.dep[v] in NO_HEADS or makes_no_claim(tree, v):
        return False
    if found.voices.voice[v] is None and is_imperative(tree, v):
        return False
    weak = match is None or match.hint
    if only_goes_on(found, v, match, weak=weak):
        return False
    return not weak or rank_of(found, v) != "none"
