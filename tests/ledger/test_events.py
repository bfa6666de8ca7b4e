from pathlib import Path

import pytest
from msgspec.structs import replace

from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger
from counterclaim.linking import EventQuery
from counterclaim.linking.story import Order
from tests.ledger.test_linking import ingest, some_reports


@pytest.fixture
def linked(ledger: Ledger) -> Ledger:
    ingest(ledger, some_reports())
    ledger.link()
    return ledger


def test_every_claim_is_in_one_event_of_the_list(linked: Ledger) -> None:
    found = linked.events(EventQuery(limit=0))
    assert sum(summary.claims for summary in found) == 56
    assert len({summary.id for summary in found}) == len(found)
    assert all(summary.title in _words(linked) for summary in found)


def test_before_linking_there_are_none(ledger: Ledger) -> None:
    ingest(ledger, some_reports())
    assert ledger.events() == []


@pytest.mark.parametrize(
    "query",
    [
        EventQuery(place="Lipovka"),
        EventQuery(words="barges"),
        EventQuery(speaker="kyiv", disputed=True),
        EventQuery(speaker="harvest", words="barley", origins=1),
        EventQuery(side="UKR", order="disputes"),
    ],
)
def test_a_query_narrows(linked: Ledger, query: EventQuery) -> None:
    found = linked.events(query)
    assert 0 < len(found) < len(linked.events())


def test_pages_follow_one_another(linked: Ledger) -> None:
    every = linked.events(EventQuery(order="reports"))
    pages = [linked.events(EventQuery(order="reports", limit=1, offset=n)) for n in range(2)]
    assert [page[0] for page in pages] == every[:2]


def test_a_story_tells_every_claim_once(linked: Ledger) -> None:
    for summary in linked.events():
        story = linked.event(summary.id)
        told = [claim.key for lane in story.lanes for claim in lane.claims]
        assert len(told) == len(set(told)) == summary.claims
        assert sorted(key for origin in story.origins for key in origin.claims) == sorted(told)
        assert story.summary == summary
        assert all(claim.because for lane in story.lanes for claim in lane.claims[1:])


def test_an_event_is_found_by_the_id_it_had(tmp_path: Path) -> None:
    late = [r for r in some_reports() if (r.published or "") > "2024-05-02"]
    with Ledger.open(str(tmp_path / "late.ledger"), create=True) as other:
        ingest(other, late)
        other.link()
        before = [s.id for s in other.events()]
        ingest(other, some_reports())
        other.link()
        now = {s.id for s in other.events()}
        assert not now & set(before)
        assert {other.event(id).summary.id for id in before} <= now
        assert other.event(before[0][:10]).summary.id in now


def test_what_is_no_event_is_named(linked: Ledger) -> None:
    with pytest.raises(LedgerError, match=r"^e-none: no event has this id; `events` lists some"):
        linked.event("e-none")


def _words(ledger: Ledger) -> set[str]:
    return {
        " ".join(claim.quote.text.split())
        for reading in ledger.readings()
        for claim in reading.claims
    }


@pytest.mark.parametrize("order", ["newest", "reports", "origins", "disputes"])
def test_a_part_of_a_list_is_a_part_of_it(linked: Ledger, order: Order) -> None:
    every = linked.events(EventQuery(order=order, limit=0))
    assert linked.events(EventQuery(order=order, limit=len(every))) == every
    assert linked.events(EventQuery(order=order, limit=3, offset=1)) == every[1:4]
    assert linked.events(EventQuery(order=order, limit=0, offset=1)) == every[1:]


def test_the_newest_come_first_and_those_without_a_day_last(linked: Ledger) -> None:
    days = [e.last_day or "" for e in linked.events(EventQuery(limit=0))]
    assert days == sorted(days, reverse=True)


def test_a_digest_tells_events_as_they_are_told_alone(linked: Ledger) -> None:
    first = linked.events(EventQuery(order="reports", limit=1))[0]
    one, other, *_ = [c.key for lane in linked.event(first.id).lanes for c in lane.claims]
    linked.judge("event", (one, other), "same", by="Ada")
    digest = linked.digest(EventQuery(order="reports", limit=2))
    assert [s.summary for s in digest.stories] == linked.events(EventQuery(order="reports"))[:2]
    for story in digest.stories:
        assert story == replace(linked.event(story.summary.id), facets=())
    assert digest.stories[0].judgements
    assert digest.more == len(linked.events(EventQuery(limit=0))) - 2
    assert linked.digest(EventQuery(words="nothing-like-it")).more == 0
