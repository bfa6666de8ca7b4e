"""Whose words each token is: one attribution's content, or the outlet's own voice."""

from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.events.tree import Tree
from counterclaim.events.triggers import verb_trigger
from counterclaim.model.document import Attribution, Extent
from counterclaim.model.vocabulary import ClaimType

_DEEDS: frozenset[ClaimType] = frozenset({
    "attack", "clash", "strike", "explosion", "raid", "advance", "capture", "repulsion",
    "interception", "withdrawal", "mobilization", "casualties", "detention", "displacement",
    "control", "encirclement", "aid", "meeting",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Voices:
    """``voice[i]`` is the innermost attribution whose content holds token ``i``.

    ``cue[i]`` is the attribution whose cue token ``i`` is part of, ``source[i]`` tells whether it
    stands in the name of a source; ``contents`` are the token ranges of the contents' pieces.
    """

    voice: list[int | None]
    cue: list[int | None]
    source: list[bool]
    contents: tuple[tuple[tuple[int, int], ...], ...]


def voices(tree: Tree, attributions: Sequence[Attribution]) -> Voices:
    """Mark the tokens of ``tree``. Of nested contents the shortest one wins.

    An attribution whose cue does something rather than says something ("shot down 18 drones",
    "held the town") leaves its words to the voice around it.
    """
    n = len(tree)
    voice: list[int | None] = [None] * n
    cue: list[int | None] = [None] * n
    source = [False] * n
    contents = tuple(
        tuple(r for piece in a.content if (r := _tokens(tree, piece)) is not None)
        for a in attributions
    )
    widths = [sum(b - a for a, b in a.content) for a in attributions]
    spoken = [k for k, a in enumerate(attributions) if not _is_deed(tree, a)]
    for k in sorted(spoken, key=lambda k: (-widths[k], k)):
        for first, last in contents[k]:
            voice[first : last + 1] = [k] * (last - first + 1)
    for k in spoken:
        attribution = attributions[k]
        for piece in attribution.cue:
            if (r := _tokens(tree, piece)) is not None:
                cue[r[0] : r[1] + 1] = [k] * (r[1] - r[0] + 1)
        for mention in attribution.sources:
            if (r := _tokens(tree, (mention.start, mention.end))) is not None:
                source[r[0] : r[1] + 1] = [True] * (r[1] - r[0] + 1)
    return Voices(voice, cue, source, contents)


def _is_deed(tree: Tree, attribution: Attribution) -> bool:
    for piece in attribution.cue[:1]:
        cue = _tokens(tree, piece)
        for i in range(cue[0], cue[1] + 1) if cue is not None else ():
            if tree.pos[i] == "VERB":
                match = verb_trigger(tree, i)
                own = match is not None and match.head == i and not match.hint
                return own and match is not None and match.type in _DEEDS
    return False


def _tokens(tree: Tree, extent: Extent) -> tuple[int, int] | None:
    """First and last token that overlap ``extent``, white space aside."""
    start, end = extent
    first = _bisect(tree.end, start)
    last = first
    while last < len(tree) and tree.start[last] < end:
        last += 1
    while first < last and not tree.word[first].strip():
        first += 1
    while first < last and not tree.word[last - 1].strip():
        last -= 1
    return (first, last - 1) if first < last else None


def _bisect(ends: list[int], start: int) -> int:
    """The first token that ends after ``start``."""
    low, high = 0, len(ends)
    while low < high:
        middle = (low + high) // 2
        if ends[middle] <= start:
            low = middle + 1
        else:
            high = middle
    return low
