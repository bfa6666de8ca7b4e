"""Linking as a user meets it, on the eight dispatches of the examples."""

import json
from pathlib import Path

import pytest

from tests.cli.test_read import Terminal
from tests.fetching.server import Answer, item, rss, serving

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports.jsonl"


@pytest.fixture
def counterclaim(capfdbinary: pytest.CaptureFixture[bytes]) -> Terminal:
    return Terminal(capfdbinary)


@pytest.fixture
def ledger(counterclaim: Terminal, tmp_path: Path) -> Path:
    path = tmp_path / "harbour.ledger"
    assert counterclaim("ingest", EXAMPLES, "--ledger", path, "--link").code == 0
    return path


def test_export_carries_events_and_origins(counterclaim: Terminal, ledger: Path) -> None:
    lines = counterclaim("export", "--ledger", ledger, "--format", "jsonl").out.splitlines()
    claims = [claim for line in lines for claim in json.loads(line)["claims"]]
    assert all(claim["event"] for claim in claims)
    assert any(claim["origin"] for claim in claims if claim["sources"])
    assert not any(claim["origin"] for claim in claims if not claim["sources"])


def test_an_event_tells_both_sides_and_how_they_disagree(
    counterclaim: Terminal, ledger: Path
) -> None:
    listed = counterclaim(
        "events", "--ledger", ledger, "--disputed", "--order", "reports", "--format", "json"
    )
    first = json.loads(listed.out)[0]
    assert first["reports"] > 2
    told = counterclaim("event", first["id"], "--ledger", ledger)
    assert told.code == 0
    page = told.out.decode()
    assert "Origins" in page
    assert "Disputes" in page
    story = json.loads(
        counterclaim("event", first["id"], "--ledger", ledger, "--format", "json").out
    )
    assert len({lane["side"] for lane in story["lanes"]} - {"own voice", "UNK"}) >= 2


def test_a_second_link_has_nothing_to_do(counterclaim: Terminal, ledger: Path) -> None:
    done = counterclaim("link", "--ledger", ledger)
    assert (done.code, done.out) == (0, b"")
    assert "0 claims linked, 0 ids changed" in done.err


def test_a_linked_ledger_stays_linked(counterclaim: Terminal, ledger: Path, tmp_path: Path) -> None:
    late = tmp_path / "late.txt"
    late.write_text("The harbour master said two more sailors were found dead on Friday.")
    assert counterclaim("ingest", late, "--ledger", ledger, "--published", "2024-05-18").code == 0
    assert "0 claims linked" in counterclaim("link", "--ledger", ledger).err


def test_a_watched_ledger_and_one_from_shards_stay_linked(
    counterclaim: Terminal, ledger: Path, tmp_path: Path
) -> None:
    pytest.importorskip("pyarrow", reason="counterclaim[parquet] is not installed")
    from counterclaim import Reader
    from counterclaim.pipeline.shards import Shard, ShardReader

    with serving() as site:
        site.answers["/f"] = Answer(rss(item(1)))
        options = ("--once", "--fast", "--ledger", ledger)
        done = counterclaim("watch", f"{site.address}/f", *options)
    assert done.code == 0
    assert "1 new report" in done.err
    assert "0 claims linked" in counterclaim("link", "--ledger", ledger).err
    late = tmp_path / "late.txt"
    late.write_text("The harbour master said two more sailors were found dead on Friday.")
    folder = tmp_path / "readings"
    folder.mkdir()
    ShardReader(str(folder), Reader()).read(Shard(str(late)))
    assert counterclaim("ingest", folder, "--from", "readings", "--ledger", ledger).code == 0
    assert "0 claims linked" in counterclaim("link", "--ledger", ledger).err


@pytest.mark.parametrize("format_", ["markdown", "html"])
def test_a_brief_is_written(
    counterclaim: Terminal, ledger: Path, tmp_path: Path, format_: str
) -> None:
    out = tmp_path / "brief"
    done = counterclaim("brief", "--ledger", ledger, "--format", format_, "--output", out)
    assert done.code == 0
    assert "In dispute" in out.read_text("utf-8")


def test_an_unknown_event_is_named(counterclaim: Terminal, ledger: Path) -> None:
    done = counterclaim("event", "e-nothing", "--ledger", ledger)
    assert done.code == 1
    assert "e-nothing: no event has this id; `events` lists some" in done.err
