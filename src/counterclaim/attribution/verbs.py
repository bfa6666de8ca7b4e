"""Verbs as cues: "said that", "denied", "vowed to", "accused X of"."""

from counterclaim.attribution.candidates import Candidate
from counterclaim.attribution.clauses import complements, subtree
from counterclaim.attribution.cues import Cue, cues, matched
from counterclaim.attribution.sources import speaker_of
from counterclaim.attribution.tree import VERBAL, Tree, pieces
from counterclaim.model.document import Extent

_CUE_DEPENDENTS = frozenset({"aux", "auxpass", "neg", "prt"})


def verb_candidates(tree: Tree) -> list[Candidate]:
    """One candidate for each verb that is a cue and has a content (or may get a quotation)."""
    lexicon = cues("verb")
    found = []
    for i in range(tree.size):
        if tree.pos[i] not in VERBAL:
            continue
        entries = lexicon.get(tree.lemmas[i])
        if entries is None:
            continue
        match = matched(tree, i, entries)
        if match is not None:
            found.append(_candidate(tree, i, *match))
    return found


def _candidate(tree: Tree, verb: int, cue: Cue, words: list[int]) -> Candidate:
    tokens = complements(tree, verb, cue, words) - {verb, *words}
    if not tokens:
        tokens = _surrounding(tree, verb, cue)
    speaker = speaker_of(tree, verb)
    passive = tree.child(verb, "nsubjpass") if tree.child(verb, "auxpass") is not None else None
    if passive is not None and ({"np", "raise"} & cue.frames):
        tokens |= subtree(tree, passive)
    within = speaker is not None and any(
        tree.starts[t] <= speaker.start < tree.ends[t] for t in tokens
    )
    sources = (speaker,) if speaker is not None and not within else ()
    return Candidate(
        anchor=verb,
        cue=cue_extents(tree, verb, words),
        content=pieces(tree, tokens),
        sources=sources,
        construction="indirect",
        stance=cue.stance,
        lemma=cue.lemma,
        quotable="quote" in cue.frames,
    )


def _surrounding(tree: Tree, verb: int, cue: Cue) -> set[int]:
    """The clause around a parenthetical cue ("The raid, officials said, failed")."""
    if "that" not in cue.frames or tree.deps[verb] not in ("parataxis", "ccomp", "advcl"):
        return set()
    if (
        tree.deps[verb] in ("advcl", "ccomp")
        and any(tree.deps[c] == "mark" for c in tree.children[verb])
        and tree.words[tree.left[verb]] != "as"
    ):
        return set()
    if tree.deps[verb] in ("advcl",) and tree.words[tree.left[verb]] != "as":
        return set()
    head = tree.heads[verb]
    if tree.child(verb, "nsubj") is None:
        return set()
    return subtree(tree, head) - subtree(tree, verb)


def cue_extents(tree: Tree, verb: int, words: list[int]) -> tuple[Extent, ...]:
    """The cue with its auxiliaries, negation and particles."""
    tokens = {verb, *words}
    tokens.update(tree.those(verb, _CUE_DEPENDENTS))
    tokens.update(c for c in tree.those(verb, frozenset({"advmod"})) if abs(c - verb) == 1)
    return pieces(tree, tokens)
