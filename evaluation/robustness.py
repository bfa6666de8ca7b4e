"""usage: python -m evaluation.robustness [--every N]

Reads every text of the shared data (with ``--every N`` each N-th of a file) and checks every
span of the claims and layers. One line a file: texts, claims, failures, inexact spans, time,
memory; what failed is named. Exit code 1 if anything did.
"""

import argparse
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from counterclaim import Reader
from counterclaim.errors import InputError
from counterclaim.publishing.jsonform import encode
from evaluation.memory import peak_mb
from evaluation.spans import inexact_spans
from evaluation.texts import reports_in, text_files


@dataclass
class Tally:
    """What came of one file."""

    name: str
    texts: int = 0
    claims: int = 0
    seconds: float = 0.0
    failed: list[str] = field(default_factory=list)
    inexact: list[str] = field(default_factory=list)

    def note_failure(self, error: InputError) -> None:
        """Count a text that could not be read."""
        self.texts += 1
        self.failed.append(str(error))

    def line(self) -> str:
        """The tally in fixed columns."""
        rate = self.texts / self.seconds if self.seconds else 0.0
        return (
            f"{self.name:34} {self.texts:6} {self.claims:7} {len(self.failed):6} "
            f"{len(self.inexact):7} {self.seconds:8.1f} {rate:8.1f} {peak_mb():7.0f}"
        )


def check(reader: Reader, path: Path, every: int) -> Tally:
    """Read the texts of ``path`` and check their readings."""
    tally = Tally(path.name)
    started = time.perf_counter()
    reports = reports_in(path, every=every)
    for reading in reader.read_many(reports, on_failure=tally.note_failure):
        tally.texts += 1
        tally.claims += len(reading.claims)
        where = reading.report.file
        tally.inexact += [f"{where}: {wrong}" for wrong in inexact_spans(reading)]
        encode(reading, layers=True)  # it must also be possible to write it out
    tally.seconds = time.perf_counter() - started
    return tally


def main() -> None:
    """Check all files and print the tallies."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="read each N-th text of a file")
    every = parser.parse_args().every
    reader = Reader()
    tallies = []
    print(
        f"{'file':34} {'texts':>6} {'claims':>7} {'failed':>6} {'inexact':>7} "
        f"{'seconds':>8} {'texts/s':>8} {'peak MB':>7}"
    )
    for path in text_files():
        tallies.append(check(reader, path, every))
        print(tallies[-1].line(), flush=True)
    total = Tally(
        "all",
        sum(t.texts for t in tallies),
        sum(t.claims for t in tallies),
        sum(t.seconds for t in tallies),
        [line for t in tallies for line in t.failed],
        [line for t in tallies for line in t.inexact],
    )
    print(total.line())
    for line in [*total.failed, *total.inexact][:40]:
        print(line)
    sys.exit(bool(total.failed or total.inexact))


if __name__ == "__main__":
    main()
