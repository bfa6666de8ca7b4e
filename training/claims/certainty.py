"""Sentences with the certainty that readers gave to their events (the UW set, Lee et al. 2015)."""

from collections.abc import Iterator
from dataclasses import dataclass

from counterclaim.language.encoder.wordpieces import Pieces, pieces_of
from counterclaim.model.document import Extent
from evaluation.measures import SHARED
from evaluation.predict import rows


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words and, of each event in them, its extent and certainty from -3 (not so) to 3 (so)."""

    pieces: Pieces
    events: tuple[tuple[Extent, float], ...]


def sentences(part: str) -> Iterator[Sentence]:
    """The sentences of ``train`` or ``dev``."""
    for row in rows(SHARED / "benchmarks" / f"certainty.uw.{part}.jsonl.gz"):
        words = row["text"].split(" ")
        starts = [0]
        for word in words:
            starts.append(starts[-1] + len(word) + 1)
        events = (
            ((starts[t["span1"][0]], starts[t["span1"][1]] - 1), float(t["label"]))
            for t in row["targets"]
        )
        yield Sentence(pieces_of(row["text"]), tuple(events))
