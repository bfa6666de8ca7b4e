"""Calendar periods: what a DATE or TIME denotes, as a TIMEX3 value and an interval of days.

Values follow TimeML 1.2.1 (``1998-02-06``, ``1998-W06``, ``1998-Q3``, ``1998-SU``,
``1998-02-06TEV``); an unknown year is ``XXXX``, and such a period has no interval.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Grain = Literal[
    "century", "decade", "year", "half", "quarter", "season", "month",
    "week", "weekend", "day", "part-of-day", "time",
]  # fmt: skip

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season (meteorological, northern)."""

FIRST_YEAR, LAST_YEAR = 1, 9899
"""Years whose every period can be held by :class:`datetime.date`."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar. ``first`` and ``last`` are inclusive days, or ``None``."""

    grain: Grain
    value: str
    first: date | None
    last: date | None


def in_range(year: int) -> bool:
    """Whether periods of ``year`` can be represented."""
    return FIRST_YEAR <= year <= LAST_YEAR


def century(number: int) -> Period:
    """The ``number``-th century of our era (20: 1901 to 2000), value ``19``."""
    first = max(number * 100 - 99, 1)
    return Period("century", f"{number - 1:02d}", date(first, 1, 1), date(first + 99, 12, 31))


def decade(year: int) -> Period:
    """The decade that ``year`` is in (1994: the 1990s, value ``199``)."""
    first = max(year // 10 * 10, 1)
    return Period(
        "decade", f"{year // 10:03d}", date(first, 1, 1), date(year // 10 * 10 + 9, 12, 31)
    )


def year(number: int) -> Period:
    """A calendar year."""
    return Period("year", f"{number:04d}", date(number, 1, 1), date(number, 12, 31))


def half(year_number: int, number: int) -> Period:
    """The first or second half of a year."""
    first = date(year_number, 6 * number - 5, 1)
    return Period(
        "half", f"{year_number:04d}-H{number}", first, _month_end(year_number, 6 * number)
    )


def quarter(year_number: int, number: int) -> Period:
    """A quarter (1 to 4) of a year."""
    first = date(year_number, 3 * number - 2, 1)
    last = _month_end(year_number, 3 * number)
    return Period("quarter", f"{year_number:04d}-Q{number}", first, last)


def season(year_number: int, code: str) -> Period:
    """A season by its code; a winter belongs to the year it begins in."""
    month_number = SEASON_MONTHS[code]
    end_year, end_month = (year_number + 1, 2) if code == "WI" else (year_number, month_number + 2)
    first = date(year_number, month_number, 1)
    return Period("season", f"{year_number:04d}-{code}", first, _month_end(end_year, end_month))


def month(year_number: int | None, number: int) -> Period:
    """A month, of an unknown year when ``year_number`` is ``None``."""
    if year_number is None:
        return Period("month", f"XXXX-{number:02d}", None, None)
    first = date(year_number, number, 1)
    return Period("month", f"{first:%Y-%m}", first, _month_end(year_number, number))


def week(day_in_it: date) -> Period:
    """The ISO week (Monday to Sunday) that holds ``day_in_it``."""
    monday = day_in_it - timedelta(days=day_in_it.weekday())
    iso = monday.isocalendar()
    return Period("week", f"{iso.year:04d}-W{iso.week:02d}", monday, monday + timedelta(days=6))


def weekend(day_in_week: date) -> Period:
    """The Saturday and Sunday of the ISO week that holds ``day_in_week``."""
    whole = week(day_in_week)
    saturday = day_in_week - timedelta(days=day_in_week.weekday()) + timedelta(days=5)
    return Period("weekend", f"{whole.value}-WE", saturday, saturday + timedelta(days=1))


def day(which: date) -> Period:
    """A single day."""
    return Period("day", which.isoformat(), which, which)


def day_of_month(year_number: int | None, month_number: int, number: int) -> Period | None:
    """A day by its numbers; ``None`` when there is no such day."""
    leap_year_for_unknown = 2000
    length = monthrange(year_number or leap_year_for_unknown, month_number)[1]
    if not 1 <= number <= length:
        return None
    if year_number is None:
        return Period("day", f"XXXX-{month_number:02d}-{number:02d}", None, None)
    return day(date(year_number, month_number, number))


def part_of_day(whole: Period, code: str) -> Period:
    """A part of the day ``whole`` by its TIMEX3 code; a night runs into the next day."""
    last = whole.last
    if last is not None and code == "NI":
        last += timedelta(days=1)
    return Period("part-of-day", f"{whole.value}T{code}", whole.first, last)


def clock(whole: Period, time: str) -> Period:
    """The clock time ``HH:MM`` of the day ``whole``."""
    return Period("time", f"{whole.value}T{time}", whole.first, whole.last)


def unknown(grain: Grain, value: str) -> Period:
    """A period that cannot be placed, with its underspecified value."""
    return Period(grain, value, None, None)


def add_months(start: date, count: int) -> date:
    """``start`` moved by ``count`` months, the day cut to the month's length."""
    total = start.year * 12 + start.month - 1 + count
    year_number, month_number = divmod(total, 12)
    year_number = min(max(year_number, FIRST_YEAR), LAST_YEAR)
    length = monthrange(year_number, month_number + 1)[1]
    return date(year_number, month_number + 1, min(start.day, length))


def add_days(start: date, count: int) -> date:
    """``start`` moved by ``count`` days, kept inside the representable years."""
    ordinal = start.toordinal() + count
    lowest, highest = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
    return date.fromordinal(min(max(ordinal, lowest), highest))


def covering(which: date, unit: str) -> Period | None:  # noqa: PLR0911  (one return a kind)
    """The period of ``unit`` (D, W, WE, M, Q, Y, E, C) that holds the day ``which``."""
    match unit:
        case "D":
            return day(which)
        case "W":
            return week(which)
        case "WE":
            return weekend(which)
        case "M":
            return month(which.year, which.month)
        case "Q":
            return quarter(which.year, (which.month + 2) // 3)
        case "Y":
            return year(which.year)
        case "E":
            return decade(which.year)
        case "C":
            return century((which.year + 99) // 100)
    return None


MONTHS_IN = {"M": 1, "Q": 3, "3M": 3, "6M": 6, "Y": 12, "E": 120, "C": 1200, "1000Y": 12000}
DAYS_IN = {"D": 1, "W": 7, "2W": 14, "WE": 7}


def moved(which: date, count: float, unit: str) -> date:
    """``which`` moved by ``count`` of ``unit``; hours and minutes round outwards to days."""
    if unit in MONTHS_IN:
        months = count * MONTHS_IN[unit]
        limit = 12 * LAST_YEAR
        return add_months(which, int(max(min(months, limit), -limit)))
    if unit in DAYS_IN:
        days = count * DAYS_IN[unit]
    else:
        days = count / {"TH": 24, "TM": 1440, "TS": 86400}[unit]
        days = -int(-days // 1) if days > 0 else int(days // 1)
    limit = 366 * LAST_YEAR
    return add_days(which, int(max(min(days, limit), -limit)))


UNKNOWN_VALUES: dict[str, tuple[Grain, str]] = {
    "D": ("day", "XXXX-XX-XX"),
    "W": ("week", "XXXX-WXX"),
    "WE": ("weekend", "XXXX-WXX-WE"),
    "M": ("month", "XXXX-XX"),
    "Q": ("quarter", "XXXX-QX"),
    "Y": ("year", "XXXX"),
    "E": ("decade", "XXX"),
    "C": ("century", "XX"),
}


def _month_end(year_number: int, number: int) -> date:
    return date(year_number, number, monthrange(year_number, number)[1])
