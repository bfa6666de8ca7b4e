"""usage: python -m evaluation.quick claims|speakers|attribution|time|places

Every figure of one task, without floors; the gate is ``make evaluate``. What was read is left in
``.evaluation/read/``, where the scorers' own ``--errors N`` shows what is missed and wrong.
"""

import sys

from counterclaim import Reader
from evaluation.suite import MEASURES


def main() -> None:
    """Read and score one task."""
    task = sys.argv[1]
    reader = Reader()
    for measure in MEASURES:
        if measure.name.startswith(task) and measure.missing is None:
            print(f"== {measure.name}", flush=True)
            for key, value in measure.take(reader, measure.path).items():
                print(f"{key:18} {'-' if value is None else f'{value:.3f}'}")


if __name__ == "__main__":
    main()
