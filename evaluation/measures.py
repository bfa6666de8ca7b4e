"""What is measured: which labelled text, by which scorer, beside whose figures.

The scorers and the labelled text are not part of the project; they are looked for in the
folder named by ``COUNTERCLAIM_SHARED``, by default ``shared`` beside the checkout.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHARED = Path(os.environ.get("COUNTERCLAIM_SHARED", Path(__file__).resolve().parents[2] / "shared"))


@dataclass(frozen=True)
class Figure:
    """One line of the scorer: where it is found, what we aim at, who else has what."""

    key: str
    target: float | None = None
    peer: str = ""
    people: str = ""
    lower_is_better: bool = False


@dataclass(frozen=True)
class Measure:
    """One labelled file, its scorer and the figures taken from it."""

    name: str
    gold: str
    scorer: tuple[str, ...]
    figures: tuple[Figure, ...]

    @property
    def path(self) -> Path:
        """Where the labelled file is expected."""
        return SHARED / self.gold


def _claims(
    found: float | None, record: float, source: float | None, attributed: float | None
) -> tuple[Figure, ...]:
    """Every line of the claim scorer that links within one report do not need."""
    return (
        Figure("RECORD.f1", record, people=".88"),
        Figure("RECORD.p"),
        Figure("RECORD.r"),
        Figure("found.f1", found),
        Figure("found.p"),
        Figure("found.r"),
        Figure("source", source),
        Figure("source_attributed", attributed),
        Figure("stance"),
        Figure("stance_macro"),
        Figure("type"),
        Figure("type_macro"),
        Figure("realis"),
        Figure("realis_macro"),
        Figure("agents"),
        Figure("targets"),
        Figure("places"),
        Figure("figures"),
        Figure("time"),
    )


_CLAIMS = ("score_claims.py",)

MEASURES: tuple[Measure, ...] = (
    Measure(
        "claims: round-up", "corpus/gold/bakhmut.jsonl", _CLAIMS, _claims(0.85, 0.60, 0.90, None)
    ),
    Measure(
        "claims: feed items",
        "corpus/gold/train-items.jsonl",
        _CLAIMS,
        _claims(None, 0.30, None, 0.75),
    ),
    Measure(
        "claims: articles",
        "corpus/gold/train-articles.jsonl",
        _CLAIMS,
        _claims(None, 0.30, None, 0.75),
    ),
    Measure(
        "attribution",
        "benchmarks/attribution.dev.jsonl.gz",
        ("score_layers.py", "attribution"),
        (
            Figure("soft", 57.0, "53.1 Citron retrained (test)", "75.1"),
            Figure("exact", None, "", "59.9"),
            Figure("content"),
            Figure("cue"),
        ),
    ),
    *(
        Measure(
            f"time: {name}",
            f"benchmarks/{file}",
            ("score_layers.py", "time"),
            (
                Figure("value", 77.0, "78.1 HeidelTime (platinum)"),
                Figure("relaxed", 90.0),
                Figure("strict"),
            ),
        )
        for name, file in (
            ("AQUAINT", "time.aquaint.dev.jsonl.gz"),
            ("TimeBank", "time.timebank.train.jsonl.gz"),
        )
    ),
    *(
        Measure(
            f"places: {name}",
            f"benchmarks/{file}",
            ("score_layers.py", "places"),
            (
                Figure("end_to_end", end_to_end),
                Figure("detection"),
                Figure("acc161", acc161, peer),
                Figure("acc25"),
                Figure("acc10"),
                Figure("wrong_pins", 8.0, lower_is_better=True),
                Figure("abstained", lower_is_better=True),
            ),
        )
        for name, file, acc161, end_to_end, peer in (
            ("GeoWebNews", "places.geowebnews.dev.jsonl.gz", 80.0, 70.0, "70.4 draft"),
            ("TR-News-a", "places.trnews-a.dev.jsonl.gz", 85.0, 80.0, "76.1 published (all)"),
        )
    ),
)


def score(measure: Measure, predicted: Path) -> dict[str, float | None]:
    """The scorer's figures, flattened: ``RECORD.f1``, ``stance``, ..."""
    scorer, *task = measure.scorer
    done = subprocess.run(
        [
            sys.executable,
            str(SHARED / "tools" / scorer),
            *task,
            str(measure.path),
            str(predicted),
            "--json",
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    return dict(_flat(json.loads(done.stdout)))


def _flat(tree: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, float | None]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        elif value is None or isinstance(value, int | float):
            yield prefix + key, value
