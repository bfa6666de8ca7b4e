"""Readings of expressions relative to the report's date or to the narrative."""

from dataclasses import replace
from datetime import date

from counterclaim.grounding.times import periods
from counterclaim.grounding.times.context import Context
from counterclaim.grounding.times.duration_readings import duration_value
from counterclaim.grounding.times.expressions import (
    Expression,
    clipped,
    dated,
)
from counterclaim.grounding.times.grains import FUTURE, PERIOD_GRAINS
from counterclaim.grounding.times.lexicon import time_lexicon
from counterclaim.grounding.times.periods import Period
from counterclaim.grounding.times.rules import Match


def relative(match: Match, context: Context) -> Expression | None:  # noqa: C901, PLR0911
    """Read "Last year", "this week", "that day", "the same month", "the quarter"."""
    word, rel = match.get("unit"), match.value("rel")
    if word is None:
        return None
    unit = "Q" if word.kind == "PERIOD" else word.value
    if word.kind == "PERIOD" and rel not in ("latest", "same", "that"):
        return None
    if unit not in periods.UNKNOWN_VALUES:
        return None
    mod = match.value("mod") or None
    if rel == "next" and unit == "D":
        rel = "following"
    if rel in ("that", "same", "previous", "following", "the"):
        return _narrated(rel, unit, word.start, mod, match, context)
    if context.published is None:
        return dated(periods.unknown(*periods.UNKNOWN_VALUES[unit]), mod=mod)
    published = context.published
    if rel == "latest" and unit == "Q":
        return _latest_quarter(published)
    offset = -1 if rel in ("last", "past", "latest") else 1 if rel in FUTURE else 0
    if unit == "WE":
        return _weekend(published, offset, mod, word.start, match, context)
    if rel == "past" and unit in ("D", "C", "E"):
        return _past_decade(published, mod) if unit == "E" else None
    period = periods.covering(periods.moved(published, offset, unit), unit)
    if period is None:
        return None
    expression = clipped(dated(period, mod=mod), match, context)
    if rel in ("past", "coming") and mod is None:
        return _running(expression, unit, offset, published)
    if offset == 0 and not mod:
        return _cut_by_tense(expression, word.start, context)
    return expression


def ago(match: Match, context: Context) -> Expression | None:  # noqa: C901, PLR0911  (one return a kind)
    """Read "Three years ago", "a day earlier", "two weeks later", "a month from now"."""
    word, direction = match.get("direction"), match.get("direction")
    unit = match.value("unit")
    if word is None or direction is None:
        return None
    if direction.kind in ("BEFORE", "AFTER") and not _closes_clause(match, context):
        return None
    count_text = match.value("count").rstrip("~")
    mod = match.value("quantity") or match.value("tail") or None
    backwards = direction.kind in ("AGO", "EARLIER", "BEFORE")
    if count_text in ("x", "") and direction.kind != "AGO":
        return Expression(
            "DURATION", duration_value(None, unit), mod, precision="vague", floating=True
        )
    if count_text in ("x", ""):
        return Expression("DATE", "PAST_REF" if backwards else "FUTURE_REF", mod, precision="vague")
    count = float(count_text) * (-1 if backwards else 1)
    start = _anchor(direction.kind, unit, word.start, context)
    if start is None:
        return _unplaced_shift(unit, mod)
    if unit.startswith("T"):
        return _hours_away(start, count, unit, mod)
    if unit == "Y" and (same := _same_quarter(start, count, word.start, context)):
        return _shifted(dated(same, mod=mod))
    moved = periods.moved(start, count, unit)
    grain = {"2W": "W", "WE": "W", "3M": "M", "6M": "M", "E": "Y", "C": "Y"}.get(unit, unit)
    if count != int(count):
        grain = {"Y": "M", "M": "W", "W": "D"}.get(grain, grain)
        moved = periods.add_days(start, int(count * {"Y": 365, "M": 30, "W": 7}.get(unit, 1)))
    period = periods.covering(moved, grain)
    if period is None:
        return None
    expression = dated(period, mod=mod)
    if part := match.value("part"):
        return dated(periods.part_of_day(period, part)) if period.grain == "day" else expression
    return expression


def beside(match: Match, context: Context) -> Expression | None:
    """Read "The year before", "the day after": counted from the period named last."""
    word, direction = match.get("unit"), match.get("direction")
    if word is None or direction is None or word.value not in periods.UNKNOWN_VALUES:
        return None
    if not _closes_clause(match, context):
        return None
    relation = "previous" if direction.kind == "BEFORE" else "following"
    return _narrated(relation, word.value, word.start, None, match, context)


def yearago(match: Match, context: Context) -> Expression | None:
    """Read "Year-earlier", "the year-ago quarter": the like period one year back."""
    word = match.get("ago")
    if word is None:
        return None
    unit = {"YEARAGO": "Y", "MONTHAGO": "M", "WEEKAGO": "W"}[word.kind]
    if context.published is None:
        return dated(periods.unknown(*periods.UNKNOWN_VALUES[unit]))
    if unit == "Y":
        same = _same_quarter(context.published, -1, word.start, context)
        if number := match.value("ordinal"):
            if match.value("unit") == "Q" and 1 <= int(number) <= 4:
                same = periods.quarter(context.published.year - 1, int(number))
        elif same is None and match.get("unit"):
            quarter = _finished_quarter(context.published)
            same = periods.covering(periods.add_months(quarter, -12), "Q")
        if same is not None:
            return _shifted(dated(same))
    period = periods.covering(periods.moved(context.published, -1, unit), unit)
    return dated(period) if period else None


def sameperiod(match: Match, context: Context) -> Expression | None:
    """Read "The 1988 quarter", "last year's period": the quarter spoken of, in another year."""
    from counterclaim.grounding.times.calendar_readings import explicit_year

    word = match.get("unit")
    if word is None or word.value not in ("Q", "period"):
        return None
    year = explicit_year(match, context)
    if year is None:
        return None
    spoken_of = context.narrative(word.start, ("quarter", "half"))
    if spoken_of is None or spoken_of.first is None:
        return dated(periods.year(year)) if word.value == "period" else None
    if spoken_of.grain == "half":
        return _shifted(dated(periods.half(year, 1 if spoken_of.first.month == 1 else 2)))
    return _shifted(dated(periods.quarter(year, (spoken_of.first.month + 2) // 3)))


def yearend(match: Match, context: Context) -> Expression | None:
    """Read "Year-end", "this year's end"."""
    if context.published is None:
        return dated(periods.unknown("year", "XXXX"), mod="END")
    offset = {"last": -1, "next": 1}.get(match.value("rel"), 0)
    return dated(periods.year(context.published.year + offset), mod="END")


def reference(match: Match, context: Context) -> Expression | None:
    """Read "Now", "recently", "the future": a TIMEX3 reference value, by custom with a length."""
    word = match.get("reference")
    if word is None:
        return None
    if _not_a_time(word.text, match, context):
        return None
    reach = time_lexicon().reach.get(word.text)
    return _vague(word.value, reach, context)


def thepast(match: Match, context: Context) -> Expression | None:
    """Read "The past" as a noun."""
    word = match.get("rel")
    if word is None or word.value != "past" or match.last >= len(context.words):
        return None
    if context.tag_at(context.words[match.last].start)[:2] in ("NN", "JJ", "CD"):
        return None
    return _vague("PAST_REF", None, context)


def recent(match: Match, context: Context) -> Expression | None:
    """The bare adjectives "recent" and "current"; "past", "next" and others alone are none."""
    word = match.get("adjective")
    if word is None or word.text not in ("current", "recent"):
        return None
    if word.text == "current":
        return _vague("PRESENT_REF", 0, context)
    return _vague("PAST_REF", time_lexicon().reach.get("recently"), context)


def warday(match: Match, context: Context) -> Expression | None:
    """Read "Day 376 of the invasion", "the 100th day of the war": counted from its first day."""
    if match.value("unit") != "D":
        return None
    number = match.value("number") or match.value("ordinal")
    following = [w.text for w in context.words[match.last : match.last + 6]]
    war = context.war()
    words = (match.first, match.last - 1)
    if not number.isdigit():
        return None
    if war is None or not _names(war.nouns, following):
        return None
    which = periods.add_days(war.start, int(number) - 1)
    period = periods.day(which)
    return Expression("DATE", period.value, None, which, which, "day", period, words)


_CLAUSE_OPENERS = {
    "the",
    "a",
    "an",
    "it",
    "he",
    "she",
    "they",
    "we",
    "i",
    "that",
    "when",
    "of",
    "his",
    "her",
    "their",
}


def _not_a_time(phrase: str, match: Match, context: Context) -> bool:
    """Adverbs that order or qualify instead: "as soon as", "shortly after", "not long ago"."""
    follower = context.words[match.last] if match.last < len(context.words) else None
    following = follower.text if follower is not None else ""
    before = context.words[match.first - 1].text if match.first else ""
    if phrase == "the moment":
        return before not in ("at", "for") or following in _CLAUSE_OPENERS
    told = context.outlook(context.words[match.first].start).side < 0
    if told and phrase in ("soon", "shortly", "very soon"):
        return True  # "he was soon released": soon after what was told before
    if phrase in ("most recently", "more recently") and follower is not None:
        return follower.kind in ("LAST", "IN", "ON", "MONTH", "WEEKDAY", "TODAY")
    if phrase in ("soon", "shortly", "long ago"):
        return following in ("as", "after", "before", "afterwards", "thereafter") or before in (
            "as", "so", "that", "how",
        )  # fmt: skip
    if phrase in ("previously", "recently", "formerly") and match.last < len(context.words):
        after = context.tag_at(context.words[match.last].start)
        return before in ("a", "the", "its", "his", "their") and after in ("VBN", "JJ")
    return False


def _names(nouns: frozenset[str], words: list[str]) -> bool:
    joined = " ".join(words)
    return any(f" {noun} " in f" {joined} " for noun in nouns)


def _vague(value: str, reach: int | None, context: Context) -> Expression:
    if reach is None or context.published is None:
        return Expression("DATE", value, precision="vague")
    first = last = context.published
    if value == "PAST_REF":
        first = periods.add_days(first, -reach)
    elif value == "FUTURE_REF":
        last = periods.add_days(last, reach)
    return Expression("DATE", value, None, first, last, "vague")


def _latest_quarter(published: date) -> Expression | None:
    period = periods.covering(_finished_quarter(published), "Q")
    return dated(period) if period else None


def _finished_quarter(published: date) -> date:
    """A day in the last quarter that had ended by ``published``."""
    return periods.add_months(published.replace(day=1), -3)


def _weekend(
    published: date, offset: int, mod: str | None, start: int, match: Match, context: Context
) -> Expression:
    this = periods.weekend(published)
    begun = this.first is not None and this.first <= published
    if match.value("rel") in ("last", "past"):
        shift = -1
    elif offset > 0:
        shift = 1 if begun else 0
    else:
        shift = 0 if begun or context.outlook(start).side >= 0 else -1
    return dated(periods.weekend(periods.add_days(published, 7 * shift)), mod=mod)


def _narrated(  # noqa: PLR0911  (one return a kind)
    relation: str, unit: str, start: int, mod: str | None, match: Match, context: Context
) -> Expression | None:
    """An expression that counts from the period the narrative named last."""
    published = context.published
    if relation == "the" and unit == "WE" and published is not None:
        return _bare_weekend(published, mod, start, context)
    if relation == "the" and unit in ("C", "E", "D") and not mod:
        return None
    if relation == "the" and unit != "Q" and _is_length(match, context):
        return Expression("DURATION", f"P1{unit}", mod, precision="duration", floating=True)
    before = context.narrative(start, PERIOD_GRAINS.get(unit, ("day",)))
    if relation == "the" and unit in ("Y", "M", "W"):
        before = context.in_sentence(start, PERIOD_GRAINS[unit][:1])
        if published is not None and (before is None or mod):
            period = periods.covering(published, unit)
            return clipped(dated(period, mod=mod), match, context) if period else None
    if before is None or before.first is None:
        if unit == "Q" and published is not None:
            period = periods.covering(_finished_quarter(published), "Q")
            return dated(period, mod=mod) if period else None
        return dated(periods.unknown(*periods.UNKNOWN_VALUES[unit]), mod=mod)
    offset = {"previous": -1, "following": 1}.get(relation, 0)
    period = periods.covering(periods.moved(before.first, offset, unit), unit)
    return dated(period, mod=mod) if period else None


def _is_length(match: Match, context: Context) -> bool:
    """Whether "the year" is a length: "the year ended March 31"."""
    return match.last < len(context.words) and context.words[match.last].text in (
        "ended", "ending", "to",
    )  # fmt: skip


def _bare_weekend(published: date, mod: str | None, start: int, context: Context) -> Expression:
    direction = context.outlook(start).side
    this = periods.weekend(published)
    if direction > 0 or (this.first is not None and this.first <= published):
        return dated(this, mod=mod)
    return dated(periods.weekend(periods.add_days(published, -7)), mod=mod)


def _past_decade(published: date, mod: str | None) -> Expression:
    """Read "The past decade": ten years up to the report, no decade of the calendar."""
    first = periods.moved(published, -1, "E")
    return Expression("DURATION", duration_value(1, "E"), mod, first, published, "duration")


def _running(expression: Expression, unit: str, offset: int, published: date) -> Expression:
    """Read "The past year": the stretch up to the report, not the calendar year before."""
    other = periods.moved(published, offset, unit)
    first, last = sorted((published, other))
    return Expression(
        expression.type, expression.value, expression.mod, first, last,
        expression.precision, expression.period,
    )  # fmt: skip


def _cut_by_tense(expression: Expression, start: int, context: Context) -> Expression:
    """Read "This week" up to the report under a past verb, from it on under a future one."""
    published, first, last = context.published, expression.first, expression.last
    if published is None or first is None or last is None or not first <= published <= last:
        return expression
    direction = context.outlook(start).side
    if direction < 0:
        last = published
    elif direction > 0:
        first = published
    return Expression(
        expression.type, expression.value, expression.mod, first, last,
        expression.precision, expression.period,
    )  # fmt: skip


def _anchor(kind: str, unit: str, start: int, context: Context) -> date | None:
    if kind in ("AGO", "HENCE"):
        return context.published
    before = context.narrative(start, PERIOD_GRAINS.get(unit, ("day", "part-of-day", "time")))
    if before is not None and before.first is not None:
        return before.first
    if kind in ("EARLIER", "BEFORE") and unit in ("Y", "M", "W"):
        return context.published
    return None


def _unplaced_shift(unit: str, mod: str | None) -> Expression:
    grain = {"2W": "W", "3M": "M", "6M": "M", "E": "Y", "C": "Y", "1000Y": "Y"}.get(unit, unit)
    return dated(
        periods.unknown(*periods.UNKNOWN_VALUES.get(grain, ("day", "XXXX-XX-XX"))), mod=mod
    )


def _hours_away(start: date, count: float, unit: str, mod: str | None) -> Expression:
    other = periods.moved(start, count, unit)
    first, last = sorted((start, other))
    return Expression("DURATION", duration_value(abs(count), unit), mod, first, last, "vague")


def _shifted(expression: Expression) -> Expression:
    """``expression`` without the period to count from: a comparison is not the narrative."""
    return replace(expression, period=None)


def _same_quarter(start: date, count: float, offset: int, context: Context) -> Period | None:
    """The quarter spoken of in the sentence, ``count`` years away."""
    spoken_of = context.narrative(offset, ("quarter", "half"))
    if spoken_of is None or spoken_of.first is None or count != int(count):
        return None
    return periods.covering(periods.add_months(spoken_of.first, 12 * int(count)), "Q")


def _closes_clause(match: Match, context: Context) -> bool:
    """Whether nothing that "after" or "before" could govern follows."""
    if match.last >= len(context.words):
        return True
    return context.words[match.last].text in (".", ",", ";", ":", ")", "!", "?", '"', "”")
