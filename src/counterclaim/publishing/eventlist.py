"""Events for a terminal: a list of them, and one told in full."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from counterclaim.linking.story import (
    OWN_VOICE,
    EventStory,
    EventSummary,
    FigurePoint,
    Origin,
    StoryClaim,
)
from counterclaim.publishing import sides, wording
from counterclaim.publishing.claimlist import as_report
from counterclaim.publishing.visible import one_line

TITLE_LIMIT = 160
QUOTE_LIMIT = 240
MANY_PLACES = 3


def render_events(found: Sequence[EventSummary], console: Console) -> None:
    """Print the events, a row each."""
    if not found:
        console.print("No event found; `counterclaim link` makes them.")
        return
    table = Table(box=box.SIMPLE_HEAD, leading=1, expand=True, pad_edge=False, padding=(0, 1))
    table.add_column("Event, in a claim's own words", ratio=30, overflow="fold")
    table.add_column("Where, when", ratio=14, overflow="fold")
    table.add_column("Reports, origins", ratio=28, overflow="fold")
    table.add_column("Id", width=14, overflow="fold")
    for event in found:
        marks = ", ".join(_marks(event))
        table.add_row(
            Text(one_line(event.title, TITLE_LIMIT)),
            _lines(_where(event), _when(event)),
            _lines(event.glance, marks),
            Text(event.id),
        )
    console.print(table)
    console.print(Text(f"{len(found):,} event{'s' * (len(found) != 1)}", style="dim"))


def render_event(story: EventStory, console: Console) -> None:
    """Print the event: who says what, on what it rests, what is disputed and why."""
    event = story.summary
    console.print(Text(one_line(event.title), style="bold"))
    console.print(Text(f"{event.id} · {_where(event) or 'no place'} · {_when(event)}"))
    console.print(Text(event.glance))
    if event.silent:
        names = ", ".join(sides.name(side) for side in event.silent)
        console.print(Text(f"Named as a party, and silent here: {names}."))
    reasons = {
        "Disputes": [f"{d.kind}: {d.because}" for d in story.disputes],
        "Flags": [f"{f.kind}: {f.because}" for f in story.flags],
        "Suggested credibility (an analyst sets it)": [
            f"{s.side} {s.credibility}: {s.because}" for s in story.suggestions
        ],
        "Judged": [
            f"{j.subject} {j.verdict}: {j.claims[0]} and {j.claims[1]}, by {j.by} at {j.at}"
            + (f" ({j.note})" if j.note else "")
            for j in story.judgements
        ],
    }
    for lane in story.lanes:
        _lane(lane.side, lane.claims, console)
    _origins(story.origins, console)
    _figures(story.figures, console)
    for heading, sentences in reasons.items():
        _list(heading, sentences, console)
    _list("Tied to it", [f"{f.title} ({f.id}): {f.glance}" for f in story.facets], console)


def _lane(side: str, claims: Sequence[StoryClaim], console: Console) -> None:
    name = side if side == OWN_VOICE else f"{sides.name(side)} [{side}]"
    table = Table(
        title=Text(name, style="bold"), title_justify="left", box=box.SIMPLE_HEAD, expand=True,
        pad_edge=False, padding=(0, 1),
    )  # fmt: skip
    for column, ratio in (("Day, outlet", 12), ("Speaker", 12), ("Claim", 36), ("Origin", 10)):
        table.add_column(column, ratio=ratio, overflow="fold")
    for item in claims:
        report = as_report(item.report)
        said = f"{item.claim.stance} {item.claim.type}"
        table.add_row(
            _lines(wording.published(report), wording.outlet(report)),
            _lines(wording.speaker(item.claim, report)),
            _lines(one_line(item.claim.quote.text, QUOTE_LIMIT), said, ", ".join(item.flags)),
            _lines(item.origin or "none given"),
        )
    console.print(table)


def _origins(origins: Sequence[Origin], console: Console) -> None:
    table = Table(
        title=Text("Origins", style="bold"), title_justify="left", box=box.SIMPLE_HEAD,
        expand=True, pad_edge=False, padding=(0, 1),
    )  # fmt: skip
    table.add_column("Id", width=14)
    table.add_column("Counts", width=7)
    table.add_column("Who, side", ratio=14, overflow="fold")
    table.add_column("Reports", width=8, justify="right")
    table.add_column("Why", ratio=40, overflow="fold")
    for origin in origins:
        id = origin.id if origin.id.startswith("o-") else ""
        table.add_row(
            id, "yes" if origin.counts else "no", _lines(f"{origin.name} [{origin.side}]"),
            str(origin.reports), _lines(origin.because),
        )  # fmt: skip
    console.print(table)


def _figures(points: Sequence[FigurePoint], console: Console) -> None:
    if not points:
        return
    table = Table(
        title=Text("Figures", style="bold"), title_justify="left", box=box.SIMPLE_HEAD,
        expand=True, pad_edge=False, padding=(0, 1),
    )  # fmt: skip
    for column, ratio in (("Day", 8), ("Figure", 14), ("Claimant", 16), ("Standing", 30)):
        table.add_column(column, ratio=ratio, overflow="fold")
    for point in points:
        standing = "conflicting" if point.conflicts else point.status
        table.add_row(
            point.day or "", _lines(f"{point.text} {point.unit}"),
            _lines(f"{point.claimant} [{point.side}]"),
            _lines(f"{standing}. {point.because}".strip()),
        )  # fmt: skip
    console.print(table)


def _list(heading: str, sentences: Iterable[str], console: Console) -> None:
    found = list(sentences)
    if found:
        console.print(Text(heading, style="bold"))
        for sentence in found:
            console.print(Text(f"- {one_line(sentence)}"))
        console.print()


def _marks(event: EventSummary) -> Iterable[str]:
    if event.disputed:
        yield f"disputed ({event.disputes})"
    if event.conflicting_figures:
        yield "figures conflict"
    yield from event.flags


def _where(event: EventSummary) -> str:
    names = [place.name or place.text for place in event.places]
    more = f" and {len(names) - MANY_PLACES} more" if len(names) > MANY_PLACES else ""
    return ", ".join(names[:MANY_PLACES]) + more


def _when(event: EventSummary) -> str:
    if event.first_day is None:
        return "no day"
    if event.first_day == event.last_day or event.last_day is None:
        return event.first_day
    return f"{event.first_day} to {event.last_day}"


def _lines(*parts: str) -> Text:
    return Text("\n".join(one_line(part) for part in parts if part))
