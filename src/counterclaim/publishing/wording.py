"""How a claim's fields are put for people, the same in the table and on the page.

Every string here is plain text, not yet safe for a terminal or for HTML: see
:mod:`.visible` and the template's autoescape.
"""

import calendar
from collections.abc import Callable
from datetime import date, datetime

from counterclaim.model.records import Claim, Figure, Place, Report, Source, Time
from counterclaim.publishing.visible import one_line

OWN_VOICE = "own voice"

Say = Callable[[str], str]
"""Gives a word of ours in another language; :class:`str` leaves it in English."""

_TITLE_LIMIT = 100

_PRECISION_NOTES = {
    "approximate": "approximate",
    "admin1": "region",
    "admin2": "district",
    "unresolved": "not placed",
}


def speaker(claim: Claim, report: Report, say: Say = str) -> str:
    """Who says it, never empty; the outlet's own voice is called so.

    The chain reads outwards from the content: ``Oleh Zhdanov (YouTube address)``,
    ``Moscow, as told by Kyiv``, ``Gleb Narochin, via Rosvest``.
    """
    if not claim.sources:
        return f"{outlet(report, say)} ({say(OWN_VOICE)})"
    first, *others = claim.sources
    words = _name(first)
    for source in others:
        if source.role == "venue":
            words += f" ({_name(source)})"
        elif source.role == "relay":
            words += f", {say('via')} {_name(source)}"
        else:
            words += f", {say('as told by')} {_name(source)}"
    return words


def outlet(report: Report, say: Say = str) -> str:
    """The outlet's name, or what stands for it."""
    return report.outlet or say("the report")


def title(report: Report) -> str:
    """The title or, where there is none, the first line of the text."""
    first = next((line for line in report.text.splitlines() if line.strip()), report.id)
    return report.title or one_line(first, _TITLE_LIMIT)


def speaker_key(claim: Claim) -> str:
    """The name claims are filtered and counted by: the source nearest to the content."""
    return _name(claim.sources[0]) if claim.sources else OWN_VOICE


def side(claim: Claim) -> str:
    """The side of the source nearest to the content, or :data:`OWN_VOICE`."""
    return claim.sources[0].side if claim.sources else OWN_VOICE


def _name(source: Source) -> str:
    return source.name or source.text


def published(report: Report, say: Say = str) -> str:
    """The date of publication, with its time of day if given, or that it is unknown."""
    if report.published is None:
        return say("date unknown")
    try:
        moment = datetime.fromisoformat(report.published)
    except ValueError:
        return report.published
    if len(report.published) <= len("2024-05-14"):
        return report.published
    words = moment.isoformat(" ", "minutes")
    if moment.tzinfo is None:
        return words
    minute, zone = words[:16], words[16:]
    return f"{minute} {'UTC' if zone == '+00:00' else zone}"


def figure(item: Figure) -> str:
    """An interval with its unit: ``≥ 170 attacks``, ``20–30 killed``, ``USD 400,000,000``."""
    amount = _interval(item.low, item.high)
    if not amount:
        return item.text
    if item.unit == "USD":
        return f"USD {amount}"
    return f"{amount} {item.unit}".strip()


def _interval(low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return ""
    if high is None:
        return f"≥\u00a0{_number(low)}"
    if low is None:
        return f"≤\u00a0{_number(high)}"
    if low == high:
        return _number(low)
    return f"{_number(low)}–{_number(high)}"


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,g}"


def when(time: Time, say: Say = str) -> str:
    """The interval of a time, inclusive; ``not anchored`` when it needs an unknown date."""
    if time.start is None and time.end is None:
        return say("not anchored" if not time.anchored else "not dated")
    if time.end is None:
        return f"{say('from')} {time.start}"
    if time.start is None:
        return f"{say('until')} {time.end}"
    return _whole_period(time.start, time.end) or f"{time.start} {say('to')} {time.end}"


def _whole_period(start: str, end: str) -> str | None:
    if start == end:
        return start
    try:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
    except ValueError:
        return None
    if first.year != last.year or first.day != 1:
        return None
    if (first.month, last.month, last.day) == (1, 12, 31):
        return f"{first.year:04d}"
    ends_month = last.day == calendar.monthrange(last.year, last.month)[1]
    if first.month == last.month and ends_month:
        return f"{first.year:04d}-{first.month:02d}"
    return None


def where(place: Place, say: Say = str) -> str:
    """A place by canonical name, with its country and how closely it is placed."""
    note = say(_PRECISION_NOTES.get(place.precision, ""))
    country = place.country if place.precision != "country" else None
    details = ", ".join(part for part in (country, note) if part)
    return f"{place.name} ({details})" if details else place.name


def coordinates(place: Place) -> str:
    """``lat, lon`` in degrees, only as fine as the precision warrants; empty if unplaced."""
    if place.lat is None or place.lon is None:
        return ""
    digits = 4 if place.precision in ("site", "settlement") else 1
    return f"{place.lat:.{digits}f}, {place.lon:.{digits}f}"
