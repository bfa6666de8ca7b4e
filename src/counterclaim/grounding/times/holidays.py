"""Dates of named days of the year."""

from datetime import date, timedelta

from counterclaim.grounding.times.periods import Period, day, day_of_month


def holiday_in(year: int, rule: str) -> Period | None:
    """The day in ``year`` that a rule of ``holidays.tsv`` means."""
    if rule.startswith("nth:"):
        _, month, weekday, count = rule.split(":")
        return day(_nth_weekday(year, int(month), int(weekday), int(count)))
    if rule.startswith("easter:"):
        return day(western_easter(year) + timedelta(days=int(rule.split(":")[1])))
    if rule.startswith("orthodox:"):
        return day(orthodox_easter(year) + timedelta(days=int(rule.split(":")[1])))
    month_text, number = rule.split("-")
    return day_of_month(year, int(month_text), int(number))


def western_easter(year: int) -> date:
    """Gregorian Easter Sunday (the anonymous computus, Meeus/Jones/Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)


def orthodox_easter(year: int) -> date:
    """Julian Easter Sunday as a Gregorian date (Meeus); exact for 1900 to 2099."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, number = divmod(d + e + 114, 31)
    return date(year, month, number + 1) + timedelta(days=13)


def _nth_weekday(year: int, month: int, weekday: int, count: int) -> date:
    if count > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (count - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.isoweekday() - weekday) % 7)
