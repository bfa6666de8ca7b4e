"""Learned weights as data: a model is a mapping from a feature's name to its weight."""

import functools
import math
from collections.abc import Iterable, Mapping

from counterclaim.lexicons import load_table

Weights = Mapping[str, float]


@functools.cache
def load_weights(model: str) -> Weights:
    """The weights of ``model`` in ``place_weights.tsv``."""
    return {
        row["feature"]: float(row["weight"])
        for row in load_table("place_weights")
        if row["model"] == model
    }


def weigh(features: Iterable[tuple[str, float]], weights: Weights) -> float:
    """The weighted sum of ``features``."""
    return sum(value * weights.get(name, 0.0) for name, value in features)


def logistic(x: float) -> float:
    """The logistic function, safe for large arguments."""
    if x < 0:
        e = math.exp(max(x, -700.0))
        return e / (1.0 + e)
    return 1.0 / (1.0 + math.exp(-min(x, 700.0)))
