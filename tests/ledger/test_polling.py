"""Feeds into a ledger: rounds, what is remembered of them, and a watch that goes on."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from counterclaim.errors import InputError, LedgerError
from counterclaim.fetching.client import Client, Limits
from counterclaim.fetching.fetcher import Fetcher, addresses_needed
from counterclaim.fetching.schedule import AddressState
from counterclaim.ledger import Ledger
from counterclaim.ledger.ingest import Ingest, Progress
from counterclaim.ledger.polling import Round
from counterclaim.ledger.watching import Take, Watch
from tests.fetching.server import Answer, Request, Site, item, rss, serving
from tests.ledger.stand_in import assert_whole, reader


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served


def taking(ledger: Ledger, failures: list[InputError]) -> Take:
    def take(outcomes):  # type: ignore[no-untyped-def]
        def good():  # type: ignore[no-untyped-def]
            for outcome in outcomes:
                if isinstance(outcome, InputError):
                    failures.append(outcome)
                else:
                    yield outcome

        job = Ingest(ledger, reader, reader().extractor, on_failure=failures.append)
        return job.run(good())

    return take


def visit(
    ledger: Ledger, site: Site, *paths: str, **options: bool
) -> tuple[Progress, Round, list[str]]:
    urls = [f"{site.address}{path}" for path in paths]
    known = ledger.remembered(addresses_needed(urls))
    client = Client(limits=Limits(silence=0.5, total=2), named=[site.address])
    round_ = Round(ledger, Fetcher(client, known, pause=0), known, **options)  # type: ignore[arg-type]
    failures: list[InputError] = []
    progress = taking(ledger, failures)(round_.reports(urls))
    round_.remember()
    return progress, round_, [str(failure) for failure in failures]


def test_what_has_not_changed_is_not_sent_again(ledger: Ledger, site: Site) -> None:
    site.answers["/f"] = site.conditional(rss(item(1), item(2)), '"a"')
    first, _, _ = visit(ledger, site, "/f")
    assert first.added.reports == 2
    second, round_, _ = visit(ledger, site, "/f")
    assert (second.seen, round_.outcome.unchanged) == (0, 1)
    assert site.asked("/robots.txt") == 1
    site.answers["/f"] = site.conditional(rss(item(1), item(2, "Kyiv admitted it.")), '"b"')
    third, _, _ = visit(ledger, site, "/f")
    assert (third.known, third.added.versions, third.added.reports) == (1, 1, 0)
    assert_whole(ledger)


def test_what_was_not_kept_is_asked_for_again(ledger: Ledger, site: Site) -> None:
    site.answers["/f"] = site.conditional(rss(item(1)), '"a"')
    known: dict[str, AddressState] = {}
    client = Client(limits=Limits(silence=0.5), named=[site.address])
    round_ = Round(ledger, Fetcher(client, known, pause=0), known)
    assert len(list(round_.reports([f"{site.address}/f"]))) == 1  # and the program is killed here
    progress, _, _ = visit(ledger, site, "/f")
    assert progress.added.reports == 1


def test_failures_are_named_and_the_rest_is_taken(ledger: Ledger, site: Site) -> None:
    site.answers["/good"] = Answer(rss(item(1)))
    site.answers["/broken"] = Answer(status=500)
    site.answers["/words"] = Answer(b"just words")
    site.answers["/silent"] = site.hang
    site.answers["/empty"] = Answer(rss())
    paths = ("/broken", "/words", "/silent", "/missing", "/empty", "/good")
    progress, round_, failures = visit(ledger, site, *paths)
    assert progress.added.reports == 1
    assert (round_.outcome.failed, round_.outcome.unreachable, round_.outcome.changed) == (4, 1, 2)
    for said, words in zip(
        failures, ["answers 500", "neither a feed nor a page", "no answer", "404"], strict=True
    ):
        assert words in said
    states = ledger.remembered([f"{site.address}{path}" for path in paths])
    assert states[f"{site.address}/broken"].failures == 1
    assert states[f"{site.address}/silent"].failures == 1
    assert states[f"{site.address}/good"].failures == 0


def test_a_network_that_is_down_holds_no_feed_back(ledger: Ledger, site: Site) -> None:
    site.answers["/silent"] = site.hang
    visit(ledger, site, "/silent")
    assert ledger.remembered([f"{site.address}/silent"]) == {}


def test_a_server_that_asks_to_be_left_alone_is(ledger: Ledger, site: Site) -> None:
    site.answers["/f"] = Answer(status=503, headers={"Retry-After": "3600"})
    for _ in range(2):
        _, _, failures = visit(ledger, site, "/f")
        assert "503" in failures[0]
    assert site.asked("/f") == 1
    assert "asks to be left alone; try again after" in failures[0]


def test_a_page_is_a_report_where_pages_will_do(ledger: Ledger, site: Site) -> None:
    from tests.reading.webarchives import ARTICLE

    page = ARTICLE.replace(
        "<head>", "<head><link rel=alternate type='application/rss+xml' href='/feed.xml'>"
    )
    site.answers["/p"] = Answer(page.encode(), headers={"Content-Type": "text/html"})
    progress, _, _ = visit(ledger, site, "/p")
    assert progress.added.reports == 1
    assert next(iter(ledger.readings())).report.url == f"{site.address}/p"
    _, _, failures = visit(ledger, site, "/p", pages=False)
    assert f"a page, no feed; its feed is {site.address}/feed.xml" in failures[0]


def test_a_feed_that_moved_is_told(ledger: Ledger, site: Site) -> None:
    site.answers["/old"] = Answer(status=301, headers={"Location": "/new"})
    site.answers["/new"] = Answer(rss(item(1)))
    _, round_, _ = visit(ledger, site, "/old")
    assert round_.outcome.moved == {f"{site.address}/old": f"{site.address}/new"}


def watch(
    ledger: Ledger, site: Site, stopping: threading.Event, *paths: str, seconds: float = 0.1
) -> Watch:
    client = Client(limits=Limits(silence=0.5, total=2), named=[site.address])
    return Watch(
        ledger, client, [f"{site.address}{path}" for path in paths], taking(ledger, []),
        every=timedelta(seconds=seconds), pause=0, stopping=stopping,
    )  # fmt: skip


def test_a_watch_takes_what_comes_until_it_is_stopped(ledger: Ledger, site: Site) -> None:
    stopping = threading.Event()

    def growing(request: Request) -> Answer:
        return Answer(rss(*map(item, range(site.asked("/f")))))

    site.answers["/f"] = growing
    new = []
    for number, round_ in enumerate(watch(ledger, site, stopping, "/f").rounds(), start=1):
        new.append((round_.progress.added.reports, round_.progress.known))
        assert round_.next_at is not None
        if number == 3:
            stopping.set()
    assert new == [(1, 0), (1, 1), (1, 2)]


def test_a_watch_started_again_asks_for_nothing_before_its_time(ledger: Ledger, site: Site) -> None:
    site.answers["/f"] = Answer(rss(item(1)))
    stopping = threading.Event()
    for _ in watch(ledger, site, stopping, "/f", seconds=3600).rounds():
        stopping.set()
    again = threading.Event()
    threading.Timer(0.3, again.set).start()
    assert list(watch(ledger, site, again, "/f", seconds=3600).rounds()) == []
    assert site.asked("/f") == 1
    assert watch(ledger, site, threading.Event(), "/f", seconds=3600).once().asked == 1
    assert site.asked("/f") == 2


def test_a_round_that_the_ledger_breaks_is_tried_again(
    ledger: Ledger, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.answers["/f"] = Answer(rss(item(1)))
    stopping = threading.Event()
    add = Ledger.add
    broken = [LedgerError("the connection was lost")]

    def sometimes(self, *args):  # type: ignore[no-untyped-def]
        if broken:
            raise broken.pop()
        return add(self, *args)

    monkeypatch.setattr(Ledger, "add", sometimes)
    visits = []
    for round_ in watch(ledger, site, stopping, "/f").rounds():
        visits.append(replace(round_, next_at=None))
        if len(visits) == 2:
            stopping.set()
    assert "connection was lost" in str(visits[0].problem)
    assert visits[1].progress.added.reports == 1
    assert_whole(ledger)


def test_states_are_written_over(ledger: Ledger) -> None:
    url = "https://a.example/"
    ledger.remember([AddressState(url=url, etag="1", rules="a\0b")])
    ledger.remember([AddressState(url=url, etag="2"), AddressState(url=f"{url}b")])
    found = ledger.remembered([url, f"{url}b", f"{url}c"])
    assert {state.etag for state in found.values()} == {"2", None}
    assert ledger.stats().revision == 0
