"""What is said: the complements of a cue as sets of tokens."""

from counterclaim.attribution.cues import Cue
from counterclaim.attribution.tree import SUBJECTS, Tree

_ADDRESSEES = ("dative",)
_PREDICATES = ("oprd", "acomp", "attr")


def complements(tree: Tree, verb: int, cue: Cue, words: list[int]) -> set[int]:
    """Tokens of the content that the parse hangs under ``verb``; empty when there is none."""
    if len(words) and tree.deps[words[-1]] in ("prep", "agent", "dative"):
        return _under_preposition(tree, verb, words[-1])
    tokens: set[int] = set()
    clause = _clause(tree, verb, cue)
    if clause is not None:
        tokens |= subtree(tree, clause)
        anchor = clause
        # "urged X to end": X is the object of the cue, "told X to leave" too
        obj = tree.child(verb, "dobj", "dative")
        if (
            obj is not None
            and "+to" in cue.frames
            and _infinitive(tree, clause)
            and verb < obj < clause
        ):
            tokens |= subtree(tree, obj)
        return _between(tree, tokens, verb, anchor)
    obj = tree.child(verb, "dobj")
    if obj is not None and obj in words:
        obj = None
    if obj is not None and "np" in cue.frames or obj is not None and cue.trailing:
        tokens |= subtree(tree, obj)
        for c in tree.children[verb]:
            if c > obj and _leads_on(tree, c, cue):
                tokens |= subtree(tree, c)
    if "small" in cue.frames:
        predicate = tree.child(verb, *_PREDICATES)
        if predicate is not None and predicate > verb:
            tokens |= subtree(tree, predicate)
            if obj is not None:
                tokens |= subtree(tree, obj)
    if not tokens:
        for preposition in cue.prepositions:
            p = next(
                (c for c in tree.children[verb] if c > verb and tree.words[c] == preposition), None
            )
            if p is not None:
                return _under_preposition(tree, verb, p)
    return tokens


def _leads_on(tree: Tree, c: int, cue: Cue) -> bool:
    if tree.deps[c] == "prep":
        return tree.words[c] in cue.trailing
    return tree.deps[c] == "xcomp" and "to" in cue.trailing


def _clause(tree: Tree, verb: int, cue: Cue) -> int | None:
    for c in tree.children[verb]:
        dep = tree.deps[c]
        if dep == "ccomp":
            if tree.tags[c] in ("VBG",) and not _finite(tree, c) and "ing" in cue.frames:
                return c
            if _infinitive(tree, c):
                if "+to" in cue.frames or "to" in cue.frames:
                    return c
                continue
            if "that" in cue.frames or ("quote" in cue.frames and c < verb):
                return c
            if "small" in cue.frames or "np" in cue.frames:
                return c
        elif dep == "xcomp" and c > verb:
            if _infinitive(tree, c) and ("to" in cue.frames or "+to" in cue.frames):
                return c
            if tree.tags[c] == "VBG" and "ing" in cue.frames:
                return c
        elif dep == "csubj" and "that" in cue.frames and c > verb:
            return c
    return None


def _finite(tree: Tree, i: int) -> bool:
    return any(
        tree.deps[c] in ("aux", "auxpass") and tree.tags[c] != "TO" for c in tree.children[i]
    )


def _infinitive(tree: Tree, i: int) -> bool:
    return any(tree.tags[c] == "TO" for c in tree.children[i])


def _between(tree: Tree, tokens: set[int], verb: int, clause: int) -> set[int]:
    return tokens


def _under_preposition(tree: Tree, verb: int, preposition: int) -> set[int]:
    tokens: set[int] = set()
    for c in tree.children[preposition]:
        if c > preposition:
            tokens |= subtree(tree, c)
    if tokens:
        for c in tree.children[verb]:
            if (
                c > preposition
                and tree.deps[c] in ("xcomp", "ccomp")
                and tree.left[c] == max(tokens) + 1
            ):
                tokens |= subtree(tree, c)
    return tokens


def subtree(tree: Tree, i: int) -> set[int]:
    """All tokens under ``i``, with ``i``."""
    return set(range(tree.left[i], tree.right[i] + 1))


def subjects(tree: Tree, i: int) -> list[int]:
    """Subject tokens of the clause of ``i``."""
    return [c for c in tree.children[i] if tree.deps[c] in SUBJECTS]
