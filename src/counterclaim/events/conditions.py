"""Conditions of triggers on their arguments (the column ``when`` of ``triggers.tsv``)."""

from collections.abc import Callable

from counterclaim.events.lexicon import Trigger, triggers
from counterclaim.events.tree import Tree, is_titled


def holds(tree: Tree, i: int, row: Trigger) -> bool:
    """Whether all conditions of ``row`` hold for the verb (or noun) at ``i``."""
    return all(_condition(tree, i, name, value) for name, value in row.when)


def _condition(tree: Tree, v: int, name: str, value: str) -> bool:
    simple = _SIMPLE.get(name)
    if simple is not None:
        return simple(tree, v)
    if name == "prep":
        return any(p == value for p, _ in tree.prepositions(v))
    if name in {"obj", "subj"}:
        noun = _object(tree, v) if name == "obj" else _subject(tree, v)
        return noun is not None and in_class(tree, noun, value)
    return any(p == name and in_class(tree, o, value) for p, o in tree.prepositions(v))


def _object(tree: Tree, v: int) -> int | None:
    noun = tree.object(v)
    return tree.subject(v) if noun is None and tree.is_passive(v) else noun


def _subject(tree: Tree, v: int) -> int | None:
    subject = tree.subject(v)
    return tree.head[v] if subject is None and tree.dep[v] == "acl" else subject


def _is_plural(tree: Tree, v: int) -> bool:
    """Whether the subject of ``v`` is several: "both ministers spoke"."""
    noun = tree.subject(v)
    if noun is None:
        return False
    return tree.tag[noun] in {"NNS", "NNPS"} or tree.first(noun, "conj") is not None


def _is_active(tree: Tree, v: int) -> bool:
    return not tree.is_passive(v)


def _is_intransitive(tree: Tree, v: int) -> bool:
    return tree.object(v) is None and not tree.is_passive(v)


def _is_transitive(tree: Tree, v: int) -> bool:
    return not _is_intransitive(tree, v)


_SIMPLE: dict[str, Callable[[Tree, int], bool]] = {
    "passive": Tree.is_passive,
    "active": _is_active,
    "reciprocal": _is_plural,
    "noobj": _is_intransitive,
    "transitive": _is_transitive,
}


def _is_name(tree: Tree, i: int) -> bool:
    """A proper name; in a headline set in capitals any word may look like one."""
    return tree.pos[i] == "PROPN" and not is_titled(tree, tree.sentence[i])


def in_class(tree: Tree, noun: int, name: str) -> bool:
    """Whether the noun, or what is counted by it, is in a class of ``noun_classes.tsv``."""
    members = triggers().classes[name]
    counted = (o for p, o in tree.prepositions(noun) if p == "of")
    return any(
        any(key in members for key in (tree.lemma[i], tree.lower[i]))
        or (i > 0 and f"{tree.lower[i - 1]} {tree.lemma[i]}" in members)
        or ("NAME" in members and _is_name(tree, i))
        for i in (noun, *counted, *tree.of_dep(noun, "conj"))
    )
