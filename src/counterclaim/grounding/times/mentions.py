"""From read expressions to :class:`TimeMention`: extents, prepositions, ranges, intervals."""

from collections.abc import Iterator, Sequence
from datetime import date

from counterclaim.grounding.times.context import Context
from counterclaim.grounding.times.expressions import Expression
from counterclaim.grounding.times.tagger import Found
from counterclaim.model.document import TimeMention
from counterclaim.model.records import Span, Time

_LEADING = {
    "on", "in", "at", "during", "over", "for", "since", "until", "till", "by", "from",
    "between", "within", "throughout", "before", "after", "through", "early", "late",
}  # fmt: skip
_RANGE_OPENERS = {"from", "between"}
_RANGE_LINKS = {"to", "and", "until", "till", "through", "-", "–", "—"}


def mentions(context: Context, found: Sequence[Found]) -> Iterator[TimeMention]:
    """The mentions of ``found``, in order."""
    position = 0
    while position < len(found):
        current = found[position]
        follower = found[position + 1] if position + 1 < len(found) else None
        if follower is not None and _is_range(context, current, follower):
            yield from _range(context, current, follower)
            position += 2
            continue
        first, last = _by_preposition(context, current)
        yield _mention(context, current, first, last, _extent(context, current))
        position += 1


def _is_range(context: Context, current: Found, follower: Found) -> bool:
    words = context.words
    if follower.first - current.last != 1 or words[current.last].text not in _RANGE_LINKS:
        return False
    if current.expression.type not in ("DATE", "TIME") or current.expression.period is None:
        return False
    if follower.expression.type not in ("DATE", "TIME") or follower.expression.period is None:
        return False
    opener = words[current.first - 1].text if current.first else ""
    return opener in _RANGE_OPENERS or words[current.last].text in ("-", "–", "—")


def _range(context: Context, current: Found, follower: Found) -> Iterator[TimeMention]:
    first, last = current.expression.first, follower.expression.last
    if first is not None and last is not None and first > last:
        first, last = current.expression.first, current.expression.last
    start, _ = _extent(context, current)
    end = context.words[follower.last - 1].end
    for part in (current, follower):
        yield _mention(context, part, first, last, (start, end), precision="range")


def _by_preposition(context: Context, found: Found) -> tuple[date | None, date | None]:
    """The interval as "since" and "until" make it."""
    first, last = found.expression.first, found.expression.last
    published = context.published
    before = context.words[found.first - 1].text if found.first else ""
    if first is None or found.expression.type == "DURATION":
        return first, last
    if before == "since" and published is not None and first <= published:
        return first, published
    if before in ("until", "till"):
        return None, last
    return first, last


def _extent(context: Context, found: Found) -> tuple[int, int]:
    """The expression with the preposition before and the possessive after it."""
    words = context.words
    start, end = words[found.first].start, words[found.last - 1].end
    position = found.first
    while position and words[position - 1].text in _LEADING and found.first - position < 2:
        if context.text[words[position - 1].end : start].strip(" \t"):
            break
        position -= 1
        start = words[position].start
    if found.last < len(words) and words[found.last].kind == "POSS":
        follower = words[found.last]
        if follower.start == end and follower.text in ("'s", "’s"):
            end = follower.end
    return start, end


def _mention(
    context: Context,
    found: Found,
    first: date | None,
    last: date | None,
    extent: tuple[int, int],
    *,
    precision: str | None = None,
) -> TimeMention:
    expression: Expression = found.expression
    span = Span.of(context.text, *extent)
    placed = first is not None or last is not None
    return TimeMention(
        start=context.words[found.first].start,
        end=context.words[found.last - 1].end,
        type=expression.type,
        value=expression.value,
        mod=expression.mod,
        interval=Time(
            text=span.text,
            start=first.isoformat() if first else None,
            end=last.isoformat() if last else None,
            span=span,
            precision=precision or expression.precision,
            anchored=placed,
        ),
    )
