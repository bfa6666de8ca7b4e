"""The quality gate: our figures, the peers', and the floors none may fall below.

usage: python -m evaluation.gate [--update] [--lower] [--docs]

Reads the labelled texts, runs the scorers and prints one table. Exit code 1 when a figure is
below its floor. ``--update`` raises floors to today's figures and never lowers one;
``--update --lower`` also lowers (say why in the commit). ``--docs`` rewrites the table in
``docs/evaluation.md``. Floors are pinned beside the hash of the labelled file: with other
labels, or none, a measure is reported and skipped.
"""

import argparse
import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict

from rich.console import Console
from rich.table import Table

from counterclaim import EXTRACTOR, Reader
from evaluation.measures import SHARED, Figure, Measure
from evaluation.suite import MEASURES

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
DOCS = HERE.parent / "docs" / "evaluation.md"
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"

TOLERANCE = 1e-6
"""Figures are deterministic; this only forgives the rounding of the floors file."""


class Pinned(TypedDict):
    """A labelled file's hash and the floors measured on it."""

    sha256: str
    floors: dict[str, float]


class Row(TypedDict):
    """One printed line."""

    measure: str
    figure: Figure
    ours: float
    floor: float | None
    fails: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the gate; the exit code."""
    options = _options(arguments)
    talk = Console(stderr=True)
    pinned: dict[str, Pinned] = json.loads(FLOORS.read_text("utf8")) if FLOORS.exists() else {}
    rows: list[Row] = []
    reader = Reader()
    for measure in MEASURES:
        if measure.missing is not None:
            talk.print(f"skipped {measure.name}: {measure.missing.name} is not in {SHARED.name}/")
            continue
        talk.print(f"reading {measure.name} ...", highlight=False)
        rows += _measure(reader, measure, pinned, options)
    if options.update:
        FLOORS.write_text(json.dumps(pinned, indent=1, sort_keys=True) + "\n", "utf8")
    Console(width=110).print(_table(rows))
    if options.docs:
        _write_docs(rows)
    failed = [r for r in rows if r["fails"]]
    for row in failed:
        talk.print(
            f"below its floor: {row['measure']}, {row['figure'].key}: "
            f"{row['ours']:.3f}, floor {row['floor']:.3f}"
        )
    return 1 if failed else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--update", action="store_true", help="raise floors to today's figures")
    parser.add_argument("--lower", action="store_true", help="with --update: lower floors too")
    parser.add_argument("--docs", action="store_true", help="rewrite the table in the docs")
    return parser.parse_args(arguments)


def _measure(
    reader: Reader, measure: Measure, pinned: dict[str, Pinned], options: argparse.Namespace
) -> list[Row]:
    figures = measure.take(reader, measure.path)
    digest = hashlib.sha256(measure.path.read_bytes()).hexdigest()
    held = pinned.get(measure.name)
    same_labels = held is not None and held["sha256"] == digest
    floors = held["floors"] if held is not None and same_labels else {}
    rows: list[Row] = []
    for figure in measure.figures:
        ours = figures.get(figure.key)
        if ours is None:
            continue
        floor = floors.get(figure.key)
        rows.append(
            Row(
                measure=measure.name,
                figure=figure,
                ours=ours,
                floor=floor,
                fails=floor is not None and not options.lower and _worse(figure, ours, floor),
            )
        )
    if options.update:
        pinned[measure.name] = Pinned(
            sha256=digest, floors={r["figure"].key: _new_floor(r, options.lower) for r in rows}
        )
    return rows


def _worse(figure: Figure, ours: float, than: float) -> bool:
    return ours > than + TOLERANCE if figure.lower_is_better else ours < than - TOLERANCE


def _new_floor(row: Row, lower: bool) -> float:
    ours = round(row["ours"], 6)
    if row["floor"] is None or lower:
        return ours
    return row["floor"] if _worse(row["figure"], ours, row["floor"]) else ours


def _table(rows: Sequence[Row]) -> Table:
    table = Table(title=f"counterclaim, extractor {EXTRACTOR}")
    for column in ("measured on", "figure", "ours", "floor", "target", "best peer", "people"):
        table.add_column(
            column, justify="right" if column in {"ours", "floor", "target"} else "left"
        )
    last = ""
    for row in rows:
        if last and row["measure"] != last:
            table.add_section()
        table.add_row(*_cells(row, last), style="red" if row["fails"] else None)
        last = row["measure"]
    return table


def _cells(row: Row, last: str) -> list[str]:
    figure = row["figure"]
    target = "" if figure.target is None else _number(figure.target)
    if figure.lower_is_better and target:
        target = f"<= {target}"
    return [
        row["measure"] if row["measure"] != last else "",
        figure.key,
        _number(row["ours"]),
        "" if row["floor"] is None else _number(row["floor"]),
        target,
        figure.peer,
        figure.people,
    ]


def _number(value: float) -> str:
    return f"{value:.3f}" if abs(value) <= 1 else f"{value:.1f}"


def _write_docs(rows: Sequence[Row]) -> None:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        capture_output=True,
        text=True,
        check=True,
        cwd=HERE,
    ).stdout.strip()
    lines = [
        f"Measured on {datetime.now(UTC):%Y-%m-%d} at commit {commit}, extractor `{EXTRACTOR}`, "
        "by `make evaluate`.",
        "",
        "| measured on | figure | ours | floor | target | best peer | people |",
        "|---|---|---:|---:|---:|---|---|",
    ]
    last = ""
    for row in rows:
        lines.append("| " + " | ".join(_cells(row, last)) + " |")
        last = row["measure"]
    text = DOCS.read_text("utf8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    DOCS.write_text(f"{before}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{after}", "utf8")


if __name__ == "__main__":
    sys.exit(main())
