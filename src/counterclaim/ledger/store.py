"""The ledger: reports and readings in, kept for good; typed answers out.

::

    with Ledger.open("war.ledger") as ledger:
        ledger.add([reading])
        for found in ledger.search(Query(words="grain terminal", side="RUS")):
            print(found.report.outlet, found.claim.quote.text)
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Self

import msgspec
import sqlalchemy as sa

from counterclaim.errors import LedgerError
from counterclaim.fetching.schedule import AddressState
from counterclaim.ledger import addresses, link_store
from counterclaim.ledger import engine as connections
from counterclaim.ledger.answers import Change, Digest, Found, Shown, Stats
from counterclaim.ledger.contents import changes_since, readings_in, stats_of
from counterclaim.ledger.events import digest, event, events
from counterclaim.ledger.judged import judged_readings_in
from counterclaim.ledger.judgements import judge
from counterclaim.ledger.link_workings import Workings
from counterclaim.ledger.linking import Linked, cells_with, link_part, parts_to_do, relink
from counterclaim.ledger.query import Query, find, with_id
from counterclaim.ledger.reviews import Correction, ReviewVerdict, judge_claim
from counterclaim.ledger.rows import fingerprint_of
from counterclaim.ledger.schema import claim, reading, report
from counterclaim.ledger.writer import Added, Batch, new_revision
from counterclaim.linking.story import EventQuery, EventStory, EventSummary, Subject, Verdict
from counterclaim.model.records import Reading, Report

LOOKED_UP_TOGETHER = 500
"""Fingerprints asked for in one statement: below the limits of both databases."""


class Ledger:
    """A ledger, open. Make one with :meth:`open`.

    Every method that writes does so in one transaction: all of it is kept, or nothing. Several
    programs may write and read the same ledger at once.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, target: str, *, create: bool = False) -> Self:
        """The ledger at a path (SQLite) or a ``postgresql://`` URL.

        ``create`` makes it if it is not there. A ledger of an older version is brought up to
        date. Raises :class:`~counterclaim.errors.LedgerError`.
        """
        return cls(connections.connect(target, create=create))

    @property
    def name(self) -> str:
        """How messages call it: its path, or its address without the password."""
        return connections.shown(self._engine)

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self._engine.dialect.name

    def connection(self) -> AbstractContextManager[sa.Connection]:
        """A connection for statements of your own; it sees one state of the ledger throughout.

        The tables are :mod:`counterclaim.ledger.schema`'s.
        """
        return connections.reading(self._engine)

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        """The ledger itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def read_by(self, extractor: str, reports: Sequence[Report]) -> list[bool]:
        """For each of ``reports``, whether ``extractor`` has read exactly this version of it."""
        prints = [fingerprint_of(r) for r in reports]
        found: set[str] = set()
        with connections.reading(self._engine) as connection:
            for start in range(0, len(prints), LOOKED_UP_TOGETHER):
                wanted = prints[start : start + LOOKED_UP_TOGETHER]
                found.update(
                    connection.scalars(
                        sa.select(report.c.fingerprint)
                        .join(reading, reading.c.report == report.c.key)
                        .where(report.c.fingerprint.in_(wanted), reading.c.extractor == extractor)
                    )
                )
        return [p in found for p in prints]

    def add(self, readings: Iterable[Reading], unread: Iterable[Report] = ()) -> Added:
        """Keep ``readings``, and reports that could not be read, in one transaction.

        What is there already is passed over. A report with the identity of one that is there
        (its given id, else its address) and other contents is its next version; a reading by
        another extractor stands in for the one before. Both leave what was there in place,
        marked as removed.

        Raises :class:`~counterclaim.errors.SpanError`, with nothing written, when a span's
        words are not where it says, and :class:`~counterclaim.errors.MalformedReport` when
        the database cannot hold a report as it is.
        """
        batch = Batch([*((r.report, r) for r in readings), *((r, None) for r in unread)])
        batch.check(self.dialect)
        with connections.writing(self._engine) as connection:
            return batch.write(connection)

    def withdraw(self, report_id: str, because: str) -> int:
        """Mark the report with this id as removed; how many versions that were current.

        Nothing is deleted: the delta names it as DEL, and ingesting the same text again does
        not bring it back.
        """
        with connections.writing(self._engine) as connection:
            keys = list(
                connection.scalars(
                    sa.select(report.c.key).where(
                        report.c.id == report_id, report.c.removed.is_(None)
                    )
                )
            )
            if keys:
                number = new_revision(connection, "withdraw")
                for table, column in ((report, report.c.key), (reading, reading.c.report)):
                    connection.execute(
                        sa.update(table)
                        .where(column.in_(keys), table.c.removed.is_(None))
                        .values(removed=number)
                    )
                connection.execute(
                    sa.update(report).where(report.c.key.in_(keys)).values(removed_because=because)
                )
                connection.execute(
                    sa.update(claim)
                    .where(claim.c.report.in_(keys), claim.c.removed.is_(None))
                    .values(removed=number)
                )
            return len(keys)

    def link(self, on_progress: Callable[[int, int], None] = lambda done, of: None) -> Linked:
        """Link the claims that are not linked yet: to events, and to origins.

        What it costs goes by the claims of the days that have new ones, not by the ledger. The
        result is the same whatever the order in which reports came. ``on_progress`` gets the
        number of parts done and of all. A ledger that another version linked is linked anew.
        """
        with connections.reading(self._engine) as connection:
            ready = link_store.up_to_date(connection)
        if not ready:
            with connections.writing(self._engine) as connection:
                link_store.begin(connection)
        with connections.reading(self._engine) as connection:
            parts = parts_to_do(connection)
        total, kept = Linked(), Workings()
        for number, part in enumerate(parts):
            on_progress(number, len(parts))
            with connections.writing(self._engine) as connection:
                total += link_part(connection, part, kept)
        return total

    def review(
        self,
        claim: int,
        verdict: ReviewVerdict,
        *,
        by: str,
        note: str = "",
        correction: Correction | None = None,
    ) -> int:
        """Keep a person's judgement of one claim (by its key); the claim stays as it was read.

        Raises :class:`~counterclaim.errors.LedgerError` when it says nothing.
        """
        with connections.writing(self._engine) as connection:
            return judge_claim(connection, claim, verdict, by=by, note=note, correction=correction)

    @property
    def linked(self) -> bool:
        """Whether :meth:`link` was run on it before."""
        with connections.reading(self._engine) as connection:
            return link_store.begun(connection)

    def judge(
        self,
        subject: Subject,
        claims: tuple[int, int],
        verdict: Verdict,
        *,
        by: str,
        note: str = "",
    ) -> Linked:
        """Keep a person's judgement on two claims (keys), and link anew what it changes.

        It wins over every inferred link and holds whatever is ingested or read again; a later
        one on the same two claims supersedes it. ``unsure`` is kept and binds nothing. Raises
        :class:`~counterclaim.errors.LedgerError`, also where another version linked the ledger.
        """
        with connections.writing(self._engine) as connection:
            if link_store.begun(connection) and not link_store.up_to_date(connection):
                raise LedgerError(
                    f"{self.name}: linked by another version; run `counterclaim link` on it "
                    "again, then judge"
                )
            judge(connection, subject, claims, verdict, by=by, note=note)
            return relink(connection, cells_with(connection, claims))

    def events(self, query: EventQuery | None = None) -> list[EventSummary]:
        """The events that ``query`` asks for, a line each; all of them by default, newest first.

        There are none before :meth:`link`.
        """
        with connections.reading(self._engine) as connection:
            return events(connection, query or EventQuery())

    def event(self, id: str) -> EventStory:
        """The event ``id`` in full: lanes, origins, figures, disputes, flags, judgements.

        An id that it had before, or the beginning of one, will do. Raises
        :class:`~counterclaim.errors.LedgerError` when there is none.
        """
        with connections.reading(self._engine) as connection:
            return event(connection, id)

    def digest(self, query: EventQuery, since: int | None = None) -> Digest:
        """The events that ``query`` asks for in full, and what changed since a revision.

        Other events tied to them are left out: :meth:`event` gives those.
        """
        with connections.reading(self._engine) as connection:
            return digest(connection, query, since)

    def remembered(self, urls: Sequence[str]) -> dict[str, AddressState]:
        """What is remembered of those of ``urls`` that were fetched before."""
        with connections.reading(self._engine) as connection:
            return addresses.states_of(connection, urls)

    def remember(self, states: Iterable[AddressState]) -> None:
        """Remember how visits to addresses went, over what was known of them."""
        if kept := list(states):
            with connections.writing(self._engine) as connection:
                addresses.remember(connection, kept)

    def search(self, query: Query) -> list[Found]:
        """The current claims that ``query`` asks for, those taken in last first.

        Raises :class:`~counterclaim.errors.LedgerError` when it asks for nothing that can be
        looked for.
        """
        with connections.reading(self._engine) as connection:
            return find(connection, query)

    def show(self, claim_id: str) -> list[Shown]:
        """The claims with this id, each with its report's text, current ones first.

        There may be several: the same text in two reports holds the same claims. A unique
        beginning of an id of eight characters or more will do.
        """
        with connections.reading(self._engine) as connection:
            return with_id(connection, claim_id)

    def readings(self) -> Iterator[Reading]:
        """The current reading of every report that could be read, in the order taken in.

        All from one moment, whatever is written meanwhile; memory does not grow.
        """
        with connections.reading(self._engine) as connection:
            yield from readings_in(connection)

    def judged_readings(self) -> Iterator[Reading]:
        """As :meth:`readings`; a claim that somebody judged carries what they did.

        Such a claim is a :class:`~counterclaim.ledger.judged.JudgedClaim`.
        """
        with connections.reading(self._engine) as connection:
            yield from judged_readings_in(connection)

    def changes(self, since: int) -> Iterator[Change]:
        """What is new, different or gone since revision ``since``, a report each.

        The consumer who kept revision ``n`` and applies ``changes(n)`` has what
        :meth:`readings` gives now; the revision to keep is :attr:`Stats.revision`.
        """
        with connections.reading(self._engine) as connection:
            yield from changes_since(connection, since)

    def stats(self) -> Stats:
        """What is in the ledger, counted."""
        with connections.reading(self._engine) as connection:
            return msgspec.structs.replace(stats_of(connection), ledger=self.name)
