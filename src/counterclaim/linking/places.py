"""How two places lie to one another."""

import math
from collections.abc import Iterable
from typing import Literal

from counterclaim.linking.facts import PlaceFact

Relation = Literal["same", "within", "near", "country", "apart", "unknown"]

RADIUS = (0.0, 45.0, 160.0, math.inf)
"""Kilometres from the middle of an area of each level within which a point may lie in it."""

NEAR = 25.0
APART = 80.0
EARTH = 6371.0

CLOSEST: tuple[Relation, ...] = ("same", "within", "near", "country", "unknown", "apart")


def relation(a: PlaceFact, b: PlaceFact) -> Relation:
    """How ``a`` and ``b`` lie to one another, whichever comes first."""
    if a.name == b.name:
        return "same"
    distance = _distance(a, b)
    if a.country is not None and b.country is not None and a.country != b.country:
        return "near" if distance <= NEAR else "apart"
    wide = max(a.level, b.level)
    if wide == 3:
        return "country" if a.country == b.country is not None else "unknown"
    if math.isnan(distance):
        return "unknown"
    return _by_distance(distance, a.level, b.level)


def _by_distance(distance: float, one: int, other: int) -> Relation:
    if one != other:
        return "within" if distance <= RADIUS[max(one, other)] else "apart"
    if one == 0 and distance <= APART:
        return "near" if distance <= NEAR else "unknown"
    return "apart"


def closest(a: Iterable[PlaceFact], b: Iterable[PlaceFact]) -> Relation:
    """The closest relation of any two places; ``unknown`` where either names none."""
    second = tuple(b)
    found = {relation(x, y) for x in a for y in second}
    return next((r for r in CLOSEST if r in found), "unknown")


def _distance(a: PlaceFact, b: PlaceFact) -> float:
    """Kilometres on the great circle (haversine), ``nan`` where a place is not located."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return math.nan
    south, north = math.radians(a.lat), math.radians(b.lat)
    lift = math.sin((north - south) / 2) ** 2
    turn = math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    inner = lift + math.cos(south) * math.cos(north) * turn
    return 2 * EARTH * math.asin(math.sqrt(min(1.0, inner)))
