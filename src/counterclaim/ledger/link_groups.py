"""Grouping a cell's claims anew, and tying its groups to those of the next: only what changed.

A group depends on nothing that it is not tied to by a pair above the threshold
(:mod:`counterclaim.linking.clusters`). So only claims that hang together with new ones, or with
those that are gone, are grouped again.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np
import sqlalchemy as sa

from counterclaim.ledger import link_store as store
from counterclaim.ledger.link_workings import Workings
from counterclaim.linking.cells import Tie, ties_between
from counterclaim.linking.clusters import PARTS, Pair, groups_of_ranked
from counterclaim.linking.columns import Bools, Ints
from counterclaim.linking.graph import event_scorer, origin_scorer
from counterclaim.linking.linker import Judged
from counterclaim.linking.meeting import Standing
from counterclaim.linking.pairs import Pairs
from counterclaim.linking.reasons import likest
from counterclaim.linking.story import Subject

Best = dict[int, tuple[int, float]]
"""For a claim the one it is linked to, with their log-odds."""


class Regrouped(msgspec.Struct, frozen=True):
    """What became of a cell's groups.

    ``claims`` are those of groups that are others now, and ``after`` the founders of these;
    claims that are ``gone`` are in no group any more; ``before`` are the founders that claims
    which changed had. ``best`` says why each is where it is.
    """

    claims: frozenset[int]
    gone: frozenset[int]
    before: frozenset[int]
    after: frozenset[int]
    best: Best


class Retied(msgspec.Struct, frozen=True):
    """What became of the ties from a cell to the next.

    ``ends`` are founders of which some tie is new or no more; ``claims`` are those of the next
    cell whose link back may be another one, and ``best`` says which.
    """

    ends: frozenset[int]
    claims: frozenset[int]
    best: Best


class Groups:
    """The groups of one subject, in one transaction."""

    def __init__(
        self, connection: sa.Connection, kept: Workings, subject: Subject, judged: Judged
    ) -> None:
        self._connection = connection
        self._kept = kept
        self._subject = subject
        self._judged = judged

    def members(self, cell: int) -> dict[int, Standing]:
        """The claims of a cell that take part."""
        every = self._kept.standings(self._connection, cell)
        if self._subject == "event":
            return every
        return {key: standing for key, standing in every.items() if standing.says is not None}

    def regroup(self, cell: int, touched: Iterable[int] | None) -> Regrouped:
        """Group what hangs together with ``touched`` claims anew; all of the cell for ``None``."""
        members = self.members(cell)
        keys = np.array(sorted(members), dtype=np.int64)
        old = self._kept.founders(self._connection, self._subject, cell)
        pairs, dead = store.pairs_in(self._connection, self._subject, cell, 0, keys, keys)
        gone = frozenset(old.keys() - members.keys())
        scorer = event_scorer() if self._subject == "event" else origin_scorer()
        together = [p for p in self._judged.together if p[0] in members and p[1] in members]
        if touched is None:
            chosen = np.ones(len(keys), dtype=bool)
        else:
            left = {old[key] for key in gone}
            start = {key for key, founder in old.items() if founder in left}
            start |= {*touched, *dead.first.tolist(), *dead.second.tolist()}
            chosen = _reached(keys, start, pairs, scorer.threshold, together)
        new, pairs = self._grouped(keys[chosen], members, pairs, scorer.threshold, together)
        changed = {key: founder for key, founder in new.items() if old.get(key) != founder}
        before = frozenset(old[key] for key in changed.keys() | gone if key in old)
        after = frozenset(changed.values()) | (before & new.keys())
        if touched is None:  # a judgement may part or join groups that stay as they are
            after = frozenset(new.values())
        store.change_founders(self._connection, self._subject, cell, gone, changed)
        for key in gone:
            del old[key]
        old |= changed
        best = likest(_in_changed(new, after), _inside(pairs, new, after).as_dict(), members)
        claims = frozenset(key for key, founder in new.items() if founder in after)
        return Regrouped(claims, gone, before, after, best)

    def _grouped(
        self,
        keys: Ints,
        members: Mapping[int, Standing],
        pairs: Pairs,
        threshold: float,
        together: Sequence[Pair],
    ) -> tuple[dict[int, int], Pairs]:
        """For each of ``keys`` the claim that founds its group; and the pairs among them."""
        order = sorted(keys.tolist(), key=lambda key: members[key].order)
        rank = np.empty(len(keys), dtype=np.int64)
        rank[np.searchsorted(keys, np.array(order, dtype=np.int64))] = np.arange(len(keys))
        among = pairs.only(pairs.among(keys, keys))
        one, other = (
            rank[np.searchsorted(keys, side)].tolist() for side in (among.first, among.second)
        )
        number = {key: n for n, key in enumerate(order)}
        judged = self._judged
        groups = groups_of_ranked(
            len(order), zip(one, other, among.score.tolist(), strict=True), threshold,
            together=[(number[a], number[b]) for a, b in together if a in number],
            apart=[(number[a], number[b]) for a, b in judged.apart
                   if a in number and b in number],
        )  # fmt: skip
        return {order[n]: order[group[0]] for group in groups for n in group}, among

    def retie(self, cell: int, touched: frozenset[int]) -> Retied:
        """Tie a cell's groups to the next one's; ``touched`` found groups that changed."""
        first, second = self._groups(cell), self._groups(cell + 1)
        one, other = _keys(first), _keys(second)
        pairs, _ = store.pairs_in(self._connection, self._subject, cell, 1, one, other)
        ties = ties_between(first, second, pairs)
        kept = self._kept.ties(self._connection, self._subject)
        were = set(kept.get(cell, ()))
        gone, new = sorted(were - set(ties), key=_ends), [t for t in ties if t not in were]
        store.change_ties(self._connection, self._subject, cell, gone, new)
        kept[cell] = ties
        ends = frozenset(key for tie in (*gone, *new) for key in (tie.first, tie.second))
        stated = [t for t in ties if t in new or t.first in touched or t.second in touched]
        best = _strongest(stated, first, second, pairs)
        lost = {tie.second for tie in gone}
        return Retied(ends, frozenset({*best, *lost, *(touched & set(other.tolist()))}), best)

    def _groups(self, cell: int) -> list[list[int]]:
        members = self.members(cell)
        founders = self._kept.founders(self._connection, self._subject, cell)
        found = {founder: [founder] for founder in founders.values() if founder in members}
        for key, founder in founders.items():
            if key != founder and founder in found and key in members:
                found[founder].append(key)  # else gone; the turn of its cell comes
        return [found[f] for f in sorted(found, key=lambda founder: members[founder].order)]


def _reached(
    keys: Ints, start: set[int], pairs: Pairs, threshold: float, together: Sequence[Pair]
) -> Bools:
    """Which of ``keys`` hang together with some of ``start``."""
    chosen = np.isin(keys, np.array(sorted(start), dtype=np.int64))
    strong = pairs.only(pairs.score > round(threshold * PARTS))
    forced = np.array(together, dtype=np.int64).reshape(-1, 2)
    one = np.searchsorted(keys, np.concatenate((strong.first, forced[:, 0])))
    other = np.searchsorted(keys, np.concatenate((strong.second, forced[:, 1])))
    while True:
        edge = chosen[one] != chosen[other]
        if not edge.any():
            return chosen
        chosen[one[edge]] = chosen[other[edge]] = True


def _strongest(
    ties: Sequence[Tie], first: Sequence[Sequence[int]], second: Sequence[Sequence[int]],
    pairs: Pairs,
) -> Best:  # fmt: skip
    """For the founder of each tie's second group: the claim of the first it rests on most."""
    before, after = ({g[0]: g for g in groups} for groups in (first, second))
    found: Best = {}
    for tie in ties:
        one, other = (np.array(g, dtype=np.int64) for g in (before[tie.first], after[tie.second]))
        own = pairs.only(pairs.among(one, other))
        best = np.lexsort((own.second, own.first, -own.score))[0]
        found[tie.second] = int(own.first[best]), float(own.score[best] / PARTS)
    return found


def _in_changed(founders: Mapping[int, int], changed: frozenset[int]) -> list[list[int]]:
    """The groups that ``changed`` claims found, these first in each."""
    found: dict[int, list[int]] = {key: [key] for key in sorted(changed) if key in founders}
    for key, founder in founders.items():
        if founder in found and key != founder:
            found[founder].append(key)
    return list(found.values())


def _inside(pairs: Pairs, founders: Mapping[int, int], changed: frozenset[int]) -> Pairs:
    """The pairs within groups that ``changed`` claims found."""
    claims = np.array(sorted(k for k, f in founders.items() if f in changed), dtype=np.int64)
    some = pairs.only(pairs.among(claims, claims))
    one, other = (np.array([founders[k] for k in side.tolist()], dtype=np.int64)
                  for side in (some.first, some.second))  # fmt: skip
    return some.only(one == other)


def _keys(groups: Iterable[Sequence[int]]) -> Ints:
    return np.array(sorted(key for group in groups for key in group), dtype=np.int64)


def _ends(tie: Tie) -> tuple[int, int]:
    return tie.first, tie.second


def lifted(pairs: Iterable[Pair], founder_of: Mapping[int, int]) -> list[Pair]:
    """Pairs of claims as pairs of the founders of their groups."""
    return [(founder_of[a], founder_of[b]) for a, b in pairs if a in founder_of and b in founder_of]
