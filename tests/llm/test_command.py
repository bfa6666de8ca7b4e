"""`--llm` as a user meets it."""

import json
from pathlib import Path

import pytest

from counterclaim.cli.main import run
from tests.llm.stub import Reply, Stub, claims, said

TEXT = "Bridge hit\n\nKyiv said the bridge had been hit."
KEY = "k-SECRET-1"


@pytest.fixture
def arguments(stub: Stub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("COUNTERCLAIM_LLM_KEY", f" {KEY}\n")
    stub.answering = lambda request: claims(said("the bridge had been hit", "Kyiv", "said", p=2))
    (tmp_path / "report.txt").write_text(TEXT)
    return [
        str(tmp_path / "report.txt"), "--llm", stub.url, "--llm-model", "stub-1",
        "--llm-cache", str(tmp_path / "answers"), "--llm-price", "1/2",
    ]  # fmt: skip


def test_read_prints_claims_and_what_they_cost(
    arguments: list[str], stub: Stub, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", *arguments, "--format", "json", "-vv"]) == 0
    out, err = capsys.readouterr()
    record = json.loads(out)
    assert [c["sources"][0]["text"] for c in record["claims"]] == ["Kyiv"]
    assert ":stub-1:p-" in record["extractor"]
    assert stub.requests[0].headers["Authorization"] == f"Bearer {KEY}"
    assert "stub-1: 1 asked, 0 from the cache, 1,000 tokens in, 200 out, cost 0.0014, " in err
    assert KEY not in out + err
    assert run(["read", *arguments, "-q"]) == 0
    assert capsys.readouterr().err == ""
    assert len(stub.requests) == 1


def test_a_ledger_takes_the_same_claims_and_asks_once(
    arguments: list[str], stub: Stub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = ["--ledger", str(tmp_path / "l.ledger")]
    assert run(["ingest", *arguments, *ledger]) == 0
    assert run(["ingest", *arguments, *ledger]) == 0
    assert "1 already there" in capsys.readouterr().err
    assert run(["export", *ledger, "--format", "jsonl"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert [c["quote"]["text"] for c in record["claims"]] == ["the bridge had been hit"]
    assert len(stub.requests) == 1


def test_the_account_can_be_had_as_json(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", *arguments, "--log-format", "json"]) == 0
    (line,) = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert (line["event"], line["model"], line["asked"], line["cost"]) == (
        "asked", "stub-1", 1, 0.0014,
    )  # fmt: skip
    assert line["dropped_quote"] == 0


def test_a_wrong_key_is_one_line_that_names_the_fix(
    arguments: list[str], stub: Stub, capsys: pytest.CaptureFixture[str]
) -> None:
    stub.answering = lambda request: Reply(KEY.encode(), 401)
    assert run(["read", *arguments, "-q"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        f"counterclaim: {stub.url}/chat/completions does not accept the key (401); "
        "put the right one into COUNTERCLAIM_LLM_KEY"
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--llm", "https://a.example"], "--llm needs a model"),
        (["--llm", "a.example", "--llm-model", "m"], "not of the form https://HOST/v1"),
        (["--llm-model", "m"], "go with --llm URL"),
        (["--llm", "https://a.example", "--llm-model", "m", "--processes", "2"], "--llm-parallel"),
        (["--llm", "https://a.example", "--llm-model", "m", "--llm-price", "3"], "write IN/OUT"),
        (["--llm", "https://a.example", "--llm-model", "m", "--engine", "ray"], "leave --engine"),
    ],
)
def test_wrong_usage_says_what_is_missing(
    options: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "report.txt").write_text(TEXT)
    assert run(["read", str(tmp_path / "report.txt"), *options]) == 2
    assert message in " ".join(capsys.readouterr().err.split())


def test_nothing_is_asked_unless_named(
    stub: Stub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERCLAIM_LLM_URL", stub.url)
    monkeypatch.setenv("COUNTERCLAIM_LLM_MODEL", "stub-1")
    (tmp_path / "report.txt").write_text(TEXT)
    assert run(["read", str(tmp_path / "report.txt"), "-q"]) == 0
    assert stub.requests == []
