"""Groups from pairwise scores: the same whatever order the pairs come in.

Agglomerative clustering by average linkage over a sparse graph. A mean exceeds the threshold
only where some pair does, so a group depends on nothing that such pairs do not tie it to.
Nearest neighbours are followed in chains (Murtagh 1983), which joins what joining the best pair
first would join.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

Pair = tuple[int, int]

UNSCORED = -2.0
"""Log-odds of a pair that was not worth comparing."""

PARTS = 10_000
"""Scores are added up in whole parts of one: sums are exact, in whatever order."""


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

    ``scores`` has log-odds for pairs; a pair without one counts :data:`UNSCORED`. Groups are
    joined, the best mean first, while the mean exceeds ``threshold``. ``together`` and ``apart``
    are a person's judgements: they are kept whatever the scores; of two that contradict each
    other ``together`` wins.

    Groups come in the order of their first items, items in theirs.
    """
    rank = {item: number for number, item in enumerate(items)}
    found = groups_of_ranked(
        len(items),
        [(rank[a], rank[b], round(score * PARTS)) for (a, b), score in scores.items()],
        threshold,
        together=[(rank[a], rank[b]) for a, b in together],
        apart=[(rank[a], rank[b]) for a, b in apart],
    )
    return [[items[n] for n in group] for group in found]


def groups_of_ranked(
    size: int,
    scores: Iterable[tuple[int, int, int]],
    threshold: float,
    *,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> list[list[int]]:
    """As :func:`clusters`, of the numbers below ``size``; scores are in whole :data:`PARTS`."""
    merging = _Merging(components(range(size), together), scores, threshold)
    merging.forbid_all(apart)
    return sorted(sorted(group) for group in merging.run())


class _Merging:
    """Groups by number, with the sum of the scores between each two beyond :data:`UNSCORED`.

    A group's number is that of its earliest item; of two neighbours as near as each other the
    one with the smaller number counts as the nearer.
    """

    def __init__(
        self,
        groups: list[list[int]],
        scores: Iterable[tuple[int, int, int]],
        threshold: float,
    ) -> None:
        self._groups = {group[0]: group for group in groups}
        self._number = {item: group[0] for group in groups for item in group}
        self._beyond: dict[int, dict[int, int]] = {number: {} for number in self._groups}
        self._forbidden: dict[int, set[int]] = defaultdict(set)
        unscored = round(UNSCORED * PARTS)
        self._least = round(threshold * PARTS) - unscored
        number, beyond = self._number, self._beyond
        for a, b, score in scores:
            x, y = number[a], number[b]
            if x != y:
                row = beyond[x]
                beyond[y][x] = row[y] = row.get(y, 0) + score - unscored

    def forbid_all(self, pairs: Iterable[Pair]) -> None:
        for a, b in pairs:
            x, y = self._number[a], self._number[b]
            if x != y:
                self._forbidden[x].add(y)
                self._forbidden[y].add(x)

    def run(self) -> list[list[int]]:
        done = []
        waiting = sorted(self._groups, reverse=True)
        chain: list[int] = []
        while waiting or chain:
            if not chain:
                first = waiting.pop()
                if first not in self._groups:
                    continue
                chain.append(first)
            nearest = self._nearest(chain[-1])
            if nearest is None:  # and so it stays: what others become is never nearer
                last = chain.pop()
                self._leave(last)
                done.append(self._groups.pop(last))
            elif len(chain) > 1 and nearest == chain[-2]:
                kept = self._join(*sorted((chain.pop(), chain.pop())))
                waiting.append(kept)
            else:
                chain.append(nearest)
        return done

    def _nearest(self, x: int) -> int | None:
        """The neighbour with the highest mean above the threshold, if one has."""
        groups, forbidden = self._groups, self._forbidden.get(x, ())
        best, most, many = None, self._least * len(groups[x]), 1
        for y, total in self._beyond[x].items():
            size = len(groups[y])
            # means compared without division: total / size against most / many
            one, other = total * many, most * size
            if (one > other or (one == other and best is not None and y < best)) and (
                y not in forbidden
            ):
                best, most, many = y, total, size
        return best

    def _leave(self, x: int) -> None:
        for y in self._beyond.pop(x):
            del self._beyond[y][x]

    def _join(self, x: int, y: int) -> int:
        """Put ``y`` into ``x``, the one with the earliest item."""
        mine, theirs = self._beyond[x], self._beyond.pop(y)
        del mine[y], theirs[x]
        for z, total in theirs.items():
            row = self._beyond[z]
            del row[y]
            row[x] = mine[z] = mine.get(z, 0) + total
        for z in self._forbidden.pop(y, ()):
            self._forbidden[z].discard(y)
            self._forbidden[z].add(x)
            self._forbidden[x].add(z)
        self._groups[x] += self._groups.pop(y)
        return x
