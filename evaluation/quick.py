"""usage: python -m evaluation.quick claims|attribution|time|places [scorer options]

Prints the scorers' own output on the dev parts; the gate is ``make evaluate``.
"""

import subprocess
import sys
from pathlib import Path

from counterclaim import Reader
from evaluation.measures import MEASURES, SHARED
from evaluation.predict import predict


def main() -> None:
    """Predict and score one task."""
    task, *options = sys.argv[1:]
    reader = Reader()
    for measure in MEASURES:
        if not measure.name.startswith(task):
            continue
        out = Path(".evaluation") / measure.path.name.removesuffix(".gz")
        predict(reader, measure.path, out)
        print(f"== {measure.name}", flush=True)
        scorer, *subtask = measure.scorer
        command = [sys.executable, str(SHARED / "tools" / scorer), *subtask]
        subprocess.run([*command, str(measure.path), str(out), *options], check=True)


if __name__ == "__main__":
    main()
