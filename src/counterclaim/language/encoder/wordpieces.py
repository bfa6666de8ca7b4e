"""A text as word pieces, what the uncased vocabulary hides of each, and windows over them.

The vocabulary lower-cases everything, so the shape of a word, the break before it and whether
it stands in a quotation are given to the network beside its pieces.
"""

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterclaim.language.encoder.vocabulary import pieces, split
from counterclaim.language.quotations import quotations

Integers = NDArray[np.int64]

CLS, SEP, PAD = 101, 102, 0
SHAPES = 8
"""Shapes of a piece's word: 0 none, then lower, Title, UPPER, miXed, digits, mark, other."""
BREAKS = 3
"""What stands before a piece: 0 nothing or spaces, 1 a line's end, 2 an empty line."""
QUOTES = 3
"""0 outside quotations, 1 inside one, 2 inside one that stands within another."""
WINDOW = 256
"""Pieces of a window, the two marks at its ends included."""
MARGIN = 24
"""Pieces at either side of a window whose cues are left to the window beside it."""
CORE = WINDOW - 2 - 2 * MARGIN


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text's word pieces, one row each.

    ``starts``/``ends`` are code points into the text; ``words`` counts up by one where a piece
    begins a word (a run between white space, or a mark).
    """

    ids: Integers
    starts: Integers
    ends: Integers
    words: Integers
    features: Integers

    def __len__(self) -> int:
        """The number of pieces."""
        return len(self.ids)


def pieces_of(text: str) -> Pieces:
    """The word pieces of ``text`` with their features (columns: shape, break, quotation)."""
    rows: list[tuple[int, int, int, int, int, int]] = []
    before = 0
    for n, (start, end) in enumerate(split(text)):
        word = text[start:end]
        shape = _shape(word)
        gap = min(BREAKS - 1, text.count("\n", before, start)) if n else BREAKS - 1
        piece_start = start
        for id_, piece_end in pieces(word):
            rows.append((id_, piece_start, start + piece_end, n, shape, gap))
            piece_start, gap = start + piece_end, 0
        before = end
    table = np.array(rows, dtype=np.int64).reshape(-1, 6)
    depth = np.zeros(len(text) + 1, dtype=np.int64)
    for quotation in quotations(text):
        depth[quotation.inner_start] += 1
        depth[quotation.inner_end] -= 1
    quote = np.clip(np.cumsum(depth)[table[:, 1]], 0, QUOTES - 1)
    features = np.column_stack((table[:, 4], table[:, 5], quote))
    return Pieces(table[:, 0], table[:, 1], table[:, 2], table[:, 3], features)


def _shape(word: str) -> int:
    if any(c.isdigit() for c in word):
        return 5
    if not any(c.isalpha() for c in word):
        return 6
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    if word[0].isupper() and word[1:].islower():
        return 2
    return 4 if any(c.isupper() for c in word) else 7


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces ``first:last`` of a text; the cues of ``core_first:core_last`` are read from it."""

    first: int
    last: int
    core_first: int
    core_last: int


def windows(size: int) -> list[Window]:
    """The fewest windows over ``size`` pieces, all of about the same length.

    Cores lie side by side; each window reaches MARGIN beyond its core, to the text's ends at most.
    """
    if size <= WINDOW - 2:
        return [Window(0, size, 0, size)] if size else []
    inner = size - 2 * MARGIN
    number = -(-inner // CORE)
    cuts = [0, *(MARGIN + inner * n // number for n in range(1, number)), size]
    return [
        Window(max(0, first - MARGIN), min(size, last + MARGIN), first, last)
        for first, last in itertools.pairwise(cuts)
    ]


def inputs(pieces: Pieces, window: Window) -> tuple[Integers, Integers]:
    """Ids and features of a window between its two marks."""
    cut = slice(window.first, window.last)
    ids = np.concatenate(([CLS], pieces.ids[cut], [SEP]))
    features = np.zeros((len(ids), 3), dtype=np.int64)
    features[1:-1] = pieces.features[cut]
    return ids, features
