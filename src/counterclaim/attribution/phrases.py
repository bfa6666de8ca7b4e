"""Cues that are no verbs: "according to", "reportedly"."""

from counterclaim.attribution.candidates import Candidate
from counterclaim.attribution.clauses import subtree
from counterclaim.attribution.sources import phrase
from counterclaim.attribution.tree import Tree, pieces
from counterclaim.model.document import SourceMention


def phrase_candidates(tree: Tree) -> list[Candidate]:
    """Candidates of "according to" and its kin."""
    found = []
    for i in range(tree.size - 2):
        if tree.words[i] == "according" and tree.words[i + 1] == "to":
            candidate = _according(tree, i)
            if candidate is not None:
                found.append(candidate)
    return found


def _according(tree: Tree, i: int) -> Candidate | None:
    to = i + 1
    noun = tree.child(to, "pobj") or tree.child(i, "pobj")
    if noun is None:
        return None
    phrase_tokens = set(range(i, max(tree.right[to], tree.right[i], noun) + 1))
    head = tree.heads[i] if tree.heads[i] != i else tree.heads[to]
    first, last = tree.sentence[i], tree.sentence_end[i] - 1
    clause = next(
        (a for a in [head, *tree.ancestors(head)] if tree.pos[a] in ("VERB", "AUX")), head
    )
    tokens = subtree(tree, clause) if clause != i else set(range(first, last + 1))
    if i > first and tree.words[i - 1] == "," and last - max(phrase_tokens) <= 1:
        tokens |= set(range(first, i - 1))  # at the sentence's end it covers the whole of it
    tokens -= phrase_tokens
    extent = phrase(tree, noun)
    cue = tree.extent(i, to)
    if extent is None or cue is None or not tokens:
        return None
    return Candidate(
        i,
        (cue,),
        pieces(tree, tokens),
        (SourceMention(*extent),),
        "according_to",
        "asserts",
        "according to",
    )
