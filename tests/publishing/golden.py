"""Golden files of the table, the page and the exports.

After a change that is meant, look at what it does and write them anew:
``python -m tests.publishing.golden``.
"""

import io
import re
from pathlib import Path

from rich.console import Console

from counterclaim import Reading
from counterclaim.publishing.exports.formats import Format
from counterclaim.publishing.page import render_page
from counterclaim.publishing.table import render_table
from tests.publishing.exported import exported, ferry
from tests.publishing.readings import hostile, pier_fire

FOLDER = Path(__file__).parent / "golden"
WIDTHS = (80, 120, 180)

EXPORTS: dict[Format, str] = {
    "csv": ".csv",
    "geojson": ".geojson",
    "kml": ".kml",
    "coding": "-coding.csv",
    "ftm": "-ftm.jsonl",
    "timemap": "-timemap.json",
    "jsonld": ".jsonld",
    "claimreview": "-claimreview.jsonl",
}
"""Exports that are text, and how their golden files' names end."""


def table(reading: Reading, width: int) -> str:
    """The table as it is printed on a terminal without colour, trailing blanks off."""
    console = Console(file=io.StringIO(), width=width, color_system=None, legacy_windows=False)
    render_table(reading, console)
    printed: str = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in printed.splitlines()) + "\n"


def page_body(readings: list[Reading]) -> str:
    """The page without style and script, which are files of their own."""
    page = render_page(readings)
    page = re.sub(r"<(style|script)>.*?</\1>", r"<\1></\1>", page, flags=re.DOTALL)
    return re.sub(r"sha256-[\w+/=]+", "sha256-", page)


def produce() -> dict[str, str]:
    """Every golden file's name and what should be in it."""
    made = {f"pier-fire-{width}.txt": table(pier_fire(), width) for width in WIDTHS}
    made["hostile-80.txt"] = table(hostile(), 80)
    made["pier-fire.html"] = page_body([pier_fire()])
    for name, ending in EXPORTS.items():
        made[f"ferry{ending}"] = exported(name, [ferry()]).decode()
    return made


if __name__ == "__main__":
    for name, content in produce().items():
        (FOLDER / name).write_text(content, encoding="utf-8", newline="")
