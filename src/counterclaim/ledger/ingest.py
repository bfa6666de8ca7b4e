"""Taking reports in: what is new is read and kept, a batch in one transaction.

Whatever ends a run (a kill, a full disk, a lost connection), what was committed is whole, and
the same run again goes on with the rest: each report is looked up before it is read, and again
inside the transaction that writes it, so that two runs at once double nothing.
"""

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from counterclaim.errors import InputError, MalformedReport, ReadingFailed, SpanError
from counterclaim.ledger.rows import check_spans
from counterclaim.ledger.store import LOOKED_UP_TOGETHER, Ledger
from counterclaim.ledger.writer import Added, check_report
from counterclaim.model.records import Reading, Report

WRITTEN_TOGETHER = 64
"""Reports in a transaction: what a kill can cost is the time to read these."""

CHARACTERS_TOGETHER = 1_000_000
"""Code points in a transaction, however few reports they are: bounds memory."""


class ReadsMany(Protocol):
    """What gives readings: a reader, or readings that are there already."""

    def read_many(
        self,
        reports: Iterator[Report],
        *,
        processes: int = 1,
        on_failure: Callable[[ReadingFailed], None] | None = None,
    ) -> Iterator[Reading]:
        """The readings of ``reports``, in their order."""


@dataclass
class Progress:
    """How far an ingest is. ``seen`` = those added, known and failed, and those under way."""

    seen: int = 0
    known: int = 0
    failed: int = 0
    added: Added = field(default_factory=Added)


class Ingest:
    """One run over reports.

    ``on_failure`` gets every report that cannot be read or kept, in its turn; ``on_progress``
    is called after every look-up and every commit.
    """

    def __init__(
        self,
        ledger: Ledger,
        make_reader: Callable[[], ReadsMany],
        extractor: str,
        *,
        on_failure: Callable[[InputError], None],
        on_progress: Callable[[Progress], None] = lambda progress: None,
        processes: int = 1,
    ) -> None:
        self._ledger = ledger
        self._make_reader = make_reader
        self._extractor = extractor
        self._on_failure = on_failure
        self._on_progress = on_progress
        self._processes = processes
        self._pending: deque[Report] = deque()
        self._readings: list[Reading] = []
        self._unread: list[Report] = []
        self._characters = 0
        self.progress = Progress()

    def run(self, reports: Iterable[Report]) -> Progress:
        """Take ``reports`` in; what came of it.

        Models are loaded only if there is something to read.
        """
        new = self._new(reports)
        first = next(new, None)
        if first is None:
            return self.progress
        readings = self._make_reader().read_many(
            itertools.chain([first], new), processes=self._processes, on_failure=self._failed
        )
        try:
            for reading in readings:
                self._pending.popleft()
                self._take(reading)
        finally:
            self._commit()  # also what was read before a worker broke or Ctrl-C came
        return self.progress

    def _new(self, reports: Iterable[Report]) -> Iterator[Report]:
        """Those of ``reports`` that are yet to be read by this extractor."""
        for chunk in _chunks(reports):
            self.progress.seen += len(chunk)
            acceptable = [report for report in chunk if self._acceptable(report)]
            known = self._ledger.read_by(self._extractor, acceptable)
            self.progress.known += sum(known)
            self._on_progress(self.progress)
            for report, is_known in zip(acceptable, known, strict=True):
                if not is_known:
                    self._pending.append(report)
                    yield report

    def _acceptable(self, report: Report) -> bool:
        try:
            check_report(report, self._ledger.dialect)
        except MalformedReport as error:
            self._fail(error)
            return False
        return True

    def _take(self, reading: Reading) -> None:
        try:
            check_spans(reading)
        except SpanError as error:
            self._fail(ReadingFailed(reading.report.file or reading.report.id, str(error)))
            self._unread.append(reading.report)
        else:
            self._readings.append(reading)
        self._characters += len(reading.report.text)
        self._commit_when_full()

    def _failed(self, error: ReadingFailed) -> None:
        self._unread.append(self._pending.popleft())
        self._fail(error)
        self._commit_when_full()

    def _fail(self, error: InputError) -> None:
        self.progress.failed += 1
        self._on_failure(error)

    def _commit_when_full(self) -> None:
        count = len(self._readings) + len(self._unread)
        if count >= WRITTEN_TOGETHER or self._characters >= CHARACTERS_TOGETHER:
            self._commit()

    def _commit(self) -> None:
        if not self._readings and not self._unread:
            return
        readings, unread = self._readings, self._unread
        self._readings, self._unread, self._characters = [], [], 0
        added = self._ledger.add(readings, unread)
        self.progress.known += len(readings) - added.readings
        self.progress.added += added
        self._on_progress(self.progress)


def _chunks(reports: Iterable[Report]) -> Iterator[list[Report]]:
    """``reports`` in lists bounded in number and in code points."""
    chunk: list[Report] = []
    characters = 0
    for report in reports:
        chunk.append(report)
        characters += len(report.text)
        if len(chunk) == LOOKED_UP_TOGETHER or characters >= CHARACTERS_TOGETHER:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk
