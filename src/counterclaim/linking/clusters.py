"""Groups from pairwise scores: the same whatever order the pairs come in.

Agglomerative clustering by average linkage over a sparse graph, within its connected
components, so that a group depends on nothing outside its component.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Pair = tuple[int, int]

UNSCORED = -2.0
"""Log-odds of a pair that was not worth comparing."""


def components(items: Iterable[int], pairs: Iterable[Pair]) -> list[list[int]]:
    """Items that are tied to one another, directly or not; each list and their order sorted."""
    parent = {item: item for item in items}

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for a, b in pairs:
        x, y = root(a), root(b)
        if x != y:
            parent[max(x, y)] = min(x, y)
    groups: dict[int, list[int]] = defaultdict(list)
    for item in sorted(parent):
        groups[root(item)].append(item)
    return [groups[first] for first in sorted(groups)]


def clusters(
    items: Sequence[int],
    scores: Mapping[Pair, float],
    threshold: float,
    *,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> list[list[int]]:
    """The groups of ``items``; their order must be one that no ingestion changes.

    ``scores`` has log-odds for pairs, the smaller number first; a pair without one counts
    :data:`UNSCORED`. Groups are joined, the best mean first, while the mean exceeds
    ``threshold``. ``together`` and ``apart`` are a person's judgements: they are kept whatever
    the scores; of two that contradict each other ``together`` wins.

    Groups come in the order of their first items, items in theirs.
    """
    rank = {item: number for number, item in enumerate(items)}
    ranked = {_sorted(rank[a], rank[b]): score for (a, b), score in scores.items()}
    forced = [_sorted(rank[a], rank[b]) for a, b in together]
    forbidden = [_sorted(rank[a], rank[b]) for a, b in apart]
    strong = [pair for pair, score in ranked.items() if score > threshold]
    parts = components(range(len(items)), [*strong, *forced])
    part_of = {item: number for number, part in enumerate(parts) for item in part}
    inside: list[dict[Pair, float]] = [{} for _ in parts]
    for pair in sorted(ranked):
        if part_of[pair[0]] == part_of[pair[1]]:
            inside[part_of[pair[0]]][pair] = ranked[pair]
    found = []
    for number, part in enumerate(parts):
        if len(part) == 1:
            found.append(part)
            continue
        merging = _Merging(components(part, [p for p in forced if p[0] in set(part)]), threshold)
        merging.tie_all(inside[number])
        merging.forbid_all(forbidden)
        found += merging.run()
    return [[items[n] for n in group] for group in sorted(sorted(g) for g in found)]


def _sorted(a: int, b: int) -> Pair:
    return (a, b) if a < b else (b, a)


class _Merging:
    """Groups by number, with the sum and the count of the scores between each two."""

    def __init__(self, groups: list[list[int]], threshold: float) -> None:
        self._groups: dict[int, list[int]] = dict(enumerate(groups))
        self._number = {item: n for n, group in enumerate(groups) for item in group}
        self._sums: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)
        self._forbidden: dict[int, set[int]] = defaultdict(set)
        self._threshold = threshold
        self._heap: list[tuple[float, int, int]] = []

    def tie_all(self, scores: Mapping[Pair, float]) -> None:
        for (a, b), score in scores.items():
            x, y = self._number[a], self._number[b]
            if x != y:
                total, count = self._sums[x].get(y, (0.0, 0))
                self._sums[x][y] = self._sums[y][x] = total + score, count + 1

    def forbid_all(self, pairs: Iterable[Pair]) -> None:
        for a, b in pairs:
            x, y = self._number.get(a), self._number.get(b)
            if x is not None and y is not None:
                self._forbid(x, y)

    def _forbid(self, x: int, y: int) -> None:
        if x != y:
            self._forbidden[x].add(y)
            self._forbidden[y].add(x)

    def run(self) -> list[list[int]]:
        for x in sorted(self._sums):
            for y in sorted(self._sums[x]):
                if x < y:
                    self._push(x, y)
        while self._heap:
            negative, x, y = heapq.heappop(self._heap)
            if x in self._groups and y in self._groups and -negative == self._mean(x, y):
                self._join(x, y)
        return list(self._groups.values())

    def _mean(self, x: int, y: int) -> float:
        total, count = self._sums[x][y]
        pairs = len(self._groups[x]) * len(self._groups[y])
        return round((total + (pairs - count) * UNSCORED) / pairs, 9)

    def _push(self, x: int, y: int) -> None:
        mean = self._mean(x, y)
        if mean > self._threshold and y not in self._forbidden[x]:
            heapq.heappush(self._heap, (-mean, min(x, y), max(x, y)))

    def _join(self, x: int, y: int) -> None:
        """Put ``y`` into ``x`` (the smaller number, which holds the earliest item)."""
        del self._sums[x][y], self._sums[y][x]
        for z, (total, count) in self._sums.pop(y).items():
            del self._sums[z][y]
            before, number = self._sums[x].get(z, (0.0, 0))
            self._sums[x][z] = self._sums[z][x] = before + total, number + count
        for z in self._forbidden.pop(y, ()):
            self._forbidden[z].discard(y)
            self._forbid(x, z)
        self._groups[x] += self._groups.pop(y)
        for z in sorted(self._sums[x]):
            self._push(x, z)
