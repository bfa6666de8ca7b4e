"""Who may have said the words of a draft: the choices, and what the network is told of each.

The first choice is the rules' own; then the outlet's own voice, unless it was the first; then the
attributions that stand near, nearest first.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from counterclaim.events.classifier.features import (
    CONSTRUCTIONS,
    PARTS,
    Floats,
    means_of,
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


@dataclass(frozen=True, slots=True)
class Layout:
    """Where sentences and quoted words stand in a text."""

    sentences: Sequence[int]
    quoted: Sequence[Extent]

    @classmethod
    def of(cls, document: Document) -> "Layout":
        """The layout of a parsed document."""
        starts = [sentence.start_char for sentence in document.doc.sents]
        marks = [i for i, c in enumerate(document.text) if c in _QUOTES]
        return cls(starts, [(a, b) for a, b in pairwise(marks)][::2])

    def sentence(self, at: int) -> int:
        """The number of the sentence that code point ``at`` stands in."""
        return bisect_right(self.sentences, at)

    def is_quoted(self, extent: Extent) -> bool:
        """Whether quotation marks stand around most of ``extent``."""
        inside = sum(max(0, min(b, extent[1]) - max(a, extent[0])) for a, b in self.quoted)
        return 2 * inside > extent[1] - extent[0]


def choices_of(document: Document, draft: ClaimDraft) -> list[Choice]:
    """Who may have said the words of ``draft``."""
    first: list[Choice] = (
        [draft.attribution]
        if draft.attribution is None
        else [
            draft.attribution,
            None,
        ]
    )
    near = sorted(
        (gap, k)
        for k, a in enumerate(document.attributions)
        if k != draft.attribution and a.sources and a.cue and (gap := _gap(draft.quote, a)) <= REACH
    )
    return [*first, *(k for _, k in near[:NEAR])]


def _gap(quote: Extent, attribution: Attribution) -> int:
    """Code points from the quote to the nearest words of the attribution."""
    extents = (
        *((s.start, s.end) for s in attribution.sources[:1]),
        *attribution.cue,
        *attribution.content,
    )
    return min(max(0, start - quote[1], quote[0] - end) for start, end in extents)


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
    layout = Layout.of(document)
    encoding = document.encoded
    choices = [choices_of(document, draft) for draft in document.drafts]
    words, told = [], []
    for draft, options in zip(document.drafts, choices, strict=True):
        for choice in options:
            voice = document.attributions[choice] if choice is not None else None
            words.append(means_of(encoding, parts_of(draft, voice), encoding.said))
            told.append(told_of(document, layout, draft, choice))
    size = (0, PARTS, encoding.said.shape[1])
    return (
        choices,
        np.stack(words) if words else np.zeros(size, dtype=np.float32),
        np.array(told, dtype=np.int64).reshape(-1, len(TOLD)),
    )
