"""Groups of claims, cell by cell of the calendar, and what ties those of one cell to the next.

A cell's groups depend on the claims of that cell alone, and a tie on two neighbouring cells: so
new reports cost time in their own days, and the order in which they come changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np

from counterclaim.linking.clusters import PARTS, UNSCORED, Pair, clusters
from counterclaim.linking.columns import Ints
from counterclaim.linking.facts import Facts
from counterclaim.linking.pairs import Pairs

WIDTH = 8
"""Days in a cell."""

NO_DAY = -1
"""The cell of claims whose report has no date; it is tied to no other."""

TIE = 0.0
"""Mean log-odds at which groups of neighbouring cells are tied."""


class Tie(msgspec.Struct, frozen=True):
    """Two groups, by the keys of the claims that found them, that go on in one another."""

    first: int
    second: int
    score: float


def cell_of(facts: Facts) -> int:
    """The cell of a claim: by its report's day, else by its own."""
    day = facts.published if facts.published is not None else facts.first
    return NO_DAY if day is None else day // WIDTH


def groups_of(
    facts: Iterable[Facts],
    scores: Mapping[Pair, float],
    threshold: float,
    *,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> list[list[int]]:
    """The groups of one cell's claims, as keys; the first of each is the earliest claim."""
    items = [f.key for f in sorted(facts, key=lambda f: f.order)]
    return clusters(items, scores, threshold, together=together, apart=apart)


def ties_between(
    before: Sequence[Sequence[int]], after: Sequence[Sequence[int]], pairs: Pairs
) -> list[Tie]:
    """Ties of groups that are one another's best; ``pairs`` go from one cell to the next.

    Groups come in the order of their founders, which stand first in each.
    """
    one, other = _numbered(pairs.first, before), _numbered(pairs.second, after)
    known = (one >= 0) & (other >= 0)
    codes, at = np.unique(one[known] * len(after) + other[known], return_inverse=True)
    beyond = pairs.score[known] - round(UNSCORED * PARTS)
    totals = np.bincount(at, weights=beyond, minlength=len(codes))  # whole numbers: exact
    first, second = codes // max(1, len(after)), codes % max(1, len(after))
    sizes = np.array([len(g) for g in before])[first] * np.array([len(g) for g in after])[second]
    means = np.round(totals / PARTS / sizes + UNSCORED, 9)
    tied, seen_before, seen_after = [], set(), set()
    for n in np.lexsort((second, first, -means)).tolist():
        if means[n] <= TIE:
            break
        if first[n] not in seen_before and second[n] not in seen_after:
            tied.append(Tie(before[first[n]][0], after[second[n]][0], float(means[n])))
        seen_before.add(first[n])
        seen_after.add(second[n])
    return tied


def _numbered(keys: Ints, groups: Sequence[Sequence[int]]) -> Ints:
    """The number of each key's group, -1 for a key of none."""
    number = {key: n for n, group in enumerate(groups) for key in group}
    return np.array([number.get(key, -1) for key in keys.tolist()], dtype=np.int64)


def heads_of(
    founders: Iterable[int],
    ties: Iterable[Tie],
    *,
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> dict[int, int]:
    """For each group's founder, numbers in an order of time, the first one it is tied to.

    ``together`` and ``apart`` are pairs of founders. The strongest ties come first; one that
    would bring together what a person held apart is left out.
    """
    known = set(founders)
    parent = {key: key for key in known}

    def root(key: int) -> int:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    forbidden = [pair for pair in apart if set(pair) <= known]
    for a, b in together:
        if a in known and b in known:
            x, y = root(a), root(b)
            parent[max(x, y)] = min(x, y)
    for tie in sorted(ties, key=lambda t: (-t.score, t.first, t.second)):
        x, y = root(tie.first), root(tie.second)
        if not any({root(a), root(b)} == {x, y} for a, b in forbidden):
            parent[max(x, y)] = min(x, y)
    return {key: root(key) for key in sorted(known)}


def reachable(start: set[int], ties: Iterable[Tie], together: Iterable[Pair]) -> set[int]:
    """All that ``start`` is tied to, directly or not."""
    beside: dict[int, set[int]] = defaultdict(set)
    for a, b in (*((t.first, t.second) for t in ties), *together):
        beside[a].add(b)
        beside[b].add(a)
    found, edge = set(start), list(start)
    while edge:
        for key in beside[edge.pop()]:
            if key not in found:
                found.add(key)
                edge.append(key)
    return found
