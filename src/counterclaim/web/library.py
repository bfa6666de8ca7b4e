"""Typed answers of the ledger, each worked out once a revision.

A ledger changes by numbered revisions only, so an answer is good until the number changes.
"""

import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

import sqlalchemy as sa
from msgspec.structs import replace

from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger, Query
from counterclaim.ledger.answers import Digest, Shown, Stats
from counterclaim.ledger.browse import (
    ClaimPage,
    FacetRows,
    Facets,
    KeyedClaim,
    Outlet,
    ReportOnFile,
    Speaker,
    claims_with_keys,
    current_revision,
    facet_rows,
    facets_of,
    outlets,
    page_of,
    report_on_file,
    speakers,
    without_facets,
)
from counterclaim.ledger.contents import stats_of
from counterclaim.ledger.events import digest, event, events, summaries_of
from counterclaim.ledger.reviews import (
    LogEntry,
    Review,
    ReviewCounts,
    Round,
    log_of,
    next_to_review,
    review_counts,
    reviews_of,
    reviews_on,
)
from counterclaim.linking import EventQuery, EventStory, EventSummary
from counterclaim.model.records import Claim, Report
from counterclaim.publishing.exports.blur import Blur
from counterclaim.web.atlas import Atlas, atlas_of
from counterclaim.web.charts.timeline import Timeline, timeline
from counterclaim.web.filters import BadFilter
from counterclaim.web.memory import Memory

Answer = TypeVar("Answer")

BRIEF = EventQuery(order="reports", limit=8)
"""The question of a brief without filters."""

FRESH = 0.2
"""Seconds for which the ledger's revision is taken to be what it was."""

KEPT = 256
"""Answers kept, and pages; beyond, the one longest unused goes."""

HEAVIEST = 32 * 1024 * 1024
"""Bytes of pages kept."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """An answer as it was first sent."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


class Library:
    """What pages and the API ask. Safe to use from several threads.

    With ``blur_km`` no finer coordinate than that leaves it.
    """

    def __init__(self, ledger: Ledger, blur_km: float = 0.0) -> None:
        self.ledger = ledger
        self._blur = Blur(blur_km) if blur_km else None
        self._answers: Memory[object] = Memory(KEPT)
        self._pages: Memory[Rendered] = Memory(KEPT, HEAVIEST, lambda page: len(page.body))
        self._revision = 0
        self._looked = 0.0

    def claims(self, query: Query, before: int | None = None) -> ClaimPage:
        """A page of claims."""
        if self._blur and query.box is not None:  # or boxes would find what is blurred
            raise BadFilter("box", "this server blurs places and does not look in boxes")
        with self.ledger.connection() as connection:
            page = page_of(connection, query, before)
        if self._blur is None:
            return page
        claims = tuple(replace(c, claim=self._blurred(c.claim)) for c in page.claims)
        return replace(page, claims=claims)

    def show(self, claim_id: str) -> list[Shown]:
        """A claim in every report that holds it."""
        shown = self.ledger.show(claim_id)
        return [replace(s, claim=self._blurred(s.claim)) for s in shown]

    def facets(self, query: Query) -> Facets:
        """How many claims there are by each value of each facet."""
        if self._blur and query.box is not None:
            raise BadFilter("box", "this server blurs places and does not look in boxes")
        asked = without_facets(query)

        def rows(connection: sa.Connection) -> FacetRows:
            return facet_rows(connection, asked)

        limitless = replace(query, limit=0)
        return self.once(
            ("counts", limitless), lambda c: facets_of(self.once(("facets", asked), rows), query)
        )

    def report(self, report_id: str, version: int | None = None) -> ReportOnFile | None:
        """One report with its claims."""
        with self.ledger.connection() as connection:
            found = report_on_file(connection, report_id, version)
        if found is None or self._blur is None:
            return found
        return replace(found, claims=tuple(self._blurred(c) for c in found.claims))

    def stats(self) -> Stats:
        """What is in the ledger, counted."""
        return self.once("stats", stats_of)

    def speakers(self) -> list[Speaker]:
        """Everybody who claims."""
        return self.once("speakers", speakers)

    def outlets(self) -> list[Outlet]:
        """Everybody who publishes."""
        return self.once("outlets", outlets)

    def atlas(self, query: EventQuery) -> Atlas:
        """When and where the events are that ``query`` asks for (without its days)."""
        asked = _timeless(query)
        return self.once(("atlas", asked), lambda c: atlas_of(c, asked, self._blur))

    def timeline(self, query: EventQuery) -> Timeline | None:
        """The same as bars over time."""
        asked = _timeless(query)

        def drawn(connection: sa.Connection) -> tuple[Timeline | None]:
            atlas = self.atlas(asked)
            return (timeline(atlas.events, atlas.days(self.stats().published)),)

        return self.once(("timeline", asked), drawn)[0]

    def map_data(self, query: EventQuery) -> bytes:
        """The same as the map is drawn from."""
        asked = _timeless(query)
        return self.once(("map", asked), lambda c: self.atlas(asked).on_the_map())

    def events(self, query: EventQuery) -> list[EventSummary]:
        """Events, a line each."""
        return self.once(
            ("events", query), lambda c: [self._blurred_event(e) for e in events(c, query)]
        )

    def summaries(self, ids: Sequence[str]) -> list[EventSummary]:
        """The events with these ids, in that order."""
        with self.ledger.connection() as connection:
            found = summaries_of(connection, ids)
        return [self._blurred_event(found[id]) for id in ids if id in found]

    def event(self, event_id: str) -> EventStory | None:
        """One event in full, by its id or one that it had."""
        try:
            story = self.once(("event", event_id), lambda c: event(c, event_id))
        except LedgerError:
            return None
        return self._blurred_story(story)

    def digest(self, query: EventQuery) -> Digest:
        """The events that ``query`` asks for in full, for a brief."""
        found: Digest = self.once(("digest", query), lambda c: digest(c, query, None))
        return replace(found, stories=tuple(map(self._blurred_story, found.stories)))

    def to_review(
        self, query: Query, by: str, which: Round, before: int | None
    ) -> KeyedClaim | None:
        """The next claim that ``by`` is to judge."""
        with self.ledger.connection() as connection:
            return next_to_review(connection, query, by, which, before)

    def keyed(self, key: int) -> KeyedClaim | None:
        """The claim with this key."""
        with self.ledger.connection() as connection:
            return claims_with_keys(connection, [key]).get(key)

    def full_report_of(self, key: int) -> tuple[Report, Claim] | None:
        """The claim with this key, and its whole report."""
        with self.ledger.connection() as connection:
            item = claims_with_keys(connection, [key]).get(key)
            if item is None:
                return None
            on_file = report_on_file(connection, item.report.id, item.report.version)
        return None if on_file is None else (on_file.report, item.claim)

    def reviews(self, keys: Sequence[int]) -> dict[int, list[Review]]:
        """What persons judged of these claims."""
        with self.ledger.connection() as connection:
            return reviews_on(connection, keys)

    def reviews_of(self, claim_id: str) -> list[Review]:
        """What persons judged of the claims with this id."""
        with self.ledger.connection() as connection:
            return reviews_of(connection, claim_id)

    def review_counts(self) -> ReviewCounts:
        """How far the reviewing is."""
        with self.ledger.connection() as connection:
            return review_counts(connection)

    def judgements(self, by: str | None) -> list[LogEntry]:
        """Who judged what, the last first."""
        with self.ledger.connection() as connection:
            return log_of(connection, by=by)

    def once(self, key: Hashable, ask: Callable[[sa.Connection], Answer]) -> Answer:
        """What ``ask`` answers, asked once a revision."""

        def asked() -> object:
            with self.ledger.connection() as connection:
                return ask(connection)

        return cast(Answer, self._answers.once(key, self._number(), asked))

    def page(self, key: Hashable, render: Callable[[], Rendered]) -> Rendered:
        """A page, rendered once a revision. ``key`` says all that it depends on besides."""
        return self._pages.once(key, self._number(), render)

    def page_kept(self, key: Hashable) -> Rendered | None:
        """The same if it is at hand: nothing is asked of the ledger, and nobody waits."""
        if time.monotonic() - self._looked > FRESH:
            return None
        return self._pages.find(key, self._revision)

    def changed(self) -> None:
        """Say that this program has just written to the ledger."""
        self._looked = 0.0

    def warm(self) -> None:
        """Work out what the first visitors will ask for."""
        query = EventQuery()
        for ask in (self.stats, self.speakers, self.outlets):
            ask()
        self.timeline(query)
        self.map_data(query)
        self.facets(Query())
        self.digest(BRIEF)

    def _number(self) -> int:
        """The ledger's revision, looked up anew every fifth of a second at most."""
        now = time.monotonic()
        if now - self._looked > FRESH:
            with self.ledger.connection() as connection:
                self._revision = current_revision(connection)
            self._looked = now
        return self._revision

    def _blurred(self, claim: Claim) -> Claim:
        if self._blur is None or not claim.places:
            return claim
        return replace(claim, places=tuple(map(self._blur.place, claim.places)))

    def _blurred_story(self, story: EventStory) -> EventStory:
        if self._blur is None:
            return story
        lanes = tuple(
            replace(
                lane, claims=tuple(replace(c, claim=self._blurred(c.claim)) for c in lane.claims)
            )
            for lane in story.lanes
        )
        facets = tuple(map(self._blurred_event, story.facets))
        summary = self._blurred_event(story.summary)
        return replace(story, lanes=lanes, facets=facets, summary=summary)

    def _blurred_event(self, event: EventSummary) -> EventSummary:
        if self._blur is None:
            return event
        return replace(event, places=tuple(map(self._blur.place, event.places)))


def _timeless(query: EventQuery) -> EventQuery:
    """``query`` without its days, its page and its order."""
    return replace(query, limit=0, offset=0, since=None, until=None, order="newest")
