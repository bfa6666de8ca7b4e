"""Verbs as cues: "said that", "denied", "vowed to", "accused X of"."""

from counterclaim.attribution.candidates import Candidate
from counterclaim.attribution.clauses import (
    before,
    by_order,
    complements,
    passive_content,
    reduced_passive,
    relative_head,
    subtree,
    surrounding,
    without_circumstance,
)
from counterclaim.attribution.cues import Cue, cues, matched
from counterclaim.attribution.sources import mention_of, speaker_of, trailing_name
from counterclaim.attribution.tree import VERBAL, Tree, pieces
from counterclaim.model.document import Extent

_SEEMING = frozenset({"appear", "seem"})
_BARE_DENIALS = frozenset({"deny"})
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
    return _hedged(tree, _continued(tree, found))


def _continued(tree: Tree, found: list[Candidate]) -> list[Candidate]:
    """Give "..., accusing X" right after a cue ("denied, accusing X") that cue's speaker."""
    anchors = {c.anchor: c for c in found}
    for c in found:
        before_it = anchors.get(c.anchor - 2)
        participle = tree.tags[c.anchor] == "VBG" and tree.words[c.anchor - 1] == ","
        if participle and before_it is not None and before_it.sources:
            c.sources = before_it.sources
    return found


def _hedged(tree: Tree, found: list[Candidate]) -> list[Candidate]:
    """Make "appears to confirm" one cue of suspicion where the second verb is a cue too."""
    anchors = {c.anchor: c for c in found}
    dropped: set[int] = set()
    for c in found:
        seeming = anchors.get(tree.heads[c.anchor])
        if (
            seeming is not None
            and seeming is not c
            and tree.deps[c.anchor] == "xcomp"
            and tree.lemmas[seeming.anchor] in _SEEMING
            and c.content
            and c.sources
        ):
            c.cue = pieces(tree, range(seeming.anchor, c.anchor + 1))
            c.stance, c.sure = "suspects", True
            dropped.add(seeming.anchor)
    return [c for c in found if c.anchor not in dropped]


def _candidate(tree: Tree, verb: int, cue: Cue, words: list[int]) -> Candidate:
    tokens = _content(tree, verb, cue, words)
    speaker = speaker_of(tree, verb)
    within = speaker is not None and any(
        tree.starts[t] <= speaker.start < tree.ends[t] for t in tokens
    )
    if speaker is None and tokens and verb - 2 <= max(tokens) < verb and cue.kind == "speech":
        name = trailing_name(tree, min(tokens), verb)
        if name is not None:
            speaker, within = mention_of(tree, *name), False
            tokens -= set(range(name[0] - 1, verb))
    if not tokens and cue.lemma in _BARE_DENIALS and speaker is not None and not words:
        tokens = _bare_denial(tree, verb)
    return Candidate(
        anchor=verb,
        cue=cue_extents(tree, verb, words),
        content=pieces(tree, tokens),
        sources=(speaker,) if speaker is not None and not within else (),
        construction="indirect",
        stance=cue.stance,
        lemma=cue.lemma,
        kind=cue.kind,
        weight=cue.weight,
        sure=cue.sure,
        quotable="quote" in cue.frames,
    )


def _bare_denial(tree: Tree, verb: int) -> set[int]:
    """The denial itself: "Ukraine denied" says nothing of what."""
    subject = tree.child(verb, "nsubj")
    if subject is None or subject > verb:
        return set()
    return set(range(tree.left[subject], verb + 1))


def _content(tree: Tree, verb: int, cue: Cue, words: list[int]) -> set[int]:
    what = tree.child(verb, "dobj")
    if what is not None and tree.words[what] == "what" and tree.deps[verb] == "csubj":
        return subtree(tree, tree.heads[verb]) - subtree(tree, verb)
    tokens = complements(tree, verb, cue, words)
    tokens |= _subject_content(tree, verb, cue, tokens)
    if not tokens and "np" in cue.frames:
        tokens = reduced_passive(tree, verb, cue) or relative_head(tree, verb)
    if not tokens:
        tokens = surrounding(tree, verb, cue)
    if not tokens and not words:
        tokens = _unparsed(tree, verb, cue)
    return without_circumstance(tree, verb, _stretched(tree, verb, tokens)) - {verb, *words}


def _subject_content(tree: Tree, verb: int, cue: Cue, tokens: set[int]) -> set[int]:
    """The subject where it is part of the content: of passives and of "seems to"."""
    passive = tree.child(verb, "nsubjpass")
    if passive is not None:
        if {"np", "raise"} & cue.frames or cue.trailing:
            return subtree(tree, passive) | passive_content(tree, verb, cue)
        return set()
    if "raise" not in cue.frames or cue.kind != "evidence":
        return set()
    subject = tree.child(verb, "nsubj")
    raised = bool(tokens) and tree.child(verb, "xcomp") in tokens
    return subtree(tree, subject) if raised and subject is not None else set()


def _unparsed(tree: Tree, verb: int, cue: Cue) -> set[int]:
    """The content by the order of words, for a cue of speech without complement."""
    subject = tree.child(verb, "nsubj")
    speech = cue.kind == "speech" and {"that", "quote"} <= cue.frames
    if not speech or subject is None or subject > verb or tree.tags[verb] == "VBG":
        return set()
    return before(tree, verb, subject) or by_order(tree, verb)


def _stretched(tree: Tree, verb: int, tokens: set[int]) -> set[int]:
    """``tokens`` with the clauses co-ordinated to them that the parse left outside.

    A cue that closes its sentence covers all before it; "and that", "but that" after a
    content goes on with it.
    """
    if not tokens:
        return tokens
    first, last = tree.sentence[verb], tree.sentence_end[verb] - 1
    if max(tokens) < verb and tree.words[min(tokens) - 1 if min(tokens) else 0] in ("and", "but"):
        subject = tree.child(verb, "nsubj")
        if subject is not None and last - max(verb, tree.right[subject]) <= 1:
            return tokens | set(range(first, min(tokens)))
    end = max(tokens)
    if end > verb and end + 3 < last:
        k = end + 1 + (tree.words[end + 1] == ",")
        if tree.words[k] in ("and", "but") and tree.words[k + 1] == "that":
            return tokens | set(range(end + 1, last + 1))
    return tokens


def cue_extents(tree: Tree, verb: int, words: list[int]) -> tuple[Extent, ...]:
    """The cue with its auxiliaries, negation and particles."""
    tokens = {verb, *words}
    tokens.update(tree.those(verb, _CUE_DEPENDENTS))
    tokens.update(c for c in tree.those(verb, frozenset({"advmod"})) if abs(c - verb) == 1)
    return pieces(tree, tokens)
