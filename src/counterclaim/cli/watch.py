"""``counterclaim watch``: feeds into a ledger, again and again."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from counterclaim.cli.intake import Intake, client_for, counted, link_as_wanted, summary
from counterclaim.cli.options import (
    fast_option,
    ledger_option,
    link_option,
    log_format_option,
    pause_option,
    private_option,
    processes_option,
    timeout_option,
)
from counterclaim.cli.talk import LogFormat, Talk
from counterclaim.errors import InputError

if TYPE_CHECKING:
    from counterclaim.cli.intake import Outcomes
    from counterclaim.fetching.client import Client
    from counterclaim.ledger.ingest import Progress
    from counterclaim.ledger.watching import Visit, Watch

SOME_FAILED = 1


@click.command("watch")
@click.argument("sources", nargs=-1, required=True, metavar="FEEDS.opml|URL...")
@ledger_option
@click.option(
    "--every", type=click.FloatRange(min=0, min_open=True), default=15.0, show_default=True,
    metavar="MINUTES", help="How often each feed is asked.",
)  # fmt: skip
@click.option("--once", is_flag=True, help="Ask every feed once, now, and end.")
@processes_option
@fast_option
@link_option
@private_option
@timeout_option
@pause_option
@log_format_option
@click.option("-q", "--quiet", is_flag=True, help="On stderr name failed feeds and nothing else.")
@click.option("-v", "--verbose", count=True, help="Say more on stderr; -vv shows tracebacks.")
@click.pass_context
def watch_command(  # noqa: PLR0913, PLR0917  (one parameter an option)
    context: click.Context,
    sources: tuple[str, ...],
    target: str,
    every: float,
    once: bool,
    processes: int,
    fast: bool,
    link: bool | None,
    allow_private: bool,
    timeout: float,
    pause: float,
    log_format: LogFormat,
    quiet: bool,
    verbose: int,
) -> None:
    """Ask feeds for news and keep it, and what it claims, in a ledger, until stopped.

    Takes addresses of feeds, and OPML lists of them. Says on stderr after each round what was
    new, known and failed, and when the next one is. When a feed was asked, and what it said about
    itself, is kept in the ledger: started again, the command asks for nothing before its time, and
    for nothing that has not changed.

    A feed that cannot be had is named and tried again later, less and less often if its server
    answers with errors. Ctrl-C or a termination signal ends the command when what was read is
    kept; a second one ends it at once.
    """
    from counterclaim.fetching.addresses import target_of
    from counterclaim.ledger.store import Ledger
    from counterclaim.ledger.watching import Watch

    with Talk(-1 if quiet else verbose, bar=False, log_format=log_format) as talk:
        named, faults = _addresses(sources)
        for fault in faults:
            talk.fail(fault)
        if not named:
            context.exit(SOME_FAILED)
        client = client_for(named, private=allow_private, timeout=timeout)
        urls = list(dict.fromkeys(target_of(url).url for url in named))
        stopping = threading.Event()
        with Ledger.open(target, create=True) as ledger, _stopped_by_signal(stopping, client):
            intake = Intake(ledger, talk, processes=processes, fast=fast)

            def take(outcomes: "Outcomes") -> "Progress":
                progress = intake.take(outcomes)
                link_as_wanted(ledger, link)
                return progress

            watch = Watch(
                ledger, client, urls, take,
                every=timedelta(minutes=every), pause=pause, stopping=stopping,
            )  # fmt: skip
            number = 0
            for number, visit in enumerate(_visits(watch, once), start=1):
                _say(talk, visit, number, once or stopping.is_set())
            if stopping.is_set() and not quiet:
                talk.say(f"stopped after {counted(number, 'round')}", event="stopped")
    if once and (intake.failed or faults):
        context.exit(SOME_FAILED)


def _visits(watch: "Watch", once: bool) -> "Iterator[Visit]":
    return iter([watch.once()]) if once else watch.rounds()


def _addresses(sources: tuple[str, ...]) -> tuple[list[str], list[InputError]]:
    """The addresses that the sources name, and what is wrong with sources."""
    from counterclaim.fetching.addresses import target_of
    from counterclaim.reading.opml import feeds_of_opml

    named: list[str] = []
    faults: list[InputError] = []
    for source in sources:
        try:
            found = [source] if "://" in source else feeds_of_opml(Path(source))
        except InputError as error:
            faults.append(_unlisted(source, error))
            continue
        for url in found:
            try:
                target_of(url)
            except InputError as error:
                faults.append(error)
            else:
                named.append(url)
    return named, faults


def _unlisted(source: str, error: InputError) -> InputError:
    """``error``, or what was forgotten where ``source`` is no file but looks like an address."""
    if "." not in source or Path(source).suffix == ".opml" or Path(source).exists():
        return error
    return InputError(error.source, f"no such file; write an address as https://{error.source}")


def _say(talk: Talk, visit: "Visit", number: int, last: bool) -> None:
    """One round, in a line."""
    when = "" if last or visit.next_at is None else (
        f"; next poll {visit.next_at.astimezone().isoformat(sep=' ', timespec='seconds')}"
    )  # fmt: skip
    if visit.problem is not None:
        message = " ".join(str(visit.problem).split())
        talk.say(f"counterclaim: {message}{when}", event="failed", level="error", round=number)
        return
    for url, other in visit.outcome.moved.items():
        if not talk.quiet:
            talk.say(f"{url} has moved for good to {other}; change your list", event="moved")
    if talk.quiet:
        return
    failed = visit.outcome.failed + visit.progress.failed
    words, counts = summary(visit.progress, failed)
    feeds = counted(visit.asked, "feed")
    talk.say(
        f"round {number}: {feeds}, {visit.outcome.unchanged} unchanged: {words}{when}",
        event="round", round=number, feeds=visit.asked, unchanged=visit.outcome.unchanged,
        next_at=None if last else visit.next_at, **counts,
    )  # fmt: skip


@contextmanager
def _stopped_by_signal(stopping: threading.Event, client: "Client") -> Iterator[None]:
    """Stop after what is under way at the first signal, at once at the second."""

    def stop(number: int, frame: FrameType | None) -> None:
        if stopping.is_set():
            raise KeyboardInterrupt
        stopping.set()
        client.close()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    sys.stderr.flush()
