"""Types that the words around decide: an "attack" with missiles is a strike."""

from collections.abc import Sequence
from dataclasses import replace

from counterclaim.events.findings import VERBAL, Proposition
from counterclaim.events.lexicon import modality, triggers
from counterclaim.events.realis import is_perfect, modal_of
from counterclaim.events.stance import calls_false
from counterclaim.events.tree import Tree
from counterclaim.events.triggers import COPULAS, Match
from counterclaim.model.vocabulary import ClaimType

_GENERIC = frozenset({"attack", "assault", "assassinate", "attempt", "assassination"})
_CONSEQUENCE = frozenset({"would", "could", "may", "might"})
_REACH = 3
"""Sentences back in which the last strike or armed attack is what "the attack" means."""


def refined(tree: Tree, found: Sequence[Proposition]) -> list[Proposition]:
    """``found`` with the type of each proposition settled."""
    out = []
    last: tuple[int, ClaimType] | None = None
    earlier: ClaimType | None = None
    for p in found:
        kind = _own_type(tree, p, last)
        if calls_false(tree, p.head) and earlier is not None:
            kind = earlier
        if kind is not None and kind not in {"statement", "assessment"}:
            earlier = kind
        specific = p.match is not None and tree.lemma[p.match.head] not in _GENERIC
        if kind == "strike" or (kind == "attack" and specific):
            last = (tree.sentence[p.head], kind)
        out.append(replace(p, type=kind))
    return out


def _own_type(tree: Tree, p: Proposition, last: tuple[int, ClaimType] | None) -> ClaimType | None:
    kind = p.type or (p.match.type if p.match is not None else None)
    if kind is None:
        return None if p.whole else _by_shape(tree, p.head)
    if p.match is None:
        return kind
    if kind == "attack" and tree.lemma[p.match.head] in _GENERIC:
        return _attack_or_strike(tree, p.head, p.match, last)
    if kind == "capture" and _is_attempt(tree, p.head, p.match):
        return "offensive"
    if kind == "damage" and tree.pos[p.head] in VERBAL and _instrument(tree, p.head):
        return "strike"
    return kind


def _by_shape(tree: Tree, head: int) -> ClaimType | None:
    """The type of a clause without an event word: what is so, or what would come of it."""
    if tree.pos[head] not in VERBAL:
        return None
    there = tree.first(head, "expl") is not None
    if there or tree.lemma[head] in COPULAS:
        evaluated = not there and tree.first(head, "attr") is not None
        return "assessment" if evaluated else "condition"
    return "assessment" if modal_of(tree, head) in _CONSEQUENCE else None


def _is_attempt(tree: Tree, head: int, match: Match) -> bool:
    """Whether a capture is only tried for: "have been trying to seize" is an offensive."""
    return (
        tree.pos[head] in VERBAL
        and tree.head[match.head] == head != match.head
        and ("attempt", tree.lemma[head]) in modality()
        and (tree.tag[head] == "VBG" or is_perfect(tree, head))
    )


def _attack_or_strike(
    tree: Tree, head: int, match: Match, last: tuple[int, ClaimType] | None
) -> ClaimType:
    if len(match.tokens) > 1:
        return "attack"
    if any(_is_bombardment(tree, i) for i in range(tree.left[head], tree.right[head] + 1)):
        return "strike"
    noun = tree.pos[match.head] not in VERBAL
    if noun and last is not None and tree.sentence[head] - last[0] <= _REACH:
        return last[1]
    return "attack"


def _instrument(tree: Tree, v: int) -> bool:
    """Whether a weapon makes it a strike: "wrecked a depot with a drone"."""
    return any(p in {"with", "using"} and _is_bombardment(tree, o) for p, o in tree.prepositions(v))


def _is_bombardment(tree: Tree, i: int) -> bool:
    members = triggers().classes["bombardment"]
    return any(key in members for key in tree.keys[i])
