"""Events over time as bars, one a day, week, month or year, whichever fits."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from counterclaim.web.atlas import AtlasEvent

WIDTH, HEIGHT = 1000.0, 96.0
"""The drawing's own units; it is stretched to its place."""

TOP, FLOOR = 6.0, 90.0
MOST = 140
"""Bars at most."""


@dataclass(frozen=True, slots=True)
class Bar:
    """Events of the days ``first`` to ``last`` (ordinals, inclusive)."""

    first: int
    last: int
    events: int
    corroborated: int  # rest on two or more independent origins
    x: float
    width: float
    y: float
    height: float
    inner: float  # height of the part that is corroborated
    name: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A date under the bars; ``form`` says by CLDR's skeletons how closely it is given."""

    x: float
    day: date
    form: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The drawing. ``step`` names what a bar is: day, week, month or year."""

    first: int
    last: int
    step: str
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    most: int
    outside: int

    @property
    def days(self) -> int:
        """How many it spans."""
        return self.last - self.first + 1


def timeline(events: Sequence[AtlasEvent], days: tuple[int, int] | None) -> Timeline | None:
    """The timeline of ``events`` over ``days``; ``None`` where no day is known."""
    if days is None:
        return None
    first, last = days
    step = next((s for s, n in _STEPS if (last - first) / n <= MOST), "year")
    edges = list(_edges(first, last, step))
    starts = [start for start, _ in edges]
    everything, firm = Counter[int](), Counter[int]()
    outside = 0
    places = {day: n for n, (a, b) in enumerate(edges) for day in range(a, b + 1)}
    for event in events:
        bucket = places.get(event.day)
        if bucket is None:
            outside += 1
            continue
        everything[bucket] += 1
        firm[bucket] += event.origins >= 2
    most = max(everything.values(), default=0)
    begin, end = starts[0], edges[-1][1]
    unit = WIDTH / (end - begin + 1)
    scale = (FLOOR - TOP) / most if most else 0.0
    bars = tuple(
        Bar(
            first=a, last=b, events=everything[n], corroborated=firm[n],
            x=round((a - begin) * unit, 2), width=round((b - a + 1) * unit * 0.88, 2),
            y=round(FLOOR - everything[n] * scale, 2), height=round(everything[n] * scale, 2),
            inner=round(firm[n] * scale, 2), name=_name(a, b, step),
        )
        for n, (a, b) in enumerate(edges)
    )  # fmt: skip
    return Timeline(begin, end, step, bars, tuple(_ticks(begin, end, unit)), most, outside)


_STEPS = (("day", 1), ("week", 7), ("month", 30), ("year", 365))


def _edges(first: int, last: int, step: str) -> Iterator[tuple[int, int]]:
    day = date.fromordinal(first)
    if step == "week":
        day -= timedelta(days=day.weekday())
    elif step == "month":
        day = day.replace(day=1)
    elif step == "year":
        day = day.replace(month=1, day=1)
    while day.toordinal() <= last:
        after = _next(day, step)
        yield day.toordinal(), after.toordinal() - 1
        day = after


def _next(day: date, step: str) -> date:
    if step == "day":
        return day + timedelta(days=1)
    if step == "week":
        return day + timedelta(days=7)
    if step == "month":
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return day.replace(year=day.year + 1, month=1, day=1)


def _name(first: int, last: int, step: str) -> str:
    one = date.fromordinal(first)
    if step == "day":
        return one.isoformat()
    if step == "month":
        return one.strftime("%Y-%m")
    if step == "year":
        return str(one.year)
    return f"{one.isoformat()} – {date.fromordinal(last).isoformat()}"


def _ticks(first: int, last: int, unit: float) -> Iterator[Tick]:
    """Up to about ten round dates."""
    span = last - first + 1
    if span <= 10:
        days = [date.fromordinal(d) for d in range(first, last + 1)]
        form = "MMMd"
    elif span <= 70:
        days = [date.fromordinal(d) for d in range(first, last + 1, max(1, span // 8))]
        form = "MMMd"
    else:
        months = list(_edges(first, last, "month"))[1:]
        step = max(1, len(months) // 8)
        days = [date.fromordinal(a) for a, _ in months[::step]]
        form = "yMMM"
    for day in days:
        x = (day.toordinal() - first) * unit
        if x < WIDTH * 0.96:
            yield Tick(round(x, 2), day, form)
