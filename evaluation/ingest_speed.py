"""usage: python -m evaluation.ingest_speed [SOURCE] [--limit N] [--processes 2] [--ledger URL]

Takes the reports of SOURCE (by default all feed items of the shared data, else the examples) into
a new ledger, twice, in so many processes, and prints reports per second, what the second time
added (nothing, or the exit code is 1) and its share of the first. Then parses the same texts with
the bare spaCy pipeline in as many processes and prints how the two compare; wall-clock times,
starting processes and loading models included on both sides. ``--ledger`` is the URL of an empty
PostgreSQL database; by default a SQLite file in a temporary folder.
"""

import argparse
import itertools
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import spacy

from counterclaim import Reader, Report
from counterclaim.errors import InputError
from counterclaim.language.parse import installed_model
from counterclaim.ledger import Added, Ledger
from counterclaim.ledger.ingest import Ingest, Progress
from counterclaim.model.version import EXTRACTOR
from counterclaim.reading import Inputs
from evaluation.measures import SHARED
from evaluation.memory import peak_mb
from evaluation.texts import EXAMPLES

TARGET_SHARE = 0.05
"""Of the first run's time that the second may take."""


def reports(source: Path, limit: int | None) -> Iterator[Report | InputError]:
    """The first ``limit`` of the reports in ``source``."""
    return itertools.islice(Inputs([str(source)], versions=True), limit)


def taken(
    ledger: Ledger, source: Path, limit: int | None, processes: int
) -> tuple[float, Progress]:
    """Take the reports in; seconds, and what came of it."""
    failures: list[InputError] = []
    job = Ingest(ledger, Reader, EXTRACTOR, on_failure=failures.append, processes=processes)
    started = time.perf_counter()
    done = job.run(r for r in reports(source, limit) if isinstance(r, Report))
    seconds = time.perf_counter() - started
    for failure in failures[:3]:
        print(failure, file=sys.stderr)
    return seconds, done


def bare_spacy(source: Path, limit: int | None, processes: int) -> float:
    """Seconds that the bare pipeline takes for the same texts."""
    texts = (r.text for r in reports(source, limit) if isinstance(r, Report))
    started = time.perf_counter()
    nlp = spacy.load(installed_model())
    for _ in nlp.pipe(texts, n_process=processes, batch_size=64):
        pass
    return time.perf_counter() - started


def main() -> None:
    """Twice into a ledger, once through bare spaCy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, nargs="?")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--ledger")
    options = parser.parse_args()
    feeds = next(iter(sorted(SHARED.glob("corpus/reports/feeds-*.jsonl.gz"))), EXAMPLES)
    source = options.source or feeds
    with tempfile.TemporaryDirectory() as folder:
        target = options.ledger or str(Path(folder) / "speed.ledger")
        with Ledger.open(target, create=True) as ledger:
            first, done = taken(ledger, source, options.limit, options.processes)
            print(
                f"{done.seen:,} reports, {done.added.claims:,} claims, "
                f"{options.processes} processes: {first:.1f} s, "
                f"{done.seen / first:.1f} reports/s, {peak_mb():.0f} MB at most",
                flush=True,
            )
            second, again = taken(ledger, source, options.limit, options.processes)
            print(
                f"again: {second:.1f} s, {second / first:.1%} of the first (target: below "
                f"{TARGET_SHARE:.0%}); {again.known:,} there, {again.added.readings:,} added",
                flush=True,
            )
    bare = bare_spacy(source, options.limit, options.processes)
    print(
        f"bare spaCy: {bare:.1f} s, {done.seen / bare:.1f} reports/s; "
        f"the whole pipeline into the ledger takes {first / bare:.2f} times that"
    )
    sys.exit(again.added != Added())


if __name__ == "__main__":
    main()
