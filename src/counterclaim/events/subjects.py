"""The subject that a verb has without showing it: control, co-ordination, relative clauses."""

from collections.abc import Iterator

from counterclaim.events.conditions import in_class
from counterclaim.events.tree import Tree, is_infinitive

_HOPS = 6
_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})


def implied_subject(tree: Tree, v: int) -> int | None:
    """Subject of ``v``, its own or the one it takes over; ``None`` where the parse shows none."""
    for _ in range(_HOPS):
        subject = tree.subject(v)
        if subject is not None and tree.dep[subject] != "expl":
            relative = tree.dep[v] == "relcl" and tree.lower[subject] in _RELATIVE
            return tree.head[v] if relative else subject
        up = tree.head[v]
        if up == v:
            return None
        if tree.dep[v] in {"acl", "relcl"}:
            return _antecedent(tree, v)
        controller = _controller(tree, v)
        if controller is not None:
            return controller
        v = tree.head[up] if tree.dep[v] == "pcomp" else up
        if tree.pos[v] not in _VERBAL:
            return _owner(tree, v) if tree.pos[v] in _NOMINAL else None
    return None


def _antecedent(tree: Tree, v: int) -> int | None:
    """The noun that a participle or relative clause is about; "plans to V" is its owner's."""
    up = tree.head[v]
    if tree.pos[up] not in _NOMINAL:
        return None
    if not is_infinitive(tree, v) or is_headline_future(tree, v):
        return up
    return _owner(tree, up)


def is_headline_future(tree: Tree, v: int) -> bool:
    """Whether ``v`` is the verb of a headline such as "Norland to send tanks"."""
    up = tree.head[v]
    if tree.dep[v] not in {"relcl", "acl", "advcl", "xcomp"} or not is_infinitive(tree, v):
        return False
    top = up
    while tree.dep[top] == "conj" and tree.pos[top] in _NOMINAL:
        top = tree.head[top]
    fragment = tree.dep[top] in {"ROOT", "dep"} and tree.pos[top] in {"PROPN", "NOUN"}
    return fragment and up < v and (tree.pos[up] == "PROPN" or in_class(tree, up, "person"))


def _controller(tree: Tree, v: int) -> int | None:
    """The object of the verb above: "urged X to V", "accused X of V-ing"."""
    up = tree.head[v]
    if tree.dep[v] in {"xcomp", "ccomp"} and up != v:
        return tree.object(up)
    if tree.dep[v] == "pcomp" and tree.dep[up] == "prep":
        return tree.object(tree.head[up])
    return None


def _owner(tree: Tree, noun: int) -> int | None:
    """Possessor of a noun, or the subject of the verb it is object of."""
    owner = tree.first(noun, "poss")
    if owner is not None:
        return owner
    if tree.dep[noun] in {"dobj", "attr"}:
        return tree.subject(tree.head[noun])
    return None


def conjuncts(tree: Tree, i: int) -> Iterator[int]:
    """``i`` and the nouns co-ordinated with it."""
    yield from (c for c in tree.conjuncts(i) if tree.pos[c] in _NOMINAL or c == i)
