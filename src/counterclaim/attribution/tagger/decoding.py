"""From scores to extents: the likeliest labels whose stretches are few and of whole words."""

import numpy as np
from numpy.typing import NDArray

from counterclaim.language.encoder.network import Floats
from counterclaim.language.encoder.wordpieces import Integers

OTHER, SOURCE, CUE, CONTENT = range(4)
LABELS = 4
CHANGE = 0.8
"""Log-odds that a change of label from one word to the next must be worth."""


def best_labels(scores: Floats, joined: NDArray[np.bool_], inside: NDArray[np.bool_]) -> Integers:
    """The best label of every piece (Viterbi 1967), one row a cue.

    ``scores`` are cues x pieces x labels; ``joined`` (cues x pieces) is true where a piece goes
    on with the word before it, which never changes the label; pieces not ``inside`` the text
    count nothing.
    """
    shifted = scores - scores.max(axis=2, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=2, keepdims=True))
    logs = np.where(inside[:, :, None], logs, 0.0).astype(np.float64)
    return np.array(
        [_path(row, tied) for row, tied in zip(logs.tolist(), joined.tolist(), strict=True)],
        dtype=np.int64,
    )


def _path(logs: list[list[float]], joined: list[bool]) -> list[int]:
    """The best labels of one row, in plain numbers: rows are few and short."""
    total = logs[0]
    before: list[list[int]] = []
    for scores, tied in zip(logs[1:], joined[1:], strict=True):
        if tied:
            before.append(_SAME)
            total = [a + b for a, b in zip(total, scores, strict=True)]
            continue
        best = max(total)
        other = best - CHANGE
        origin = total.index(best)
        before.append([n if kept >= other else origin for n, kept in enumerate(total)])
        total = [max(kept, other) + score for kept, score in zip(total, scores, strict=True)]
    label = total.index(max(total))
    out = [label]
    for origins in reversed(before):
        label = origins[label]
        out.append(label)
    return out[::-1]


_SAME = list(range(LABELS))


def stretches(labels: Integers, label: int) -> list[tuple[int, int]]:
    """Runs of ``label``, first and last position of each."""
    at = np.flatnonzero(labels == label)
    if not len(at):
        return []
    breaks = np.flatnonzero(np.diff(at) > 1)
    firsts = np.concatenate(([0], breaks + 1))
    lasts = np.concatenate((breaks, [len(at) - 1]))
    return [(int(at[a]), int(at[b])) for a, b in zip(firsts, lasts, strict=True)]
