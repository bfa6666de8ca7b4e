"""Who has it from whom: origins on the left, the outlets that repeat them on the right."""

from collections import Counter
from dataclasses import dataclass

from counterclaim.linking.story import EventStory, Origin
from counterclaim.publishing.visible import one_line

WIDTH = 720.0
BOX, GAP = 34.0, 12.0
ORIGIN_X, OUTLET_X = 8.0, 440.0
ORIGIN_W, OUTLET_W = 270.0, 264.0

MOST = 14
"""Origins, and outlets, drawn; the others are counted."""


@dataclass(frozen=True, slots=True)
class OriginBox:
    """An origin."""

    origin: Origin
    x: float
    y: float
    name: str


@dataclass(frozen=True, slots=True)
class OutletBox:
    """An outlet: how many reports of it stand in the event."""

    name: str
    reports: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """A way from an origin to an outlet, or from an origin to one that passes it on."""

    path: str
    kind: str  # says, repeats or derived
    side: str
    reports: int


@dataclass(frozen=True, slots=True)
class OriginsGraph:
    """The drawing, and what was left out of it."""

    origins: tuple[OriginBox, ...]
    outlets: tuple[OutletBox, ...]
    arrows: tuple[Arrow, ...]
    height: float
    more_origins: int
    more_outlets: int


def origins_graph(story: EventStory) -> OriginsGraph | None:
    """The graph of ``story``; ``None`` where no origin is known."""
    if not story.origins:
        return None
    outlet_of = {
        c.key: c.report.outlet or "outlet unknown" for lane in story.lanes for c in lane.claims
    }
    report_of = {c.key: c.report.id for lane in story.lanes for c in lane.claims}
    ranked = sorted(story.origins, key=lambda o: (not o.counts, -o.reports, o.id))
    shown = ranked[:MOST]
    ways: dict[tuple[str, str], set[str]] = {}
    for origin in shown:
        for key in origin.claims:
            ways.setdefault((origin.id, outlet_of[key]), set()).add(report_of[key])
    counts = Counter[str]()
    for (_, outlet), reports in ways.items():
        counts[outlet] += len(reports)
    names = [name for name, _ in sorted(counts.items(), key=lambda n: (-n[1], n[0]))]
    places = {o.id: 8 + n * (BOX + GAP) for n, o in enumerate(shown)}
    rows = {name: 8 + n * (BOX + GAP) for n, name in enumerate(names[:MOST])}
    arrows = [
        Arrow(
            _curve(places[origin_id], rows[outlet]), "says", _side(shown, origin_id), len(reports)
        )
        for (origin_id, outlet), reports in sorted(ways.items())
        if outlet in rows
    ]
    arrows += [
        Arrow(_loop(places[o.derived_from], places[o.id]), "derived", o.side, o.reports)
        for o in shown
        if o.derived_from in places
    ]
    height = 8 + max(len(places), len(rows)) * (BOX + GAP)
    return OriginsGraph(
        origins=tuple(OriginBox(o, ORIGIN_X, places[o.id], one_line(o.name, 34)) for o in shown),
        outlets=tuple(OutletBox(one_line(n, 32), counts[n], OUTLET_X, y) for n, y in rows.items()),
        arrows=tuple(arrows),
        height=height,
        more_origins=len(ranked) - len(shown),
        more_outlets=len(names) - len(rows),
    )


def _side(origins: list[Origin], origin_id: str) -> str:
    return next(o.side for o in origins if o.id == origin_id)


def _curve(one: float, other: float) -> str:
    x1, y1, x2, y2 = ORIGIN_X + ORIGIN_W, one + BOX / 2, OUTLET_X, other + BOX / 2
    middle = (x1 + x2) / 2
    return f"M{x1:g} {y1:g}C{middle:g} {y1:g} {middle:g} {y2:g} {x2:g} {y2:g}"


def _loop(one: float, other: float) -> str:
    x = ORIGIN_X + ORIGIN_W
    y1, y2 = one + BOX * 0.75, other + BOX * 0.25
    return f"M{x:g} {y1:g}C{x + 50:g} {y1:g} {x + 50:g} {y2:g} {x:g} {y2:g}"
