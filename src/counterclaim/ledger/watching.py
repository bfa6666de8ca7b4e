"""Watching addresses: round after round, until stopped.

What an address said and when it is due again is kept in the ledger, so that a watch that is
started again asks for nothing before its time. A round that fails as a whole (the database is
away, the disk is full) is tried again; nothing of it is half kept.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from counterclaim.errors import InputError, LedgerError
from counterclaim.fetching.client import Client
from counterclaim.fetching.fetcher import Fetcher, addresses_needed
from counterclaim.fetching.schedule import AddressState, due_at
from counterclaim.ledger.ingest import Progress
from counterclaim.ledger.polling import Outcome, Round, now
from counterclaim.ledger.store import Ledger
from counterclaim.model.records import Report

RETRY = timedelta(minutes=1)
"""When a round that the ledger broke is tried again, if the next is not due before."""

LOOK_UP = 20.0
"""Seconds between looks at the clock while waiting: a machine may have slept."""

Take = Callable[[Iterable[Report | InputError]], Progress]


@dataclass(frozen=True, slots=True)
class Visit:
    """How a round went, and what ended it; ``next_at`` is when the next address is due."""

    asked: int
    progress: Progress
    outcome: Outcome = field(default_factory=Outcome)
    next_at: datetime | None = None
    problem: LedgerError | None = None


class Watch:
    """Asks addresses ``every`` so often; ``take`` keeps what they give."""

    def __init__(
        self,
        ledger: Ledger,
        client: Client,
        urls: Sequence[str],
        take: Take,
        *,
        every: timedelta,
        pause: float,
        stopping: threading.Event,
    ) -> None:
        self._ledger = ledger
        self._client = client
        self._urls = urls
        self._take = take
        self._every = every
        self._pause = pause
        self._stopping = stopping

    def once(self) -> Visit:
        """Ask every address now, but those that asked to be left alone."""
        return self._visit(self._known(), self._urls)

    def rounds(self) -> Iterator[Visit]:
        """Round after round, each when the first address is due, until stopped."""
        while not self._stopping.is_set():
            try:
                known = self._known()
                due = [url for url in self._urls if self._due(known, url) <= now()]
                if due:
                    visit = self._visit(known, due)
                    yield visit
                    self._wait_until(visit.next_at)
                else:
                    self._wait_until(self._next(known))
            except LedgerError as error:
                again = now() + min(RETRY, self._every)
                yield Visit(0, Progress(), next_at=again, problem=error)
                self._wait_until(again)

    def _visit(self, known: dict[str, AddressState], urls: Sequence[str]) -> Visit:
        fetcher = Fetcher(self._client, known, pause=self._pause, stopping=self._stopping)
        round_ = Round(
            self._ledger, fetcher, known, pages=False, stopped=self._stopping.is_set
        )  # fmt: skip
        progress = self._take(round_.reports(urls))
        round_.remember()
        return Visit(len(urls), progress, round_.outcome, self._next(self._known()))

    def _known(self) -> dict[str, AddressState]:
        return self._ledger.remembered(addresses_needed(list(self._urls)))

    def _due(self, known: dict[str, AddressState], url: str) -> datetime:
        return due_at(known.get(url) or AddressState(url=url), self._every)

    def _next(self, known: dict[str, AddressState]) -> datetime:
        soonest = min(self._due(known, url) for url in self._urls)
        return max(soonest, now() + min(RETRY, self._every)) if soonest <= now() else soonest

    def _wait_until(self, at: datetime | None) -> None:
        while at is not None and not self._stopping.is_set():
            left = (at - now()).total_seconds()
            if left <= 0:
                return
            self._stopping.wait(min(left, LOOK_UP))
