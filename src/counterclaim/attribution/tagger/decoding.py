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
    cues, size, _ = logs.shape
    switch = CHANGE * (1.0 - np.eye(LABELS))
    never = np.where(np.eye(LABELS) > 0, 0.0, np.inf)
    before = np.zeros((cues, size, LABELS), dtype=np.int64)
    total = logs[:, 0]
    for t in range(1, size):
        cost = np.where(joined[:, t, None, None], never, switch)
        reached = total[:, :, None] - cost
        before[:, t] = reached.argmax(axis=1)
        total = reached.max(axis=1) + logs[:, t]
    out = np.zeros((cues, size), dtype=np.int64)
    out[:, -1] = total.argmax(axis=1)
    rows = np.arange(cues)
    for t in range(size - 1, 0, -1):
        out[:, t - 1] = before[rows, t, out[:, t]]
    return out


def stretches(labels: Integers, label: int) -> list[tuple[int, int]]:
    """Runs of ``label``, first and last position of each."""
    at = np.flatnonzero(labels == label)
    if not len(at):
        return []
    breaks = np.flatnonzero(np.diff(at) > 1)
    firsts = np.concatenate(([0], breaks + 1))
    lasts = np.concatenate((breaks, [len(at) - 1]))
    return [(int(at[a]), int(at[b])) for a, b in zip(firsts, lasts, strict=True)]
