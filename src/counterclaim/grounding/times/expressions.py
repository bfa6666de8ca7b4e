"""What a time expression was read as, before it becomes a :class:`TimeMention`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from counterclaim.grounding.times.context import Context
from counterclaim.grounding.times.periods import Period, part_of_day
from counterclaim.grounding.times.rules import Match

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Expression:
    """A reading of a match: TIMEX3 type, value and mod, and the days it covers.

    ``period`` is what later expressions ("the next day") count from. ``words`` overrules the
    extent of the match, as positions of its words. ``floating`` is a stretch of time without
    a place in the calendar, however well the report is dated.
    """

    type: TimexType
    value: str
    mod: str | None = None
    first: date | None = None
    last: date | None = None
    precision: str = "day"
    period: Period | None = None
    words: tuple[int, int] | None = None
    floating: bool = False


SKIP = Expression("DATE", "")
"""A reading's answer for words that are no time expression and hold none ("6-year-old")."""

ReadingFunction = Callable[[Match, Context], Expression | None]


def dated(period: Period, *, mod: str | None = None) -> Expression:
    """The expression for a calendar period, its interval narrowed by ``mod``."""
    first, last = narrowed(period, mod)
    kind: TimexType = "TIME" if period.grain in ("part-of-day", "time") else "DATE"
    return Expression(kind, period.value, mod or None, first, last, period.grain, period)


def with_part(period: Period | None, match: Match, context: Context) -> Expression | None:
    """A day with the part of day, clock time and modifier that ``match`` has."""
    if period is None:
        return None
    if part := match.value("part"):
        period = part_of_day(period, part)
    elif time := clock_time(match):
        period = Period("time", f"{period.value}T{time}", period.first, period.last)
    expression = dated(period, mod=match.value("mod") or None)
    return clipped(expression, match, context)


def clock_time(match: Match) -> str | None:
    """The ``HH:MM`` (or ``HH``) of a match's clock part, ``None`` when it has none."""
    if match.get("noon"):
        return match.value("noon")
    value = match.value("clock")
    if not value:
        return None
    digits = value.replace(":", "").replace(".", "")
    if not digits.isdigit() or len(digits) > 4:
        return None
    hours, minutes = (int(digits), None) if len(digits) <= 2 else (int(digits[:-2]), digits[-2:])
    meridiem = match.value("meridiem")
    if not meridiem and match.value("part") in ("AF", "EV") and hours < 12:
        meridiem = "PM"
    if meridiem == "PM" and hours < 12:
        hours += 12
    elif meridiem == "AM" and hours == 12:
        hours = 0
    if hours > 24 or (minutes and int(minutes) > 59):
        return None
    return f"{hours:02d}:{minutes or '00'}"


def clipped(expression: Expression, match: Match, context: Context) -> Expression:
    """``expression`` cut at the report's date where "earlier" or "later" says so."""
    adverb = match.get("mod")
    if (
        context.published is None
        or expression.first is None
        or expression.last is None
        or not adverb
    ):
        return expression
    period = expression.period
    if period is None or not (period.first and period.last):
        return expression
    if adverb.text == "earlier" and period.first <= context.published:
        return replace(expression, first=period.first, last=min(period.last, context.published))
    if adverb.text == "later" and period.last >= context.published:
        return replace(expression, first=max(period.first, context.published), last=period.last)
    return expression


def narrowed(period: Period, mod: str | None) -> tuple[date | None, date | None]:
    """The days of ``period`` that "early", "late", "mid" or "the end of" leave."""
    first, last = period.first, period.last
    if first is None or last is None or mod not in ("START", "MID", "END"):
        return first, last
    days = (last - first).days + 1
    if days < 3:
        return first, last
    third = timedelta(days=days // 3)
    match mod:
        case "START":
            return first, first + third - timedelta(days=1)
        case "END":
            return last - third + timedelta(days=1), last
    return first + third, last - third
