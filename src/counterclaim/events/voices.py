"""Whose words each token is: one attribution's content, or the outlet's own voice."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counterclaim.attribution.words import words
from counterclaim.events.tree import Tree
from counterclaim.events.triggers import verb_trigger
from counterclaim.model.document import Attribution, Extent
from counterclaim.model.vocabulary import ClaimType, Stance

_DEEDS: frozenset[ClaimType] = frozenset({
    "attack", "clash", "strike", "explosion", "raid", "advance", "capture", "repulsion",
    "interception", "withdrawal", "mobilization", "casualties", "detention", "displacement",
    "control", "encirclement", "aid", "meeting",
})  # fmt: skip


_AHEAD = frozenset({"likely", "set", "poised", "due", "bound", "ready", "about"})
"""What says only that a cue is to come: "is likely to call for"."""


@dataclass(frozen=True, slots=True)
class Voices:
    """``voice[i]`` is the innermost attribution whose content holds token ``i``.

    ``cue[i]`` is the attribution whose cue token ``i`` is part of, ``source[i]`` tells whether it
    stands in the name of a source; ``contents`` (none where nothing is said), ``cues`` and
    ``names`` (of the sources) are the token ranges (first, last) of each attribution's pieces.
    """

    voice: list[int | None]
    cue: list[int | None]
    source: list[bool]
    contents: tuple[tuple[tuple[int, int], ...], ...]
    cues: tuple[tuple[tuple[int, int], ...], ...]
    names: tuple[tuple[tuple[int, int], ...], ...]


def voices(tree: Tree, attributions: Sequence[Attribution]) -> Voices:
    """Mark the tokens of ``tree``. Of nested contents the shortest one wins.

    An attribution whose cue does something rather than says something ("shot down 18 drones",
    "held the town"), or whose source cannot speak ("the move means"), leaves its words to the
    voice around it.
    """
    n = len(tree)
    voice: list[int | None] = [None] * n
    cue: list[int | None] = [None] * n
    source = [False] * n
    cues = tuple(_ranges(tree, a.cue) for a in attributions)
    names = tuple(_ranges(tree, ((m.start, m.end) for m in a.sources)) for a in attributions)
    contents = tuple(
        ()
        if not a.firm
        or _cannot_speak(tree, names[k])
        or (_is_deed(tree, cues[k], a.stance) and not _closes(a))
        else _ranges(tree, a.content)
        for k, a in enumerate(attributions)
    )
    widths = [sum(b - a for a, b in a.content) for a in attributions]
    spoken = [k for k in range(len(attributions)) if contents[k]]
    for k in sorted(spoken, key=lambda k: (-widths[k], k)):
        for first, last in contents[k]:
            voice[first : last + 1] = [k] * (last - first + 1)
    for k in spoken:
        for first, last in cues[k]:
            cue[first : last + 1] = [k] * (last - first + 1)
        for first, last in names[k]:
            source[first : last + 1] = [True] * (last - first + 1)
    return Voices(voice, cue, source, contents, cues, names)


def only_leads_on(tree: Tree, marked: Voices, head: int, event: int) -> bool:
    """Whether a verb only leads on to a cue: in "Norland is set to demand talks" the "is set".

    ``event`` is the token that names the event, the verb itself where nothing does.
    """
    ahead = [c for c in tree.of_dep(head, "acomp") if tree.lower[c] in _AHEAD]
    leads = any(
        tree.dep[c] == "xcomp" and marked.cue[c] is not None and c > head
        for up in (head, *ahead)
        for c in tree.children[up]
    )
    own = event not in (head, *ahead) and marked.cue[event] is None
    return leads and not own and tree.first(head, "dobj", "attr", "ccomp") is None


def _ranges(tree: Tree, pieces: Iterable[Extent]) -> tuple[tuple[int, int], ...]:
    return tuple(r for piece in pieces if (r := _tokens(tree, piece)) is not None)


def _cannot_speak(tree: Tree, names: tuple[tuple[int, int], ...]) -> bool:
    """Whether the nearest source is nobody and no document: "this means that ..."."""
    return bool(names) and tree.lower[names[0][1]] in words("speechless")


def _closes(attribution: Attribution) -> bool:
    """Whether the content comes first ("..., the council wrote on its page"): that is speech."""
    return bool(attribution.cue) and attribution.content[0][0] < attribution.cue[0][0]


def _is_deed(tree: Tree, cue: tuple[tuple[int, int], ...], stance: Stance) -> bool:
    told = stance == "asserts"
    for first, last in cue[:1]:
        for i in range(first, last + 1):
            if tree.pos[i] == "VERB":
                match = verb_trigger(tree, i)
                own = match is not None and match.head == i and not match.hint
                if match is None or not own:
                    return False
                return match.type in _DEEDS or (
                    told and match.type == "statement" and len(match.tokens) > 1
                )
    return False


def _tokens(tree: Tree, extent: Extent) -> tuple[int, int] | None:
    """First and last token that overlap ``extent``, white space aside."""
    start, end = extent
    first = bisect_right(tree.end, start)
    last = first
    while last < len(tree) and tree.start[last] < end:
        last += 1
    while first < last and not tree.word[first].strip():
        first += 1
    while first < last and not tree.word[last - 1].strip():
        last -= 1
    return (first, last - 1) if first < last else None
