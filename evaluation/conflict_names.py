"""usage: python -m evaluation.conflict_names [--errors]

Names of the front in every spelling, alone and in a neutral sentence: right (within the row's
tolerance in km), wrong, or abstained. A name is right where the place found is right.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from counterclaim import Reader
from counterclaim.grounding.places.geodesy import distance_km
from counterclaim.grounding.places.stage import PlaceStage
from counterclaim.language.parse import ParseStage
from counterclaim.model.document import Document
from counterclaim.model.records import Report
from evaluation.measures import SHARED, Scores
from evaluation.predict import rows

FRAMES = {"alone": "{}", "sentence": "Heavy fighting was reported near {} on Monday."}


def main() -> None:
    """Print the shares by frame."""
    gold = SHARED / "benchmarks/places.conflict-a.dev.jsonl.gz"
    for frame, pattern in FRAMES.items():
        counts: Counter[str] = Counter()
        for verdict, note in _verdicts(gold, pattern):
            counts[verdict] += 1
            if verdict != "right" and "--errors" in sys.argv:
                print(f"{frame}\t{verdict}\t{note}")
        shares = ", ".join(f"{k} {v:.1f}" for k, v in _shares(counts).items())
        print(f"{frame:10} {sum(counts.values())} spellings: {shares}")


def front_line_names(_: Reader, gold: Path) -> Scores:
    """Shares in per cent of all spellings in a neutral sentence."""
    counts = Counter(verdict for verdict, _note in _verdicts(gold, FRAMES["sentence"]))
    return dict(_shares(counts))


def _shares(counts: Counter[str]) -> dict[str, float]:
    total = sum(counts.values()) or 1
    return {k: 100 * counts[k] / total for k in ("right", "wrong", "abstained")}


def _verdicts(gold: Path, pattern: str) -> Iterator[tuple[str, str]]:
    parse, stage = ParseStage(), PlaceStage()
    table = [(row, name) for row in rows(gold) for name in dict.fromkeys(row["variants"])]
    documents = [Document(Report.of(pattern.format(name))) for _, name in table]
    parse.batch(documents)
    for (row, name), document in zip(table, documents, strict=True):
        stage(document)
        verdict, found = _judge(row, document)
        yield verdict, f"{name}\t{row['lat']},{row['lon']}\t{found}"


def _judge(row: dict[str, Any], document: Document) -> tuple[str, str]:
    placed = [m.place for m in document.places if m.place.lat is not None and not m.nominal]
    if not placed:
        return "abstained", ""
    place = placed[0]
    distance = distance_km(row["lat"], row["lon"], place.lat or 0.0, place.lon or 0.0)
    verdict = "right" if distance <= row["tol"] else "wrong"
    return verdict, f"{place.name} {place.country} {place.lat},{place.lon} {distance:.0f} km"


if __name__ == "__main__":
    main()
