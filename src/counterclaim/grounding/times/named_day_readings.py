"""Readings of days by their name: "Friday", "last Monday night", "Easter"."""

from datetime import date

from counterclaim.grounding.times import periods
from counterclaim.grounding.times.calendar_readings import SIDES, explicit_year, nearest
from counterclaim.grounding.times.context import Context
from counterclaim.grounding.times.expressions import Expression, dated, with_part
from counterclaim.grounding.times.grains import PERIOD_GRAINS
from counterclaim.grounding.times.holidays import holiday_in
from counterclaim.grounding.times.lexicon import forward_cues
from counterclaim.grounding.times.periods import Period
from counterclaim.grounding.times.rules import Match
from counterclaim.grounding.times.tense import Outlook


def weekday(match: Match, context: Context) -> Expression | None:
    """A day of the week; the nearest back, or ahead where the verb looks forward."""
    word = match.get("weekday")
    if word is None:
        return None
    number, published = int(word.value), context.published
    if published is None:
        return with_part(periods.unknown("day", f"XXXX-WXX-{number}"), match, context)
    behind = (published.isoweekday() - number) % 7
    relation = match.value("rel")
    if relation in ("previous", "following"):
        published = _narrated_day(word.start, published, context)
        behind = (published.isoweekday() - number) % 7
    if match.last - match.first > 2 and context.words[match.last - 1].kind == "UNIT":
        shift = {"last": -7, "past": -7, "next": 7, "coming": 7}.get(relation, 0)
        offset = number - published.isoweekday() + shift
    elif relation in ("last", "past", "previous"):
        offset = -(behind or 7)
    elif relation in ("next", "coming", "following"):
        offset = (7 - behind) % 7 or 7
    elif _ahead(word.start, match, context):
        offset = (7 - behind) % 7
    else:
        offset = -behind
    return with_part(periods.day(periods.add_days(published, offset)), match, context)


def holiday(match: Match, context: Context) -> Expression | None:
    """A named day of the year, or the week or weekend about it ("Easter week")."""
    word, unit = match.get("holiday"), match.value("unit")
    if word is None or unit not in ("", "W", "WE"):
        return None
    year = explicit_year(match, context)
    published = context.published
    if year is not None:
        return _dated(_about(holiday_in(year, word.value), unit))
    if published is None:
        fixed = word.value if word.value[0].isdigit() else "XX-XX"
        return dated(periods.unknown("day", f"XXXX-{fixed}"))
    choices = [_about(holiday_in(published.year + n, word.value), unit) for n in (-1, 0, 1)]
    side = SIDES.get(match.value("rel"))
    view = context.outlook(word.start) if side is None else Outlook(side, firm=True)
    return _dated(nearest(choices, published, view))


def _about(period: Period | None, unit: str) -> Period | None:
    if period is None or period.first is None or not unit:
        return period
    return periods.covering(period.first, unit)


def _ahead(start: int, match: Match, context: Context) -> bool:
    """Whether the words around a bare weekday say that it is still to come."""
    if _possessive(match, context):
        return False
    before = " ".join(word.text for word in context.words[max(match.first - 3, 0) : match.first])
    if before in forward_cues("limit") or before.partition(" ")[2] in forward_cues("limit"):
        return True
    return context.outlook(start).side > 0


def _narrated_day(start: int, published: date, context: Context) -> date:
    """The day that "the previous Friday" counts from: one named shortly before, else ours."""
    before = context.narrative(start, PERIOD_GRAINS["D"])
    return before.first if before is not None and before.first is not None else published


def _possessive(match: Match, context: Context) -> bool:
    """Whether the day owns a noun ("Friday's barrage"), whatever the verb's tense."""
    return match.last < len(context.words) and context.words[match.last].kind == "POSS"


def _dated(period: Period | None) -> Expression | None:
    return dated(period) if period is not None else None
