"""Readings of days, parts of days and clock times, counted from the report's day."""

from counterclaim.grounding.times import periods
from counterclaim.grounding.times.context import Context
from counterclaim.grounding.times.expressions import (
    Expression,
    clipped,
    clock_time,
    dated,
    with_part,
)
from counterclaim.grounding.times.grains import PAST, PERIOD_GRAINS
from counterclaim.grounding.times.periods import Period
from counterclaim.grounding.times.rules import Match


def today(match: Match, context: Context) -> Expression | None:
    """Today, yesterday, tomorrow and their neighbours, with a part of day."""
    if context.published is None:
        return with_part(periods.unknown("day", "XXXX-XX-XX"), match, context)
    which = periods.add_days(context.published, int(match.value("today")))
    return with_part(periods.day(which), match, context)


def tonight(match: Match, context: Context) -> Expression | None:
    """The night that follows the report's day."""
    day = report_day(context)
    night = periods.part_of_day(day, "NI")
    return clipped(dated(night, mod=match.value("mod") or None), match, context)


def overnight(match: Match, context: Context) -> Expression | None:
    """The night into the report's day."""
    if context.published is None:
        return dated(periods.unknown("part-of-day", "XXXX-XX-XXTNI"))
    return dated(periods.part_of_day(periods.day(periods.add_days(context.published, -1)), "NI"))


def daypart(match: Match, context: Context) -> Expression | None:
    """Read "This morning", "last night", "that evening", "the next morning", "the night"."""
    part, relation = match.value("part"), match.value("rel")
    word = match.get("part")
    if word is None:
        return None
    if relation in ("that", "same", "next", "following", "previous", ""):
        before = context.narrative(word.start, PERIOD_GRAINS["D"])
        if before is not None and before.first is not None:
            offset = {"next": 1, "following": 1, "previous": -1}.get(relation, 0)
            day = periods.day(periods.add_days(before.first, offset))
            return dated(periods.part_of_day(day, part), mod=match.value("mod") or None)
        if relation:
            return dated(periods.unknown("part-of-day", f"XXXX-XX-XXT{part}"))
    if context.published is None:
        return dated(periods.unknown("part-of-day", f"XXXX-XX-XXT{part}"))
    offset = -1 if relation in PAST else 0
    day = periods.day(periods.add_days(context.published, offset))
    period = periods.part_of_day(day, part)
    return clipped(dated(period, mod=match.value("mod") or None), match, context)


def clock(match: Match, context: Context) -> Expression | None:
    """A clock time, on the day last named in its sentence, else on the report's."""
    time = clock_time(match)
    word = match.get("clock") or match.get("noon")
    if time is None or word is None:
        return None
    day = _day_after(match, context) or context.in_sentence(word.start, PERIOD_GRAINS["D"])
    if day is None or day.first is None or day.last is None:
        day = report_day(context)
    else:
        small_hours = day.value.endswith("NI") and time < "12:00"
        day = periods.day(day.last if small_hours else day.first)
    first = match.first
    if context.words[first].text == "at":
        first += 1
    period = Period("time", f"{day.value}T{time}", day.first, day.last)
    mod = match.value("quantity") or None
    expression = dated(period, mod=mod)
    return Expression(
        "TIME", period.value, mod, expression.first, expression.last, "time", period,
        words=(first, match.last),
    )  # fmt: skip


_BETWEEN = ("CLOCK", "NUMBER", "YEAR", "ZONE", "MERIDIEM", "COMMA", "ON")


def _day_after(match: Match, context: Context) -> Period | None:
    """The weekday that follows a clock time and its conversion: "at 9 a.m. (0600 GMT) Friday"."""
    published = context.published
    for word in context.words[match.last : match.last + 7]:
        if word.kind == "WEEKDAY" and published is not None:
            behind = (published.isoweekday() - int(word.value)) % 7
            ahead = context.outlook(word.start).side > 0
            return periods.day(periods.add_days(published, (7 - behind) % 7 if ahead else -behind))
        if word.kind not in _BETWEEN and word.text not in ("(", ")"):
            return None
    return None


def report_day(context: Context) -> Period:
    """The report's day, unplaced when it has none."""
    if context.published is None:
        return periods.unknown("day", "XXXX-XX-XX")
    return periods.day(context.published)
