"""The claims labelled for training, scored as the claim corpus is."""

import json
from pathlib import Path

from counterclaim import Reader
from evaluation.measures import SHARED, WORK, Scores, by_scorer
from evaluation.predict import rows
from training.restore_labels import restored
from training.shared_texts import texts_of

LABELS = Path(__file__).resolve().parents[1] / "training" / "labels"
"""Offsets and hashes only; the texts are joined to them in the working folder."""


def labels_of_ours(reader: Reader, labels: Path) -> Scores:
    """The claim scorer's figures on reports labelled in ``labels``."""
    table = list(rows(labels))
    texts = {file: texts_of(SHARED, file) for file in sorted({row["file"] for row in table})}
    records = (restored(texts[row["file"]][row["id"]], row) for row in table)
    gold = WORK / "labelled" / labels.name
    gold.parent.mkdir(parents=True, exist_ok=True)
    gold.write_text("".join(json.dumps(record) + "\n" for record in records), "utf8")
    return by_scorer("score_claims.py")(reader, gold)
