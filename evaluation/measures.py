"""What is measured: which labelled text, by which scorer, beside whose figures.

The scorers and the labelled text are not part of the project; they are looked for in the
folder named by ``COUNTERCLAIM_SHARED``, by default ``shared`` beside the checkout.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counterclaim import Reader
from evaluation.predict import predict

SHARED = Path(os.environ.get("COUNTERCLAIM_SHARED", Path(__file__).resolve().parents[2] / "shared"))

WORK = Path(__file__).resolve().parents[1] / ".evaluation"
"""Predictions go here; kept out of the repository."""


@dataclass(frozen=True)
class Figure:
    """One line of the scorer: where it is found, what we aim at, who else has what."""

    key: str
    target: float | None = None
    peer: str = ""
    people: str = ""
    lower_is_better: bool = False


Scores = dict[str, float | None]
"""Figures by key, nested ones joined by a dot: ``RECORD.f1``, ``stance``."""

Take = Callable[[Reader, Path], Scores]
"""Reads the labelled file at a path and scores the reading."""


@dataclass(frozen=True)
class Measure:
    """One labelled file, how it is scored, and the figures taken.

    ``gold`` is a path under ``SHARED``, or an absolute one. ``needs`` are other files under
    ``SHARED`` that the labels cannot be used without.
    """

    name: str
    gold: str | Path
    take: Take
    figures: tuple[Figure, ...]
    needs: tuple[str, ...] = ()

    @property
    def path(self) -> Path:
        """Where the labelled file is expected."""
        return SHARED / self.gold

    @property
    def missing(self) -> Path | None:
        """The first file that is not there, if any."""
        files = (self.path, *(SHARED / name for name in self.needs))
        return next((file for file in files if not file.exists()), None)


def by_scorer(scorer: str, *task: str) -> Take:
    """Predictions written to ``.evaluation/`` and scored by a script of the scorers' folder."""

    def take(reader: Reader, gold: Path) -> Scores:
        out = WORK / "read" / gold.name.removesuffix(".gz")
        predict(reader, gold, out)
        return score((scorer, *task), gold, out)

    return take


def score(scorer: Sequence[str], gold: Path, predicted: Path) -> Scores:
    """What a scorer says of predictions."""
    script, *task = scorer
    command = [sys.executable, str(SHARED / "tools" / script), *task]
    done = subprocess.run(
        [*command, str(gold), str(predicted), "--json"], check=True, capture_output=True, text=True
    )
    return dict(_flat(json.loads(done.stdout)))


def _flat(tree: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, float | None]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        elif value is None or isinstance(value, int | float):
            yield prefix + key, value
