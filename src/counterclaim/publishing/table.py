"""A reading as a table for a terminal.

Three layouts share the rows: nine columns on a wide terminal, six on a middling one, three on
a narrow one, where a claim's details stand under its words. Nothing depends on colour.
"""

from collections import Counter
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from counterclaim.model.records import Claim, Reading, Report
from counterclaim.publishing import wording
from counterclaim.publishing.visible import one_line

WIDE = 150
MIDDLING = 104
"""Terminal columns from which the nine-column and the six-column layout fit."""

QUOTE_LIMIT = 600
NAME_LIMIT = 120
"""Characters shown of a claim's words and of a name; the offsets lead to the rest."""

STANCE_STYLES = {
    "denies": "bold red",
    "accuses": "red",
    "condemns": "red",
    "threatens": "red",
    "admits": "yellow",
    "suspects": "magenta",
    "predicts": "magenta",
}


def render_table(reading: Reading, console: Console) -> None:
    """Print ``reading`` on ``console``: a header, one row a claim in text order, the counts."""
    console.print(_header(reading.report), end="")
    if not reading.claims:
        console.print("No claims found.")
        return
    claims = sorted(reading.claims, key=lambda c: (c.quote.start, c.quote.end, c.id))
    if console.width >= WIDE:
        table = _wide(claims, reading.report)
    elif console.width >= MIDDLING:
        table = _middling(claims, reading.report)
    else:
        table = _narrow(claims, reading.report)
    console.print(table)
    console.print(_footer(claims))


def _header(report: Report) -> Text:
    parts = [report.outlet or "outlet unknown", wording.published(report), report.id]
    header = Text(_safe(wording.title(report)), style="bold")
    header.append("\n" + _safe(" · ".join(parts)), style="not bold dim")
    if report.url:
        header.append("\n" + _safe(report.url), style="not bold dim")
    return header.append("\n")


def _footer(claims: Sequence[Claim]) -> Text:
    speakers = {wording.speaker_key(c) for c in claims if c.sources}
    sides = Counter(wording.side(c) for c in claims)
    own = sides.pop(wording.OWN_VOICE, 0)
    counts = [f"{code} {n}" for code, n in sorted(sides.items(), key=lambda s: (-s[1], s[0]))]
    if own:
        counts.append(f"{wording.OWN_VOICE} {own}")
    return Text(
        f"{_counted(len(claims), 'claim')} by {_counted(len(speakers), 'named speaker')}"
        f" · {', '.join(counts)}",
        style="dim",
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, leading=1, expand=True, pad_edge=False, padding=(0, 1))


def _wide(claims: Sequence[Claim], report: Report) -> Table:
    table = _table()
    table.add_column("Speaker", ratio=15, overflow="fold")
    table.add_column("Side", width=5, overflow="fold")
    table.add_column("Stance", width=9)
    table.add_column("Claim", ratio=34, overflow="fold")
    table.add_column("Type, realis", width=13, overflow="fold")
    table.add_column("Place", ratio=12, overflow="fold")
    table.add_column("When", ratio=9, overflow="fold")
    table.add_column("Figures", ratio=9, overflow="fold")
    table.add_column("Words", overflow="fold", no_wrap=True)
    for claim in claims:
        table.add_row(
            _speaker(claim, report),
            _side(claim),
            _stance(claim),
            _quote(claim),
            Text(f"{claim.type}\n{claim.realis}"),
            _places(claim),
            _time(claim),
            _figures(claim),
            _words(claim),
        )
    return table


def _middling(claims: Sequence[Claim], report: Report) -> Table:
    table = _table()
    table.add_column("Speaker, side", ratio=16, overflow="fold")
    table.add_column("Stance, type", width=14, overflow="fold")
    table.add_column("Claim", ratio=32, overflow="fold")
    table.add_column("Place, when", ratio=16, overflow="fold")
    table.add_column("Figures", ratio=10, overflow="fold")
    table.add_column("Words", overflow="fold", no_wrap=True)
    for claim in claims:
        table.add_row(
            _lines(_speaker(claim, report), _side(claim)),
            _lines(_stance(claim), Text(f"{claim.type}\n{claim.realis}")),
            _quote(claim),
            _lines(_places(claim), _time(claim)),
            _figures(claim),
            _words(claim),
        )
    return table


def _narrow(claims: Sequence[Claim], report: Report) -> Table:
    table = _table()
    table.add_column("Speaker, side", ratio=10, overflow="fold")
    table.add_column("Stance, type", width=13, overflow="fold")
    table.add_column("Claim", ratio=21, overflow="fold")
    for claim in claims:
        details = [_places(claim), _time(claim), _figures(claim), _words(claim)]
        line = Text(" · ").join(d for d in details if d.plain)
        line.stylize("dim")
        table.add_row(
            _lines(_speaker(claim, report), _side(claim)),
            _lines(_stance(claim), Text(f"{claim.type}\n{claim.realis}")),
            _lines(_quote(claim), line),
        )
    return table


def _lines(*parts: Text) -> Text:
    return Text("\n").join(p for p in parts if p.plain)


def _speaker(claim: Claim, report: Report) -> Text:
    return Text(_safe(wording.speaker(claim, report)), style="bold" if claim.sources else "italic")


def _side(claim: Claim) -> Text:
    return Text(_safe(wording.side(claim)) if claim.sources else "")


def _stance(claim: Claim) -> Text:
    return Text(claim.stance, style=STANCE_STYLES.get(claim.stance, ""))


def _quote(claim: Claim) -> Text:
    return Text(one_line(claim.quote.text, QUOTE_LIMIT))


def _places(claim: Claim) -> Text:
    return Text(_safe("; ".join(wording.where(p) for p in claim.places)))


def _time(claim: Claim) -> Text:
    if claim.time is None:
        return Text("")
    when = wording.when(claim.time)
    return Text(_safe(when if claim.time.start or claim.time.end else f"{claim.time.text}: {when}"))


def _figures(claim: Claim) -> Text:
    return Text(_safe("; ".join(wording.figure(f) for f in claim.figures)))


def _words(claim: Claim) -> Text:
    return Text(f"{claim.quote.start}:{claim.quote.end}")


def _safe(text: str) -> str:
    return one_line(text, NAME_LIMIT)
