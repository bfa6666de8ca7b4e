"""Join labels with their texts: python -m training.restore_labels SHARED OUT LABELS.

Joins committed labels with the shared texts into records in the gold's form, for training and
scoring. OUT has third-party text: it belongs outside the repository.
"""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from training.shared_texts import Report, texts_of

Label = dict[str, Any]


def span(text: str, extent: list[int]) -> Label:
    """A span record."""
    start, end = extent
    return {"start": start, "end": end, "text": text[start:end]}


def with_text(text: str, label: Label) -> Label:
    """A party, place, time or figure with its words; the span stands last."""
    found = span(text, label["span"])
    return {"text": found["text"], **{k: v for k, v in label.items() if k != "span"}, "span": found}


def restored(report: Report, row: Label) -> Label:
    """The record of one report; refuses a text that is not the one that was labelled."""
    text = report["text"]
    if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
        raise SystemExit(
            f"{row['id']}: another text than the labels were made on; get that version"
        )
    claims = []
    for nth, label in enumerate(row["claims"], 1):
        claim = {"id": f"{row['id']}#{nth}", **label, "origin": None}
        claim["quote"] = span(text, label["quote"])
        for field in ("cue", "trigger"):
            claim[field] = label[field] and span(text, label[field])
        for field in ("sources", "agents", "targets", "places", "figures"):
            claim[field] = [with_text(text, item) for item in label[field]]
        claim["time"] = label["time"] and with_text(text, label["time"])
        claim["event"] = label["event"] and f"{row['id']}-{label['event']}"
        claims.append(claim)
    fields = ("id", "outlet", "url", "published", "title", "text")
    record = {field: report.get(field) for field in fields}
    return {"report": {**record, "sha256": row["sha256"]}, "claims": claims}


def main() -> None:
    """Write the records."""
    shared, out = Path(sys.argv[1]), Path(sys.argv[2])
    rows = [
        json.loads(r) for path in sys.argv[3:] for r in Path(path).read_text("utf-8").splitlines()
    ]
    texts = {file: texts_of(shared, file) for file in sorted({row["file"] for row in rows})}
    records = (restored(texts[row["file"]][row["id"]], row) for row in rows)
    out.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), "utf-8")


if __name__ == "__main__":
    main()
