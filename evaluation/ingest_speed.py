"""usage: python -m evaluation.ingest_speed [SOURCE] [--limit N] [--fast] [--processes 2] [--ledger]

Takes the reports of SOURCE (by default all feed items of the shared data, else the examples) into
a new ledger, twice, in so many processes, and prints reports per second, what the second time
added (nothing, or the exit code is 1) and its share of the first. Then parses the same texts with
the bare spaCy pipeline in as many processes and prints how the two compare, by the clock and by
processor time (which other work on the machine disturbs less); starting processes and loading
models are included on both sides. ``--fast`` reads by rules alone. ``--ledger`` is a path, which is
kept, or the URL of an empty PostgreSQL database; by default a file in a temporary folder.
"""

import argparse
import functools
import itertools
import resource
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
from counterclaim.model.version import EXTRACTOR, FAST_EXTRACTOR
from counterclaim.pipeline.reader import FAST, STORY
from counterclaim.reading import Inputs
from evaluation.measures import SHARED
from evaluation.memory import peak_mb
from evaluation.texts import EXAMPLES

TARGET_SHARE = 0.05
"""Of the first run's time that the second may take."""


def reports(source: Path, limit: int | None) -> Iterator[Report | InputError]:
    """The first ``limit`` of the reports in ``source``."""
    return itertools.islice(Inputs([str(source)], versions=True), limit)


class Stopwatch:
    """Seconds since it was made: by the clock, and of processors, ended children's among them."""

    def __init__(self) -> None:
        self._clock = time.perf_counter()
        self._processor = _processor()

    def read(self) -> tuple[float, float]:
        """Both, now."""
        return time.perf_counter() - self._clock, _processor() - self._processor


def _processor() -> float:
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    used = [resource.getrusage(kind) for kind in kinds]
    return sum(u.ru_utime + u.ru_stime for u in used)


def taken(
    ledger: Ledger, source: Path, limit: int | None, processes: int, *, fast: bool
) -> tuple[float, float, Progress]:
    """Take the reports in; seconds by the clock and of processors, and what came of it."""
    failures: list[InputError] = []
    job = Ingest(
        ledger, functools.partial(Reader, FAST if fast else STORY),
        FAST_EXTRACTOR if fast else EXTRACTOR, on_failure=failures.append, processes=processes,
    )  # fmt: skip
    watch = Stopwatch()
    done = job.run(r for r in reports(source, limit) if isinstance(r, Report))
    clock, processor = watch.read()
    for failure in failures[:3]:
        print(failure, file=sys.stderr)
    return clock, processor, done


def bare_spacy(source: Path, limit: int | None, processes: int) -> tuple[float, float]:
    """Seconds, as above, that the bare pipeline takes for the same texts."""
    texts = (r.text for r in reports(source, limit) if isinstance(r, Report))
    watch = Stopwatch()
    nlp = spacy.load(installed_model())
    for _ in nlp.pipe(texts, n_process=processes, batch_size=64):
        pass
    return watch.read()


def main() -> None:
    """Twice into a ledger, once through bare spaCy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, nargs="?")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--fast", action="store_true")
    parser.add_argument("--ledger")
    options = parser.parse_args()
    feeds = next(iter(sorted(SHARED.glob("corpus/reports/feeds-*.jsonl.gz"))), EXAMPLES)
    source = options.source or feeds
    with tempfile.TemporaryDirectory() as folder:
        target = options.ledger or str(Path(folder) / "speed.ledger")
        with Ledger.open(target, create=True) as ledger:
            first, work, done = taken(
                ledger, source, options.limit, options.processes, fast=options.fast
            )
            print(
                f"{done.seen:,} reports, {done.added.claims:,} claims, "
                f"{options.processes} processes: {first:.1f} s ({work:.1f} s of processors), "
                f"{done.seen / first:.1f} reports/s, {peak_mb():.0f} MB at most",
                flush=True,
            )
            second, _, again = taken(
                ledger, source, options.limit, options.processes, fast=options.fast
            )
            print(
                f"again: {second:.1f} s, {second / first:.1%} of the first (target: below "
                f"{TARGET_SHARE:.0%}); {again.known:,} there, {again.added.readings:,} added",
                flush=True,
            )
    bare, bare_work = bare_spacy(source, options.limit, options.processes)
    print(
        f"bare spaCy: {bare:.1f} s ({bare_work:.1f} s of processors), "
        f"{done.seen / bare:.1f} reports/s; the whole pipeline into the ledger takes "
        f"{first / bare:.2f} times that by the clock and {work / bare_work:.2f} times in "
        "processor time"
    )
    sys.exit(again.added != Added())


if __name__ == "__main__":
    main()
