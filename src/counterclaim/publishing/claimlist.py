"""Claims of many reports, and a ledger's counts, as tables for a terminal."""

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from counterclaim.ledger.answers import Found, ReportHeader, Stats
from counterclaim.model.records import Report
from counterclaim.publishing import wording
from counterclaim.publishing.visible import one_line

QUOTE_LIMIT = 400
NAME_LIMIT = 120

MANY = 12
"""Values of a count shown; the rest are summed."""


def as_report(header: ReportHeader, text: str = "") -> Report:
    """The report that ``header`` is of, for what is put into words from a report."""
    return Report(
        id=header.id,
        text=text,
        sha256=header.sha256,
        outlet=header.outlet,
        url=header.url,
        published=header.published,
        title=header.title,
    )


def render_found(found: Sequence[Found], console: Console, *, limit: int) -> None:
    """Print the claims found, a row each, and how many they are."""
    if not found:
        console.print("No claim found.")
        return
    table = Table(box=box.SIMPLE_HEAD, leading=1, expand=True, pad_edge=False, padding=(0, 1))
    table.add_column("Speaker, side", ratio=14, overflow="fold")
    table.add_column("Stance, type", width=14, overflow="fold")
    table.add_column("Claim", ratio=32, overflow="fold")
    table.add_column("Place, when, figures", ratio=12, overflow="fold")
    table.add_column("Report", ratio=12, overflow="fold")
    table.add_column("Id", width=18, overflow="fold")
    for item in found:
        claim, report = item.claim, as_report(item.report)
        side = wording.side(claim) if claim.sources else None
        when = wording.when(claim.time) if claim.time else None
        places = "; ".join(wording.where(p) for p in claim.places)
        figures = "; ".join(wording.figure(f) for f in claim.figures)
        table.add_row(
            _lines(wording.speaker(claim, report), side),
            Text(f"{claim.stance}\n{claim.type}\n{claim.realis}"),
            Text(one_line(claim.quote.text, QUOTE_LIMIT)),
            _lines(places, when, figures),
            _lines(wording.outlet(report), wording.published(report)),
            _lines(claim.id),
        )
    console.print(table)
    count = f"{len(found):,} claim{'s' * (len(found) != 1)}"
    more = f", the limit: --limit {limit * 10} gives more" if len(found) == limit else ""
    console.print(Text(count + more, style="dim"))


def render_stats(stats: Stats, console: Console) -> None:
    """Print the counts."""
    first, last = (day[:10] if day else "unknown" for day in stats.published)
    rows = [
        ("ledger", f"{stats.ledger}, revision {stats.revision:,}"),
        ("reports", f"{stats.reports:,} of {stats.outlets:,} outlets, {first} to {last}"),
        ("versions", f"{stats.versions:,} of reports, {stats.texts:,} different texts"),
        ("claims", f"{stats.claims:,}"),
        ("read by", _counts(stats.extractors)),
        ("stances", _counts(stats.stances)),
        ("types", _counts(stats.types)),
        ("sides", _counts(stats.sides)),
    ]
    if stats.unread:
        rows.insert(4, ("unread", f"{stats.unread:,}: the reader failed on them"))
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(overflow="fold")
    for name, value in rows:
        table.add_row(Text(name, style="bold"), Text(one_line(value)))
    console.print(table)


def _counts(counts: dict[str, int]) -> str:
    shown = list(counts.items())
    parts = [f"{name} {number:,}" for name, number in shown[:MANY]]
    if rest := sum(number for _, number in shown[MANY:]):
        parts.append(f"others {rest:,}")
    return ", ".join(parts) or "none"


def _lines(*parts: str | None) -> Text:
    return Text("\n".join(one_line(part, NAME_LIMIT) for part in parts if part))
