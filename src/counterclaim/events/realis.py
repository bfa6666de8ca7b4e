"""Whether the claimed event is past, going on, planned, possible or said not to be."""

from counterclaim.events.lexicon import modality
from counterclaim.events.tree import Tree
from counterclaim.model.vocabulary import ClaimType, Realis, Stance

STANDING: frozenset[ClaimType] = frozenset({
    "control", "condition", "encirclement", "relation", "assessment", "offensive", "clash",
})  # fmt: skip
"""Types whose present or bare form is a standing state or a process."""

_FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo"})
_POSSIBLE = frozenset({"would", "could", "may", "might", "can", "should", "must", "'d", "ca"})


def modal_of(tree: Tree, v: int) -> str | None:
    """The modal over verb ``v``, its own or shared from the verb it is co-ordinated with."""
    for c in tree.children[v]:
        if tree.tag[c] == "MD":
            return tree.lower[c]
    if tree.dep[v] in {"conj", "xcomp"} and tree.pos[tree.head[v]] in {"VERB", "AUX"}:
        if tree.dep[v] == "conj" and tree.subject(v) is not None:
            return None
        return modal_of(tree, tree.head[v])
    return None


def is_negated(tree: Tree, v: int) -> bool:
    """Whether ``v`` or one of its arguments is negated ("no one was hurt", "without")."""
    for c in tree.children[v]:
        if tree.dep[c] == "neg":
            return True
        if tree.dep[c] in {"nsubj", "nsubjpass", "dobj", "attr"}:
            if tree.lower[c] in {"none", "nobody", "nothing"}:
                return True
            if any(tree.lower[g] == "no" for g in tree.children[c]):
                return True
        if tree.lower[c] in {"never", "longer", "neither"} and tree.dep[c] in {
            "advmod",
            "preconj",
            "neg",
        }:
            if tree.lower[c] != "longer" or (c and tree.lower[c - 1] == "no"):
                return True
    return False


def verb_realis(tree: Tree, v: int, kind: ClaimType, stance: Stance, event: int) -> Realis:
    """The realis of a claim carried by verb ``v``; ``event`` is the head of its trigger."""
    if is_negated(tree, v) or is_negated(tree, event):
        return "negated"
    modal = modal_of(tree, v)
    if stance in {"demands", "pledges"}:
        return "planned"
    if stance in {"predicts", "threatens"} or modal in _POSSIBLE:
        return "possible"
    if modal in _FUTURE or _infinitive(tree, v):
        return "planned"
    if (
        v != event
        and (("attempt", tree.lemma[v]) in modality())
        and tree.pos[event] in {"VERB", "AUX"}
    ):
        return "planned" if kind in STANDING or tree.tag[v] in {"VBZ", "VBP", "VBG"} else "occurred"
    if ("attempt", tree.lemma[v]) in modality() and tree.first(v, "xcomp") is not None:
        return "planned"
    return _by_tense(tree, v, kind)


def _infinitive(tree: Tree, v: int) -> bool:
    return any(tree.dep[c] == "aux" and tree.lower[c] == "to" for c in tree.children[v])


def _by_tense(tree: Tree, v: int, kind: ClaimType) -> Realis:
    auxiliaries = {tree.lemma[c] for c in tree.children[v] if tree.dep[c] in {"aux", "auxpass"}}
    tag = tree.tag[v]
    perfect = "have" in auxiliaries
    if tag == "VBG" and tree.dep[v] not in {"advcl", "acl"}:
        return "ongoing"
    if tree.is_passive(v) or perfect or tag in {"VBD", "VBN"}:
        state = kind in {"control", "condition", "encirclement", "relation", "assessment"}
        return "ongoing" if state and not perfect else "occurred"
    if kind in STANDING:
        return "ongoing"
    if tag == "VBG":
        return "occurred" if kind in {"casualties", "damage"} else "ongoing"
    return "occurred"


def noun_realis(tree: Tree, n: int, kind: ClaimType, stance: Stance) -> Realis:
    """The realis of a claim carried by noun ``n`` alone."""
    if any(tree.lower[c] == "no" for c in tree.children[n]):
        return "negated"
    if stance in {"demands", "pledges", "threatens"}:
        return "planned"
    if stance == "predicts":
        return "possible"
    if any(
        ("hedge", tree.lower[c]) in modality() and tree.lower[c] in {"potential", "possible"}
        for c in tree.children[n]
    ):
        return "possible"
    return "ongoing" if kind in STANDING else "occurred"
