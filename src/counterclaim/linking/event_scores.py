"""Log-odds of "same event" for arrays of pairs: :mod:`~counterclaim.linking.event_pairs`, at once.

Each term is a weight times the feature that ``event_features`` would give; a test holds the two
to one another.
"""

from collections.abc import Hashable
from functools import cache
from typing import Any, cast

import numpy as np

from counterclaim.linking.columns import MISSING, Bools, Columns, Floats, Ints, Likeness
from counterclaim.linking.event_pairs import BESIDE, CONTENTIONS, same_number
from counterclaim.linking.facts import FAMILIES
from counterclaim.linking.places import CLOSEST, closest
from counterclaim.linking.scorer import Scorer

_TYPES = tuple(FAMILIES)


class Weights:
    """The rows of a scorer's table, 0 for those it lacks."""

    def __init__(self, scorer: Scorer) -> None:
        self._weights = scorer.weights

    def __getitem__(self, feature: str) -> float:
        """The weight of a feature."""
        return self._weights.get(feature, 0.0)


def event_odds(claims: Columns, one: Ints, other: Ints, scorer: Scorer) -> Floats:
    """Log-odds of pairs of claims, given by position; ``one`` must be sorted."""
    w = Weights(scorer)
    alike = claims.likeness(one, other)
    own = claims.report[one] == claims.report[other]
    return (
        w["bias"]
        + w["words"] * alike.words
        + w["context"] * alike.context
        + w["crossed"] * alike.crossed
        + w["rarest word"] * alike.rarest
        + _places_and_types(claims, one, other, alike, w)
        + _times(claims, one, other, w)
        + _parties(claims, one, other, w)
        + _figures(claims, one, other, w)
        + np.where(
            own,
            _one_report(claims, one, other, alike, w),
            w["other report"] + w["context, other report"] * alike.context,
        )
    )


def _places_and_types(
    claims: Columns, one: Ints, other: Ints, alike: Likeness, w: Weights
) -> Floats:
    near = claims.tuples.compared(claims.settled[one], claims.settled[other], _relation)
    relation = near.astype(np.int64)
    named = (claims.places[one] > 0) & (claims.places[other] > 0)
    settled = (claims.settled[one] > 0) & (claims.settled[other] > 0)
    place, setting = (
        np.array([w[f"{kind}={name}"] for name in CLOSEST])[relation]
        for kind in ("place", "setting")
    )
    where = np.where(named, place, np.where(settled, setting, w["place=none"]))
    a, b = claims.type[one], claims.type[other]
    same = a == b
    plain, with_words = _type_terms(w)
    close = np.isin(relation, [CLOSEST.index(name) for name in ("same", "within", "near")])
    hit = alike.trigger > 0
    kind = np.where(same, w["trigger and type"], w["trigger only"])
    return cast(
        Floats,
        where
        + plain[a, b]
        + with_words[a, b] * alike.words
        + w["type and place"] * (same & close)
        + np.where(hit, w["trigger"] * alike.trigger + kind, 0.0)
        + _manner(claims, one, other, w),
    )


def _type_terms(w: Weights) -> tuple[Floats, Floats]:
    """By two types: what their being so weighs, and what the likeness of words weighs then."""
    size = len(_TYPES)
    plain, words = np.zeros((size, size)), np.zeros((size, size))
    for m, a in enumerate(_TYPES):
        for n, b in enumerate(_TYPES):
            first, second = sorted((a, b))
            plain[m, n] = 0.5 * w[f"types={first}+{second}"]
            if a == b:
                plain[m, n] += w["same type"]
                words[m, n] = w["words, same type"]
            elif FAMILIES[a] == FAMILIES[b]:
                plain[m, n] += w["same family"]
            else:
                plain[m, n] += w["other family"]
                words[m, n] = w["words, other family"]
            if (FAMILIES[a] == "harm") != (FAMILIES[b] == "harm"):
                plain[m, n] += w["facet"]
    return plain, words


def _manner(claims: Columns, one: Ints, other: Ints, w: Weights) -> Floats:
    a, b = claims.real[one], claims.real[other]
    not_yet = (a < 2) | (b < 2)  # "planned" and "possible" come first
    real = np.where(a == b, w["same realis"], np.where(not_yet, w["not yet"], 0.0))
    return cast(Floats, real + w["same stance"] * (claims.stance[one] == claims.stance[other]))


def _times(claims: Columns, one: Ints, other: Ints, w: Weights) -> Floats:
    a, b = claims.first[one], claims.first[other]
    last_a, last_b = claims.last[one], claims.last[other]
    both, either = (a != MISSING) & (b != MISSING), (a != MISSING) | (b != MISSING)
    gap = np.where(
        both, np.maximum(0, np.maximum(_less(a, last_b, both), _less(b, last_a, both))), 0
    )
    one_day = both & (gap == 0) & (last_a == a) & (last_b == b)
    time = (
        np.where(both, by_gap(gap, "time", w), np.where(either, w["time=one"], w["time=none"]))
        + w["same day"] * one_day
    )
    p, q = claims.published[one], claims.published[other]
    dated = (p != MISSING) & (q != MISSING)
    apart = np.abs(_less(p, q, dated))
    return cast(Floats, time + np.where(dated, by_gap(apart, "published", w), 0.0))


def _less(a: Ints, b: Ints, known: Bools) -> Ints:
    return np.where(known, a, 0) - np.where(known, b, 0)


def by_gap(days: Ints, name: str, w: Weights) -> Floats:
    """The weight of a feature of days between."""
    terms = np.array([w[f"{name}={gap}"] for gap in ("0", "1", "few", "many")])
    return cast(Floats, terms[np.select([days == 0, days == 1, days <= 3], [0, 1, 2], 3)])


def _parties(claims: Columns, one: Ints, other: Ints, w: Weights) -> Floats:
    total = np.zeros(len(one))
    for name, column in (
        ("agents", claims.agents), ("targets", claims.targets),
        ("agent sides", claims.agent_sides), ("target sides", claims.target_sides),
    ):  # fmt: skip
        both = np.flatnonzero((column[one] > 0) & (column[other] > 0))
        same = claims.tuples.compared(column[one[both]], column[other[both]], shares)
        total[both] += np.where(same > 0, w[f"{name}=same"], w[f"{name}=other"])
    speaker, side = claims.speaker[one], claims.side[one]
    total += np.select(
        [
            (speaker > 0) & (speaker == claims.speaker[other]),
            (side > 0) & (side == claims.side[other]),
            (side > 0) & (claims.enemy[one] > 0) & (claims.enemy[one] == claims.side[other]),
        ],
        [w["same speaker"], w["same side"], w["adversaries"]],
        0.0,
    )
    return total


def _figures(claims: Columns, one: Ints, other: Ints, w: Weights) -> Floats:
    a, b = claims.figures[one], claims.figures[other]
    total = np.where((a > 0) != (b > 0), w["figure=one"], 0.0)
    both = np.flatnonzero((a > 0) & (b > 0))
    terms = np.array([w["figure=other unit"], w["figure=other"], w["figure=same"]])
    total[both] = terms[claims.tuples.compared(a[both], b[both], figures_alike).astype(np.int64)]
    return total


def _one_report(claims: Columns, one: Ints, other: Ints, alike: Likeness, w: Weights) -> Floats:
    apart = np.maximum(claims.start[one], claims.start[other]) - np.minimum(
        claims.end[one], claims.end[other]
    )
    steps = np.abs(claims.position[one] - claims.position[other])
    other_part = claims.headline[one] != claims.headline[other]
    speaker = claims.speaker[one] == claims.speaker[other]
    goes_on = speaker & (claims.stance[one] == claims.stance[other]) & (steps == 1)
    contentions = [n for n, s in enumerate(claims.stances.values()) if s in CONTENTIONS]
    deception = _TYPES.index("deception")
    contends = (
        np.isin(claims.stance[one], contentions) | np.isin(claims.stance[other], contentions)
        | (claims.type[one] == deception) | (claims.type[other] == deception)
    )  # fmt: skip
    answers = (steps <= 2) & (claims.side[one] != claims.side[other]) & contends
    return cast(
        Floats,
        np.select([apart <= 0, apart <= BESIDE], [w["overlap"], w["beside"]], w["far"])
        + np.select([steps == 1, steps == 2], [w["next"], w["two on"]], w["further on"])
        + other_part * (w["headline and body"] + w["words, headline and body"] * alike.words)
        + w["goes on"] * goes_on
        + w["answer"] * answers,
    )


@cache
def _rank() -> dict[str, int]:
    return {name: n for n, name in enumerate(CLOSEST)}


def _relation(a: Hashable, b: Hashable) -> float:
    return _rank()[closest(cast(Any, a), cast(Any, b))]


def shares(a: Hashable, b: Hashable) -> float:
    """1 where two tuples have an item in common."""
    return float(bool(set(cast(Any, a)) & set(cast(Any, b))))


def figures_alike(a: Hashable, b: Hashable) -> float:
    """2 where two claims give one number of the same things, 1 another number, 0 neither."""
    pairs = [(x, y) for x in cast(Any, a) for y in cast(Any, b) if x.unit == y.unit]
    return 0.0 if not pairs else 2.0 if any(same_number(x, y) for x, y in pairs) else 1.0
