"""Whether the claimed event is past, going on, planned, possible or said not to be."""

from counterclaim.events.lexicon import modality
from counterclaim.events.tree import Tree, is_infinitive
from counterclaim.model.document import Attribution
from counterclaim.model.vocabulary import ClaimType, Realis, Stance

STATES: frozenset[ClaimType] = frozenset({
    "control", "condition", "encirclement", "relation", "assessment",
})  # fmt: skip
"""Types that are a standing state unless the words say that it has ended."""

_PROCESSES: frozenset[ClaimType] = frozenset({
    "offensive", "clash", "advance", "repulsion", "displacement", "mobilization",
})  # fmt: skip
"""Types of which a present tense tells that they are going on, in headlines too."""

_VIOLENCE: frozenset[ClaimType] = frozenset({"attack", "strike", "raid", "detention"})
_DELIBERATE: frozenset[ClaimType] = frozenset({
    "meeting", "aid", "sanction", "decision", "agreement", "mobilization", "withdrawal",
    "statement", "prosecution",
})  # fmt: skip
"""Types of acts that are planned where they are expected of somebody."""

_SCHEDULING = frozenset({"expect", "schedule", "slate"})
_FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo"})
_POSSIBLE = frozenset({"would", "could", "may", "might", "can", "should", "must", "'d", "ca"})
_NOT = frozenset({"not", "n't", "n’t", "never", "neither", "nor"})
_NOBODY = frozenset({"none", "nobody", "nothing"})
_ENDED = frozenset({"over", "finished", "ended"})
_PRESENT = frozenset({"is", "are", "'s", "’s", "'re", "’re"})
_VERBAL = frozenset({"VERB", "AUX"})


def modal_of(tree: Tree, v: int) -> str | None:
    """The modal over verb ``v``, its own or shared from the verb it is co-ordinated with."""
    for c in tree.children[v]:
        if tree.tag[c] == "MD":
            return tree.lower[c]
    if tree.dep[v] in {"conj", "xcomp"} and tree.pos[tree.head[v]] in _VERBAL:
        if tree.dep[v] == "conj" and tree.subject(v) is not None:
            return None
        return modal_of(tree, tree.head[v])
    return None


def is_negated(tree: Tree, v: int) -> bool:
    """Whether ``v`` or one of its arguments is negated ("no one was hurt", "no longer")."""
    for c in tree.children[v]:
        dep, word = tree.dep[c], tree.lower[c]
        if dep == "neg" or (word in _NOT and dep in {"advmod", "preconj", "aux"}):
            return True
        if dep in {"nsubj", "nsubjpass", "dobj", "attr"} and (
            word in _NOBODY or any(tree.lower[g] in {"no", "neither"} for g in tree.children[c])
        ):
            return True
        if word == "longer" and c and tree.lower[c - 1] == "no":
            return True
        if dep == "aux" and c + 1 < len(tree) and tree.lower[c + 1] in _NOT:
            return True  # a curly "n’t" is not always tagged as one
    up = tree.head[v]
    return tree.dep[v] == "pcomp" and tree.lower[up] == "without"


def is_perfect(tree: Tree, v: int) -> bool:
    """Whether ``v`` stands with a form of "have"."""
    return any(tree.dep[c] == "aux" and tree.lemma[c] == "have" for c in tree.children[v])


def verb_realis(tree: Tree, v: int, kind: ClaimType, stance: Stance, event: int) -> Realis:
    """The realis of a claim carried by verb ``v``; ``event`` is the head of its trigger."""
    if is_negated(tree, v) or (event != v and is_negated(tree, event)):
        return "ongoing" if _is_not_over(tree, v) else "negated"
    modal = modal_of(tree, v)
    if stance in {"demands", "pledges"}:
        return "planned"
    if stance in {"predicts", "threatens"} or modal in _POSSIBLE:
        return "possible"
    return "planned" if modal in _FUTURE else _unmodalised(tree, v, kind, stance, event)


def is_scheduled(tree: Tree, v: int, kind: ClaimType, attribution: Attribution | None) -> bool:
    """Whether what is foreseen is somebody's deliberate act: "is expected to visit"."""
    expected = attribution is not None and attribution.cue_lemma in _SCHEDULING
    acts = tree.pos[v] in _VERBAL and is_infinitive(tree, v) and tree.lemma[v] != "be"
    return expected and kind in _DELIBERATE and acts


def _unmodalised(tree: Tree, v: int, kind: ClaimType, stance: Stance, event: int) -> Realis:
    if tree.pos[event] in _VERBAL and event != v and is_infinitive(tree, event):
        return _under_matrix(tree, v, kind, event)
    if is_infinitive(tree, v):
        return _infinitive(tree, v, kind, stance)
    if ("attempt", tree.lemma[v]) in modality() and tree.first(v, "xcomp") is not None:
        return "planned"
    return _by_tense(tree, v, kind)


def _is_not_over(tree: Tree, v: int) -> bool:
    """Whether what is negated is an end ("the siege is not over")."""
    return any(tree.lower[c] in _ENDED for c in tree.children[v])


def _under_matrix(tree: Tree, v: int, kind: ClaimType, event: int) -> Realis:
    """An infinitive's event under ``v``: it goes on ("continue to"), was tried, or is a plan."""
    table = modality()
    direct = tree.head[event] == v or tree.dep[v] == "xcomp"
    if direct and any(("aspect", key) in table for key in tree.keys[v]):
        return "ongoing"
    if ("achieved", tree.lemma[v]) in table:
        return _by_tense(tree, v, kind)
    if kind in _VIOLENCE:
        return "occurred"
    going_on = kind in {"repulsion", "mobilization"} and tree.tag[v] in {"VBZ", "VBP", "VBG"}
    return "ongoing" if going_on else "planned"


def _infinitive(tree: Tree, v: int, kind: ClaimType, stance: Stance) -> Realis:
    auxiliaries = {tree.lemma[c] for c in tree.children[v] if tree.dep[c] in {"aux", "auxpass"}}
    if "have" in auxiliaries:
        return "occurred"
    if tree.tag[v] == "VBG" or (stance == "suspects" and kind in STATES):
        return "ongoing"
    return "planned"


def _by_tense(tree: Tree, v: int, kind: ClaimType) -> Realis:
    auxiliaries = [c for c in tree.children[v] if tree.dep[c] in {"aux", "auxpass"}]
    lemmas = {tree.lemma[c] for c in auxiliaries}
    tag = tree.tag[v]
    if kind == "offensive" or any(("aspect", key) in modality() for key in tree.keys[v]):
        return "ongoing"
    if tag == "VBG":
        standing = "be" in lemmas or kind in STATES
        return "ongoing" if standing else _participle(tree, v, kind)
    present = any(tree.lower[c] in _PRESENT for c in auxiliaries)
    if present and tree.is_passive(v) and kind not in {"casualties", "detention"}:
        return "ongoing"
    if "have" in lemmas or tag in {"VBD", "VBN"} or tree.is_passive(v):
        return "ongoing" if kind in STATES and "have" not in lemmas else "occurred"
    return "ongoing" if kind in STATES or kind in _PROCESSES else "occurred"


def _participle(tree: Tree, v: int, kind: ClaimType) -> Realis:
    """A bare "-ing": after a preposition or a past it is done, in a headline it goes on."""
    if tree.dep[v] == "pcomp" or kind in {"casualties", "damage"}:
        return "occurred"
    up = tree.head[v]
    if tree.dep[v] in {"advcl", "conj", "xcomp"} and tree.pos[up] in _VERBAL:
        if tree.dep[v] == "conj" and tree.tag[up] == "VBG":
            return _participle(tree, up, kind) if up != v else "ongoing"
        return "occurred" if tree.tag[up] in {"VBD", "VBN"} else "ongoing"
    return "ongoing"


def noun_realis(tree: Tree, n: int, kind: ClaimType, stance: Stance) -> Realis:
    """The realis of a claim carried by noun ``n`` alone."""
    words = {tree.lower[c] for c in tree.children[n]}
    if "no" in words:
        return "negated"
    if stance in {"demands", "pledges", "threatens"}:
        return "planned"
    if stance == "predicts" or tree.lemma[n] == "threat":
        return "possible"
    up = tree.head[n]
    if tree.dep[n] == "pobj" and tree.lower[up] == "of":
        up = tree.head[tree.head[up]]
    if kind == "clash" and tree.lower[up] == "after":
        return "occurred"
    return "ongoing" if kind in STATES or kind in {"offensive", "clash"} else "occurred"
