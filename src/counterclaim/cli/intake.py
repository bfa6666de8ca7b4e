"""What ``ingest`` and ``watch`` share: reports into a ledger, failures named, progress told."""

import functools
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from counterclaim.cli.talk import Talk
from counterclaim.errors import InputError

if TYPE_CHECKING:
    from counterclaim.cli.llm import Llm
    from counterclaim.fetching.client import Client
    from counterclaim.ledger.ingest import Progress
    from counterclaim.ledger.store import Ledger
    from counterclaim.model.records import Report

NEWS_EVERY = 10.0
"""Seconds between lines of progress where there is no bar (with -v)."""

log = logging.getLogger(__name__)

Outcomes = Iterable["Report | InputError"]


class Intake:
    """Takes reports into a ledger; keeps the models loaded between runs.

    ``position`` tells how far the sources are read, and how far that can be.
    """

    def __init__(
        self,
        ledger: "Ledger",
        talk: Talk,
        *,
        processes: int,
        llm: "Llm | None" = None,
        fast: bool = False,
        position: Callable[[], tuple[int, int | None]] = lambda: (0, None),
    ) -> None:
        from counterclaim.model.version import EXTRACTOR, FAST_EXTRACTOR
        from counterclaim.pipeline.reader import FAST, STORY, Reader

        self._ledger = ledger
        self._talk = talk
        self._processes = processes
        self._position = position
        self._llm = llm
        self._reader = functools.cache(
            llm.reader if llm is not None else lambda: Reader(FAST if fast else STORY)
        )
        self._extractor = FAST_EXTRACTOR if fast else EXTRACTOR
        self._told = time.monotonic()
        self.failed = 0

    def take(self, outcomes: Outcomes) -> "Progress":
        """Take in what there is; what came of it. Failures are named and counted."""
        from counterclaim.ledger.ingest import Ingest

        extractor = self._extractor if self._llm is None else self._reader().extractor
        job = Ingest(
            self._ledger, self._reader, extractor, on_failure=self._name,
            on_progress=self._tell, processes=self._processes,
        )  # fmt: skip
        return job.run(self._good(outcomes))

    def _good(self, outcomes: Outcomes) -> "Iterator[Report]":
        for outcome in outcomes:
            if isinstance(outcome, InputError):
                self._name(outcome)
            else:
                yield outcome

    def _name(self, error: InputError) -> None:
        self.failed += 1
        self._talk.fail(error)

    def _tell(self, progress: "Progress") -> None:
        done = progress.known + progress.added.readings + progress.failed
        position, total = self._position()
        self._talk.advance(done, position, total)
        if time.monotonic() - self._told >= NEWS_EVERY:
            self._told = time.monotonic()
            share = f", at {position / total:.0%} of the sources" if total else ""
            log.info("%s done, %s%s", f"{done:,}", self._talk.rate(done), share)


def link_as_wanted(ledger: "Ledger", wanted: bool | None) -> None:
    """Link what came in if that is ``wanted``, or if nothing is said and it was done before."""
    if wanted or (wanted is None and ledger.linked):
        ledger.link()


def summary(done: "Progress", failed: int) -> tuple[str, dict[str, Any]]:
    """What came of a run, in words and as counts."""
    added = done.added
    again = max(added.readings - added.reports - added.versions, 0)
    parts = [
        counted(added.reports, "new report"),
        counted(added.versions, "new version"),
        counted(added.claims, "claim"),
    ]
    if again:
        parts.append(f"{counted(again, 'report')} read anew")
    parts.append(f"{done.known:,} already there")
    if failed:
        parts.append(f"{failed:,} failed")
    counts = {
        "new": added.reports, "versions": added.versions, "claims": added.claims,
        "again": again, "known": done.known, "failed": failed,
    }  # fmt: skip
    return ", ".join(parts), counts


def counted(number: int, noun: str) -> str:
    """``number`` and ``noun``, in the plural where it is."""
    return f"{number:,} {noun}{'s' * (number != 1)}"


def client_for(named: Sequence[str], *, private: bool, timeout: float) -> "Client":
    """A client for what the user named."""
    from importlib.metadata import version

    from counterclaim.fetching.client import AGENT, Client, Limits

    limits = Limits(silence=timeout, total=4 * timeout)
    agent = f"{AGENT}/{version('counterclaim')}"
    return Client(limits=limits, named=named, private=private, agent=agent)
