"""``counterclaim ingest``: reports into a ledger."""

import logging
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from counterclaim.cli.options import KINDS, date_or_usage, ledger_option
from counterclaim.cli.shards import load_shards
from counterclaim.cli.talk import Talk
from counterclaim.errors import InputError

if TYPE_CHECKING:
    from counterclaim.ledger.ingest import Progress
    from counterclaim.ledger.store import Ledger
    from counterclaim.model.records import Report
    from counterclaim.reading.inputs import Inputs, Kind

SOME_FAILED = 1

NEWS_EVERY = 10.0
"""Seconds between lines of progress where there is no bar (with -v)."""

log = logging.getLogger(__name__)


@click.command("ingest")
@click.argument("sources", nargs=-1, required=True, metavar="FILE|DIR|reports.jsonl|-...")
@ledger_option
@click.option(
    "--published",
    metavar="DATE",
    callback=date_or_usage,
    help="ISO date or date-time of publication, for every report taken in, whatever it says.",
)
@click.option(
    "--from", "kind", type=click.Choice([*KINDS, "readings"]),
    help="What the sources hold; by default their names and first bytes tell. readings: what "
    "`read --engine ray` made, which is not read again.",
)  # fmt: skip
@click.option(
    "--processes", type=click.IntRange(min=1), default=1, show_default=True,
    help="Processes to read with; the result is the same. Each takes some 400 MB of memory.",
)  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="On stderr name failed inputs and nothing else.")
@click.option("-v", "--verbose", count=True, help="Say more on stderr; -vv shows tracebacks.")
@click.pass_context
def ingest_command(
    context: click.Context,
    sources: tuple[str, ...],
    target: str,
    published: str | None,
    kind: "Kind | Literal['readings'] | None",
    processes: int,
    quiet: bool,
    verbose: int,
) -> None:
    """Read reports and keep them, and what they claim, in a ledger.

    Takes what `read` takes. What the ledger has already is passed over; a report with the id
    (or, without one, the address) of one that is there and another text is its next version,
    and the earlier one is kept. Whatever stops the command, nothing is lost, doubled or half
    written: the same command again finishes the job.

    A source that cannot be read is named on stderr, the rest is taken in, and the exit code
    is 1.
    """
    from counterclaim.ledger.store import Ledger
    from counterclaim.reading.inputs import Inputs

    if kind == "readings":
        if published is not None:
            raise click.UsageError("--published goes with reports that are yet to be read")
        with (
            Talk(-1 if quiet else verbose, bar=False) as talk,
            Ledger.open(target, create=True) as kept,
        ):
            context.exit(SOME_FAILED if load_shards(sources, kept, talk) else 0)
    stdin = getattr(sys.stdin, "buffer", None)  # there is none where stdin was closed
    with Talk(-1 if quiet else verbose, bar=True) as talk, Ledger.open(target, create=True) as kept:
        inputs = Inputs(
            sources, published=published, kind=kind, stdin=stdin,
            leave_out=_files_of(target), versions=True,
        )  # fmt: skip
        job = _Job(inputs, kept, talk)
        job.run(processes)
        talk.hide()
        if not quiet:
            talk.say(job.summary())
    if job.failed:
        context.exit(SOME_FAILED)


def _files_of(target: str) -> list[Path]:
    """The ledger's own files, should they lie in a folder that is taken in."""
    return [] if "://" in target else [Path(target + end) for end in ("", "-wal", "-shm")]


class _Job:
    """One run of ``ingest``: its failures named, its progress told."""

    def __init__(self, inputs: "Inputs", ledger: "Ledger", talk: Talk) -> None:
        self._inputs = inputs
        self._ledger = ledger
        self._talk = talk
        self._told = time.monotonic()
        self._progress: Progress | None = None
        self.failed = 0

    def run(self, processes: int) -> None:
        """Take everything in."""
        from counterclaim.ledger.ingest import Ingest
        from counterclaim.model.version import EXTRACTOR
        from counterclaim.pipeline.reader import Reader

        job = Ingest(
            self._ledger, Reader, EXTRACTOR, on_failure=self._name, on_progress=self._tell,
            processes=processes,
        )  # fmt: skip
        self._progress = job.progress
        job.run(self._good())

    def summary(self) -> str:
        """What came of it, in one line."""
        done = self._progress
        if done is None:
            return f"{self._ledger.name}: nothing done"
        parts = [
            _counted(done.added.reports, "new report"),
            _counted(done.added.versions, "new version"),
            _counted(done.added.claims, "claim"),
        ]
        if again := done.added.readings - done.added.reports - done.added.versions:
            parts.append(f"{_counted(max(again, 0), 'report')} read anew")
        parts.append(f"{done.known:,} already there")
        if self.failed:
            parts.append(f"{self.failed:,} failed")
        return f"{self._ledger.name}: {', '.join(parts)}; {self._talk.rate(done.seen)}"

    def _good(self) -> "Iterator[Report]":
        for outcome in self._inputs:
            if isinstance(outcome, InputError):
                self._name(outcome)
            else:
                yield outcome

    def _name(self, error: InputError) -> None:
        self.failed += 1
        self._talk.say(f"counterclaim: {' '.join(str(error).split())}")

    def _tell(self, progress: "Progress") -> None:
        done = progress.known + progress.added.readings + progress.failed
        self._talk.advance(done, self._inputs.position, self._inputs.total)
        if time.monotonic() - self._told >= NEWS_EVERY:
            self._told = time.monotonic()
            log.info("%s done, %s%s", f"{done:,}", self._talk.rate(done), self._share())

    def _share(self) -> str:
        total = self._inputs.total
        return f", at {self._inputs.position / total:.0%} of the sources" if total else ""


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
