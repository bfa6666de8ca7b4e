"""What the classifier is told of a draft: where its words stand, and what the rules make of it."""

import numpy as np
from numpy.typing import NDArray

from counterclaim.model.document import Attribution, ClaimDraft, Encoding, Extent
from counterclaim.model.vocabulary import CLAIM_TYPES, REALIS, STANCES

Floats = NDArray[np.float32]
Parts = tuple[tuple[Extent, ...], ...]

PARTS = 4
"""Stretches of words that are looked at: quote, trigger, cue, nearest source."""
CONSTRUCTIONS = ("direct", "indirect", "mixed", "according_to", "colon", "noun")
LONGEST = 256
"""Pieces of a part that are looked at, from its start."""
RULES = (
    len(CLAIM_TYPES) + 1, len(STANCES) + 1, len(REALIS) + 1,
    4, len(CONSTRUCTIONS) + 1, len(STANCES) + 1, 3,
)  # fmt: skip
"""Values of each of the rules' opinions; 0 is none."""


def parts_of(draft: ClaimDraft, attribution: Attribution | None) -> Parts:
    """The extents of quote, trigger, cue and nearest source."""
    trigger = (draft.trigger,) if draft.trigger is not None else ()
    if attribution is None:
        return (draft.quote,), trigger, (), ()
    source = tuple((s.start, s.end) for s in attribution.sources[:1])
    return (draft.quote,), trigger, attribution.cue, source


def opinions_of(draft: ClaimDraft, attribution: Attribution | None) -> tuple[int, ...]:
    """What the rules say: type, stance, realis, who speaks, construction, cue's stance, if sure."""
    told = (
        CLAIM_TYPES.index(draft.type) + 1,
        STANCES.index(draft.stance) + 1,
        REALIS.index(draft.realis) + 1,
    )
    if attribution is None:
        return (*told, 1, 0, 0, _sure(draft))
    return (
        *told,
        2 if attribution.sources else 3,
        CONSTRUCTIONS.index(attribution.construction) + 1,
        STANCES.index(attribution.stance) + 1,
        _sure(draft),
    )


def _sure(draft: ClaimDraft) -> int:
    return 1 if draft.sure else 2


def means_of(encoding: Encoding, parts: Parts) -> Floats:
    """The mean ``told`` vector of each part's pieces; zeros where there is none."""
    return np.stack([mean_of(encoding, extents, encoding.told) for extents in parts])


def mean_of(
    encoding: Encoding, extents: tuple[Extent, ...], vectors: NDArray[np.float16]
) -> Floats:
    """The mean of the vectors of the pieces in some extents; zeros where there is none."""
    ranges = [piece_range(encoding.starts, encoding.ends, extent) for extent in extents]
    if len(ranges) == 1:
        found = vectors[slice(*ranges[0])][:LONGEST]
    else:
        pieces = np.concatenate([[], *(np.arange(*r) for r in ranges)]).astype(np.int64)
        found = vectors[pieces[:LONGEST]]
    if not len(found):
        return np.zeros(vectors.shape[1], dtype=np.float32)
    mean: Floats = found.mean(axis=0, dtype=np.float32)
    return mean


def piece_range(
    starts: NDArray[np.int64], ends: NDArray[np.int64], extent: Extent
) -> tuple[int, int]:
    """The first of the pieces that ``extent`` touches, and the one after the last."""
    first = int(np.searchsorted(ends, extent[0], side="right"))
    return first, max(first, int(np.searchsorted(starts, extent[1], side="left")))
