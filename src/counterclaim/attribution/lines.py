"""Lines of a text and the parts that semicolons, bars and full stops cut them into."""

from dataclasses import dataclass

from counterclaim.attribution.tree import Tree

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

    A line is a headline when it is short and has no full stop at its end.
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
            out.append(Line(first, last, short and tree.words[last] not in (".", "…", "...")))
        first = i + 1
    return out


def parts(tree: Tree, line: Line) -> list[tuple[int, int]]:
    """Token ranges of ``line`` between its semicolons, bars and ends of sentences."""
    out: list[tuple[int, int]] = []
    first = line.first
    for i in range(line.first, line.last + 1):
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
