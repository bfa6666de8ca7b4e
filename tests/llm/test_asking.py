"""The endpoint's moods: busy, late, refusing, talking nonsense; and what is kept of its answers."""

import pickle
import stat
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from counterclaim import Report
from counterclaim.errors import EndpointError, ReadingFailed
from counterclaim.llm import client
from counterclaim.llm.settings import Settings
from counterclaim.llm.stage import LlmStage
from counterclaim.publishing.jsonform import encode
from tests.llm.conftest import MakeReader, llm_of
from tests.llm.stub import Reply, Stub, claims, content, said

TEXT = "Bridge hit\n\nKyiv said the bridge had been hit."
HIT = said("the bridge had been hit", "Kyiv", "said", p=2)
BUSY = Reply(b"slow down", 429)


@pytest.fixture
def never() -> Iterator[threading.Event]:
    """What a reply waits for that comes too late; let go at the end."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture(autouse=True)
def _answers(stub: Stub) -> None:
    stub.answering = lambda request: claims(HIT)


def test_the_request_is_a_chat_completion(make_reader: MakeReader, stub: Stub) -> None:
    make_reader(key="k-1").read(TEXT)
    (request,) = stub.requests
    assert request.path == "/v1/chat/completions"
    assert request.headers["Authorization"] == "Bearer k-1"
    assert (request.body["model"], request.body["temperature"]) == ("stub-1", 0)
    assert request.body["response_format"] == {"type": "json_object"}
    assert "[2] Kyiv said the bridge had been hit." in request.shown


def test_without_a_key_none_is_sent(make_reader: MakeReader, stub: Stub) -> None:
    make_reader().read(TEXT)
    assert "Authorization" not in stub.requests[0].headers


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_endpoint_is_asked_again(make_reader: MakeReader, stub: Stub, status: int) -> None:
    stub.first(Reply(b"", status), BUSY)
    reader = make_reader()
    assert len(reader.read(TEXT).claims) == 1
    assert len(stub.requests) == 3
    assert "3 asked, 0 from the cache, 2 of them again" in llm_of(reader).account.summary()


def test_the_wait_asked_for_is_kept_within_bounds(
    make_reader: MakeReader, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(client.time, "sleep", waits.append)
    dated = {"Retry-After": "Mon, 01 Jan 2001 00:00:00 GMT"}
    stub.first(
        Reply(b"", 429, {"Retry-After": "7"}), Reply(b"", 503, {"Retry-After": "99999"}),
        Reply(b"", 429, dated),
    )  # fmt: skip
    make_reader(backoff=3.0).read(TEXT)
    assert waits == [7.0, client.LONGEST_WAIT, 0.0]
    waits.clear()
    stub.first(BUSY, Reply(b"", 429, {"Retry-After": "soon"}), BUSY)
    make_reader(backoff=3.0).read(TEXT + " Twice.")
    assert waits == [3.0, 6.0, 12.0]


def test_a_late_answer_is_given_up_and_asked_for_again(
    make_reader: MakeReader, stub: Stub, never: threading.Event
) -> None:
    stub.first(Reply(b"", delay=never))
    assert len(make_reader(timeout=0.2).read(TEXT).claims) == 1
    assert len(stub.requests) == 2


def test_an_endpoint_that_never_answers_fails_the_report(
    make_reader: MakeReader, stub: Stub, never: threading.Event
) -> None:
    stub.answering = lambda request: Reply(b"", delay=never)
    with pytest.raises(ReadingFailed, match=r"gave no answer in 0.1 s, 2 times; try later, or"):
        make_reader(timeout=0.1, tries=2).read(TEXT)


@pytest.mark.parametrize(
    "reply",
    [
        content("I cannot help with that."), content('{"claims": [{"quote": "the br'),
        content('{"claims": "none"}'), content("[" * 100_000), content(""),
        Reply(b"<html>busy</html>"), Reply(b'{"choices": []}'), Reply(b"\xff\xfe"),
        Reply(b'{"choices": [{"message": {"content": null}}]}'),
        Reply(b'{"choices": ', headers={"Content-Length": "500"}),
        Reply(b'{"x": "' + b"y" * (client.MOST_BYTES + 1) + b'"}'),
    ],
    ids=["words", "half", "shape", "deep", "empty", "page", "none", "bytes", "null", "cut", "huge"],
)  # fmt: skip
def test_no_json_is_asked_for_once_more(make_reader: MakeReader, stub: Stub, reply: Reply) -> None:
    stub.first(reply)
    assert len(make_reader().read(TEXT).claims) == 1
    stub.answering = lambda request: reply
    with pytest.raises(ReadingFailed, match=r"is no JSON of the agreed form; use a model that"):
        make_reader(timeout=1.0, tries=2).read(TEXT + " Again.")


def test_absurd_counts_of_tokens_do_no_harm(make_reader: MakeReader, stub: Stub) -> None:
    reply = claims(HIT)
    reply.body = reply.body.replace(b'"prompt_tokens": 1000', b'"prompt_tokens": "lots"')
    stub.first(reply)
    reader = make_reader()
    assert len(reader.read(TEXT).claims) == 1
    assert llm_of(reader).account.tokens_in == 0


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Reply(b"bad key k-1", 401), r"does not accept the key .* into COUNTERCLAIM_LLM_KEY"),
        (Reply(b"", 404), r"no model 'stub-1' \(404\); correct --llm or --llm-model"),
        (Reply(b"", 302, {"Location": "http://127.0.0.1:9/"}), r"has moved .* its new address"),
        (Reply(b"no money\nfor k-1", 402), r"refuses \(402: no money for \(key\)\); see what"),
    ],
)
def test_what_no_report_could_be_read_with_stops_at_once(
    make_reader: MakeReader, stub: Stub, reply: Reply, message: str
) -> None:
    stub.answering = lambda request: reply
    reader = make_reader(key="k-1", parallel=1)
    reports = [Report.of(f"{TEXT} {n}") for n in range(5)]
    failures: list[ReadingFailed] = []
    with pytest.raises(EndpointError, match=message) as raised:
        list(reader.read_many(reports, on_failure=failures.append))
    assert (len(stub.requests), failures) == (1, [])
    assert "k-1" not in str(raised.value)


def test_nobody_there_stops_after_three(make_reader: MakeReader) -> None:
    reader = make_reader(url="http://127.0.0.1:9/v1", tries=2, parallel=1)
    reports = [Report.of(f"{TEXT} {n}") for n in range(9)]
    with pytest.raises(EndpointError, match=r"cannot be reached .* 2 times"):
        list(reader.read_many(reports, on_failure=lambda failure: None))
    assert llm_of(reader).account.asked == 6


def test_one_report_without_an_answer_fails_alone_and_is_asked_about_once(
    make_reader: MakeReader, stub: Stub
) -> None:
    stub.answering = lambda request: content("no") if "wrong" in request.shown else claims(HIT)
    reports = [Report.of(f"{TEXT} {word}", id=word) for word in ("one", "wrong", "three")]
    failures: list[ReadingFailed] = []
    reader = make_reader(parallel=1)
    read = list(reader.read_many(reports, on_failure=failures.append))
    assert [reading.report.id for reading in read] == ["one", "three"]
    assert [(f.source, "please report" in str(f)) for f in failures] == [("wrong", False)]
    account = llm_of(reader).account
    assert (account.asked, account.kept, account.claims) == (4, 0, 2)


def test_an_endpoint_that_knows_no_finer_points_is_asked_plainly(
    make_reader: MakeReader, stub: Stub
) -> None:
    stub.answering = lambda request: (
        Reply(b"unknown response_format", 400) if "response_format" in request.body else claims(HIT)
    )
    reader = make_reader()
    assert len(reader.read(TEXT).claims) == len(reader.read(TEXT + " Again.").claims) == 1
    assert ["temperature" in r.body for r in stub.requests] == [True, False, False]


def test_what_is_refused_plainly_too_fails_the_report(make_reader: MakeReader, stub: Stub) -> None:
    stub.answering = lambda request: Reply(b"too\x1b[31m long", 400)
    with pytest.raises(ReadingFailed, match=r"refuses the request \(400: too \[31m long\)"):
        make_reader().read(TEXT)


def test_the_same_text_is_read_the_same_without_asking(
    make_reader: MakeReader, stub: Stub, settings: Settings
) -> None:
    reader = make_reader()
    reading = reader.read(TEXT)
    stub.answering = lambda request: claims()
    other = make_reader()
    assert encode(other.read(TEXT), layers=True) == encode(reading, layers=True)
    assert len(stub.requests) == 1
    assert "0 asked, 1 from the cache" in llm_of(other).account.summary()
    assert make_reader(model="stub-2").read(TEXT).claims == ()
    assert stat.S_IMODE(settings.answers.stat().st_mode) == 0o700


def test_the_order_of_answers_does_not_matter(make_reader: MakeReader, tmp_path: Path) -> None:
    reports = [Report.of(f"{TEXT} {n}", id=str(n)) for n in range(12)]
    one, many = (
        [encode(r, layers=True) for r in make_reader(parallel=n, cache=tmp_path / str(n))
         .read_many(reports)]
        for n in (1, 8)
    )  # fmt: skip
    assert one == many


def test_a_damaged_answer_is_asked_for_again(
    make_reader: MakeReader, stub: Stub, settings: Settings
) -> None:
    make_reader().read(TEXT)
    (kept,) = settings.answers.rglob("*.json")
    kept.write_bytes(kept.read_bytes()[:-9])
    assert len(make_reader().read(TEXT).claims) == 1
    assert len(stub.requests) == 2


def test_a_folder_that_cannot_be_written_says_so(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EndpointError, match=r"cannot be kept there .* with --llm-cache"):
        LlmStage(replace(settings, cache=tmp_path / "file" / "answers"))


def test_cost_is_told_where_a_price_is_given(make_reader: MakeReader) -> None:
    reader = make_reader(price=(2.0, 10.0))
    reader.read(TEXT)
    summary = llm_of(reader).account.summary()
    assert "1,000 tokens in, 200 out, cost 0.0040, " in summary
    assert summary.endswith("; 1 claim, nothing dropped")


def test_a_stage_goes_to_a_worker_process_by_its_settings(settings: Settings) -> None:
    stage = LlmStage(replace(settings, key="k-1"))
    again = pickle.loads(pickle.dumps(stage))
    assert (again.name, again.assigns) == (stage.name, LlmStage.assigns)


def test_a_key_shows_nowhere(settings: Settings) -> None:
    assert "k-1" not in repr(replace(settings, key="k-1"))


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.example/v1/", "https://a.example/v1/chat/completions"),
        ("https://a.example/v1/chat/completions", "https://a.example/v1/chat/completions"),
        ("https://a.example/v1?v=2", "https://a.example/v1/chat/completions?v=2"),
    ],
)
def test_base_address_and_full_address_both_do(url: str, address: str) -> None:
    settings = Settings(url, "m")
    assert settings.address == address
    assert "?" not in settings.shown


@pytest.mark.parametrize(
    "url", ["a.example/v1", "ftp://a.example", "file:///etc/passwd", "https://", "http://[::1",
            "https://me:secret@a.example/v1", "https://a.example/v 1"],
)  # fmt: skip
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(EndpointError) as raised:
        Settings(url, "m")
    assert "secret" not in str(raised.value)


def test_the_environment_names_the_endpoint_for_the_stage_by_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("COUNTERCLAIM_LLM_URL", raising=False)
    with pytest.raises(EndpointError, match=r"no language model is named; give --llm URL"):
        LlmStage()
    monkeypatch.setenv("COUNTERCLAIM_LLM_URL", "https://a.example/v1")
    monkeypatch.setenv("COUNTERCLAIM_LLM_MODEL", "m-7")
    monkeypatch.setenv("COUNTERCLAIM_LLM_CACHE", str(tmp_path))
    assert ":m-7:" in LlmStage().name
    monkeypatch.setenv("COUNTERCLAIM_LLM_KEY", "two\nlines")
    with pytest.raises(EndpointError, match="holds characters that no key has"):
        LlmStage()
