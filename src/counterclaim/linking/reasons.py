"""Why two claims are linked, in one plain sentence that names the evidence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from counterclaim.linking.clusters import Pair
from counterclaim.linking.facts import Facts, Order
from counterclaim.linking.origin_pairs import same_person
from counterclaim.linking.places import relation
from counterclaim.linking.stems import idf

SHARED_WORDS = 4
"""Words in common that a reason names."""


class Ordered(Protocol):
    """What has a place in the order of claims."""

    @property
    def order(self) -> Order:
        """As in :class:`~counterclaim.linking.facts.Facts`."""


def event_reason(a: Facts, b: Facts) -> str:
    """Why ``a`` and ``b`` are taken to speak of one event."""
    return _sentence([*_settings(a, b), *_kinds(a, b), *_words(a, b)])


def origin_reason(a: Facts, b: Facts) -> str:
    """Why ``a`` and ``b`` are taken to rest on one saying."""
    return _sentence([*_speakers(a, b), *_settings(a, b), *_words(a, b)])


def likest(
    groups: Iterable[Sequence[int]], scores: Mapping[Pair, float], claims: Mapping[int, Ordered]
) -> dict[int, tuple[int, float]]:
    """For each claim but the first of its group: the claim it is likest to, and their score.

    One before it where it was compared with one, else one after it.
    """
    group_of: dict[int, int] = {}
    first: set[int] = set()
    for group in groups:
        first.add(group[0])
        group_of |= dict.fromkeys(group, group[0])
    best: dict[int, tuple[bool, float, Order, int]] = {}
    for (a, b), score in scores.items():
        if a not in group_of or group_of[a] != group_of.get(b):
            continue
        for one, other in ((a, b), (b, a)):
            after = claims[one].order < claims[other].order
            found = (after, -score, claims[other].order, other)
            if one not in first and (one not in best or found < best[one]):
                best[one] = found
    return {key: (other, -score) for key, (_, score, _, other) in best.items()}


def _sentence(parts: Iterable[str]) -> str:
    found = list(parts) or ["the claims are alike as a whole"]
    joined = "; ".join(found)
    return joined[0].upper() + joined[1:] + "."


def _speakers(a: Facts, b: Facts) -> Iterator[str]:
    if a.speaker == b.speaker:
        yield f"both name {a.speaker} as the speaker"
    elif same_person(a.speaker, b.speaker):
        yield f"{a.speaker} and {b.speaker} are one name"
    elif a.side == b.side:
        yield f"{a.speaker} and {b.speaker} speak for one side ({a.side})"
    shared = sorted(set(a.chain[1:]) & set(b.chain[1:]))
    if shared:
        yield f"both came by way of {', '.join(shared)}"


def _settings(a: Facts, b: Facts) -> Iterator[str]:
    if a.report == b.report:
        yield "both stand in one report"
    elif a.published is not None and b.published is not None:
        gap = abs(a.published - b.published)
        yield "published on the same day" if gap == 0 else f"published {_days(gap)} apart"
    names = sorted({p.label for p in a.places for q in b.places if relation(p, q) == "same"})
    if names:
        yield f"both name {', '.join(names)}"
    else:
        close = next(
            ((p, q, r) for p in a.places for q in b.places if (r := relation(p, q)) in _CLOSE), None
        )
        if close is not None:
            yield f"{close[0].label} and {close[1].label} {_CLOSE[close[2]]}"
    if a.first is not None and a.first == b.first and a.last == b.last:
        yield "both date it alike"


_CLOSE = {"within": "lie one in the other", "near": "are neighbours"}


def _kinds(a: Facts, b: Facts) -> Iterator[str]:
    yield f"both are of type {a.type}" if a.type == b.type else f"types {a.type} and {b.type}"
    if "denies" in {a.stance, b.stance} and a.stance != b.stance:
        yield "one denies what the other says"
    units = sorted({x.unit for x in a.figures for y in b.figures if x == y})
    if units:
        yield f"the same figure of {', '.join(units)}"


def _words(a: Facts, b: Facts) -> Iterator[str]:
    shared = set(a.words) & set(b.words)
    where = "in common"
    if not shared:
        shared, where = set(a.context) & set(b.context), "in common around them"
    best = sorted(shared, key=lambda s: (-idf(s), s))[:SHARED_WORDS]
    if best:
        yield f"word stems {where}: {', '.join(best)}"


def _days(number: int) -> str:
    return "a day" if number == 1 else f"{number} days"
