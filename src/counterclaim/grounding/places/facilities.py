"""Streets, hospitals, stations: located at the settlement they are said to be in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from counterclaim.grounding.places.schema import Entry

if TYPE_CHECKING:
    from counterclaim.grounding.places.geoparser import Resolution

SEATS = frozenset({"settlement", "admin2", "site"})
NEAR_WORDS = 5


def with_seats(resolved: Sequence[Resolution]) -> list[Resolution]:
    """``resolved`` with each facility at the settlement beside it, else the report's main one."""
    main = _main(resolved)
    return [
        _seated(resolved, at, main) if r.toponym.form == "facility" else r
        for at, r in enumerate(resolved)
    ]


def _seated(resolved: Sequence[Resolution], at: int, main: Entry | None) -> Resolution:
    here = resolved[at]
    for other in _beside(resolved, at):
        if other.entry is not None:
            return replace(here, entry=other.entry, score=other.score / 2, seat=True)
    if main is None:
        return here
    return replace(here, entry=main, score=0.3, seat=True)


def _beside(resolved: Sequence[Resolution], at: int) -> Iterator[Resolution]:
    here = resolved[at].toponym
    for other in resolved[at + 1 : at + 3]:
        if other.toponym.first - here.last <= NEAR_WORDS and _may_seat(other):
            yield other
    for other in reversed(resolved[max(0, at - 3) : at]):
        if here.first - other.toponym.last <= NEAR_WORDS and _may_seat(other):
            yield other


def _may_seat(other: Resolution) -> bool:
    return (
        other.toponym.form in ("name", "loose")
        and other.entry is not None
        and other.entry.kind in SEATS
    )


def _main(resolved: Sequence[Resolution]) -> Entry | None:
    """The settlement the report names most, the first of them on a tie."""
    entries = {r.entry.id: r.entry for r in resolved if _may_seat(r) and r.entry}
    if not entries:
        return None
    counts = Counter(r.entry.id for r in resolved if _may_seat(r) and r.entry)
    return entries[counts.most_common(1)[0][0]]
