"""Labelled articles as windows of word pieces with the labels of every cue in them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from counterclaim.language.encoder.wordpieces import Integers, Pieces, Window, inputs, pieces_of
from evaluation.predict import rows

LABELLED = (
    Path(__file__).resolve().parents[3] / "shared" / "benchmarks" / "attribution.train.jsonl.gz"
)
HELD_OUT = 14
"""Every so-manieth article is kept from training, to choose thresholds and versions by."""
OTHER, SOURCE, CUE, CONTENT = range(4)


@dataclass(frozen=True, slots=True)
class Article:
    """A text, its pieces and, for each cue, the piece it begins at and the label of each piece."""

    row: dict[str, Any]
    pieces: Pieces
    anchors: Integers
    labels: NDArray[np.int8]


def articles(path: Path) -> tuple[list[Article], list[Article]]:
    """Articles to train on and articles held out."""
    found = [article(row) for row in rows(path)]
    return (
        [a for i, a in enumerate(found) if i % HELD_OUT],
        [a for i, a in enumerate(found) if not i % HELD_OUT],
    )


def article(row: dict[str, Any]) -> Article:
    """A labelled article; relations without cue or content have no anchor and are left out."""
    pieces = pieces_of(row["text"])
    by_anchor: dict[int, NDArray[np.int8]] = {}
    for relation in row["relations"]:
        if not relation["cue"] or not relation["content"]:
            continue
        labels = np.zeros(len(pieces), dtype=np.int8)
        for label, key in ((CONTENT, "content"), (SOURCE, "source"), (CUE, "cue")):
            for start, end in relation[key]:
                labels[(pieces.starts < end) & (pieces.ends > start)] = label
        cue = np.flatnonzero(labels == CUE)
        if len(cue):
            by_anchor.setdefault(int(cue[0]), labels)
    anchors = np.array(sorted(by_anchor), dtype=np.int64)
    labels = np.zeros((len(anchors), len(pieces)), dtype=np.int8)
    for n, anchor in enumerate(anchors.tolist()):
        labels[n] = by_anchor[anchor]
    return Article(row, pieces, anchors, labels)


@dataclass(frozen=True, slots=True)
class Example:
    """One window: inputs, the pieces that begin a cue, and the labels seen from each."""

    ids: Integers
    features: Integers
    anchors: Integers
    labels: NDArray[np.int8]


SPAN = 190
"""Pieces of a training window, its marks left out; shorter than one that is read, for speed."""


def examples(article: Article, shift: int) -> list[Example]:
    """An article cut into windows; positions are those of the window, its first mark included."""
    out = []
    start, size = 0, len(article.pieces)
    while start < size:
        stop = min(size, start + SPAN - (shift if not start else 0))
        ids, features = inputs(article.pieces, Window(start, stop, start, stop))
        chosen = (article.anchors >= start) & (article.anchors < stop)
        labels = np.zeros((int(chosen.sum()), len(ids)), dtype=np.int8)
        labels[:, 1:-1] = article.labels[chosen, start:stop]
        anchors = article.anchors[chosen] + 1 - start
        out.append(Example(ids, features, anchors, labels))
        start = stop
    return out
