"""usage: python -m evaluation.speed [--feeds N] [--articles N] [--rounds N] [--memory N] [--fast]

Times the whole reading against the bare spaCy pipeline (all its components) on the same texts,
in this process, on one thread, in interleaved rounds; the median round counts. Times are of
the processor, so that other work on the machine disturbs them less. Before that it reads
``--memory`` feed items in a stream and prints the resident memory on the way.
"""

import argparse
import functools
import statistics
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice

import spacy

from counterclaim import Reader, Report
from counterclaim.language.parse import installed_model
from counterclaim.model.document import Document
from counterclaim.pipeline.reader import FAST, STORY, batched
from counterclaim.pipeline.stages import run
from evaluation.memory import peak_mb, resident_mb
from evaluation.texts import feeds_and_articles

TARGET, FAST_TARGET = 3.0, 1.5


def seconds(work: Callable[[], object]) -> float:
    """Processor time that ``work`` takes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def stage_shares(reader: Reader, reports: Sequence[Report]) -> dict[str, float]:
    """Seconds spent in each stage over ``reports``, read in the reader's own batches."""
    spent = dict.fromkeys((stage.name for stage in reader.stages), 0.0)
    for batch in batched(reports):
        documents = [Document(report) for report in batch]
        for stage in reader.stages:
            spent[stage.name] += seconds(functools.partial(run, [stage], documents))
    return spent


def compare(reader: Reader, reports: Sequence[Report], rounds: int, target: float = TARGET) -> None:
    """Print both times, the ratio, and the stages' shares."""
    bare = spacy.load(installed_model())
    texts = [report.text for report in reports]

    def parse() -> None:
        for _ in bare.pipe(texts, batch_size=128):
            pass

    def read() -> None:
        for _ in reader.read_many(reports):
            pass

    seconds(lambda: next(reader.read_many(reports[:1])))  # load what is loaded on first use
    times = [(seconds(parse), seconds(read)) for _ in range(rounds)]
    spacy_time, our_time = (statistics.median(column) for column in zip(*times, strict=True))
    ratio = statistics.median(ours / theirs for theirs, ours in times)
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} reports, {words:,} words, median of {rounds} rounds, one thread")
    print(f"bare spaCy  ({', '.join(bare.pipe_names)})")
    print(f"            {spacy_time:7.2f} s  {len(texts) / spacy_time:7.1f} reports/s")
    print(f"counterclaim{our_time:7.2f} s  {len(texts) / our_time:7.1f} reports/s")
    verdict = "within" if ratio <= target else "ABOVE"
    print(f"ratio {ratio:.2f}, {verdict} the target of {target}")
    spent = stage_shares(reader, reports)
    total = sum(spent.values())
    for name, time_in_stage in spent.items():
        print(f"  {name:36} {time_in_stage:7.2f} s {time_in_stage / total:6.1%}")


def memory(reader: Reader, count: int) -> None:
    """Stream ``count`` feed items and print the resident memory on the way."""
    feeds = feeds_and_articles(count, 0)
    stream = islice(cycle(feeds), count)
    print(f"memory over {count} reports (MB resident)")
    print(f"  {0:6} reports {resident_mb():7.0f}")
    for number, _ in enumerate(reader.read_many(stream), start=1):
        if number % max(1, count // 5) == 0:
            print(f"  {number:6} reports {resident_mb():7.0f}", flush=True)
    print(f"  peak           {peak_mb():7.0f}")


def main() -> None:
    """Time, compare, and follow the memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", type=int, default=5000, help="0: leave it out")
    parser.add_argument("--fast", action="store_true", help="the reading by rules alone")
    options = parser.parse_args()
    reader = Reader(FAST if options.fast else STORY)
    if options.memory:
        memory(reader, options.memory)
    reports = feeds_and_articles(options.feeds, options.articles)
    compare(reader, reports, options.rounds, FAST_TARGET if options.fast else TARGET)


if __name__ == "__main__":
    main()
