"""usage: python -m evaluation.linking_speed FEEDS.ledger [SIZE...]

What linking costs at several sizes of a ledger, and what it costs to link 100 reports more: the
latest ones, and as many spread over the whole time. ``FEEDS.ledger`` is one that was ingested;
parts of it are copied, so nothing is read anew. Seconds are of the processor: other programs may
run. Ends with how many claims have other links at the smallest size after ingestion in other
orders.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from counterclaim.ledger import Ledger
from counterclaim.model.records import Reading
from evaluation.measures import WORK

SIZES = (3_000, 6_000, 12_000, 28_891)
MORE = 100
ORDERS = 3
TOGETHER = 500

Links = dict[tuple[str, str], tuple[str | None, str | None]]


@dataclass(frozen=True)
class Row:
    """One size: reports, claims, seconds."""

    reports: int
    claims: int
    whole: float
    latest: float
    spread: float


def main() -> None:
    """Measure, print a table, draw it."""
    source = sys.argv[1]
    sizes = [int(size) for size in sys.argv[2:]] or SIZES
    with Ledger.open(source) as ledger:
        readings = sorted(ledger.readings(), key=lambda r: (r.report.published or "", r.report.id))
    rows = []
    print(f"{'reports':>8} {'claims':>8} {'all':>8} {'+100 latest':>12} {'+100 spread':>12}")
    for size in sizes:
        row = measured(readings[:size])
        rows.append(row)
        print(
            f"{row.reports:8,} {row.claims:8,} {row.whole:7.1f}s {row.latest:11.1f}s "
            f"{row.spread:11.1f}s",
            flush=True,
        )
    plot = WORK / "linking-speed.svg"
    plot.parent.mkdir(exist_ok=True)
    plot.write_text(drawn(rows), "utf-8")
    print(f"plot: {plot}")
    some = readings[: sizes[0]]
    expected = links(some, None)
    for seed in range(ORDERS):
        other = links(some, seed)
        moved = sum(other[claim] != found for claim, found in expected.items())
        print(f"order {seed + 1}, in four portions: {moved} of {len(expected):,} claims differ")


def measured(readings: Sequence[Reading]) -> Row:
    """One size."""
    latest = readings[-MORE:]
    rest = readings[:-MORE]
    step = max(1, len(rest) // MORE)
    spread = rest[::step][:MORE]
    apart = {id(reading) for reading in spread}
    with new_ledger() as ledger:
        add(ledger, [r for r in rest if id(r) not in apart])
        whole = seconds(ledger.link)
        add(ledger, latest)
        after_latest = seconds(ledger.link)
        add(ledger, spread)
        after_spread = seconds(ledger.link)
        claims = ledger.stats().claims
    return Row(len(readings), claims, whole, after_latest, after_spread)


def links(readings: Sequence[Reading], seed: int | None) -> Links:
    """The links of a ledger that takes ``readings`` in at once, or shuffled and in portions."""
    with new_ledger() as ledger:
        order = list(readings)
        if seed is not None:
            random.Random(seed).shuffle(order)
            for start in range(0, len(order), len(order) // 4):
                add(ledger, order[start : start + len(order) // 4])
                ledger.link()
        else:
            add(ledger, order)
            ledger.link()
        return {(r.report.id, c.id): (c.event, c.origin)
                for r in ledger.readings() for c in r.claims}  # fmt: skip


@contextmanager
def new_ledger() -> Iterator[Ledger]:
    """An empty ledger, gone afterwards."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.open(f"{folder}/speed.ledger", create=True) as ledger,
    ):
        yield ledger


def add(ledger: Ledger, readings: Sequence[Reading]) -> None:
    """Keep readings as they were made."""
    for start in range(0, len(readings), TOGETHER):
        ledger.add(readings[start : start + TOGETHER])


def seconds(action: Callable[[], object]) -> float:
    """Processor time of this process."""
    started = time.process_time()
    action()
    return time.process_time() - started


def drawn(rows: Sequence[Row]) -> str:
    """Seconds by reports, with the straight line through the first point."""
    width, height, edge = 480, 300, 48
    most_x, most_y = max(r.reports for r in rows), max(r.whole for r in rows) * 1.1

    def at(x: float, y: float) -> str:
        left = edge + x / most_x * (width - 2 * edge)
        return f"{left:.1f},{height - edge - y / most_y * (height - 2 * edge):.1f}"

    straight = rows[0].whole / rows[0].reports
    line = " ".join(at(r.reports, r.whole) for r in rows)
    ideal = f"{at(0, 0)} {at(most_x, straight * most_x)}"
    text = '<text font-family="sans-serif" font-size="11"'
    labels = "".join(
        f'{text} x="{at(r.reports, 0).split(",")[0]}" y="{height - 30}" text-anchor="middle">'
        f'{r.reports:,}</text>{text} x="{at(r.reports, r.whole).split(",")[0]}" '
        f'y="{float(at(r.reports, r.whole).split(",")[1]) - 8:.1f}" text-anchor="end">'
        f"{r.whole:.0f} s</text>"
        for r in rows
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<rect width="{width}" height="{height}" fill="#fff"/>'
        f'<polyline points="{ideal}" fill="none" stroke="#999" stroke-dasharray="4 3"/>'
        f'<polyline points="{line}" fill="none" stroke="#2b5d8a" stroke-width="2"/>{labels}'
        f'{text} x="{width / 2}" y="{height - 10}" text-anchor="middle">reports</text></svg>\n'
    )


if __name__ == "__main__":
    main()
