"""usage: python -m evaluation.conflict_names [--errors]

Names of the front in every spelling, alone and in a neutral sentence: right (within the row's
tolerance in km), wrong, or abstained. A name is right where the place found is right.
"""

import sys
from collections import Counter
from typing import Any

from counterclaim.grounding.places.geodesy import distance_km
from counterclaim.grounding.places.stage import PlaceStage
from counterclaim.language.parse import ParseStage
from counterclaim.model.document import Document
from counterclaim.model.records import Report
from evaluation.measures import SHARED
from evaluation.predict import rows

FRAMES = {"alone": "{}", "sentence": "Heavy fighting was reported near {} on Monday."}


def main() -> None:
    """Print the shares by frame."""
    parse, stage = ParseStage(), PlaceStage()
    table = [
        (row, variant)
        for row in rows(SHARED / "benchmarks/places.conflict-a.dev.jsonl.gz")
        for variant in dict.fromkeys(row["variants"])
    ]
    for frame, pattern in FRAMES.items():
        documents = [Document(Report.of(pattern.format(variant))) for _, variant in table]
        parse.batch(documents)
        counts: Counter[str] = Counter()
        for (row, variant), document in zip(table, documents, strict=True):
            stage(document)
            verdict, found = _judge(row, document)
            counts[verdict] += 1
            if verdict != "right" and "--errors" in sys.argv:
                print(f"{frame}\t{verdict}\t{variant}\t{row['lat']},{row['lon']}\t{found}")
        total = sum(counts.values())
        shares = (f"{k} {100 * counts[k] / total:.1f}" for k in ("right", "wrong", "abstained"))
        print(f"{frame:10} {total} spellings: {', '.join(shares)}")


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
