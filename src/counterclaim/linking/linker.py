"""Linking a set of claims held in memory: the whole story, top to bottom.

The ledger does the same step by step, with what it has kept and with arrays
(``counterclaim.ledger.linking``); a test holds the two to one another.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from counterclaim.linking.cells import NO_DAY, Tie, cell_of, groups_of, heads_of, ties_between
from counterclaim.linking.clusters import Pair
from counterclaim.linking.facts import Facts
from counterclaim.linking.graph import (
    attributed,
    candidates,
    event_scorer,
    event_scores,
    origin_candidates,
    origin_scorer,
    origin_scores,
)
from counterclaim.linking.pairs import Pairs
from counterclaim.linking.story import Subject

PREFIX: dict[Subject, str] = {"event": "e-", "origin": "o-"}


class Judged(msgspec.Struct, frozen=True):
    """Pairs of claims that a person put together, and held apart."""

    together: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()


class Linked(msgspec.Struct, frozen=True):
    """Ids by claim key. A claim in an outlet's own voice has no origin."""

    events: dict[int, str]
    origins: dict[int, str]


def link(facts: Sequence[Facts], judged: Mapping[Subject, Judged] | None = None) -> Linked:
    """The event and the origin of each claim; the order of ``facts`` makes no difference."""
    verdicts = judged or {}
    by_key = {f.key: f for f in facts}
    events = event_scores(by_key, candidates(facts))
    origins = origin_scores(by_key, origin_candidates(facts), events)
    said = [f for f in facts if attributed(f)]
    return Linked(
        _ids("event", facts, events, event_scorer().threshold, verdicts.get("event")),
        _ids("origin", said, origins, origin_scorer().threshold, verdicts.get("origin")),
    )


def _ids(
    subject: Subject,
    facts: Sequence[Facts],
    scores: Mapping[Pair, float],
    threshold: float,
    judged: Judged | None,
) -> dict[int, str]:
    verdicts = judged or Judged()
    by_key = {f.key: f for f in facts}
    cell = {f.key: cell_of(f) for f in facts}
    within: dict[int, dict[Pair, float]] = defaultdict(dict)
    across: dict[int, dict[Pair, float]] = defaultdict(dict)
    for (a, b), score in scores.items():
        first, second = sorted((cell[a], cell[b]))
        if first == second:
            within[first][a, b] = score
        elif second == first + 1 and first != NO_DAY:
            across[first][(a, b) if cell[a] == first else (b, a)] = score
    groups = {
        c: groups_of(
            members, within[c], threshold,
            together=_inside(verdicts.together, cell, c), apart=_inside(verdicts.apart, cell, c),
        )
        for c, members in _by(facts, cell_of).items()
    }  # fmt: skip
    ties = [
        t
        for c in sorted(across)
        for t in ties_between(groups[c], groups[c + 1], Pairs.of(across[c]))
    ]
    return named(subject, by_key, [g for c in sorted(groups) for g in groups[c]], ties, verdicts)


def named(
    subject: Subject,
    facts: Mapping[int, Facts],
    groups: Iterable[Sequence[int]],
    ties: Iterable[Tie],
    judged: Judged,
) -> dict[int, str]:
    """The id of each claim: that of the earliest claim among all that its group is tied to."""
    found = list(groups)
    founder = {key: group[0] for group in found for key in group}
    order = sorted((group[0] for group in found), key=lambda key: facts[key].order)
    rank = {key: number for number, key in enumerate(order)}
    head = heads_of(
        range(len(order)),
        [Tie(rank[t.first], rank[t.second], t.score) for t in ties],
        together=_ranked(judged.together, founder, rank),
        apart=_ranked(judged.apart, founder, rank),
    )
    return {
        key: PREFIX[subject] + facts[order[head[rank[first]]]].founds
        for key, first in founder.items()
    }


def _ranked(
    pairs: Iterable[Pair], founder: Mapping[int, int], rank: Mapping[int, int]
) -> list[Pair]:
    return [(rank[founder[a]], rank[founder[b]]) for a, b in pairs if a in founder and b in founder]


def _inside(pairs: Iterable[Pair], cell: Mapping[int, int], wanted: int) -> list[Pair]:
    return [(a, b) for a, b in pairs if cell.get(a) == wanted == cell.get(b)]


def _by(facts: Iterable[Facts], key: Callable[[Facts], int]) -> dict[int, list[Facts]]:
    found: dict[int, list[Facts]] = defaultdict(list)
    for item in facts:
        found[key(item)].append(item)
    return found
