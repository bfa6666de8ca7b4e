"""The example dispatches in their three forms are the same dispatches."""

import json
from pathlib import Path

from counterclaim.reading.inputs import Inputs

EXAMPLES = Path(__file__).parents[2] / "examples"
ROWS = [json.loads(line) for line in (EXAMPLES / "reports.jsonl").read_text("utf-8").splitlines()]


def test_every_dispatch_is_in_the_list_with_its_words() -> None:
    dispatches = {path.stem for path in EXAMPLES.iterdir() if path.suffix in {".txt", ".html"}}
    assert {row["id"] for row in ROWS} == dispatches
    for row in ROWS:
        file = EXAMPLES / f"{row['id']}.txt"
        if file.exists():
            assert row["text"] == file.read_text("utf-8")
        assert row["title"] == row["text"].splitlines()[0]
    days = [row["published"][:10] for row in ROWS]
    assert days == sorted(days)


def test_the_page_reads_as_its_row_does() -> None:
    (report,) = Inputs([str(EXAMPLES / "meridian-post.html")])
    row = next(row for row in ROWS if row["id"] == "meridian-post")
    assert report.text.split() == row["text"].split()  # type: ignore[union-attr]
    assert report.title == row["title"]  # type: ignore[union-attr]
    assert report.outlet == row["outlet"]  # type: ignore[union-attr]
    assert report.published[:10] == row["published"][:10]  # type: ignore[union-attr,index]
