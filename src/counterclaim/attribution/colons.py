"""Headlines with a colon: "Kyiv: ..." and "...: Kyiv"."""

from counterclaim.attribution.candidates import Candidate
from counterclaim.attribution.quotations import Quotation
from counterclaim.attribution.tree import NOMINAL, Tree
from counterclaim.model.document import SourceMention

_LONGEST = 6


def colon_headlines(
    tree: Tree, quoted: tuple[Quotation, ...], found: list[Candidate]
) -> list[Candidate]:
    """Candidates of colons between a short noun phrase and a clause on one line."""
    out = []
    for i in range(1, tree.size - 1):
        if tree.words[i] != ":":
            continue
        first, last = _line(tree, i)
        left, right = range(first, i), range(i + 1, last + 1)
        if not len(left) or not len(right):
            continue
        if len(left) <= _LONGEST and _names(tree, left) and len(right) >= 3:
            source, content = tree.extent(first, i - 1), tree.extent(i + 1, last)
        elif len(right) <= 4 and _names(tree, right) and len(left) >= 4:
            source, content = tree.extent(i + 1, last), tree.extent(first, i - 1)
        else:
            continue
        cue = (tree.starts[i], tree.ends[i])
        if source and content:
            out.append(
                Candidate(i, (cue,), (content,), (SourceMention(*source),), "colon", "asserts", ":")
            )
    return out


def _line(tree: Tree, i: int) -> tuple[int, int]:
    first = last = i
    while first > 0 and "\n" not in tree.words[first - 1]:
        first -= 1
    while last < tree.size - 1 and "\n" not in tree.words[last + 1]:
        last += 1
    return first, last


def _names(tree: Tree, tokens: range) -> bool:
    return all(
        tree.pos[t] in NOMINAL or tree.pos[t] in ("ADJ", "DET", "ADP", "PUNCT", "PART")
        for t in tokens
    ) and any(tree.pos[t] == "PROPN" for t in tokens)
