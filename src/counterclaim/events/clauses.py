"""Which verbs head a claim: by their clause, by the event they name, by what else says it."""

from typing import Literal

from counterclaim.events.findings import VERBAL, Findings
from counterclaim.events.lexicon import triggers
from counterclaim.events.realis import modal_of
from counterclaim.events.subjects import implied_subject, is_headline_future
from counterclaim.events.tree import Tree, is_infinitive
from counterclaim.events.triggers import (
    COPULAS,
    Match,
    makes_no_claim,
    noun_trigger,
    verb_trigger,
)

Rank = Literal["main", "subordinate", "none"]

_SUBORDINATE = frozenset({"advcl", "relcl", "acl", "csubj", "dep", "appos", "conj", "ccomp"})
_CLAUSES = _SUBORDINATE | {"xcomp", "pcomp", "nsubj", "dobj"}
NO_HEADS = frozenset({"aux", "auxpass", "amod", "compound"})
_TIME_PREPOSITIONS = frozenset({"after", "before", "by", "while"})
_CONDITIONS = frozenset({"if", "unless", "whether", "should"})
_NAMING = frozenset({"NOUN", "PROPN"})


def take_verb(found: Findings, v: int) -> None:
    """Add the proposition that verb ``v`` heads, if it heads one."""
    tree = found.tree
    if tree.dep[v] in NO_HEADS or v in found.used:
        return
    rank = rank_of(found, v)
    if rank == "none" or (found.voices.voice[v] is None and is_imperative(tree, v)):
        return
    match = verb_trigger(tree, v) or _misread_noun(tree, v)
    if match is not None and match.head != v:
        if match.head in found.used:
            return
        if found.voices.voice[match.head] != found.voices.voice[v]:
            match = None  # the event is somebody else's claim
    weak = match is None or match.hint
    if only_goes_on(found, v, match, weak=weak):
        return
    if not weak or (rank == "main" and _says_something(found, v, match)):
        found.add(v, match)


def is_imperative(tree: Tree, v: int) -> bool:
    """Whether ``v`` tells the reader to do something: "Leave now", "Do not go near the river".

    In the outlet's own voice that is advice or an offer to read on, no claim.
    """
    while tree.dep[v] == "conj" and tree.pos[tree.head[v]] in VERBAL:
        v = tree.head[v]
    if tree.tag[v] != "VB" or tree.dep[v] != "ROOT" or tree.subject(v) is not None:
        return False
    before = [c for c in tree.children[v] if c < v]
    return all(
        tree.dep[c] in {"advmod", "neg", "intj", "punct"} or tree.lower[c] == "do" for c in before
    )


def rank_of(found: Findings, v: int) -> Rank:
    """Whether ``v`` heads a main clause, a subordinate one, or none that counts.

    What a cue governs counts as a main clause; an infinitive that only says what for, and a
    condition, are no claims of their own.
    """
    tree = found.tree
    first = v
    while tree.dep[first] == "conj" and tree.pos[tree.head[first]] in VERBAL:
        first = tree.head[first]
        if found.is_cued(first):
            return "main"
    dep = tree.dep[first]
    if dep in {"ROOT", "parataxis"}:
        return "main"
    if _opens_content(found, first, v):
        return "main" if dep in _CLAUSES else "none"
    return _subordinate_rank(found, first)


def _opens_content(found: Findings, first: int, v: int) -> bool:
    """Whether the clause is what a cue governs, or stands in other words than its head."""
    up = found.tree.head[first]
    above = found.tree.head[up] if found.tree.pos[up] in {"ADP", "SCONJ", "PART"} else up
    if found.is_cued(up) or found.is_cued(above):
        return True
    voice = found.voices.voice
    return voice[v] is not None and voice[up] != voice[v]


def _subordinate_rank(found: Findings, first: int) -> Rank:
    tree = found.tree
    dep, up = tree.dep[first], tree.head[first]
    if is_headline_future(tree, first):
        return "main"
    purpose = dep in {"acl", "advcl", "relcl"} and is_infinitive(tree, first)
    conditional = dep == "advcl" and any(
        tree.dep[c] == "mark" and tree.lower[c] in _CONDITIONS for c in tree.children[first]
    )
    able = dep == "relcl" and modal_of(tree, first) == "can"
    if purpose or conditional or able:
        return "none"
    if dep == "ccomp" and up not in found.propositions:
        return "main"
    if dep == "pcomp":
        return "subordinate" if tree.lower[up] in _TIME_PREPOSITIONS else "none"
    return "subordinate" if dep in _SUBORDINATE else "none"


def _misread_noun(tree: Tree, v: int) -> Match | None:
    """A noun that the tagger took for a verb, as in headlines ("tightens grip")."""
    finite = tree.dep[v] == "ROOT" and tree.tag[v] in {"VBP", "VB", "VBZ"}
    known = any(key in triggers().verbs for key in tree.keys[v])
    return noun_trigger(tree, v) if finite and not known else None


def only_goes_on(found: Findings, v: int, match: Match | None, *, weak: bool) -> bool:
    """Whether ``v`` says no more than a claim that is there already."""
    return _continues(found, v, match, weak=weak) or _repeats(found.tree, v, match)


def _continues(found: Findings, v: int, match: Match | None, *, weak: bool) -> bool:
    """Whether ``v`` only goes on with the claim of the verb it is co-ordinated with.

    "killed 3 and wounded 7" is one claim, and so is a string of assessments of one thing.
    """
    tree = found.tree
    up = tree.head[v]
    if tree.dep[v] != "conj" or up not in found.propositions or tree.subject(v) is not None:
        return False
    if found.voices.voice[v] != found.voices.voice[up]:
        return False
    earlier = found.propositions[up].match
    if earlier is not None and match is not None and earlier.type == match.type:
        return earlier.type in {"casualties", "assessment"}
    return weak and (earlier is None or earlier.hint)


def _repeats(tree: Tree, v: int, match: Match | None) -> bool:
    """Whether a participle says no more than its clause ("drones launched by X hit Y")."""
    if tree.dep[v] != "acl" or match is None:
        return False
    noun = tree.head[v]
    verb = tree.head[noun]
    if tree.pos[verb] not in VERBAL or tree.dep[noun] not in {"nsubj", "nsubjpass"}:
        return False
    carried = verb_trigger(tree, verb)
    return carried is not None and carried.type == match.type


def _is_about_words(tree: Tree, match: Match | None, subject: int | None) -> bool:
    """Whether a clause only speaks of what was said: "his comments came after"."""
    if match is None and subject is not None:
        match = noun_trigger(tree, subject)
    return match is not None and match.type == "statement"


def _says_something(found: Findings, v: int, match: Match | None) -> bool:
    """Whether a clause without an event word is worth a claim.

    It needs a subject of its own (or a shared one); in the outlet's own voice also one that
    names something, and a verb that says more than "be".
    """
    tree = found.tree
    if makes_no_claim(tree, v):
        return False
    subject = implied_subject(tree, v) if is_headline_future(tree, v) else tree.subject(v)
    named = subject is not None and tree.pos[subject] in _NAMING
    bare = match is None and (tree.lemma[v] in COPULAS or tree.pos[v] == "AUX")
    bare = bare and modal_of(tree, v) is None
    if found.voices.voice[v] is not None:
        return named or not bare or tree.first(v, "expl") is not None
    if bare or _is_about_words(tree, match, subject):
        return False
    if subject is None:
        return tree.dep[v] == "conj" and tree.head[v] in found.propositions
    return named or match is not None
