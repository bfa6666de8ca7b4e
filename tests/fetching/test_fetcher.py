"""Fetching from a server on this machine, well-behaved and not."""

import gzip
import itertools
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from counterclaim.errors import FetchFailed
from counterclaim.fetching.client import Client, Limits, Refused, Unreachable
from counterclaim.fetching.fetcher import Fetcher
from counterclaim.fetching.schedule import AddressState
from counterclaim.fetching.together import fetch_all
from tests.fetching.server import Answer, Site, raw, serving

LIMITS = Limits(silence=0.5, total=1.5, size=1_000_000)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served


def fetcher(*named: str, pause: float = 0.0, private: bool = False) -> Fetcher:
    return Fetcher(Client(limits=LIMITS, named=named, private=private), {}, pause=pause)


def state(url: str, **fields: str) -> AddressState:
    return AddressState(url=url, **fields)  # type: ignore[arg-type]


def test_an_answer_comes_with_its_validators(site: Site) -> None:
    headers = {"ETag": '"a"', "Last-Modified": "Tue, 14 May 2024 08:00:00 GMT"}
    site.answers["/f"] = Answer(b"words", headers={**headers, "Content-Type": "text/xml"})
    answer = fetcher(site.address).fetch(state(f"{site.address}/f"))
    assert (answer.body, answer.content_type, answer.etag) == (b"words", "text/xml", '"a"')
    assert answer.last_modified == headers["Last-Modified"]
    assert site.requests[-1].headers["User-Agent"] == "counterclaim"


def test_validators_are_sent_and_nothing_may_have_changed(site: Site) -> None:
    site.answers["/f"] = site.conditional(b"words", '"a"')
    known = state(f"{site.address}/f", etag='"a"', last_modified="Tue, 14 May 2024 08:00:00 GMT")
    assert fetcher(site.address).fetch(known).body is None
    assert site.requests[-1].headers["If-Modified-Since"] == "Tue, 14 May 2024 08:00:00 GMT"


def test_name_and_password_go_to_the_server_that_they_are_for(site: Site) -> None:
    with serving() as other:
        site.answers["/f"] = Answer(status=302, headers={"Location": f"{other.address}/g"})
        other.answers["/g"] = Answer(b"words")
        named = site.address.replace("//", "//me:secret@")
        assert fetcher(named, other.address).fetch(state(f"{site.address}/f")).body == b"words"
        assert site.requests[-1].headers["Authorization"] == "Basic bWU6c2VjcmV0"
        assert all("Authorization" not in request.headers for request in other.requests)


def test_packed_answers_are_unpacked(site: Site) -> None:
    headers = {"Content-Encoding": "gzip"}
    site.answers["/f"] = Answer(gzip.compress(b"words"), headers=headers)
    assert fetcher(site.address).fetch(state(f"{site.address}/f")).body == b"words"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(status=404), "answers 404 Not Found; check the address"),
        (Answer(status=410), "take it off your list"),
        (Answer(status=500), "answers 500 Internal Server Error; try again later"),
        (Answer(status=301), "answers 301"),
        (Answer(b"words", close_early=True), "ended early"),
        (Answer(b"x" * 1_000_001), "larger than"),
        (Answer(gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"}), "larger"),
    ],
    ids=["missing", "gone", "broken", "nowhere", "short", "large", "bomb"],
)
def test_answers_that_are_no_use_are_named(site: Site, answer: Answer, words: str) -> None:
    site.answers["/f"] = answer
    with pytest.raises(FetchFailed, match=words) as caught:
        fetcher(site.address).fetch(state(f"{site.address}/f"))
    assert str(caught.value).startswith(f"{site.address}/f: ")
    assert "\n" not in str(caught.value)


def test_a_server_that_asks_for_patience_is_heard(site: Site) -> None:
    site.answers["/f"] = Answer(status=503, headers={"Retry-After": "120"})
    with pytest.raises(Refused) as caught:
        fetcher(site.address).fetch(state(f"{site.address}/f"))
    assert caught.value.wait == 120
    later = "Fri, 31 Dec 2099 23:59:59 GMT"
    site.answers["/f"] = Answer(status=429, headers={"Retry-After": later})
    with pytest.raises(Refused) as caught:
        fetcher(site.address).fetch(state(f"{site.address}/f"))
    assert (caught.value.wait or 0) > 1e9


def test_redirects_are_followed_and_moves_told(site: Site) -> None:
    site.answers["/a"] = Answer(status=301, headers={"Location": "/b?x=1"})
    site.answers["/b?x=1"] = Answer(status=308, headers={"Location": f"{site.address}/c"})
    site.answers["/c"] = Answer(b"words")
    answer = fetcher(site.address).fetch(state(f"{site.address}/a"))
    assert (answer.body, answer.address, answer.moved) == (b"words", f"{site.address}/c", True)
    site.answers["/a"] = Answer(status=302, headers={"Location": "/c"})
    assert not fetcher(site.address).fetch(state(f"{site.address}/a")).moved


def test_redirects_in_a_circle_end(site: Site) -> None:
    site.answers["/a"] = Answer(status=302, headers={"Location": "/b"})
    site.answers["/b"] = Answer(status=302, headers={"Location": "/a"})
    with pytest.raises(FetchFailed, match="in a circle"):
        fetcher(site.address).fetch(state(f"{site.address}/a"))


def test_endless_redirects_end(site: Site) -> None:
    for number in range(20):
        site.answers[f"/{number}"] = Answer(status=302, headers={"Location": f"/{number + 1}"})
    with pytest.raises(FetchFailed, match="more than 5 times"):
        fetcher(site.address).fetch(state(f"{site.address}/0"))


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://x.example/", "http://[", "data:,x"]
)
def test_redirects_to_what_is_no_address_are_refused(site: Site, location: str) -> None:
    site.answers["/a"] = Answer(status=302, headers={"Location": location})
    with pytest.raises(FetchFailed, match="no address"):
        fetcher(site.address).fetch(state(f"{site.address}/a"))


def test_redirects_into_private_networks_are_refused_unless_allowed(site: Site) -> None:
    with serving() as inner:
        inner.answers["/secret"] = Answer(b"secret")
        site.answers["/a"] = Answer(status=302, headers={"Location": f"{inner.address}/secret"})
        with pytest.raises(FetchFailed, match="private network") as caught:
            fetcher(site.address).fetch(state(f"{site.address}/a"))
        assert str(caught.value).startswith(f"{site.address}/a: redirects to {inner.address}")
        assert inner.requests == []
        allowed = fetcher(site.address, private=True)
        assert allowed.fetch(state(f"{site.address}/a")).body == b"secret"


def test_a_server_that_says_nothing_is_given_up(site: Site) -> None:
    site.answers["/f"] = site.hang
    with pytest.raises(Unreachable, match=r"no answer within 0\.5 s"):
        fetcher(site.address).fetch(state(f"{site.address}/f"))


def dripping(connection: socket.socket) -> None:
    for piece in (b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", *[b"x"] * 200):
        connection.sendall(piece)
        time.sleep(0.05)


def dripping_headers(connection: socket.socket) -> None:
    for piece in (b"HTTP/1.1 200 OK\r\n", *[b"x"] * 200):
        connection.sendall(piece)
        time.sleep(0.05)


@pytest.mark.parametrize("drip", [dripping, dripping_headers])
def test_a_server_that_drips_is_given_up(drip: object) -> None:
    with raw(drip) as address, pytest.raises(Unreachable, match=r"took more than 1\.5 s"):  # type: ignore[arg-type]
        Client(limits=LIMITS, private=True).request(_target(f"{address}/f"), {})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nab",
    ],
    ids=["nothing", "ssh", "status", "headers", "header", "chunk", "chunked", "length"],
)
def test_what_is_no_http_is_named(data: bytes) -> None:
    with (
        raw(lambda connection: connection.sendall(data)) as address,
        pytest.raises(Unreachable) as caught,
    ):
        Client(limits=LIMITS, private=True).request(_target(f"{address}/f"), {})
    assert "\n" not in str(caught.value)


def test_a_server_that_is_not_there_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Unreachable, match="refused"):
        Client(limits=LIMITS, private=True).request(_target(f"http://127.0.0.1:{port}/"), {})


def test_https_wants_a_valid_certificate(site: Site) -> None:
    with pytest.raises(Unreachable):
        Client(limits=LIMITS, private=True).request(_target(f"https://127.0.0.1:{site.port}/"), {})


def test_what_robots_forbid_is_not_fetched(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private\nAllow: /private/ok$")
    for path in ("/private/x", "/private/ok", "/open"):
        site.answers[path] = Answer(b"words")
    fetch = fetcher(site.address)
    with pytest.raises(FetchFailed, match=r"robots\.txt forbids"):
        fetch.fetch(state(f"{site.address}/private/x"))
    assert site.asked("/private/x") == 0
    assert fetch.fetch(state(f"{site.address}/private/ok")).body == b"words"
    assert fetch.fetch(state(f"{site.address}/open")).body == b"words"
    assert site.asked("/robots.txt") == 1


def test_rules_for_this_program_come_before_those_for_all(site: Site) -> None:
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: counterclaim\nDisallow:\n"
    site.answers["/robots.txt"] = Answer(rules)
    site.answers["/f"] = Answer(b"words")
    assert fetcher(site.address).fetch(state(f"{site.address}/f")).body == b"words"


def test_robots_that_cannot_be_had_forbid_for_now(site: Site) -> None:
    site.answers["/robots.txt"] = Answer(status=500)
    site.answers["/f"] = Answer(b"words")
    with pytest.raises(Refused, match=r"robots\.txt: its server answers 500"):
        fetcher(site.address).fetch(state(f"{site.address}/f"))
    assert site.asked("/f") == 0
    site.answers["/robots.txt"] = Answer(b"\xff\0garbage" * 1000)
    assert fetcher(site.address).fetch(state(f"{site.address}/f")).body == b"words"


def test_rules_are_remembered_for_a_day(site: Site) -> None:
    site.answers["/f"] = Answer(b"words")
    first = fetcher(site.address)
    first.fetch(state(f"{site.address}/f"))
    known = {s.url: s for s in first.robots.learned}
    client = Client(limits=LIMITS, named=[site.address])
    Fetcher(client, known, pause=0).fetch(state(f"{site.address}/f"))
    assert site.asked("/robots.txt") == 1
    old = {url: state(url, rules="", checked_at="2020-01-01T00:00:00+00:00") for url in known}
    Fetcher(client, old, pause=0).fetch(state(f"{site.address}/f"))
    assert site.asked("/robots.txt") == 2


def test_a_host_is_given_time_between_requests(site: Site) -> None:
    for path in ("/a", "/b", "/c"):
        site.answers[path] = Answer(b"words")
    states = [state(f"{site.address}{path}") for path in ("/a", "/b", "/c")]
    assert all(answer.body for _, answer in fetch_all(fetcher(site.address, pause=0.1), states))  # type: ignore[union-attr]
    moments = [request.at for request in site.requests]
    assert all(b - a >= 0.1 for a, b in itertools.pairwise(moments))


def test_a_slow_host_holds_up_no_other(site: Site) -> None:
    with serving() as other:
        site.answers["/f"] = site.hang
        other.answers["/f"] = Answer(b"words")
        states = [state(f"{s.address}/f") for s in (site, other)]
        slow, quick = fetch_all(fetcher(site.address, other.address), states)
        assert isinstance(slow[1], Unreachable)
        assert not isinstance(quick[1], FetchFailed)
        assert other.asked("/f") == 1


def test_closing_ends_what_is_under_way(site: Site) -> None:
    site.answers["/f"] = site.hang
    client = Client(limits=Limits(silence=20, total=20), named=[site.address])
    fetch = Fetcher(client, {}, pause=0)
    threading.Timer(0.2, fetch.close).start()
    with pytest.raises(Unreachable):
        fetch.fetch(state(f"{site.address}/f"))


def _target(url: str):  # type: ignore[no-untyped-def]
    from counterclaim.fetching.addresses import target_of

    return target_of(url)
