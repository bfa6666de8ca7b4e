"""Lines of a text and the parts that semicolons, bars and full stops cut them into."""

from bisect import bisect_right
from dataclasses import dataclass

from counterclaim.attribution.candidates import Candidate
from counterclaim.attribution.tree import Tree, trimmed
from counterclaim.attribution.words import words

_CUTS = frozenset({";", "|", ".", "!", "?", "•", "·", "…", "..."})
_HEADLINE_WORDS = 30


@dataclass(frozen=True, slots=True)
class Line:
    """Tokens ``first..last`` of one line, white space left out at its ends."""

    first: int
    last: int
    headline: bool


def lines(tree: Tree) -> list[Line]:
    """The lines of a text that hold a word.

    A line is a headline when it is short and has no full stop at its end; the first line of a
    text may have one.
    """
    out: list[Line] = []
    first = 0
    for i in range(tree.size + 1):
        if i < tree.size and not any(c in "\n\r\u2028\u2029" for c in tree.words[i]):
            continue
        last = i - 1
        while first <= last and tree.pos[first] == "SPACE":
            first += 1
        while last >= first and tree.pos[last] == "SPACE":
            last -= 1
        if first <= last:
            short = last - first < _HEADLINE_WORDS
            open_ended = tree.words[last] not in (".", "…", "...")
            title = not out and "." not in tree.words[first:last]
            out.append(Line(first, last, short and (open_ended or title)))
        first = i + 1
    return out


def parts(tree: Tree, line: Line) -> list[tuple[int, int]]:
    """Token ranges of ``line`` between its semicolons, bars and ends of sentences."""
    out: list[tuple[int, int]] = []
    first = line.first
    for i in range(line.first, line.last + 1):
        if line.headline and tree.words[i] == ":" and _is_label(tree, first, i):
            first = i + 1
            continue
        ends = tree.sentence_end[i] == i + 1 and not line.headline
        cut = tree.words[i] in _CUTS
        if cut or ends:
            last = i - 1 if cut else i
            if first <= last:
                out.append((first, last))
            first = i + 1
    if first <= line.last:
        out.append((first, line.last))
    return out


def clip(tree: Tree, found: list[Line], candidates: list[Candidate]) -> None:
    """Cut contents in headlines to the part of the line in which their cue stands.

    Parts of a headline are independent; the parser joins them. A content that stands before
    its cue must end at the comma or mark before the speaker.
    """
    ranges = [r for line in found if line.headline for r in parts(tree, line)]
    starts = [r[0] for r in ranges]
    for c in candidates:
        n = bisect_right(starts, c.anchor) - 1
        if n < 0 or c.anchor > ranges[n][1] or not c.content:
            continue
        low, high = tree.starts[ranges[n][0]], tree.ends[ranges[n][1]]
        cut = ((max(a, low), min(b, high)) for a, b in c.content)
        c.content = tuple(e for a, b in cut if a < b and (e := trimmed(tree.text, a, b)))
        c.sources = tuple(s for s in c.sources if low <= s.start < high)


def _is_label(tree: Tree, first: int, stop: int) -> bool:
    """Whether tokens ``first..stop`` name a format or topic ("Live updates:")."""
    return any(tree.words[t] in words("label") for t in range(first, stop))
