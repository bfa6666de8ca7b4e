"""Who may have said the words of a draft: the choices, and what the network is told of each.

The first choice is the rules' own; then the outlet's own voice, unless it was the first; then the
attributions that stand near, nearest first.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate, pairwise

import numpy as np

from counterclaim.events.classifier.features import (
    CONSTRUCTIONS,
    PARTS,
    Floats,
    mean_of,
    parts_of,
)
from counterclaim.language.encoder.wordpieces import Integers
from counterclaim.model.document import Attribution, ClaimDraft, Document, Extent
from counterclaim.model.vocabulary import STANCES

NEAR = 6
"""Other attributions that are looked at for a draft."""
REACH = 400
"""Code points between a draft and the attributions that are looked at."""
TOLD = (3, 2, 4, 6, 2, len(CONSTRUCTIONS) + 1, len(STANCES) + 1, 3, 4)
"""Values of each thing told of a choice, in the order of :func:`told_of`."""
_QUOTES = frozenset('"“”«»„')

Choice = int | None
"""A position in ``Document.attributions``, or ``None`` for the outlet's own voice."""


class Layout:
    """Where sentences, quoted words and attributions stand in a parsed document."""

    def __init__(self, document: Document) -> None:
        self._sentences = [sentence.start_char for sentence in document.doc.sents]
        marks = [i for i, c in enumerate(document.text) if c in _QUOTES]
        quoted = list(pairwise(marks))[::2]
        self._opened = [a for a, _ in quoted]
        self._quoted = list(accumulate((b - a for a, b in quoted), initial=0))
        self._stretches: dict[int, list[int]] = defaultdict(list)
        for k, attribution in enumerate(document.attributions):
            if attribution.sources and attribution.cue:
                extents = _extents(attribution)
                for stretch in sorted({n for a, b in extents for n in _stretches(a, b)}):
                    self._stretches[stretch].append(k)

    def sentence(self, at: int) -> int:
        """The number of the sentence that code point ``at`` stands in."""
        return bisect_right(self._sentences, at)

    def is_quoted(self, extent: Extent) -> bool:
        """Whether quotation marks stand around most of ``extent``."""
        inside = self._quoted_before(extent[1]) - self._quoted_before(extent[0])
        return 2 * inside > extent[1] - extent[0]

    def _quoted_before(self, at: int) -> int:
        """Code points in quotation marks before ``at``."""
        n = bisect_right(self._opened, at)
        if n == 0:
            return 0
        return min(self._quoted[n], self._quoted[n - 1] + at - self._opened[n - 1])

    def near(self, extent: Extent) -> list[int]:
        """The attributions, some of whose words stand within about REACH of ``extent``."""
        found = _stretches(extent[0] - REACH, extent[1] + REACH)
        return sorted({k for n in found for k in self._stretches.get(n, ())})


def _stretches(start: int, end: int) -> range:
    """The stretches of REACH code points that ``start:end`` touches."""
    return range(start // REACH, end // REACH + 1)


def _extents(attribution: Attribution) -> Iterator[Extent]:
    """Where the nearest source, the cue and the content stand."""
    yield from ((s.start, s.end) for s in attribution.sources[:1])
    yield from attribution.cue
    yield from attribution.content


def choices_of(document: Document, layout: Layout, draft: ClaimDraft) -> list[Choice]:
    """Who may have said the words of ``draft``."""
    first: list[Choice] = [draft.attribution]
    if draft.attribution is not None:
        first.append(None)
    near = sorted(
        (gap, k)
        for k in layout.near(draft.quote)
        if k != draft.attribution and (gap := _gap(draft.quote, document.attributions[k])) <= REACH
    )
    return [*first, *(k for _, k in near[:NEAR])]


def _gap(quote: Extent, attribution: Attribution) -> int:
    """Code points from the quote to the nearest words of the attribution."""
    return min(max(0, start - quote[1], quote[0] - end) for start, end in _extents(attribution))


def told_of(document: Document, layout: Layout, draft: ClaimDraft, choice: Choice) -> list[int]:
    """What is told of a choice besides the words."""
    first = choice == draft.attribution
    kind = 0 if choice is None else 1 if first else 2
    quoted = int(layout.is_quoted(draft.quote))
    own = int(draft.attribution is None)
    if choice is None:
        return [kind, own, 0, 0, quoted, 0, 0, 0, 0]
    attribution = document.attributions[choice]
    return [
        kind,
        own,
        _covered(draft.quote, attribution),
        _distance(layout, draft.quote, attribution),
        quoted,
        CONSTRUCTIONS.index(attribution.construction) + 1,
        STANCES.index(attribution.stance) + 1,
        1 if attribution.firm else 2,
        min(len(attribution.sources), 3),
    ]


def _covered(quote: Extent, attribution: Attribution) -> int:
    """How much of the quote is content: 0 is for the outlet, then none, some, all of it."""
    inside = sum(max(0, min(b, quote[1]) - max(a, quote[0])) for a, b in attribution.content)
    return 1 if not inside else 3 if inside >= quote[1] - quote[0] else 2


def _distance(layout: Layout, quote: Extent, attribution: Attribution) -> int:
    """Sentences from cue to quote: same, next, later; previous, earlier."""
    cue = attribution.cue[0][0] if attribution.cue else quote[0]
    ahead = layout.sentence(quote[0]) - layout.sentence(cue)
    return 1 if ahead == 0 else 2 if ahead == 1 else 3 if ahead > 1 else 4 if ahead == -1 else 5


def inputs_of(document: Document) -> tuple[list[list[Choice]], Floats, Integers]:
    """The choices of each draft; words and things told, one row a choice of all drafts in turn."""
    layout = Layout(document)
    encoding = document.encoded
    choices = [choices_of(document, layout, draft) for draft in document.drafts]
    means: dict[tuple[Extent, ...], Floats] = {}  # many choices share their parts
    words, told = [], []
    for draft, options in zip(document.drafts, choices, strict=True):
        for choice in options:
            voice = document.attributions[choice] if choice is not None else None
            parts = parts_of(draft, voice)
            for extents in parts:
                if extents not in means:
                    means[extents] = mean_of(encoding, extents, encoding.said)
            words.append([means[extents] for extents in parts])
            told.append(told_of(document, layout, draft, choice))
    size = (-1, PARTS, encoding.said.shape[1])
    return (
        choices,
        np.array(words, dtype=np.float32).reshape(size),
        np.array(told, dtype=np.int64).reshape(-1, len(TOLD)),
    )
