"""A figure over time: each claimant's interval on its day, unit by unit."""

from collections import defaultdict
from dataclasses import dataclass

from counterclaim.linking.story import EventStory, FigurePoint

WIDTH, ROW = 720.0, 26.0
LEFT, RIGHT = 96.0, 24.0
TOP = 30.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure: a bar from ``x1`` to ``x2``, open at either end or not, on its row."""

    point: FigurePoint
    number: int  # in the story's list of figures
    y: float
    x1: float
    x2: float
    open_low: bool
    open_high: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on the axis."""

    x: float
    name: str


@dataclass(frozen=True, slots=True)
class FigureChart:
    """All figures of one unit, by day, from the top down."""

    unit: str
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    height: float


def figure_charts(story: EventStory) -> list[FigureChart]:
    """A chart for each unit of which there are figures, the most figures first."""
    by_unit: dict[str, list[tuple[int, FigurePoint]]] = defaultdict(list)
    for number, point in enumerate(story.figures):
        if point.low is not None or point.high is not None:
            by_unit[point.unit].append((number, point))
    charts = [_chart(unit, points) for unit, points in by_unit.items()]
    return sorted(charts, key=lambda c: (-len(c.marks), c.unit))


def _chart(unit: str, points: list[tuple[int, FigurePoint]]) -> FigureChart:
    ordered = sorted(points, key=lambda p: (p[1].day or "9999", p[0]))
    known = [v for _, p in ordered for v in (p.low, p.high) if v is not None]
    most = max(known) or 1.0
    least = min(0.0, *known)
    room = WIDTH - LEFT - RIGHT
    scale = room / ((most - least) * 1.12 or 1.0)

    def at(value: float) -> float:
        return round(LEFT + (value - least) * scale, 1)

    marks = []
    for row, (number, point) in enumerate(ordered):
        low = point.low if point.low is not None else least
        high = point.high if point.high is not None else most * 1.08
        marks.append(
            Mark(
                point=point, number=number, y=TOP + row * ROW, x1=at(low),
                x2=max(at(high), at(low)), open_low=point.low is None,
                open_high=point.high is None,
            )
        )  # fmt: skip
    ticks = tuple(Tick(at(v), f"{v:,.10g}") for v in _round_numbers(least, most))
    return FigureChart(unit, tuple(marks), ticks, TOP + len(marks) * ROW + 8)


def _round_numbers(least: float, most: float) -> list[float]:
    """About five round numbers from ``least`` to ``most``."""
    span = most - least or 1.0
    step = 1.0
    while span / step > 50:
        step *= 10
    while span / step < 0.5:
        step /= 10
    for factor in (1, 2, 5, 10, 20):
        if span / (step * factor) <= 6:
            step *= factor
            break
    first = int(least // step)
    return [n * step for n in range(first, int(most // step) + 1)]
