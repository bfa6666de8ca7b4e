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
            match = None if is_no_event(found.tree, i) else noun_trigger(found.tree, i, _ANY)
            if match is None:
                continue
        else:
            continue
        if match is None or not taken.intersection((match.head, *match.tokens)):
            out.append(Proposition(i, match, found.voices.voice[i], sure=False))
            taken.add(i)
            taken.update(match.tokens if match is not None else ())
    return out


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
