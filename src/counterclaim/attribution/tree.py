"""A parse as plain lists, indexed by token: many times faster than token objects in rules."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from counterclaim.model.document import Extent

if TYPE_CHECKING:
    from spacy.tokens import Doc

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
VERBAL = frozenset({"VERB", "AUX"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_TRIM = frozenset(" \t\r\n\xa0\u2028\u2029\x0b\x0c\u200b\ufeff,;:.!?–—-…|/\\_*•·")

_SENTENCE_END = frozenset(".!?…:;)\"”’'»")
_LONGEST_SENTENCE = 200
_MARKS = frozenset("“”\"'‘’«»„") | {"``", "''"}


class Tree:
    """Tokens of one text with their heads, dependents and code-point offsets.

    All members are lists indexed by token; ``left[i]``/``right[i]`` are the first and last
    token of the subtree of ``i``, ``sentence[i]`` the first token of its sentence and
    ``sentence_end[i]`` the one after its last, white space at the end left out.
    """

    def __init__(self, doc: "Doc") -> None:
        self.text = doc.text
        tokens = list(doc)  # making a token costs more than asking it
        self.words = [t.lower_ for t in tokens]
        self.lemmas = [t.lemma_.lower() for t in tokens]
        self.pos = [t.pos_ for t in tokens]
        self.tags = [t.tag_ for t in tokens]
        self.deps = [t.dep_ for t in tokens]
        self.heads = [t.head.i for t in tokens]
        self.starts = [t.idx for t in tokens]
        self.ends = [s + len(t) for s, t in zip(self.starts, tokens, strict=True)]
        self.size = len(self.words)
        self.children: list[list[int]] = [[] for _ in range(self.size)]
        for i, head in enumerate(self.heads):
            if head != i:
                self.children[head].append(i)
        self.sentence = [0] * self.size
        self.sentence_end = [0] * self.size
        for start, stop in self._sentences(doc):
            end = stop
            while end - 1 > start and self.pos[end - 1] == "SPACE":
                end -= 1
            for i in range(start, stop):
                self.sentence[i] = start
            for i in range(start, end):
                self.sentence_end[i] = end
        for i in range(1, self.size):  # white space at a sentence's end
            self.sentence_end[i] = self.sentence_end[i] or self.sentence_end[i - 1]
        self.left, self.right = self._edges()

    def _sentences(self, doc: "Doc") -> list[tuple[int, int]]:
        """Token ranges of sentences; a break without an end mark before it is none."""
        out: list[tuple[int, int]] = []
        for sent in doc.sents if self.size else ():
            before = self.words[sent.start - 1] if sent.start else "."
            ended = before[-1:] in _SENTENCE_END or self.pos[sent.start - 1] == "SPACE"
            if out and not ended and sent.end - out[-1][0] < _LONGEST_SENTENCE:
                out[-1] = (out[-1][0], sent.end)
            else:
                out.append((sent.start, sent.end))
        return out

    def _edges(self) -> tuple[list[int], list[int]]:
        left, right = list(range(self.size)), list(range(self.size))
        # Leaves first: a token is settled once all its dependents are.
        waiting = [len(c) for c in self.children]
        ready = [i for i, n in enumerate(waiting) if n == 0]
        while ready:
            i = ready.pop()
            head = self.heads[i]
            if head == i:
                continue
            left[head] = min(left[head], left[i])
            right[head] = max(right[head], right[i])
            waiting[head] -= 1
            if waiting[head] == 0:
                ready.append(head)
        return left, right

    def child(self, i: int, *deps: str) -> int | None:
        """The first dependent of ``i`` with one of the relations, if any."""
        for c in self.children[i]:
            if self.deps[c] in deps:
                return c
        return None

    def those(self, i: int, deps: frozenset[str]) -> Iterator[int]:
        """The dependents of ``i`` with one of the relations, left to right."""
        return (c for c in self.children[i] if self.deps[c] in deps)

    def extent(self, first: int, last: int) -> Extent | None:
        """Code points of tokens ``first..last``, white space and loose punctuation cut off."""
        if first > last or first < 0 or last >= self.size:
            return None
        return trimmed(self.text, self.starts[first], self.ends[last])

    def name(self, first: int, last: int) -> Extent | None:
        """The same without unpaired quotation marks at the edges: for names of speakers."""
        while first < last and self.words[first] in _MARKS:
            first += 1
        while last > first and self.words[last] in _MARKS and not self._paired(first, last):
            last -= 1
        return self.extent(first, last)

    def _paired(self, first: int, last: int) -> bool:
        return any(self.words[t] in _MARKS for t in range(first, last))

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above ``i``, nearest first."""
        while self.heads[i] != i:
            i = self.heads[i]
            yield i

    def token_at(self, offset: int) -> int:
        """The first token that ends after ``offset`` (``size`` if none)."""
        low, high = 0, self.size
        while low < high:
            middle = (low + high) // 2
            if self.ends[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return low


def trimmed(text: str, start: int, end: int) -> Extent | None:
    """``start:end`` without white space and loose punctuation at its edges; ``None`` if empty.

    Full stops after single letters ("U.S.") and closing quotation marks are kept.
    """
    while start < end and text[start] in _TRIM:
        start += 1
    while start < end and text[end - 1] in _TRIM:
        if text[end - 1] == "." and end - start >= 2 and _abbreviates(text, start, end - 1):
            break
        end -= 1
    return (start, end) if start < end else None


def _abbreviates(text: str, start: int, stop: int) -> bool:
    """Whether the full stop at ``stop`` ends initials such as ``U.S.``."""
    return (
        stop - 1 >= start
        and text[stop - 1].isupper()
        and (stop - 2 < start or not text[stop - 2].isalnum())
        and stop - 2 >= start
        and text[stop - 2] == "."
    )


def pieces(tree: Tree, tokens: Iterable[int]) -> tuple[Extent, ...]:
    """Extents of runs of consecutive ``tokens``, in order."""
    out: list[Extent] = []
    first = last = -2
    for i in sorted(set(tokens)):
        if i != last + 1:
            _add(out, tree.extent(first, last))
            first = i
        last = i
    _add(out, tree.extent(first, last))
    return tuple(out)


def _add(out: list[Extent], extent: Extent | None) -> None:
    if extent is not None:
        out.append(extent)
