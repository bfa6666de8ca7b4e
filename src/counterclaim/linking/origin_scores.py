"""Log-odds of "one saying" for arrays of pairs: :mod:`~counterclaim.linking.origin_pairs`, at once.

A test holds the two to one another.
"""

from collections.abc import Hashable
from typing import cast

import numpy as np

from counterclaim.linking.columns import MISSING, Columns, Floats, Ints
from counterclaim.linking.event_scores import Weights, by_gap, figures_alike, shares
from counterclaim.linking.origin_pairs import same_person
from counterclaim.linking.places import CLOSEST, closest
from counterclaim.linking.scorer import Scorer

NEVER = -12.0
"""Log-odds of what cannot be: two people by name do not say one thing in one breath."""


def origin_odds(claims: Columns, one: Ints, other: Ints, events: Floats, scorer: Scorer) -> Floats:
    """Log-odds of pairs of attributed claims, by position; ``one`` must be sorted.

    ``events`` are the log-odds that both speak of one event.
    """
    w = Weights(scorer)
    alike = claims.likeness(one, other)
    own = claims.report[one] == claims.report[other]
    speakers, two_people = _speakers(claims, one, other, own=own, w=w)
    total = (
        w["bias"]
        + speakers
        + _chains(claims, one, other, w)
        + w["words"] * alike.words
        + w["context"] * alike.context
        + w["event"] * np.clip(events, -2.0, 4.0) / 4
        + w["same type"] * (claims.type[one] == claims.type[other])
        + w["same stance"] * (claims.stance[one] == claims.stance[other])
        + _occasion(claims, one, other, own=own, w=w)
        + _matter(claims, one, other, w)
    )
    return np.where(two_people, NEVER, total)


def _speakers(
    claims: Columns, one: Ints, other: Ints, *, own: Floats, w: Weights
) -> tuple[Floats, Floats]:
    a, b = claims.speaker[one], claims.speaker[other]
    same = a == b
    name = ~same & (claims.names.compared(a, b, _same_person) > 0)
    two_people = ~same & ~name & claims.person[one] & claims.person[other]
    side = (
        ~same & ~name & ~two_people & (claims.side[one] == claims.side[other])
        & (claims.side[one] != 1) & (claims.side[one] != 2)  # "UNK", "IND"
    )  # fmt: skip
    kind_a, kind_b = claims.kind[one], claims.kind[other]
    kinds = np.array([w[f"same speaker={kind}"] for kind in claims.kinds.values()])

    def here(feature: str) -> Floats:
        return np.where(own, w[f"{feature}, own report"], w[f"{feature}, other report"])

    total = np.select(
        [same, name, side],
        [
            here("same speaker") + kinds[kind_a],
            here("same name"),
            here("same side")
            + w["both for the state"] * ((kind_a < 2) & (kind_b < 2))
            + w["same kind"] * (kind_a == kind_b),
        ],
        w["other side"],
    )
    return total, two_people


def _chains(claims: Columns, one: Ints, other: Ints, w: Weights) -> Floats:
    beyond = claims.tuples.compared(claims.beyond[one], claims.beyond[other], shares) > 0
    chain = claims.tuples.compared(claims.chain[one], claims.chain[other], shares) > 0
    return np.select([beyond, chain], [w["same venue or relay"], w["in the other's chain"]], 0.0)


def _occasion(claims: Columns, one: Ints, other: Ints, *, own: Floats, w: Weights) -> Floats:
    steps = np.abs(claims.position[one] - claims.position[other])
    inside = np.select([steps == 1, steps <= 3], [w["next"], w["near"]], w["further on"])
    p, q = claims.published[one], claims.published[other]
    dated = (p != MISSING) & (q != MISSING)
    gap = np.abs(np.where(dated, p, 0) - np.where(dated, q, 0))
    same = claims.speaker[one] == claims.speaker[other]
    across = by_gap(gap, "published", w) + same * by_gap(gap, "same speaker, published", w)
    return cast(Floats, np.where(own, inside, np.where(dated, across, 0.0)))


def _matter(claims: Columns, one: Ints, other: Ints, w: Weights) -> Floats:
    total = np.zeros(len(one))
    places = np.array([w[f"place={name}"] for name in CLOSEST])
    both = np.flatnonzero((claims.places[one] > 0) & (claims.places[other] > 0))
    found = claims.tuples.compared(claims.places[one[both]], claims.places[other[both]], _relation)
    total[both] += places[found.astype(np.int64)]
    both = np.flatnonzero((claims.figures[one] > 0) & (claims.figures[other] > 0))
    found = claims.tuples.compared(
        claims.figures[one[both]], claims.figures[other[both]], figures_alike
    )
    total[both] += np.where(found == 2, w["figure=same"], w["figure=other"])
    return total


def _same_person(a: Hashable, b: Hashable) -> float:
    return float(same_person(str(a), str(b)))


def _relation(a: Hashable, b: Hashable) -> float:
    return CLOSEST.index(closest(a, b))  # type: ignore[arg-type]
