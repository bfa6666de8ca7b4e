"""Which nouns head a claim of their own: an attack that killed, a strike after which, headlines."""

from counterclaim.events.findings import VERBAL, Findings
from counterclaim.events.lexicon import modality
from counterclaim.events.tree import Tree
from counterclaim.events.triggers import is_no_event, noun_trigger
from counterclaim.model.vocabulary import ClaimType

_FIGHTING: frozenset[ClaimType] = frozenset({
    "attack", "strike", "explosion", "raid", "clash", "offensive",
})  # fmt: skip
_HARM: frozenset[ClaimType] = frozenset({"casualties", "damage", "displacement", "detention"})
_HAPPENINGS = _FIGHTING | _HARM | {"capture", "withdrawal", "unrest", "interception"}
_JOURNEYS = frozenset({"trip", "tour", "visit", "meeting"})
_AMID = frozenset({
    "after", "amid", "amidst", "during", "following", "as", "since", "before", "over", "against",
})  # fmt: skip
_CIRCUMSTANCE = _AMID | {"despite", "in", "by", "from", "with", "face"}
_ATTRIBUTES = frozenset({"amod", "compound", "nmod"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_ARGUMENTS = frozenset({"dobj", "attr", "nsubj", "nsubjpass", "oprd"})
_CLIMBED = frozenset({"conj", "pobj", "appos", "prep"})


def take_noun(found: Findings, n: int) -> None:
    """Add the proposition that noun (or gerund) ``n`` heads, if it heads one."""
    tree = found.tree
    if n in found.used or found.voices.source[n] or tree.dep[n] in _ATTRIBUTES:
        return
    if is_no_event(tree, n):
        return
    match = noun_trigger(tree, n)
    if match is None or match.hint or any(t in found.used for t in match.tokens):
        return
    if _stands_alone(found, n, match.type):
        found.add(n, match)


def take_verbless(found: Findings, first: int, last: int) -> None:
    """Add the state that a headline without a verb names: "Two dead in blast"."""
    tree = found.tree
    if any(tree.pos[i] in VERBAL for i in range(first, last + 1)):
        return
    for i in range(first, last + 1):
        if not found.is_open(i) or found.voices.source[i] or i in found.used:
            continue
        if tree.dep[i] in _ATTRIBUTES or tree.dep[i] == "poss":
            continue
        match = noun_trigger(tree, i, frozenset({"a"}))
        if match is not None and not match.hint:
            found.add(i, match)
            return


def _stands_alone(found: Findings, n: int, kind: ClaimType) -> bool:
    tree = found.tree
    if found.voices.voice[n] is None and _is_hedged(tree, n):
        return True
    if _is_bare_definite(tree, n) and not found.is_cued(tree.head[n]):
        return False
    top = n
    while tree.dep[top] in _CLIMBED:
        up = tree.head[top]
        if tree.dep[top] == "conj" and up in found.propositions:
            return True
        if tree.dep[top] == "pobj":
            word = _preposition(tree, up)
            if word != "of":
                return _is_circumstance(found, n, word, tree.head[up], kind)
        top = up
    return _by_position(found, n, top, kind)


def _preposition(tree: Tree, p: int) -> str:
    """The preposition at ``p``; "in the face of" counts as one."""
    if tree.lower[p] == "of" and tree.lower[tree.head[p]] == "face":
        return "face"
    return tree.lower[p]


def _by_position(found: Findings, n: int, top: int, kind: ClaimType) -> bool:
    """Whether a noun phrase headed by ``top`` is a claim where it stands in its clause."""
    tree = found.tree
    dep, up = tree.dep[top], tree.head[top]
    if dep in {"ROOT", "dep"}:
        return True
    if dep == "pcomp":
        return _is_circumstance(found, n, tree.lower[up], tree.head[up], kind)
    if dep == "advcl":
        mark = tree.first(top, "mark")
        return mark is not None and _is_circumstance(found, n, tree.lower[mark], up, kind)
    if found.is_cued(up) and dep in _ARGUMENTS:
        return found.voices.voice[n] is not None
    if dep in {"nsubj", "nsubjpass"}:
        return kind in _HAPPENINGS and found.type_at(up) in _HARM | {"assessment", "condition"}
    return False


def _is_bare_definite(tree: Tree, n: int) -> bool:
    """Whether the noun only points back: "the attack", with nothing that tells more of it."""
    children = tree.children[n]
    return any(tree.lower[c] in _DEFINITE for c in children) and all(
        tree.dep[c] in {"det", "punct"} for c in children
    )


def _is_hedged(tree: Tree, n: int) -> bool:
    """Whether the outlet doubts the event, which makes it a claim: "the alleged attack"."""
    return any(
        tree.dep[c] == "amod"
        and (row := modality().get(("hedge", tree.lower[c]))) is not None
        and row.stance == "suspects"
        for c in tree.children[n]
    )


def _is_circumstance(found: Findings, n: int, word: str, up: int, kind: ClaimType) -> bool:
    """A noun after a preposition: "killed in a shooting", "after months of fighting"."""
    if found.is_cued(up) or (n > 0 and found.is_cued(n - 1)):
        return found.voices.voice[n] is not None
    if word not in _CIRCUMSTANCE:
        return False
    if word == "face":
        return kind in _FIGHTING or kind == "condition"
    if kind == "meeting":
        return word in {"after", "during", "in"} and found.tree.lemma[n] in _JOURNEYS
    if word in _AMID and kind in _HAPPENINGS:
        return True
    return kind in _FIGHTING and found.type_at(up) in _HARM
