"""Agreement of two annotators: python -m training.agreement SHARED.

Scores the blind second pass against the first pass over the same reports with the shared scorer,
as if the first were gold. Joins both with the texts in memory; writes no third-party text.
"""

import json
import runpy
import sys
from pathlib import Path
from typing import Any

from training.restore_labels import Label, restored
from training.shared_texts import CORPUS_FILES, texts_of

LABELS = Path(__file__).parent / "labels"
FIGURES = (
    "RECORD",
    "found",
    "source",
    "source_attributed",
    "stance",
    "stance_macro",
    "type",
    "type_macro",
    "realis",
    "figures",
    "places",
)


def rows_of(*names: str) -> dict[str, Label]:
    """Committed labels of the named files by report."""
    lines = (line for name in names for line in (LABELS / f"{name}.jsonl").open(encoding="utf-8"))
    return {row["id"]: row for row in map(json.loads, lines)}


def agreement(shared: Path) -> dict[str, Any]:
    """The scorer's figures, the first pass taken for gold."""
    first, second = rows_of(*CORPUS_FILES), rows_of("second-pass")
    texts = {file: texts_of(shared, file) for file in {row["file"] for row in second.values()}}

    def claims(row: Label) -> list[Label]:
        found: list[Label] = restored(texts[row["file"]][row["id"]], row)["claims"]
        return found

    pairs = [(claims(first[report]), claims(row), report) for report, row in second.items()]
    scorer = runpy.run_path(str(shared / "tools" / "score_claims.py"))
    figures: dict[str, Any] = scorer["score"](pairs)
    return figures


def main() -> None:
    """Print the figures, F1 where there are several."""
    figures = agreement(Path(sys.argv[1]))
    counts = " ".join(f"{figures[name]} {name}" for name in ("reports", "gold", "predicted"))
    rows = [counts.replace("gold", "first").replace("predicted", "second")]
    for name in FIGURES:
        value = figures[name]
        rows.append(f"{name:18}{value['f1'] if isinstance(value, dict) else value:.3f}")
    sys.stdout.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
