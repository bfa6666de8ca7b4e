"""The shared reports that labels point into."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FEEDS = "corpus/reports/feeds-2022-01..2023-09.jsonl.gz"
ARTICLES = "corpus/reports/articles-2022.jsonl.gz"
# Name of a file of labels, up to its first hyphen -> file of the reports it labels.
CORPUS_FILES = {"feeds": FEEDS, "articles": ARTICLES}

Report = dict[str, Any]


def reports_of(path: Path) -> Iterator[Report]:
    """Reports of a compressed file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def texts_of(shared: Path, file: str) -> dict[str, Report]:
    """Reports of one shared file by id."""
    return {report["id"]: report for report in reports_of(shared / file)}
