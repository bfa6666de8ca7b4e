"""Where the phrases of ``triggers.tsv`` stand in a text."""

from collections.abc import Iterator

from counterclaim.events.lexicon import PARTICLES
from counterclaim.events.tree import Tree

_AT = frozenset({"in", "on", "at", "under", "within", "without", "out"})
_CLAUSES = frozenset({"advcl", "conj", "ccomp", "cc", "punct", "relcl", "parataxis"})
_INNER = frozenset({"pobj", "prep", "amod", "compound", "advmod", "acomp", "prt", "attr"})


def phrase_start(tree: Tree, last: int, words: tuple[str, ...]) -> int | None:
    """Where the phrase that ends at ``last`` begins; after a preposition, attributes may stand in.

    "at grave risk" is "at risk".
    """
    i = last
    for word in reversed(words[:-1]):
        i -= 1
        while i >= 0 and tree.pos[last] == "NOUN" and word in _AT and _is_attribute(tree, i, last):
            i -= 1
        if i < 0 or word not in tree.keys[i]:
            return None
    return i if tree.sentence[i] == tree.sentence[last] else None


def _is_attribute(tree: Tree, i: int, noun: int) -> bool:
    return tree.head[i] == noun and tree.dep[i] in {"amod", "det", "poss", "compound", "nummod"}


def verb_phrase(tree: Tree, v: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """The tokens of a verb phrase whose verb is ``v``, its other words among its dependants."""
    tokens = [v]
    for word in words[1:]:
        found = next(
            (
                i
                for i in _near(tree, v)
                if i not in tokens and word in tree.keys[i] and _attached(tree, v, i, tokens)
            ),
            None,
        )
        if found is None:
            return None
        tokens.append(found)
    return tuple(sorted(tokens))


def _near(tree: Tree, v: int) -> Iterator[int]:
    """Dependants of ``v`` that may be part of its phrase, and theirs."""
    for c in tree.children[v]:
        if (c > v or tree.dep[c] == "nsubjpass") and tree.dep[c] not in _CLAUSES:
            yield c
            for g in tree.children[c]:
                if tree.dep[g] in _INNER:
                    yield g
                    yield from (
                        o for o in tree.children[g] if tree.dep[o] in {"pobj", "amod", "compound"}
                    )


def _attached(tree: Tree, v: int, i: int, tokens: list[int]) -> bool:
    """Whether ``i`` belongs to the phrase so far: a particle beside it, an object's own words.

    "close ring around the city in May" is no "close in", "burnt a tower with a drone" no "burn
    drone".
    """
    if tree.pos[i] in {"ADP", "ADV", "PART", "SCONJ"} and tree.lower[i] in PARTICLES:
        return tree.dep[i] in {"prt", "advmod"} or i == max(tokens) + 1
    up = tree.head[i]
    while up != v:
        if tree.pos[up] in {"ADP", "SCONJ"} and tree.lower[up] != "of":
            return up in tokens
        if tree.head[up] == up:
            return False
        up = tree.head[up]
    return True
