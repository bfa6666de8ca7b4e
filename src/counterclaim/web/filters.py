"""Filters as they stand in addresses, and the queries they ask."""

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

import msgspec

from counterclaim.errors import CounterclaimError, LedgerError
from counterclaim.ledger import Box, Query
from counterclaim.ledger.query import checked_words
from counterclaim.model.vocabulary import CLAIM_TYPES, REALIS, STANCES

NAMES = (
    "words", "speaker", "side", "stance", "type", "realis", "place", "box", "since", "until",
    "outlet", "figure_min", "figure_max", "unit",
)  # fmt: skip
"""Filters in the order in which addresses have them."""

LONGEST = 300
PAGE = 50
LARGEST_PAGE = 500

_CLOSED: dict[str, tuple[str, ...]] = {"stance": STANCES, "type": CLAIM_TYPES, "realis": REALIS}


class BadFilter(CounterclaimError):
    """A filter that asks for nothing that can be looked for; ``name`` is the filter's."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"{name}: {message}")
        self.name = name


def query_of(given: Mapping[str, str], limit: int = PAGE) -> Query:
    """The query that an address asks; blank filters are none. Raises :class:`BadFilter`."""
    asked: dict[str, Any] = {}
    for name in NAMES:
        value = given.get(name, "").strip()
        if value:
            asked[name] = checked(name, value)
    return Query(**asked, limit=limit)


def checked(name: str, value: str) -> object:
    """What the filter ``name`` asks with ``value``. Raises :class:`BadFilter`."""
    if len(value) > LONGEST:
        raise BadFilter(name, f"longer than {LONGEST} characters; shorten it")
    if "\x00" in value or not value.isprintable():
        raise BadFilter(name, "there are characters in it that cannot be looked for")
    if name in _CLOSED:
        if value not in _CLOSED[name]:
            raise BadFilter(name, f"no such {name}; one of {', '.join(_CLOSED[name])}")
        return value
    if (parse := _PARSED.get(name)) is not None:
        return parse(name, value)
    if name in ("words", "speaker") or (name == "place" and not value.isdecimal()):
        try:
            checked_words(value)
        except LedgerError:
            raise BadFilter(name, "no word to look for in it; give one") from None
    if name == "place" and value.isdecimal() and len(value) > 12:
        raise BadFilter(name, "no GeoNames id is that long")
    return value


def _day(name: str, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise BadFilter(name, "no day; write it as 2024-05-14") from None


def _figure(name: str, value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = math.inf
    if not math.isfinite(number):
        raise BadFilter(name, "no number; write it as 1200 or 0.5")
    return number


def _box(name: str, value: str) -> Box:
    try:
        west, south, east, north = (float(part) for part in value.split(","))
        return Box(west, south, east, north)
    except ValueError:
        raise BadFilter(name, "write WEST,SOUTH,EAST,NORTH in degrees") from None


_PARSED: dict[str, Callable[[str, str], object]] = {
    "box": _box, "since": _day, "until": _day, "figure_min": _figure, "figure_max": _figure
}  # fmt: skip


def values_of(query: Query) -> dict[str, str]:
    """The filters of ``query`` by name, as they stand in an address."""
    found = {}
    for name in NAMES:
        value = getattr(query, name)
        if value is None:
            continue
        if isinstance(value, Box):
            value = ",".join(f"{d:g}" for d in msgspec.structs.astuple(value))
        found[name] = value if isinstance(value, str) else f"{value:.15g}"
    return found


def address(path: str, query: Query, changed: Mapping[str, str | None] | None = None) -> str:
    """``path`` with the filters of ``query``; ``changed`` sets some, or takes them off."""
    values: dict[str, str | None] = {**values_of(query), **(changed or {})}
    return with_values(path, values)


class Links:
    """Addresses like ``path`` with the filters of ``query``, each with one of them changed.

    A page of claims has some hundred of them: what they share is put together once.
    """

    def __init__(self, path: str, query: Query) -> None:
        self._path = path
        self._parts = {name: urlencode({name: v}) for name, v in values_of(query).items()}

    def __call__(self, name: str, value: str | None) -> str:
        """With ``name`` as ``value``; blank or ``None`` takes it off."""
        parts = {**self._parts, name: urlencode({name: value}) if value else ""}
        joined = "&".join(filter(None, parts.values()))
        return f"{self._path}?{joined}" if joined else self._path


def with_values(path: str, values: Mapping[str, str | None]) -> str:
    """``path`` with the values that are not blank."""
    pairs = [(name, value) for name, value in values.items() if value]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def whole_number(given: Mapping[str, str], name: str, most: int = 2**53) -> int | None:
    """A number from 0 in an address, or ``None``. Raises :class:`BadFilter`."""
    value = given.get(name, "").strip()
    if not value:
        return None
    if not (value.isascii() and value.isdecimal() and len(value) < 17 and int(value) <= most):
        raise BadFilter(name, f"a number from 0 to {most:,}")
    return int(value)


def limit_of(given: Mapping[str, str]) -> int:
    """How many to give."""
    return min(whole_number(given, "limit") or PAGE, LARGEST_PAGE)


def only(given: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """The values of these names that are not blank."""
    return {name: given[name] for name in names if given.get(name, "").strip()}
