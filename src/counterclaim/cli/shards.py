"""``read --engine ray`` and ``ingest --from readings``: shards of readings, made and taken in."""

import functools
import logging
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from counterclaim.cli.talk import Talk
from counterclaim.errors import InputError

if TYPE_CHECKING:
    from counterclaim.ledger.store import Ledger
    from counterclaim.model.records import Report
    from counterclaim.pipeline.shards import Done, Shard, ShelvedReadings

log = logging.getLogger(__name__)


def read_shards(
    inputs: Sequence[str],
    output: Path,
    talk: Talk,
    *,
    published: str | None,
    actors: int,
    address: str | None,
    replace: Mapping[str, str],
    fast: bool = False,
) -> int:
    """Read the files in ``inputs`` into the folder ``output``; how much failed.

    What has its marker is not read again, but what failed in it is named again.
    """
    from counterclaim.pipeline.cluster import read_on_ray
    from counterclaim.pipeline.reader import FAST, STORY, Reader, extractor_of
    from counterclaim.pipeline.shards import done_with, sweep

    output.mkdir(exist_ok=True)
    sweep(str(output))
    stages = FAST if fast else STORY
    extractor = extractor_of(tuple(replace.get(stage, stage) for stage in stages))
    waiting: list[Shard] = []
    failed = reports = claims = known = 0

    def note(done: "Done") -> None:
        nonlocal failed, reports, claims
        failed += done.failed
        reports += done.reports
        claims += done.claims
        for error in done.errors:
            talk.say(f"counterclaim: {' '.join(error.split())}")

    for shard in _shards(inputs, published, output):
        if isinstance(shard, InputError):
            failed += 1
            talk.say(f"counterclaim: {shard}")
        elif (done := done_with(shard, str(output), extractor)) is not None:
            known += 1
            note(done)
        else:
            waiting.append(shard)
    if waiting:
        make_reader = functools.partial(Reader, stages, replace=dict(replace))
        made = read_on_ray(
            waiting, str(output), actors=actors, address=address, make_reader=make_reader
        )
        for number, done in enumerate(made, start=1):
            note(done)
            log.info("%s of %s shards, %s", number, len(waiting), talk.rate(reports))
    if not talk.quiet:
        talk.say(
            f"{output}: {len(waiting):,} shards read, {known:,} already there; "
            f"{reports:,} reports, {claims:,} claims, {failed:,} failed"
        )
    return failed


def load_shards(sources: Sequence[str], ledger: "Ledger", talk: Talk) -> int:
    """Take the readings of shards into ``ledger``, without reading anything; how much failed."""
    from counterclaim.ledger.ingest import Ingest, Progress
    from counterclaim.ledger.writer import Added
    from counterclaim.pipeline.shards import ShelvedReadings

    failed, total = 0, Progress(added=Added())

    def name(error: InputError) -> None:
        nonlocal failed
        failed += 1
        talk.say(f"counterclaim: {' '.join(str(error).split())}")

    def good(shelf: ShelvedReadings) -> "Iterator[Report]":
        for outcome in shelf.reports():
            if isinstance(outcome, InputError):
                name(outcome)
            else:
                yield outcome

    for shard in shards_of_readings(sources):
        if isinstance(shard, InputError):
            name(shard)
            continue
        shelf = ShelvedReadings(shard)
        try:
            extractor = shelf.extractor()
            if extractor is not None:
                job = Ingest(ledger, functools.partial(_same, shelf), extractor, on_failure=name)
                done = job.run(good(shelf))
                total.added += done.added
                total.known += done.known
                total.seen += done.seen
        except InputError as error:
            name(error)
        log.info("%s: %s so far, %s", shard.name, f"{total.seen:,}", talk.rate(total.seen))
    if not talk.quiet:
        talk.say(
            f"{ledger.name}: {total.added.reports:,} new reports, {total.added.versions:,} new "
            f"versions, {total.added.claims:,} claims, {total.known:,} already there"
            + (f", {failed:,} failed" if failed else "")
        )
    return failed


def _same(shelf: "ShelvedReadings") -> "ShelvedReadings":
    return shelf


def shards_of_readings(sources: Sequence[str]) -> "Iterator[Path | InputError]":
    """The shards of readings named, and those in the folders named that have their marker."""
    from counterclaim.pipeline.shards import DONE, READINGS

    for source in sources:
        path = Path(source)
        if path.is_file():
            yield path
        elif path.is_dir():
            markers = sorted(path.glob(f"*{DONE}"))
            if not markers:
                yield InputError(source, "no shard of readings in it that is done; read it first")
            for marker in markers:
                yield marker.with_name(marker.name.removesuffix(DONE) + READINGS)
        else:
            yield InputError(source, "no such file or folder; check the name")


def _shards(
    inputs: Sequence[str], published: str | None, output: Path
) -> "Iterator[Shard | InputError]":
    from counterclaim.pipeline.shards import Shard
    from counterclaim.reading.folders import Entry, entries_of

    for name in inputs:
        for entry in entries_of(Path(name), leave_out=()):
            if not isinstance(entry, Entry):
                yield entry
            elif output not in entry.path.resolve().parents:
                yield Shard(str(entry.path.resolve()), published)
