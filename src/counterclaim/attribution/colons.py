"""Headlines with a colon: "Kyiv: ..." and "...: Kyiv"."""

from counterclaim.attribution.candidates import Candidate
from counterclaim.attribution.lines import Line
from counterclaim.attribution.tree import NOMINAL, Tree
from counterclaim.attribution.words import words
from counterclaim.language.quotations import Quotation
from counterclaim.model.document import Extent, SourceMention

_LONGEST_NAME = 7
_LONGEST_TAIL = 5
_QUOTES = "\"'“”‘’„«`"
_LINKS = frozenset(
    {
        "of",
        "the",
        "de",
        "for",
        "and",
        "al",
        "el",
        "bin",
        "von",
        "van",
        "’s",
        "'s",
        "in",
        "&",
        ",",
        "-",
        "’",
    }
)


def colon_headlines(
    tree: Tree, found: list[Line], quoted: tuple[Quotation, ...]
) -> list[Candidate]:
    """Candidates of colons between a name and the words of a headline (or a quotation)."""
    out = []
    by_start = {q.start: q for q in quoted}
    for line in found:
        first = line.first
        for i in range(line.first + 1, line.last):
            if tree.words[i] in (";", "|"):
                first = i + 1
            if tree.words[i] != ":" or i == first:
                continue
            candidate = _colon(tree, line, first, i)
            if candidate is not None:
                content = _quoted_only(
                    candidate.content[0], by_start.get(candidate.content[0][0]), tree.text
                )
                candidate.content = (content,)
                out.append(candidate)
            break
    return out


def _colon(tree: Tree, line: Line, first: int, i: int) -> Candidate | None:
    last = line.last
    for j in range(i + 1, line.last + 1):
        if tree.words[j] in (";", "|"):
            last = j - 1
            break
    quoted = tree.words[i + 1][:1] in _QUOTES
    if not (line.headline or quoted or first == line.first):
        return None
    source: Extent | None = None
    content: Extent | None = None
    if i - first <= _LONGEST_NAME and last - i >= 3 and _named(tree, first, i - 1):
        if line.headline or quoted or (i - first <= 3 and _capitals(tree, first, i - 1)):
            source, content = tree.extent(first, i - 1), tree.extent(i + 1, last)
    elif (
        line.headline and last - i <= _LONGEST_TAIL and i - first >= 3 and _named(tree, i + 1, last)
    ):
        source, content = tree.extent(i + 1, last), tree.extent(first, i - 1)
    elif line.headline and first == line.first and tree.words[i - 1][-1:] in _QUOTES:
        source, content = _subject_after(tree, i + 1, last), tree.extent(first, i - 1)
    if source is None or content is None:
        return None
    cue = (tree.starts[i], tree.ends[i])
    return Candidate(i, (cue,), (content,), (SourceMention(*source),), "colon", "asserts", ":")


def _quoted_only(extent: Extent, q: Quotation | None, text: str) -> Extent:
    """The quotation that opens the words after a colon, where more follows that is not said."""
    if q is None or q.end >= extent[1]:
        return extent
    follows = text[q.end : extent[1]].split()
    if follows and follows[0].lower() in ("after", "as", "while", "amid", "following"):
        return q.inner_start, q.inner_end
    return extent


def _named(tree: Tree, first: int, last: int) -> bool:
    """Whether the tokens read as somebody's name or office, not as a label or a clause."""
    labels = words("label")
    if tree.words[last] in words("section"):
        return False
    if last > first and _capitals(tree, first, last):
        return False  # a columnist's byline, not somebody quoted
    capitals = 0
    for t in range(first, last + 1):
        word = tree.words[t]
        if word in labels or word.isdigit():
            return False
        starts_upper = tree.text[tree.starts[t]].isupper()
        capitals += starts_upper
        if tree.pos[t] in ("VERB", "AUX") and not starts_upper:
            return False
        if not (starts_upper or word in _LINKS or tree.pos[t] in NOMINAL | {"ADJ", "DET", "PUNCT"}):
            return False
    return capitals > 0 or any(tree.words[t] in words("speaker") for t in range(first, last + 1))


def _capitals(tree: Tree, first: int, last: int) -> bool:
    return all(tree.text[tree.starts[t] : tree.ends[t]].isupper() for t in range(first, last + 1))


def _subject_after(tree: Tree, first: int, last: int) -> Extent | None:
    """Who the words after a quoted opening are about: "‘We need help’: Miners wait for rescue"."""
    for t in range(first, last + 1):
        if tree.deps[t] in ("nsubj", "nsubjpass") and tree.pos[t] in NOMINAL:
            return tree.name(max(first, tree.left[t]), min(tree.right[t], last))
    stop = first
    while stop <= last and (tree.pos[stop] in NOMINAL | {"ADJ", "DET"}):
        stop += 1
    return tree.name(first, stop - 1) if stop > first else None
