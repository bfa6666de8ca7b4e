"""Filters of events as they stand in addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from msgspec.structs import replace

from counterclaim.ledger import Box
from counterclaim.linking import EventQuery
from counterclaim.linking.story import Family, FlagKind, Order
from counterclaim.web.filters import BadFilter, checked, whole_number

FAMILIES: tuple[str, ...] = get_args(Family)
FLAGS: tuple[str, ...] = get_args(FlagKind)
ORDERS: tuple[str, ...] = get_args(Order)

PAGE = 40


@dataclass(frozen=True, slots=True)
class View:
    """What the map and the timeline are narrowed down to: days as ordinals, and a box."""

    since: int | None
    until: int | None
    box: Box | None


def event_query_of(given: Mapping[str, str], limit: int = PAGE) -> EventQuery:
    """The query without its days. Raises :class:`BadFilter`."""
    asked: dict[str, Any] = {}
    for name in ("words", "place", "side", "speaker", "type"):
        value = given.get(name, "").strip()
        if value:
            asked[name] = checked(name, value)
    for name, known in (("family", FAMILIES), ("flag", FLAGS), ("order", ORDERS)):
        value = given.get(name, "").strip()
        if value:
            if value not in known:
                raise BadFilter(name, f"no such {name}; one of {', '.join(known)}")
            asked[name] = value
    if given.get("disputed", "").strip() in ("1", "true", "on"):
        asked["disputed"] = True
    for name in ("reports", "origins"):
        number = whole_number(given, name, most=10**6)
        if number is not None:
            asked[name] = number
    return EventQuery(**asked, limit=limit, offset=whole_number(given, "offset", most=10**7) or 0)


def with_days(query: EventQuery, given: Mapping[str, str]) -> EventQuery:
    """``query`` with the days that stand in the address."""
    days = {
        name: checked(name, given[name].strip())
        for name in ("since", "until")
        if given.get(name, "").strip()
    }
    return replace(query, **days)


def view_of(given: Mapping[str, str]) -> View:
    """Days and box of an address. Raises :class:`BadFilter`."""
    found: dict[str, int | None] = {"since": None, "until": None}
    for name in found:
        value = given.get(name, "").strip()
        if value:
            found[name] = date.fromisoformat(str(checked(name, value))).toordinal()
    box = given.get("box", "").strip()
    return View(**found, box=checked("box", box) if box else None)  # type: ignore[arg-type]


def event_values(query: EventQuery) -> dict[str, str | None]:
    """The filters of ``query`` as they stand in an address, without days and page."""
    values: dict[str, str | None] = {
        name: getattr(query, name)
        for name in ("words", "place", "side", "speaker", "type", "family", "flag")
    }
    values["disputed"] = "1" if query.disputed else None
    values["reports"] = str(query.reports) if query.reports > 1 else None
    values["origins"] = str(query.origins) if query.origins else None
    values["order"] = query.order if query.order != "newest" else None
    return {name: value for name, value in values.items() if value}
