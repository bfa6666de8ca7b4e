"""Who speaks: the noun phrase that stands as subject, agent or owner of a cue."""

from collections.abc import Iterable

from counterclaim.attribution.tree import NOMINAL, VERBAL, Tree
from counterclaim.model.document import Extent

_SUBJECT = ("nsubj", "csubj")
_CLIMB = frozenset({"conj", "xcomp", "advcl", "ccomp", "dep", "pcomp", "prep", "parataxis"})
_RELATIVE = frozenset({"who", "that", "which", "whom"})
_LOOSE = frozenset(
    {"relcl", "punct", "cc", "conj", "advcl", "parataxis", "ccomp", "acl", "advmod", "npadvmod"}
)
_DEPTH = 6


def speaker_of(tree: Tree, verb: int) -> int | None:
    """The head token of the speaker of ``verb``, or ``None`` when the text names nobody."""
    node = verb
    for _ in range(_DEPTH):
        subject = _own_subject(tree, node)
        if subject is not None:
            return subject
        dep, head = tree.deps[node], tree.heads[node]
        if head == node:
            return None
        if dep in ("acl", "relcl"):
            return _antecedent(tree, head) if tree.pos[head] in NOMINAL else None
        if dep not in _CLIMB:
            return None
        if dep == "ccomp" and not _controlled(tree, node):
            return None
        if tree.pos[head] in NOMINAL and dep == "prep":
            return None
        node = head
    return None


def _controlled(tree: Tree, node: int) -> bool:
    return tree.tags[node] in ("VBG", "VB") and tree.child(node, "nsubj") is None


def _own_subject(tree: Tree, verb: int) -> int | None:
    passive = tree.child(verb, "nsubjpass", "auxpass") is not None
    if passive or _reduced_passive(tree, verb):
        return agent_of(tree, verb)
    subject = tree.child(verb, *_SUBJECT)
    if subject is None:
        return None
    if tree.words[subject] in _RELATIVE and tree.deps[verb] == "relcl":
        return _antecedent(tree, tree.heads[verb])
    return subject


def _reduced_passive(tree: Tree, verb: int) -> bool:
    return tree.tags[verb] == "VBN" and tree.child(verb, "agent") is not None


def agent_of(tree: Tree, verb: int) -> int | None:
    """The noun under "by" of a passive."""
    by = tree.child(verb, "agent")
    return tree.child(by, "pobj") if by is not None else None


def _antecedent(tree: Tree, noun: int) -> int:
    return noun


def phrase(tree: Tree, noun: int, excluded: Iterable[int] = ()) -> Extent | None:
    """The extent of the noun phrase of ``noun``, its appositions in, its clauses out."""
    first, last = tree.left[noun], tree.right[noun]
    banned = set(excluded)
    for c in tree.children[noun]:
        cut = tree.deps[c] in ("relcl", "parataxis", "ccomp", "advcl") or banned & set(
            range(tree.left[c], tree.right[c] + 1)
        )
        if tree.deps[c] == "acl" and c in banned:
            cut = True
        if not cut:
            continue
        if c > noun:
            last = min(last, tree.left[c] - 1)
        else:
            first = max(first, tree.right[c] + 1)
    while last > noun and tree.deps[last] in ("punct", "cc"):
        last -= 1
    while first < noun and tree.deps[first] in ("punct", "cc", "mark"):
        first += 1
    return tree.extent(first, last)


def is_clause(tree: Tree, i: int) -> bool:
    """Whether token ``i`` heads a clause."""
    return tree.pos[i] in VERBAL
