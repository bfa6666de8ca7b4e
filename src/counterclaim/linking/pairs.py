"""A great many pairs of claims with their scores, as arrays."""

from collections.abc import Sequence
from typing import NamedTuple, Self

import numpy as np

from counterclaim.linking.clusters import PARTS, Pair
from counterclaim.linking.columns import Bools, Ints


class Pairs(NamedTuple):
    """Pairs of claims by key, with scores (log-odds) in parts of ``PARTS``."""

    first: Ints
    second: Ints
    score: Ints

    @classmethod
    def unpacked(cls, packed: bytes) -> Self:
        """What :meth:`packed` made."""
        size = len(packed) // 20
        keys = np.frombuffer(packed, dtype="<i8", count=2 * size).astype(np.int64)
        score = np.frombuffer(packed, dtype="<i4", offset=16 * size).astype(np.int64)
        return cls(keys[:size], keys[size:], score)

    def packed(self) -> bytes:
        """Twenty bytes a pair, the same on every machine."""
        keys = np.concatenate((self.first, self.second)).astype("<i8")
        return keys.tobytes() + self.score.astype("<i4").tobytes()

    def only(self, chosen: Bools | Ints) -> "Pairs":
        """Those that a mask or positions choose."""
        return Pairs(self.first[chosen], self.second[chosen], self.score[chosen])

    def among(self, one: Ints, other: Ints) -> Bools:
        """Which pairs have their first claim among ``one`` and their second among ``other``."""
        return np.isin(self.first, one) & np.isin(self.second, other)

    def as_dict(self) -> dict[Pair, float]:
        """Log-odds by pair."""
        keys = zip(self.first.tolist(), self.second.tolist(), strict=True)
        return dict(zip(keys, (self.score / PARTS).tolist(), strict=True))

    @classmethod
    def of(cls, scores: dict[Pair, float]) -> "Pairs":
        """The pairs of a mapping."""
        keys = np.array(list(scores), dtype=np.int64).reshape(-1, 2)
        score = np.rint(np.array(list(scores.values())) * PARTS).astype(np.int64)
        return cls(keys[:, 0], keys[:, 1], score)


def joined(parts: Sequence[Pairs]) -> Pairs:
    """All pairs of several."""
    if not parts:
        return Pairs(*(np.zeros(0, dtype=np.int64) for _ in Pairs._fields))
    return Pairs(*(np.concatenate(column) for column in zip(*parts, strict=True)))
