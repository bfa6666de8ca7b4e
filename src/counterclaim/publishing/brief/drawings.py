"""Map and timeline of a brief, as SVG without script, style sheets or anything fetched."""

import math
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from counterclaim.linking.story import EventStory

WIDTH, HEIGHT = 640, 320
LINE = 22
"""Height of an event's line on the timeline."""

MARGIN = 24
LABEL = 60
"""Characters of a title beside its bar."""

DISPUTED, PLAIN = "#b5460f", "#2b5d8a"
AREAS = {"admin1": 26.0, "admin2": 14.0, "approximate": 9.0}
"""Radius, in pixels, of the ring that stands for an area; a point is a dot."""


def timeline_svg(stories: Sequence[EventStory]) -> str:
    """A bar for each event from its first to its last day; disputed ones are filled otherwise."""
    dated = [s for s in stories if s.summary.first_day is not None]
    if not dated:
        return ""
    days = [_day(s.summary.first_day) for s in dated] + [_day(s.summary.last_day) for s in dated]
    first, last = min(days), max(days)
    scale = (WIDTH - 2 * MARGIN) / max(1, last - first + 1)
    height = LINE * len(dated) + 2 * MARGIN
    parts = [_head(WIDTH, height, "Events by day")]
    for number, story in enumerate(dated):
        event = story.summary
        left = MARGIN + (_day(event.first_day) - first) * scale
        length = max(4.0, (_day(event.last_day) - _day(event.first_day) + 1) * scale)
        top = MARGIN + number * LINE
        parts.append(
            f'<rect x="{left:.1f}" y="{top + 2}" width="{length:.1f}" height="4" '
            f'fill="{_colour(story)}"/>'
        )
        at = min(left, WIDTH / 2)
        parts.append(_text(at, top + 17, _cut(f"{event.first_day} {event.title}")))
    ends = (date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat())
    parts.append(_text(MARGIN, height - 8, ends[0]))
    parts.append(_text(WIDTH - MARGIN - 66, height - 8, ends[1]))
    return "".join(parts) + "</svg>"


def map_svg(stories: Sequence[EventStory]) -> str:
    """The events' places: dots, and rings for areas; borders are not ours to draw."""
    spots = list(_spots(stories))
    if not spots:
        return ""
    lats, lons = [s[0] for s in spots], [s[1] for s in spots]
    middle = math.radians((min(lats) + max(lats)) / 2)
    squeeze = max(0.2, math.cos(middle))  # so that a degree is as wide as it is high
    wide = max((max(lons) - min(lons)) * squeeze, 0.5)
    high = max(max(lats) - min(lats), 0.5)
    scale = min((WIDTH - 8 * MARGIN) / wide, (HEIGHT - 4 * MARGIN) / high)
    parts = [_head(WIDTH, HEIGHT, "Places of the events")]
    for lat, lon, name, radius, colour in spots:
        x = 2 * MARGIN + (lon - min(lons)) * squeeze * scale
        y = HEIGHT - 2 * MARGIN - (lat - min(lats)) * scale
        if radius:
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.0f}" fill="none" '
                f'stroke="{colour}" stroke-dasharray="4 3"/>'
            )
        else:
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>')
        parts.append(_text(x + 6, y - 6, name))
    return "".join(parts) + "</svg>"


def _spots(stories: Sequence[EventStory]) -> Iterator[tuple[float, float, str, float, str]]:
    """Each located place once: the event that names it first gives the colour."""
    seen = set()
    for story in stories:
        for place in story.summary.places:
            name = place.name or place.text
            if place.lat is None or place.lon is None or place.precision == "country":
                continue
            if (place.lat, place.lon) not in seen:
                seen.add((place.lat, place.lon))
                radius = AREAS.get(place.precision, 0.0)
                yield place.lat, place.lon, name, radius, _colour(story)


def _colour(story: EventStory) -> str:
    return DISPUTED if story.summary.disputed else PLAIN


def _head(width: int, height: int, title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-label="{title}">'
        f'<rect x="0" y="0" width="{width}" height="{height}" fill="#fbfaf7"/>'
    )


def _cut(label: str) -> str:
    """A label that fits, cut between words."""
    return label if len(label) <= LABEL else label[:LABEL].rsplit(" ", 1)[0] + " …"


def _text(x: float, y: float, words: str) -> str:
    plain = escape(" ".join(words.split()))
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="11" font-family="sans-serif">{plain}</text>'


def _day(day: str | None) -> int:
    return date.fromisoformat(day).toordinal() if day else 0
