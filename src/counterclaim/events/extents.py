"""Which words are a claim's quote: contiguous, without source, cue and other claims."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from counterclaim.events.findings import VERBAL, Proposition
from counterclaim.events.tree import SUBJECTS, Tree
from counterclaim.events.voices import Voices

_CORE = SUBJECTS | {
    "dobj",
    "attr",
    "acomp",
    "xcomp",
    "prt",
    "agent",
    "aux",
    "auxpass",
    "neg",
    "oprd",
}
_REACH = 16
"""Tokens from a denial to its source or content that its quote still bridges."""

_GAP = 3
"""Tokens by which a word of a trigger may stand off from the rest ("pushed them back")."""

_LABEL = 8
"""Tokens of a topic before a headline, at most, with its colon."""

_RECIPROCALS = {("each", "other"), ("one", "another")}
_EDGE_DEPS = frozenset({"cc", "mark", "punct"})
_EDGE_WORDS = frozenset(
    {"but", "and", "or", "that", "while", "although", "though", ",", ";", ":", "-", "–", "—"}
)


def quote_tokens(
    tree: Tree, voices: Voices, proposition: Proposition, heads: Sequence[int]
) -> tuple[int, int]:
    """First and last token of the proposition's quote.

    ``heads`` are the heads of all propositions in order; the subtrees of the others are cut off.
    """
    h = proposition.head
    if proposition.whole and proposition.voice is not None:
        return _whole(tree, voices, proposition.voice, h)
    voice = voices.voice[h] if proposition.echo else proposition.voice
    first, last = tree.left[h], tree.right[h]
    if tree.dep[h] == "acl" and tree.pos[h] in VERBAL and tree.left[tree.head[h]] < h:
        first = tree.left[tree.head[h]]
    low, high = _core(tree, h)
    low, high = max(low, first), min(high, last)
    other = _others(tree, h, heads)
    allowed = [
        voices.voice[i] == voice and voices.cue[i] is None and i not in other
        for i in range(first, last + 1)
    ]
    while low < h and not allowed[low - first]:
        low += 1
    while high > h and not allowed[high - first]:
        high -= 1
    while low > first and allowed[low - 1 - first]:
        low -= 1
    while high < last and allowed[high + 1 - first]:
        high += 1
    return trim(tree, _after_label(tree, low, h), high, h)


def _after_label(tree: Tree, first: int, head: int) -> int:
    """The token after a topic and its colon ("Coast war: two towns shelled"), else ``first``."""
    for i in range(first, min(head, first + _LABEL)):
        if tree.lower[i] == ":":
            return i + 1
        if tree.pos[i] in VERBAL:
            return first
    return first


def _whole(tree: Tree, voices: Voices, k: int, h: int) -> tuple[int, int]:
    """Source, cue and content of attribution ``k`` as far as they stand beside ``h``."""
    ranges = [
        r
        for r in (*voices.names[k], *voices.cues[k], *voices.contents[k])
        if tree.sentence[r[0]] == tree.sentence[r[1]] == tree.sentence[h]
        and abs(r[0] - h) <= _REACH
    ]
    return min((r[0] for r in ranges), default=h), max((r[1] for r in ranges), default=h)


def piece_tokens(tree: Tree, voices: Voices, k: int, h: int) -> tuple[int, int]:
    """The words around ``h`` in its piece of content ``k``, within the sentence."""
    begin, end = tree.sentences[tree.sentence[h]]
    low = high = h
    while low > begin and voices.voice[low - 1] == k and voices.cue[low - 1] is None:
        low -= 1
    while high < end and voices.voice[high + 1] == k and voices.cue[high + 1] is None:
        high += 1
    return trim(tree, _after_reciprocal(tree, low, h), high, h)


def _after_reciprocal(tree: Tree, first: int, head: int) -> int:
    """The token after "each other for", which says whom a charge is laid on."""
    if first + 2 >= head or (tree.lower[first], tree.lower[first + 1]) not in _RECIPROCALS:
        return first
    return first + 2 + (tree.pos[first + 2] == "ADP")


def _core(tree: Tree, h: int) -> tuple[int, int]:
    """The head with its arguments, which a quote bridges gaps to reach."""
    low = high = h
    if tree.pos[h] in VERBAL:
        for c in tree.children[h]:
            if tree.dep[c] in _CORE:
                low, high = min(low, tree.left[c] if c < h else low), max(high, c)
    return low, high


def _others(tree: Tree, h: int, heads: Sequence[int]) -> set[int]:
    """Tokens of other propositions' subtrees under ``h``."""
    found: set[int] = set()
    inside = heads[bisect_left(heads, tree.left[h]) : bisect_right(heads, tree.right[h])]
    for other in inside:
        if other != h and _is_clause(tree, other) and h in tree.ancestors(other):
            found.update(range(tree.left[other], tree.right[other] + 1))
    found.discard(h)
    return found


def _is_clause(tree: Tree, i: int) -> bool:
    return (tree.pos[i] in VERBAL and tree.dep[i] != "pcomp") or tree.dep[i] == "conj"


def trim(tree: Tree, first: int, last: int, head: int) -> tuple[int, int]:
    """Without conjunctions, markers and punctuation at the edges."""
    while first < head and (
        tree.dep[first] in _EDGE_DEPS
        or tree.lower[first] in _EDGE_WORDS
        or not tree.word[first].strip()
    ):
        first += 1
    while last > head and (
        tree.dep[last] in _EDGE_DEPS or _dangles(tree, last) or not tree.word[last].strip()
    ):
        last -= 1
    return first, last


def _dangles(tree: Tree, last: int) -> bool:
    """Whether a preposition's object has been cut off."""
    return (
        tree.pos[last] == "ADP" and tree.dep[last] in {"prep", "agent"} and tree.right[last] > last
    )


def clause_tokens(tree: Tree, voices: Voices, head: int, first: int, last: int) -> tuple[int, int]:
    """The stretch around a quote that may place and date it: the clause of ``head``, same voice.

    A participle, a relative clause and a noun are placed and dated by the clause they stand in
    ("was hit on Friday, killing two").
    """
    top = head
    while tree.head[top] != top and not _has_own_frame(tree, top):
        top = tree.head[top]
    begin, end = tree.left[top], tree.right[top]
    for c in tree.children[top]:
        if tree.dep[c] == "conj" and tree.pos[c] in VERBAL and c > last:
            end = min(end, tree.left[c] - 1)
    voice = voices.voice[first]
    low, high = first, last
    while low > begin and voices.voice[low - 1] == voice:
        low -= 1
    while high < end and voices.voice[high + 1] == voice:
        high += 1
    low, high = trim(tree, low, high, first)
    return min(low, first), max(high, last)


def _has_own_frame(tree: Tree, i: int) -> bool:
    """Whether ``i`` heads a clause of its own time: a finite verb that is no relative clause."""
    return tree.pos[i] in VERBAL and (
        (tree.dep[i] != "relcl" and any(tree.dep[c] in SUBJECTS for c in tree.children[i]))
        or tree.dep[i] == "conj"
    )


def trigger_tokens(tokens: Sequence[int], head: int) -> tuple[int, int]:
    """First and last token of a trigger, without words that stand far from its head."""
    first = last = head
    for i in sorted(tokens, key=lambda i: abs(i - head)):
        if first - _GAP <= i <= last + _GAP:
            first, last = min(first, i), max(last, i)
    return first, last
