"""Claims in columns, so that a great many pairs are compared at once.

What :mod:`~counterclaim.linking.event_pairs` and :mod:`~counterclaim.linking.origin_pairs` say of
one pair, :mod:`~counterclaim.linking.event_scores` and
:mod:`~counterclaim.linking.origin_scores` compute for arrays of pairs from these columns.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterclaim.linking.facts import FAMILIES, Facts, adversaries
from counterclaim.linking.stems import UNIT, idf

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

TOGETHER = 96
"""Claims whose words are spread out at a time, to be compared with those of their partners."""

MISSING = np.iinfo(np.int64).min
"""Stands for a day that is not known."""


class Ids:
    """Numbers for values, in the order in which they turn up."""

    def __init__(self, *first: Hashable) -> None:
        self._numbers: dict[Hashable, int] = {value: n for n, value in enumerate(first)}

    def of(self, values: Iterable[Hashable]) -> Ints:
        """The numbers of ``values``."""
        numbers = self._numbers
        return np.array([numbers.setdefault(v, len(numbers)) for v in values], dtype=np.int64)

    def values(self) -> list[Hashable]:
        """All values, by their numbers."""
        return list(self._numbers)

    def compared(
        self, one: Ints, other: Ints, compare: Callable[[Hashable, Hashable], float]
    ) -> Floats:
        """What ``compare`` says of each pair of values; it is asked once for each two values."""
        if not len(one):
            return np.zeros(0)
        low, high = np.minimum(one, other), np.maximum(one, other)
        size = len(self._numbers)
        distinct, where = np.unique(low * size + high, return_inverse=True)
        values = self.values()
        said = [compare(values[code // size], values[code % size]) for code in distinct.tolist()]
        return np.array(said, dtype=np.float64)[where]


class Rows:
    """Weights of words: a sparse row for each claim."""

    def __init__(self, vectors: Iterable[Mapping[str, int]], stems: Ids) -> None:
        found = list(vectors)
        lengths = [len(v) for v in found]
        self.columns = stems.of(stem for v in found for stem in v)
        self.weights = np.array([w for v in found for w in v.values()], dtype=np.int32)
        self.ends = np.cumsum(lengths, dtype=np.int64)
        self.lengths = np.array(lengths, dtype=np.int64)

    def places(self, claims: Ints) -> tuple[Ints, Ints]:
        """Where the words of ``claims`` stand, one claim after another; and whose each is."""
        lengths = self.lengths[claims]
        owner = np.repeat(np.arange(len(claims)), lengths)
        before = np.cumsum(lengths) - lengths
        start = self.ends[claims] - lengths
        return np.arange(len(owner)) + np.repeat(start - before, lengths), owner


class Likeness(NamedTuple):
    """How alike the words of pairs are; see :func:`~counterclaim.linking.stems.cosine`.

    ``rarest`` and ``trigger`` are the weights of the rarest words shared, from 0 to 1.
    """

    words: Floats
    context: Floats
    crossed: Floats
    rarest: Floats
    trigger: Floats


class Columns:
    """Claims; every array has an entry for each, in the order given."""

    def __init__(self, facts: Sequence[Facts]) -> None:
        self.facts = facts
        self.keys = _numbers(f.key for f in facts)
        self.report = _numbers(f.report for f in facts)
        self.position = _numbers(f.order[2] for f in facts)
        self.published = _days(f.published for f in facts)
        self.first = _days(f.first for f in facts)
        self.last = _days(f.last or f.first for f in facts)
        self.start = _numbers(f.start for f in facts)
        self.end = _numbers(f.end for f in facts)
        self.headline = np.array([f.headline for f in facts], dtype=bool)
        self.person = np.array([f.person for f in facts], dtype=bool)
        self.types, self.stances, self.realis = Ids(*FAMILIES), Ids(), Ids("planned", "possible")
        self.type = self.types.of(f.type for f in facts)
        self.stance = self.stances.of(f.stance for f in facts)
        self.real = self.realis.of(f.realis for f in facts)
        self.names, self.sides, self.kinds = (
            Ids(""),
            Ids("", "UNK", "IND"),
            Ids("state", "official"),
        )
        self.speaker = self.names.of(f.speaker for f in facts)
        self.kind = self.kinds.of(f.kind for f in facts)
        self.side = self.sides.of(f.side for f in facts)
        enemies = adversaries()
        self.enemy = self.sides.of(enemies.get(f.side, "") for f in facts)
        self.tuples = Ids(())  # of names, sides, places and figures
        self.agents = self.tuples.of(f.agents for f in facts)
        self.targets = self.tuples.of(f.targets for f in facts)
        self.agent_sides = self.tuples.of(f.agent_sides for f in facts)
        self.target_sides = self.tuples.of(f.target_sides for f in facts)
        self.chain = self.tuples.of(f.chain for f in facts)
        self.beyond = self.tuples.of(f.chain[1:] for f in facts)
        self.places = self.tuples.of(f.places for f in facts)
        self.settled = self.tuples.of(f.places or f.setting for f in facts)
        self.figures = self.tuples.of(f.figures for f in facts)
        stems = Ids()
        self._words = Rows((f.words for f in facts), stems)
        self._context = Rows((f.context for f in facts), stems)
        self._trigger = Rows((dict.fromkeys(f.trigger, 1) for f in facts), stems)
        self._rarity = np.array([idf(str(stem)) / 8 for stem in stems.values()])

    def likeness(self, one: Ints, other: Ints) -> Likeness:
        """The words of pairs of claims (by position) compared; ``one`` must be sorted."""
        parts = []
        edges = _edges(one)
        for begin, end in pairwise(edges):
            parts.append(self._likeness(one[begin:end], other[begin:end]))
        if not parts:
            return Likeness(*(np.zeros(0) for _ in Likeness._fields))
        return Likeness(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    def _likeness(self, one: Ints, other: Ints) -> Likeness:
        claims, row = np.unique(one, return_inverse=True)
        words, context = self._spread(self._words, claims), self._spread(self._context, claims)
        trigger = self._spread(self._trigger, claims)
        unit = float(UNIT * UNIT)
        at, pair = self._words.places(other)
        columns, weights, rows = self._words.columns[at], self._words.weights[at], row[pair]
        met = words[rows, columns]
        shared = _sums(pair, met * weights, len(one))
        cross = _sums(pair, context[rows, columns] * weights, len(one))
        rarest = _highest(pair, np.where(met > 0, self._rarity[columns], 0.0), len(one))
        at, pair = self._context.places(other)
        columns, weights, rows = self._context.columns[at], self._context.weights[at], row[pair]
        around = _sums(pair, context[rows, columns] * weights, len(one))
        crossing = _sums(pair, words[rows, columns] * weights, len(one))
        at, pair = self._trigger.places(other)
        columns, rows = self._trigger.columns[at], row[pair]
        hit = _highest(
            pair, np.where(trigger[rows, columns] > 0, self._rarity[columns], 0.0), len(one)
        )
        return Likeness(
            shared / unit, around / unit, np.maximum(cross, crossing) / unit, rarest, hit
        )

    def _spread(self, rows: Rows, claims: Ints) -> NDArray[np.int32]:
        """The rows of ``claims`` with a column for every word."""
        table = np.zeros((len(claims), len(self._rarity)), dtype=np.int32)
        at, owner = rows.places(claims)
        table[owner, rows.columns[at]] = rows.weights[at]
        return table


def _edges(one: Ints) -> list[int]:
    """Where to cut pairs so that no part has more than :data:`TOGETHER` first claims."""
    if not len(one):
        return [0]
    changes = np.flatnonzero(np.diff(one)) + 1
    return [0, *changes[TOGETHER - 1 :: TOGETHER].tolist(), len(one)]


def _sums(owner: Ints, values: NDArray[np.int32], size: int) -> Floats:
    """Sums by owner: of whole numbers, so they are exact."""
    return np.bincount(owner, weights=values, minlength=size).astype(np.float64)


def _highest(owner: Ints, values: Floats, size: int) -> Floats:
    """The highest value of each owner (whose values stand together), 0 where there is none."""
    found = np.zeros(size)
    if len(values):
        starts = np.flatnonzero(np.diff(owner, prepend=-1))
        found[owner[starts]] = np.maximum.reduceat(values, starts)
    return found


def _numbers(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _days(values: Iterable[int | None]) -> Ints:
    return np.fromiter((MISSING if v is None else v for v in values), dtype=np.int64)
