"""Reads labelled texts and writes predictions in the form the scorers take."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from counterclaim import Reader, Report


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a ``.jsonl`` or ``.jsonl.gz`` file."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rb") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def report_of(row: dict[str, Any]) -> Report:
    """The report of a row: a gold record's ``report``, or a benchmark's own fields."""
    source = row.get("report", row)
    return Report.of(
        source["text"],
        id=source["id"],
        outlet=source.get("outlet"),
        published=source.get("published"),
        title=source.get("title"),
    )


def predict(reader: Reader, gold: Path, out: Path) -> None:
    """Write to ``out`` one reading a line for the texts of ``gold``."""
    out.parent.mkdir(parents=True, exist_ok=True)
    encoder = msgspec.json.Encoder()
    with out.open("wb") as file:
        for reading in reader.read_many(report_of(row) for row in rows(gold)):
            file.write(encoder.encode(reading) + b"\n")
