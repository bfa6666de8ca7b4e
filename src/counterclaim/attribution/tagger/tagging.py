"""What the networks find in a text: cues with their sources and contents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterclaim.attribution.tagger.decoding import (
    CONTENT,
    CUE,
    SOURCE,
    best_labels,
    stretches,
)
from counterclaim.attribution.tree import trimmed
from counterclaim.language.encoder.network import Floats, session
from counterclaim.language.encoder.wordpieces import Integers
from counterclaim.model.document import Encoding, Extent

FAINT = 0
"""Log-odds of a cue below which nothing is linked to it."""
IMPOSSIBLE = -9.0
REACH = 64
"""Pieces to either side of a cue that the linker sees."""
TOGETHER = 32
"""Cues linked in one call, which bounds memory."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """A cue, its source and content as code points into the text, and the log-odds of the cue."""

    cue: Extent
    source: tuple[Extent, ...]
    content: tuple[Extent, ...]
    odds: float


@dataclass(frozen=True, slots=True)
class Tagging:
    """The likely cues of a text, and where and with which log-odds a cue begins at all."""

    cues: tuple[Tagged, ...]
    starts: Integers
    odds: Floats

    def at(self, extents: Sequence[Extent]) -> float:
        """The highest log-odds that a cue begins in ``extents``."""
        found = IMPOSSIBLE
        for start, end in extents:
            first, stop = np.searchsorted(self.starts, (start, end))
            found = max(found, float(self.odds[first:stop].max(initial=IMPOSSIBLE)))
        return found


def linked(said: NDArray[np.float16], anchors: Integers) -> Iterator[tuple[Integers, Floats]]:
    """For some cues at a time, the pieces that each sees and the scores of each piece's labels."""
    run = session("counterclaim.attribution.tagger", "linker").run
    for i in range(0, len(anchors), TOGETHER):
        some = anchors[i : i + TOGETHER]
        first = max(0, int(some[0]) - REACH)
        near = said[first : int(some[-1]) + REACH + 1].astype(np.float32)
        (scores,) = run(None, {"vectors": near, "anchors": some - first})
        size = scores.shape[1]
        start = np.minimum(np.maximum(some - first - REACH, 0), len(near) - size)
        yield first + start[:, None] + np.arange(size), scores


def tagged(text: str, encoding: Encoding) -> Tagging:
    """Every likely cue of ``text`` in order, with what is linked to it."""
    anchors = np.flatnonzero(encoding.cue_odds >= FAINT)
    found: list[Tagged] = []
    for at, scores in linked(encoding.said, anchors):
        some = anchors[len(found) : len(found) + len(at)]
        found += _read(text, encoding, some, at, scores)
    return Tagging(tuple(tag for tag in found if tag.content), encoding.starts, encoding.cue_odds)


def _read(
    text: str, encoding: Encoding, anchors: Integers, at: Integers, scores: Floats
) -> list[Tagged]:
    """``anchors`` and ``at`` are positions of pieces."""
    words = encoding.words[at]
    joined = np.zeros(at.shape, dtype=bool)
    joined[:, 1:] = words[:, 1:] == words[:, :-1]
    inside = np.abs(at - anchors[:, None]) <= REACH
    labels = np.where(inside, best_labels(scores, joined, inside), -1)
    out = []
    for n, anchor in enumerate(anchors.tolist()):
        extents = {
            label: _extents(text, encoding, at[n], labels[n], label)
            for label in (SOURCE, CUE, CONTENT)
        }
        own = (int(encoding.starts[anchor]), int(encoding.ends[anchor]))
        cue = next((e for e in extents[CUE] if e[0] <= own[0] < e[1]), own)
        odds = float(encoding.cue_odds[anchor])
        out.append(Tagged(cue, extents[SOURCE], extents[CONTENT], odds))
    return out


def _extents(
    text: str, encoding: Encoding, at: Integers, labels: Integers, label: int
) -> tuple[Extent, ...]:
    found = (
        trimmed(text, int(encoding.starts[at[a]]), int(encoding.ends[at[b]]))
        for a, b in stretches(labels, label)
    )
    return tuple(e for e in found if e is not None)
