"""Weighs the features of a pair of claims; the weights are a fitted table."""

import math
from functools import cache

from counterclaim.lexicons import load_table

Features = dict[str, float]


class Scorer:
    """A logistic regression: ``score`` is the log-odds that a pair belongs together.

    The table's row ``threshold`` is the mean log-odds at which two groups are still joined.
    """

    def __init__(self, weights: dict[str, float]) -> None:
        self._weights = dict(weights)
        self.threshold = self._weights.pop("threshold", 0.0)
        self._bias = self._weights.pop("bias", 0.0)

    @property
    def weights(self) -> dict[str, float]:
        """All rows of the table."""
        return {"threshold": self.threshold, "bias": self._bias, **self._weights}

    def score(self, features: Features) -> float:
        """Log-odds of a pair with these features."""
        weights = self._weights
        return math.fsum((self._bias, *(v * weights.get(f, 0.0) for f, v in features.items())))


@cache
def scorer_of(table: str) -> Scorer:
    """The scorer whose weights are the shipped table of this name."""
    return Scorer({row["feature"]: float(row["weight"]) for row in load_table(table)})
