"""Readings of expressions that name a place in the calendar: "5 May 2022", "Friday", "Q3"."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date as Date  # noqa: N812  (a reading is named date)

from counterclaim.grounding.times import periods
from counterclaim.grounding.times.context import Context
from counterclaim.grounding.times.expressions import Expression, clipped, dated, with_part
from counterclaim.grounding.times.periods import Period
from counterclaim.grounding.times.rules import Match
from counterclaim.grounding.times.tense import OPEN, Outlook


def iso(match: Match, context: Context) -> Expression | None:
    """``2022-05-03`` or ``2022-05-03T14:05Z``."""
    day_text, _, time = match.value("iso").partition("t")
    try:
        period = periods.day(Date.fromisoformat(day_text))
    except ValueError:
        return None
    return dated(periods.clock(period, time[:5]) if time else period)


def numeric(match: Match, context: Context) -> Expression | None:
    """``31/12/2022``, ``12/31/2022``, ``3.5.22``; day first where the order is open."""
    fields = match.value("numeric").replace(".", "/").split("/")
    first, second, year = (int(field) for field in fields)
    year = full_year(year, context)
    months_last = 12
    day, month = (second, first) if second > months_last else (first, second)
    if month > months_last or not month:
        return None
    return _dated(periods.day_of_month(year, month, day))


def date(match: Match, context: Context) -> Expression | None:
    """A day by its number and month, with or without a year."""
    number, month = _day_number(match, "day"), int(match.value("month"))
    if number is None:
        return None
    period = _day(number, month, match, context)
    return with_part(period, match, context)


def daterange(match: Match, context: Context) -> Expression | None:
    """Two days of a month: "3-5 June", "June 3 to 5"."""
    number, until = _day_number(match, "day"), _day_number(match, "until")
    month = int(match.value("month"))
    if number is None or until is None or until <= number:
        return None
    first, last = (_day(n, month, match, context) for n in (number, until))
    if first is None or last is None:
        return None
    span = Period("day", first.value, first.first, last.last)
    return Expression(
        "DATE", f"{first.value}/{last.value}", None, span.first, span.last, "range", last
    )


def monthday(match: Match, context: Context) -> Expression | None:
    """A bare ordinal day: "on the 15th"."""
    number = _day_number(match, "day")
    word = match.get("day")
    if number is None or word is None or not word.text[0].isdigit():
        return None
    if context.published is None:
        return dated(periods.unknown("day", f"XXXX-XX-{number:02d}"))
    near = nearest(
        [
            periods.day_of_month(start.year, start.month, number)
            for start in (periods.add_months(context.published, n) for n in (-1, 0, 1))
        ],
        context.published,
        context.outlook(word.start),
    )
    expression = _dated(near)
    if expression is None:
        return None
    return Expression(
        expression.type, expression.value, None, expression.first, expression.last, "day",
        near, words=(match.first + 1, match.last),
    )  # fmt: skip


def andday(match: Match, context: Context) -> Expression | None:
    """The second of two days of a month: the "25" of "April 24 and 25"."""
    number, word = _day_number(match, "day"), match.get("day")
    if number is None or word is None or not match.first:
        return None
    before = context.words[match.first - 1]
    day_before = context.narrative(before.end, ("day",))
    if day_before is None or day_before.first is None or not context.ends_at(before.end):
        return None
    if match.last < len(context.words) and not _ends_a_phrase(
        context.words[match.last].start, context
    ):
        return None
    period = periods.day_of_month(day_before.first.year, day_before.first.month, number)
    if period is None or number <= day_before.first.day:
        return None
    return replace(dated(period), words=(match.first + 1, match.last))


def weekof(match: Match, context: Context) -> Expression | None:
    """The week that holds a day: "the week of March 6"."""
    number, month_number = _day_number(match, "day"), int(match.value("month"))
    if number is None or match.value("unit") not in ("W", "WE"):
        return None
    which = _day(number, month_number, match, context)
    if which is None or which.first is None:
        return None
    make = periods.week if match.value("unit") == "W" else periods.weekend
    return dated(make(which.first), mod=match.value("mod") or None)


def month(match: Match, context: Context) -> Expression | None:
    """A month, bare, with a year, or with "last", "this", "next"."""
    word = match.get("month")
    if word is None:
        return None
    number, published = int(word.value), context.published
    year = explicit_year(match, context)
    if year is None and published is not None:
        year = _month_year(number, match, context, published)
    mod = match.value("mod") or None
    return clipped(dated(periods.month(year, number), mod=mod), match, context)


def season(match: Match, context: Context) -> Expression | None:
    """A season, with a year or relative to the report's date."""
    word = match.get("season")
    published = context.published
    if word is None or (match.last - match.first == 1 and not _after_preposition(match, context)):
        return None
    year = explicit_year(match, context)
    mod = match.value("mod") or None
    if year is not None:
        return dated(periods.season(year, word.value), mod=mod)
    if published is None:
        return dated(periods.unknown("season", f"XXXX-{word.value}"), mod=mod)
    choices = [periods.season(published.year + n, word.value) for n in (-2, -1, 0, 1, 2)]
    relation = match.value("rel")
    if relation in ("last", "past", "previous"):
        period = [p for p in choices if p.last is not None and p.last < published][-1]
    elif relation in ("this", "current") and word.value != "WI":
        period = choices[2]
    elif relation in ("next", "coming", "following"):
        period = next(p for p in choices if p.first is not None and p.first > published)
    else:
        near = nearest(choices, published, context.outlook(word.start))
        if near is None:
            return None
        period = near
    return clipped(dated(period, mod=mod), match, context)


def year(match: Match, context: Context) -> Expression | None:
    """A year by its number."""
    word = match.get("year")
    if word is None or _counts_something(match, context):
        return None
    if match.value("era") == "BC":
        return Expression("DATE", f"BC{int(word.value):04d}", precision="year")
    number = full_year(int(word.value), context)
    if border := match.value("border"):
        return Expression("DATE", f"{number:04d}", border, precision="vague", floating=True)
    mod = match.value("mod") or match.value("quantity") or None
    return dated(periods.year(number), mod=mod)


def yearrange(match: Match, context: Context) -> Expression | None:
    """Two years: "2014-2018", "2022-23"."""
    first, until = match.value("year"), match.value("until")
    if len(first) != 4 or not until.isdigit() or len(until) not in (2, 4):
        return None
    last = int(first[: 4 - len(until)] + until)
    if last <= int(first) or last > periods.LAST_YEAR:
        return None
    begin, end = periods.year(int(first)), periods.year(last)
    return Expression(
        "DATE", f"{begin.value}/{end.value}", None, begin.first, end.last, "range", end
    )


def yearwords(match: Match, context: Context) -> Expression | None:
    """A year in words: "the year two thousand"."""
    number = match.value("number")
    if match.value("unit") != "Y" or not number.isdigit() or not 1000 <= int(number) <= 2100:
        return None
    return dated(periods.year(int(number)))


def decade(match: Match, context: Context) -> Expression | None:
    """A decade: "the 1990s", "the nineties", "the mid-'80s"."""
    number = match.value("decade")
    word = match.get("decade")
    if word is None or (word.text.isalpha() and match.last - match.first == 1):
        return None
    if match.first and context.words[match.first - 1].text in (
        "his",
        "her",
        "their",
        "my",
        "your",
        "our",
    ):
        return None
    first = int(number) if len(number) == 4 else 1900 + int(number)
    return dated(periods.decade(first), mod=match.value("mod") or None)


def ordinal(match: Match, context: Context) -> Expression | None:  # noqa: PLR0911  (one return a kind)
    """A numbered century, quarter or half: "the 20th century", "the last half of 2022"."""
    unit = match.value("unit")
    if match.get("ordinal") is None:
        number = {"Q": 4, "half": 2}.get(unit, 0)
    else:
        number = int(match.value("ordinal"))
    mod = match.value("mod") or None
    if unit == "C" and 1 <= number <= 90:
        if match.value("era") == "BC":
            return Expression("DATE", f"BC{number - 1:02d}", mod, precision="century")
        return dated(periods.century(number), mod=mod)
    if unit == "Q" and number <= 4:
        make = periods.quarter
    elif unit == "half" and number <= 2:
        make = periods.half
    else:
        return None
    word = match.get("ordinal")
    explicit = explicit_year(match, context)
    if unit == "half" and explicit is None and not match.value("rel"):
        return None
    if explicit is not None:
        return dated(make(explicit, number), mod=mod)
    if context.published is None or word is None:
        return dated(periods.unknown("quarter", f"XXXX-{unit[0].upper()}{number}"), mod=mod)
    choices = [make(context.published.year + n, number) for n in (-1, 0, 1)]
    near = nearest(choices, context.published, OPEN)
    return dated(near, mod=mod) if near else None


def explicit_year(match: Match, context: Context) -> int | None:
    """The year that the words themselves give ("2022", "last year")."""
    word = match.get("year")
    if word is not None:
        return full_year(int(word.value), context)
    rel = match.get("rel")
    if rel is None or context.published is None:
        return None
    follower = _follower(rel.end, match, context)
    if follower != "Y":
        return None
    return context.published.year + {"LAST": -1, "NEXT": 1}.get(rel.kind, 0)


def full_year(number: int, context: Context) -> int:
    """A year of four digits from one of two ('98), the nearest to the report's date."""
    if number >= 100:
        return number
    pivot = context.published.year if context.published else 2000
    return min((1900 + number, 2000 + number), key=lambda y: abs(y - pivot))


def _follower(offset: int, match: Match, context: Context) -> str:
    for word in context.words[match.first : match.last]:
        if word.start >= offset:
            return word.value if word.kind in ("UNIT", "FISCAL") else ""
    return ""


def _dated(period: Period | None) -> Expression | None:
    return dated(period) if period is not None else None


def _day_number(match: Match, name: str) -> int | None:
    value = match.value(name)
    word = match.get(name)
    if not value.isdigit() or word is None or not word.text[0].isalnum():
        return None
    return int(value) if 1 <= int(value) <= 31 else None


def _day(number: int, month_number: int, match: Match, context: Context) -> Period | None:
    year = explicit_year(match, context)
    published = context.published
    if year is not None or published is None:
        return periods.day_of_month(year, month_number, number)
    choices = [periods.day_of_month(published.year + n, month_number, number) for n in (-1, 0, 1)]
    word = match.get("month")
    view = context.outlook(word.start) if word is not None else OPEN
    if match.get("rel") is not None and match.value("rel") in SIDES:
        view = Outlook(SIDES[match.value("rel")], firm=True)
    return nearest(choices, published, view)


def _month_year(number: int, match: Match, context: Context, published: Date) -> int:
    word = match.get("month")
    relation = match.value("rel")
    if relation in ("last", "past", "previous"):
        return published.year - (number >= published.month)
    if relation in ("next", "coming", "following"):
        return published.year + (number <= published.month)
    if relation in ("this", "current"):
        return published.year
    view = context.outlook(word.start) if word is not None else OPEN
    choices = [periods.month(published.year + n, number) for n in (-1, 0, 1)]
    chosen = nearest(choices, published, view)
    return chosen.first.year if chosen is not None and chosen.first else published.year


SIDES = {"last": -1, "past": -1, "next": 1, "coming": 1}
"""Which side of the report's date a deictic word means."""

WRONG_SIDE = 240
"""Days that a date on the side its verb does not look to is taken to be further off."""


def nearest(choices: Sequence[Period | None], published: Date, view: Outlook) -> Period | None:
    """The choice nearest to ``published``, those on the wrong side of it counting as further."""
    best: tuple[int, Period] | None = None
    for choice in choices:
        if choice is None or choice.first is None or choice.last is None:
            continue
        gap = max((choice.first - published).days, (published - choice.last).days, 0)
        if (view.side > 0 and choice.last < published) or (
            view.side < 0 and choice.first > published
        ):
            if view.firm:
                continue
            gap += WRONG_SIDE
        if best is None or gap < best[0]:
            best = gap, choice
    return best[1] if best else None


def _ends_a_phrase(offset: int, context: Context) -> bool:
    """Whether no noun that a number could count stands at ``offset``."""
    return context.tag_at(offset)[:2] not in ("NN", "JJ", "CD")


def _after_preposition(match: Match, context: Context) -> bool:
    if not match.first:
        return False
    return context.words[match.first - 1].text in ("in", "by", "since", "until", "during", "for")


def _counts_something(match: Match, context: Context) -> bool:
    """Whether a four-digit number counts things ("2000 soldiers", "$1950", "1900 GMT")."""
    word = match.get("year")
    if word is None or match.last - match.first > 1 or word.text[0] in "'’":
        return False
    before = context.text[max(word.start - 1, 0) : word.start]
    if before and (before in "$€£#₴₽.,:/-–№" or before.isalpha()):
        return True
    after = context.text[word.end : word.end + 2]
    if after[:1] == "%" or (after[:1] in "-./:" and after[1:2].isdigit()):
        return True
    token = context.token_at(word.start)
    if token is None or token.dep_ != "nummod" or token.head.i <= token.i:
        return False
    before_it = token.nbor(-1).lower_ if token.i else ""
    return token.head.tag_ == "NNS" and before_it not in ("the", "in", "of", "since")
