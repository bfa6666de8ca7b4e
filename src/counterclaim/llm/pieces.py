"""Cutting a report into pieces that a model is asked about one by one.

A piece ends where a paragraph does, and begins with the headline of the report, so that the
model knows what it is about.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from counterclaim.language.segments import segments
from counterclaim.model.document import Extent

PIECE = 6000
"""Code points of a piece: short enough for a small model's context, and for its attention."""

LONGEST_HEADLINE = 300


@dataclass(frozen=True, slots=True)
class Piece:
    """Paragraphs of ``text`` that follow one another, and the headline if it is none of them.

    A paragraph's number is its position, from 1, in the whole report.
    """

    text: str
    first: int
    paragraphs: tuple[Extent, ...]
    headline: Extent | None

    @property
    def extent(self) -> Extent:
        """From the first to the last of the paragraphs."""
        return self.paragraphs[0][0], self.paragraphs[-1][1]

    def paragraph(self, number: int) -> Extent | None:
        """The paragraph of that number, if the piece has it."""
        position = number - self.first
        return self.paragraphs[position] if 0 <= position < len(self.paragraphs) else None

    def message(self) -> str:
        """What the model is shown."""
        lines = []
        if self.headline is not None:
            headline = self.text[slice(*self.headline)]
            lines.append(f"Headline, for context only (take no claims from it): {headline}\n")
        for number, extent in enumerate(self.paragraphs, start=self.first):
            lines.append(f"[{number}] {self.text[slice(*extent)]}")
        return "\n".join(lines)

    def halves(self) -> tuple["Piece", "Piece"]:
        """The piece cut in two between paragraphs; it must have more than one."""
        middle = len(self.paragraphs) // 2
        headline = self.headline or _headline(self.text, self.paragraphs[0])
        return (
            Piece(self.text, self.first, self.paragraphs[:middle], self.headline),
            Piece(self.text, self.first + middle, self.paragraphs[middle:], headline),
        )


def pieces(text: str, limit: int = PIECE) -> Iterator[Piece]:
    """Pieces with all words of ``text``: each one paragraph or ``limit`` code points at most."""
    paragraphs = list(_paragraphs(text))
    headline = _headline(text, paragraphs[0]) if paragraphs else None
    start = 0
    for stop in range(1, len(paragraphs) + 1):
        full = stop == len(paragraphs) or paragraphs[stop][1] - paragraphs[start][0] > limit
        if full:
            again = headline if start else None
            yield Piece(text, start + 1, tuple(paragraphs[start:stop]), again)
            start = stop


def _paragraphs(text: str) -> Iterator[Extent]:
    for start, end in segments(text):
        words = text[start:end]
        left = start + len(words) - len(words.lstrip())
        right = start + len(words.rstrip())
        if left < right:
            yield left, right


def _headline(text: str, first: Extent) -> Extent | None:
    start, end = first
    return first if start < end <= start + LONGEST_HEADLINE else None
