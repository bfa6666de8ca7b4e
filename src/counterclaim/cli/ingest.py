"""``counterclaim ingest``: reports into a ledger."""

import sys
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from counterclaim.cli.intake import Intake, client_for, link_as_wanted, summary
from counterclaim.cli.llm import Llm, accounted, llm_options
from counterclaim.cli.options import (
    KINDS,
    date_or_usage,
    fast_option,
    ledger_option,
    link_option,
    log_format_option,
    pause_option,
    private_option,
    processes_option,
    timeout_option,
)
from counterclaim.cli.shards import load_shards
from counterclaim.cli.talk import LogFormat, Talk
from counterclaim.errors import InputError

if TYPE_CHECKING:
    from counterclaim.ledger.polling import Round
    from counterclaim.ledger.store import Ledger
    from counterclaim.model.records import Report
    from counterclaim.reading.inputs import Kind

SOME_FAILED = 1


@click.command("ingest")
@click.argument("sources", nargs=-1, required=True, metavar="FILE|DIR|URL|-...")
@ledger_option
@click.option(
    "--published",
    metavar="DATE",
    callback=date_or_usage,
    help="ISO date or date-time of publication, for every report taken in, whatever it says.",
)
@click.option(
    "--from", "kind", type=click.Choice([*KINDS, "readings"]),
    help="What the files hold; by default their names and first bytes tell. readings: what "
    "`read --engine ray` made, which is not read again.",
)  # fmt: skip
@processes_option
@llm_options
@fast_option
@private_option
@timeout_option
@pause_option
@log_format_option
@link_option
@click.option("-q", "--quiet", is_flag=True, help="On stderr name failed inputs and nothing else.")
@click.option("-v", "--verbose", count=True, help="Say more on stderr; -vv shows tracebacks.")
@click.pass_context
def ingest_command(  # noqa: PLR0913, PLR0917  (one parameter an option)
    context: click.Context,
    sources: tuple[str, ...],
    target: str,
    published: str | None,
    kind: "Kind | Literal['readings'] | None",
    processes: int,
    llm: Llm | None,
    fast: bool,
    allow_private: bool,
    timeout: float,
    pause: float,
    log_format: LogFormat,
    link: bool | None,
    quiet: bool,
    verbose: int,
) -> None:
    """Read reports and keep them, and what they claim, in a ledger.

    Takes what `read` takes, and addresses of feeds and pages, which are fetched (after the
    files). What the ledger has already is passed over; a report with the id (or, without one,
    the address) of one that is there and another text is its next version, and the earlier one
    is kept. Whatever stops the command, nothing is lost, doubled or half written: the same
    command again finishes the job.

    A source that cannot be read is named on stderr, the rest is taken in, and the exit code
    is 1.
    """
    from counterclaim.ledger.store import Ledger
    from counterclaim.reading.inputs import Inputs

    if kind == "readings":
        if published is not None:
            raise click.UsageError(
                "--published is for reports that are yet to be read; leave it out, or give it to "
                "`read --engine ray`"
            )
        with (
            Talk(-1 if quiet else verbose, bar=False, log_format=log_format) as talk,
            Ledger.open(target, create=True) as kept,
        ):
            failed = load_shards(sources, kept, talk)
            link_as_wanted(kept, link)
            context.exit(SOME_FAILED if failed else 0)
    urls = [name for name in sources if "://" in name]
    stdin = getattr(sys.stdin, "buffer", None)  # there is none where stdin was closed
    with (
        Talk(-1 if quiet else verbose, bar=True, log_format=log_format) as talk,
        Ledger.open(target, create=True) as ledger,
        accounted(llm, talk),
    ):
        inputs = Inputs(
            [name for name in sources if name not in urls], published=published, kind=kind,
            stdin=stdin, leave_out=_files_of(target), versions=True,
        )  # fmt: skip
        addresses = _Addresses(ledger, urls, published, allow_private, timeout, pause)
        intake = Intake(
            ledger, talk, processes=processes, fast=fast, llm=llm,
            position=lambda: (inputs.position, None if urls else inputs.total),
        )  # fmt: skip
        done = intake.take(chain(inputs, addresses))
        addresses.remember()
        link_as_wanted(ledger, link)
        talk.hide()
        if not quiet:
            words, counts = summary(done, intake.failed)
            line = f"{ledger.name}: {words}; {talk.rate(done.seen)}"
            talk.say(line, event="done", ledger=ledger.name, **counts)
    if intake.failed:
        context.exit(SOME_FAILED)


def _files_of(target: str) -> list[Path]:
    """The ledger's own files, should they lie in a folder that is taken in."""
    return [] if "://" in target else [Path(target + end) for end in ("", "-wal", "-shm")]


class _Addresses:
    """The addresses among the sources: fetched when their turn comes."""

    def __init__(
        self,
        ledger: "Ledger",
        urls: Sequence[str],
        published: str | None,
        private: bool,
        timeout: float,
        pause: float,
    ) -> None:
        self._ledger = ledger
        self._urls = urls
        self._published = published
        self._private = private
        self._timeout = timeout
        self._pause = pause
        self._round: Round | None = None

    def __iter__(self) -> "Iterator[Report | InputError]":
        """The reports at the addresses, and what fails."""
        if not self._urls:
            return
        from counterclaim.fetching.addresses import target_of
        from counterclaim.fetching.fetcher import Fetcher, addresses_needed
        from counterclaim.ledger.polling import Round

        plain = []
        for url in self._urls:
            try:
                plain.append(target_of(url).url)
            except InputError as error:
                yield error
        client = client_for(self._urls, private=self._private, timeout=self._timeout)
        known = self._ledger.remembered(addresses_needed(plain))
        fetcher = Fetcher(client, known, pause=self._pause)
        self._round = Round(self._ledger, fetcher, known, published=self._published)
        yield from self._round.reports(list(dict.fromkeys(plain)))

    def remember(self) -> None:
        """Keep what the addresses said, now that what they held is kept."""
        if self._round is not None:
            self._round.remember()
