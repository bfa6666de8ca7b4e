"""One claim for a terminal: its fields, and its words within the text around them."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from counterclaim.ledger.answers import Shown
from counterclaim.model.records import Report
from counterclaim.publishing import wording
from counterclaim.publishing.claimlist import as_report
from counterclaim.publishing.visible import ELLIPSIS, one_line, visible

AROUND = 300
"""Characters shown before and after the claim's words."""

OPENING, CLOSING = "⟦", "⟧"
"""Mark the claim's words where there is no colour."""


def render_shown(item: Shown, console: Console) -> None:
    """Print the claim."""
    report = as_report(item.report, item.text)
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(overflow="fold")
    for name, value in _fields(item, report):
        table.add_row(Text(name, style="dim"), Text(one_line(value)))
    console.print(Text(item.claim.id, style="bold"))
    console.print(table)
    console.print()
    console.print(_in_context(item))


def _fields(item: Shown, report: Report) -> Iterator[tuple[str, str]]:
    claim = item.claim
    yield "speaker", wording.speaker(claim, report)
    if claim.sources:
        yield "side", wording.side(claim)
    yield "stance", claim.stance + (f" (“{claim.cue.text}”)" if claim.cue else "")
    yield "type", f"{claim.type}, {claim.realis}"
    for name, parties in (("by", claim.agents), ("against", claim.targets)):
        if parties:
            yield name, "; ".join(f"{p.name or p.text} [{p.side}]" for p in parties)
    for place in claim.places:
        at = "" if place.lat is None else f" ({place.lat:.4f}, {place.lon:.4f})"
        yield "place", wording.where(place) + at
    if claim.time is not None:
        yield "when", f"{wording.when(claim.time)} (“{claim.time.text}”)"
    for figure in claim.figures:
        yield "figure", f"{wording.figure(figure)} (“{figure.text}”)"
    yield from _provenance(item, report)


def _provenance(item: Shown, report: Report) -> Iterator[tuple[str, str]]:
    header = item.report
    for name, value in (("event", item.claim.event), ("origin", item.claim.origin)):
        if value is not None:
            yield name, value
    yield "report", f"{header.id}, version {header.version}, read by {item.extractor}"
    yield "outlet", f"{wording.outlet(report)}, {wording.published(report)}"
    yield "title", wording.title(report)
    if header.url:
        yield "address", header.url
    yield (
        "words",
        f"{item.claim.quote.start}:{item.claim.quote.end} of {len(item.text):,} characters",
    )
    if item.removed is not None:
        yield "no longer", f"current since revision {item.removed}"


def _in_context(item: Shown) -> Text:
    before, claimed, after = surroundings(item)
    words = Text(before)
    words.append(OPENING + claimed + CLOSING, style="bold")
    return words.append(after)


def surroundings(item: Shown) -> tuple[str, str, str]:
    """The words before the claim's, the claim's own, and those after, harmless to show."""
    start, end = item.claim.quote.start, item.claim.quote.end
    before, after = max(0, start - AROUND), min(len(item.text), end + AROUND)
    return (
        (ELLIPSIS if before else "") + visible(item.text[before:start]),
        visible(item.text[start:end]),
        visible(item.text[end:after]) + (ELLIPSIS if after < len(item.text) else ""),
    )
