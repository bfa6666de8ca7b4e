"""Figures as a timeline by claimant: superseded, repeated, conflicting; never averaged."""

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from counterclaim.linking.facts import unit_of
from counterclaim.linking.items import Item, in_order
from counterclaim.linking.story import FigurePoint
from counterclaim.model.records import Figure

Scope = tuple[str, str, str, tuple[str, ...]]


def timeline(items: Sequence[Item]) -> tuple[FigurePoint, ...]:
    """The figures of an event's claims, by day, with what each does to the others."""
    points: list[tuple[Scope, Item, FigurePoint]] = []
    for item in in_order(items):
        for figure in item.claim.figures:
            points.append((_scope(item, figure), item, _point(item, figure)))
    points.sort(key=lambda p: (p[2].day or "", p[1].facts.order))
    found = [point for _, _, point in points]
    by_scope: dict[Scope, list[int]] = defaultdict(list)
    for number, (scope, _, _) in enumerate(points):
        by_scope[scope].append(number)
    for numbers in by_scope.values():
        _settle(numbers, found)
        _oppose(numbers, found)
    return tuple(found)


def _point(item: Item, figure: Figure) -> FigurePoint:
    time = item.claim.time
    day = (time.end or time.start) if time and time.anchored else None
    published = item.report.published
    return FigurePoint(
        claim=item.key, text=figure.text, low=figure.low, high=figure.high, unit=figure.unit,
        day=published[:10] if published else day, claimant=item.speaker, side=item.side,
        origin=item.claim.origin, status="current",
    )  # fmt: skip


def _scope(item: Item, figure: Figure) -> Scope:
    """Only figures of the same things are compared: killed is not casualties."""
    day = item.facts.first if item.claim.type not in {"casualties", "damage"} else None
    return (
        unit_of(figure.unit), item.claim.type, str(day or ""), item.facts.target_sides,
    )  # fmt: skip


def _settle(numbers: Sequence[int], found: list[FigurePoint]) -> None:
    """Mark what the same claimant or origin said before, or said otherwise before."""
    for position, number in enumerate(numbers):
        point = found[number]
        before = [found[n] for n in numbers[:position]]
        same = next((p for p in before if _alike(p, point) and _tied(p, point)), None)
        if same is not None:
            because = f"{same.claimant} had said “{same.text}” before."
            found[number] = msgspec.structs.replace(point, status="repeat", because=because)
            continue
        for earlier in numbers[:position]:
            other = found[earlier]
            if other.status == "current" and _own(other, point) and not _alike(other, point):
                because = f"{point.claimant} later said “{point.text}”."
                found[earlier] = msgspec.structs.replace(
                    other, status="superseded", because=because
                )


def _oppose(numbers: Sequence[int], found: list[FigurePoint]) -> None:
    for number in numbers:
        point = found[number]
        if point.status != "current" or point.origin is None:
            continue
        against = tuple(
            n
            for n in numbers
            if found[n].status == "current"
            and found[n].origin not in {None, point.origin}
            and not _own(found[n], point)
            and disjoint(found[n], point)
        )
        if against:
            names = ", ".join(f"{found[n].claimant} (“{found[n].text}”)" for n in against)
            found[number] = msgspec.structs.replace(
                point, conflicts=against, because=f"It cannot agree with {names}."
            )


def disjoint(a: FigurePoint, b: FigurePoint) -> bool:
    """Whether no number lies in both intervals."""
    above = a.low is not None and b.high is not None and a.low > b.high
    below = b.low is not None and a.high is not None and b.low > a.high
    return above or below


def _alike(a: FigurePoint, b: FigurePoint) -> bool:
    return (a.low, a.high) == (b.low, b.high)


def _own(a: FigurePoint, b: FigurePoint) -> bool:
    """Whether one claimant or one origin gives both."""
    return (a.origin is not None and a.origin == b.origin) or a.claimant == b.claimant


def _tied(a: FigurePoint, b: FigurePoint) -> bool:
    """A figure in an outlet's own voice only repeats one that somebody gave before."""
    return _own(a, b) or b.origin is None
