"""How certain a text makes an event, against what readers said (the UW set, Lee et al. 2015)."""

from pathlib import Path

import numpy as np

from counterclaim import Reader
from counterclaim.language.encoder.stage import encoding_of
from evaluation.measures import Scores
from evaluation.predict import rows


def certainty(reader: Reader, gold: Path) -> Scores:
    """Mean absolute error and Pearson's r over all events; the encoder's own figure for each."""
    found: list[float] = []
    labels: list[float] = []
    for row in rows(gold):
        starts = np.cumsum([0, *(len(word) + 1 for word in row["text"].split(" "))])
        encoding = encoding_of(row["text"])
        for target in row["targets"]:
            start, end = starts[target["span1"][0]], starts[target["span1"][1]] - 1
            pieces = (encoding.starts < end) & (encoding.ends > start)
            found.append(float(encoding.certainty[pieces].mean()))
            labels.append(float(target["label"]))
    guess = np.clip(found, -3, 3)
    return {
        "mae": float(np.abs(guess - labels).mean()),
        "r": float(np.corrcoef(guess, labels)[0, 1]),
        "events": float(len(labels)),
    }
