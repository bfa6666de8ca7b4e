"""usage: python -m evaluation.quick claims|attribution|time|places [scorer options]

Prints the scorers' own output on the dev parts; the gate is ``make evaluate``.
"""

import subprocess
import sys
from pathlib import Path

from counterclaim import Reader
from evaluation.predict import predict

SHARED = Path(__file__).resolve().parents[2] / "shared"
SETS = {
    "claims": [f"corpus/gold/{n}.jsonl" for n in ("bakhmut", "train-items", "train-articles")],
    "attribution": ["benchmarks/attribution.dev.jsonl.gz"],
    "time": ["benchmarks/time.aquaint.dev.jsonl.gz", "benchmarks/time.timebank.train.jsonl.gz"],
    "places": ["benchmarks/places.geowebnews.dev.jsonl.gz", "benchmarks/places.trnews-a.dev.jsonl.gz"],
}


def main() -> None:
    """Predict and score one task."""
    task, *options = sys.argv[1:]
    reader = Reader()
    for name in SETS[task]:
        gold = SHARED / name
        out = Path(".evaluation") / (gold.name.removesuffix(".gz"))
        predict(reader, gold, out)
        print(f"== {name}", flush=True)
        scorer = ["score_claims.py"] if task == "claims" else ["score_layers.py", task]
        subprocess.run(
            [sys.executable, str(SHARED / "tools" / scorer[0]), *scorer[1:], str(gold), str(out), *options],
            check=True,
        )


if __name__ == "__main__":
    main()
