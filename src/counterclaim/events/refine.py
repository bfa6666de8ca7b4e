"""Types that the words around decide: an "attack" with missiles is a strike."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from counterclaim.events.findings import VERBAL, Proposition
from counterclaim.events.lexicon import triggers
from counterclaim.events.stance import calls_false
from counterclaim.events.tree import Tree
from counterclaim.model.vocabulary import ClaimType

_GENERIC = frozenset({"attack", "assault", "assassinate", "attempt", "assassination"})
_REACH = 3
"""Sentences back in which the last strike or armed attack is what "the attack" means."""


def refined(tree: Tree, found: Sequence[Proposition]) -> list[Proposition]:
    """``found`` with the type of each proposition settled."""
    out = []
    last: tuple[int, ClaimType] | None = None
    earlier: ClaimType | None = None
    for p in found:
        kind = p.type or (p.match.type if p.match is not None else None)
        if kind == "attack" and p.match is not None and tree.lemma[p.match.head] in _GENERIC:
            kind = _attack_or_strike(tree, p, last)
        elif kind == "damage" and tree.pos[p.head] in VERBAL and _instrument(tree, p.head):
            kind = "strike"
        elif kind is None and tree.first(p.head, "expl") is not None:
            kind = "condition"  # "there are only cranes in the yard"
        if calls_false(tree, p.head) and earlier is not None:
            kind = earlier
        if kind is not None and kind not in {"statement", "assessment"}:
            earlier = kind
        specific = p.match is not None and tree.lemma[p.match.head] not in _GENERIC
        if kind == "strike" or (kind == "attack" and specific):
            last = (tree.sentence[p.head], kind)
        out.append(replace(p, type=kind))
    return out


def _attack_or_strike(tree: Tree, p: Proposition, last: tuple[int, ClaimType] | None) -> ClaimType:
    assert p.match is not None
    if len(p.match.tokens) > 1:
        return "attack"
    if any(_is_bombardment(tree, i) for i in _clause(tree, p.head)):
        return "strike"
    noun = tree.pos[p.match.head] not in VERBAL
    if noun and last is not None and tree.sentence[p.head] - last[0] <= _REACH:
        return last[1]
    return "attack"


def _clause(tree: Tree, head: int) -> Iterator[int]:
    yield from range(tree.left[head], tree.right[head] + 1)


def _instrument(tree: Tree, v: int) -> bool:
    """Whether a weapon makes it a strike: "wrecked a depot with a drone"."""
    return any(p in {"with", "using"} and _is_bombardment(tree, o) for p, o in tree.prepositions(v))


def _is_bombardment(tree: Tree, i: int) -> bool:
    members = triggers().classes["bombardment"]
    return any(key in members for key in tree.keys[i])
