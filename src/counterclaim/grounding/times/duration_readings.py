"""Readings of stretches of time and of repeated times: "for two weeks", "every Monday"."""

from datetime import date

from counterclaim.grounding.times import periods
from counterclaim.grounding.times.context import Context
from counterclaim.grounding.times.expressions import SKIP, Expression
from counterclaim.grounding.times.lexicon import vague_counts
from counterclaim.grounding.times.rules import Match

VAGUE = "x"

_CODES = {"TH": "H", "TM": "M", "TS": "S"}
_MULTIPLES = {"2W": (2, "W"), "3M": (3, "M"), "6M": (6, "M"), "1000Y": (1000, "Y"), "WE": (1, "WE")}
_STRETCHING = ("for", "over", "in", "during", "within", "throughout")


def duration(match: Match, context: Context) -> Expression | None:
    """Read "Two weeks", "a couple of days", "10-year", "almost three months"."""
    unit_word, count_word = match.get("unit"), match.get("count")
    if unit_word is None:
        return None
    unit = unit_word.value
    count = match.value("count").rstrip("~") or (VAGUE if unit_word.kind == "UNITS" else "1")
    if match.get("old") is not None:
        return SKIP
    if unit == "Q" and _is_fraction(match, context):
        return SKIP
    if count_word is not None and count_word.kind == "A" and _is_rate(match, context):
        return Expression("SET", duration_value(1, unit), precision="set")
    if match.get("half") is not None and count.isdigit():
        count = f"{int(count)}.5"
    mod = match.value("quantity") or match.value("tail") or None
    if mod is None and match.value("count").endswith("~"):
        mod = "APPROX"
    value = duration_value(None if count == VAGUE else float(count), unit)
    number = vague_counts().get(unit, 3) if count == VAGUE else float(count)
    first, last = _up_to_report(number, unit, match, context)
    return Expression("DURATION", value, mod, first, last, "duration", floating=first is None)


def allhours(match: Match, context: Context) -> Expression | None:
    """Read "24 hours a day", "seven days a week": always, which is no time."""
    whole = match.value("count"), match.value("unit"), match.value("whole")
    return SKIP if whole in (("24", "TH", "D"), ("7", "D", "W")) else None


def plural(match: Match, context: Context) -> Expression | None:
    """A bare plural: "for months", "the years", "days"."""
    unit = match.value("unit")
    if unit == "Q":
        return None
    first, last = _up_to_report(vague_counts().get(unit, 3), unit, match, context)
    return Expression(
        "DURATION", duration_value(None, unit), None, first, last, "vague", floating=first is None
    )


def relativecount(match: Match, context: Context) -> Expression | None:
    """Read "The past three months", "the next two weeks", "recent days"."""
    unit, rel = match.value("unit"), match.get("rel")
    if rel is None:
        return None
    count = match.value("count").rstrip("~") or VAGUE
    mod = match.value("quantity") or match.value("tail") or None
    value = duration_value(None if count == VAGUE else float(count), unit)
    number = vague_counts().get(unit, 3) if count == VAGUE else float(count)
    first = last = None
    if context.published is not None and rel.value not in ("previous", "following"):
        backwards = rel.kind in ("LAST", "RECENT")
        other = periods.moved(context.published, -number if backwards else number, unit)
        first, last = sorted((context.published, other))
    precision = "vague" if count == VAGUE else "duration"
    return Expression("DURATION", value, mod, first, last, precision)


def firstcount(match: Match, context: Context) -> Expression | None:
    """Read "The first nine months (of 2022)"."""
    count, unit = match.value("count"), match.value("unit")
    value = duration_value(None if count == VAGUE else float(count.rstrip("~")), unit)
    return Expression("DURATION", value, precision="duration", floating=True)


def each(match: Match, context: Context) -> Expression | None:
    """Read "Every day", "each Monday", "every two weeks", "Fridays"."""
    precision = "set"
    if weekday := match.value("weekday"):
        part = match.value("part")
        return Expression(
            "SET", f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""), precision=precision
        )
    if month := match.value("month"):
        return Expression("SET", f"XXXX-{int(month):02d}", precision=precision)
    if season := match.value("season"):
        return Expression("SET", f"XXXX-{season}", precision=precision)
    if part := match.value("part"):
        return Expression("SET", f"XXXX-XX-XXT{part}", precision=precision)
    count = match.value("count") or match.value("ordinal") or "1"
    if any(w.kind == "OTHER" for w in context.words[match.first : match.last]):
        count = "2"
    if count == VAGUE:
        return Expression("SET", duration_value(None, match.value("unit")), precision=precision)
    return Expression(
        "SET", duration_value(float(count.rstrip("~")), match.value("unit")), precision=precision
    )


def timesa(match: Match, context: Context) -> Expression | None:
    """Read "Twice a week": a set whose words are "a week"."""
    return Expression(
        "SET", duration_value(1, match.value("unit")), precision="set",
        words=(match.first + 1, match.last),
    )  # fmt: skip


def setword(match: Match, context: Context) -> Expression | None:
    """Read "Daily", "weekly"; not where it begins the name of a paper ("The Daily Mirror")."""
    if match.last < len(context.words):
        name = (
            context.text[context.words[match.first].start],
            context.text[context.words[match.last].start],
        )
        if name[0].isupper() and name[1].isupper():
            return None
    return Expression("SET", match.value("set"), precision="set")


def duration_value(count: float | None, unit: str) -> str:
    """The TIMEX3 value of ``count`` of ``unit`` (``None``: of an unsaid number)."""
    multiple, code = _MULTIPLES.get(unit, (1, unit))
    if count is None:
        number = "X"
    else:
        total = count * multiple
        if code in ("TH", "TM", "Y") and total != int(total) and total < 1e6:
            return _with_fraction(total, code)
        if code in {"E", "C"}:
            total, code = total * (10 if code == "E" else 100), "Y"
        number = f"{total:g}" if total < 1e6 else str(int(total))
    if code in _CODES:
        return f"PT{number}{_CODES[code]}"
    return f"P{number}{code}"


def _with_fraction(total: float, code: str) -> str:
    """Read "5 1/2 hours" as ``PT5H30M``, "a year and a half" as ``P1Y6M``."""
    whole, rest = int(total), total - int(total)
    if code == "TM":
        return "PT" + (f"{whole}M" if whole else "") + f"{round(rest * 60)}S"
    if code == "TH":
        return "PT" + (f"{whole}H" if whole else "") + f"{round(rest * 60)}M"
    return "P" + (f"{whole}Y" if whole else "") + f"{round(rest * 12)}M"


def _is_fraction(match: Match, context: Context) -> bool:
    """Whether "three-quarters" is a share and not a stretch of time."""
    return any(word.kind == "DASH" for word in context.words[match.first : match.last])


def _up_to_report(
    number: float, unit: str, match: Match, context: Context
) -> tuple[date | None, date | None]:
    """The stretch up to the report of "has held out for two months"; else none."""
    if context.published is None or not match.first:
        return None, None
    if context.words[match.first - 1].text not in _STRETCHING:
        return None, None
    if not context.reaches_present(context.words[match.first].start):
        return None, None
    return periods.moved(context.published, -number, unit), context.published


def _is_rate(match: Match, context: Context) -> bool:
    """Whether "a year" says how often or how much ("$5 million a year", "twice a day")."""
    if not match.first or match.last - match.first != 2:
        return False
    before = context.words[match.first - 1]
    return before.kind in ("NUMBER", "TIMES", "YEAR") or before.text in (
        "%", "percent", "million", "billion", "thousand", "times", "each",
    )  # fmt: skip
