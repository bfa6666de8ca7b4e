"""``watch`` and ``ingest URL`` as a user has them, with real signals."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from counterclaim.ledger import Ledger
from tests.fetching.server import Answer, Site, item, rss, serving

COMMAND = [sys.executable, "-c", "from counterclaim.cli.main import main; main()"]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        yield served


def run(*arguments: object) -> "subprocess.CompletedProcess[str]":
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


def start(*arguments: object) -> "subprocess.Popen[str]":
    command = [*COMMAND, "watch", *map(str, arguments)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


def test_a_feed_by_its_address(site: Site, tmp_path: Path) -> None:
    target = tmp_path / "a.ledger"
    site.answers["/f"] = site.conditional(rss(item(1), item(2)), '"a"')
    first = run("ingest", f"{site.address}/f", "--ledger", target, "--pause", 0)
    assert (first.returncode, first.stdout) == (0, "")
    assert "2 new reports" in first.stderr
    second = run("ingest", f"{site.address}/f", "--ledger", target, "--pause", 0)
    assert "0 new reports" in second.stderr
    third = run("ingest", f"{site.address}/none", "--ledger", target, "--log-format", "json")
    assert third.returncode == 1
    failed, done = map(json.loads, third.stderr.splitlines())
    assert (failed["event"], failed["source"]) == ("failed", f"{site.address}/none")
    assert (done["event"], done["failed"], done["level"]) == ("done", 1, "info")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_watch_with_all_kept(site: Site, tmp_path: Path, number: int) -> None:
    target = tmp_path / "a.ledger"
    site.answers["/f"] = Answer(rss(item(1)))
    site.answers["/slow"] = site.hang
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        f"<opml><body><outline xmlUrl='{site.address}/f'/>"
        f"<outline xmlUrl='{site.address}/bad'/></body></opml>"
    )
    command = [
        *COMMAND,
        "watch",
        str(opml),
        "--ledger",
        str(target),
        "--every",
        "0.001",
        "--pause",
        "0",
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    lines = [process.stderr.readline() for _ in range(2)]
    assert "404" in lines[0]
    assert "round 1: 2 feeds, 0 unchanged: 1 new report" in lines[1]
    assert "1 failed; next poll 2" in lines[1]
    process.send_signal(number)
    rest = process.communicate(timeout=60)[1]
    assert process.returncode == 0
    assert "stopped after" in rest.splitlines()[-1]
    assert "Traceback" not in rest
    with Ledger.open(str(target)) as ledger:
        assert ledger.stats().reports == 1


def test_a_signal_does_not_wait_for_a_server_that_hangs(site: Site, tmp_path: Path) -> None:
    site.answers["/slow"] = site.hang
    command = [
        *COMMAND,
        "watch",
        f"{site.address}/slow",
        "--ledger",
        str(tmp_path / "a"),
        "--timeout",
        "20",
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    while not site.asked("/slow"):
        time.sleep(0.02)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=15)
    assert process.returncode == 0


def test_a_watch_that_was_killed_goes_on(site: Site, tmp_path: Path) -> None:
    target = tmp_path / "a.ledger"
    site.answers["/f"] = Answer(rss(*map(item, range(40))))
    site.answers["/slow"] = site.hang
    feeds = (f"{site.address}/f", f"{site.address}/slow", "--ledger", target, "--pause", 0)
    process = start(*feeds, "--timeout", 20)
    while not site.asked("/slow"):
        time.sleep(0.02)
    process.kill()
    process.communicate()
    site.answers["/slow"] = Answer(rss())
    done = run(
        "watch",
        f"{site.address}/f",
        f"{site.address}/slow",
        "--ledger",
        target,
        "--once",
        "--pause",
        0,
    )
    assert done.returncode == 0, done.stderr
    with Ledger.open(str(target)) as ledger:
        assert ledger.stats().reports == 40


def test_once_tells_by_its_exit_code(site: Site, tmp_path: Path) -> None:
    target = tmp_path / "a.ledger"
    site.answers["/f"] = Answer(rss(item(1)))
    good = run("watch", f"{site.address}/f", "--ledger", target, "--once", "--log-format", "json")
    (line,) = map(json.loads, good.stderr.splitlines())
    assert good.returncode == 0
    assert (line["event"], line["feeds"], line["new"], line["next_at"]) == ("round", 1, 1, None)
    bad = run("watch", f"{site.address}/f", "ftp://x.example/", "--ledger", target, "--once")
    assert bad.returncode == 1
    assert "counterclaim: ftp://x.example/: no address" in bad.stderr
    assert "1 already there" in bad.stderr
    assert run("watch", tmp_path / "none.opml", "--ledger", target).returncode == 1


def test_in_json_every_line_is_an_object(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("Kyiv denied the strike.")
    (tmp_path / "bad.txt").write_bytes(b"%PDF-1.4")
    (tmp_path / "guess.txt").write_bytes("“Kyiv denied it.”".encode("cp1252"))
    options = ("--log-format", "json", "--ledger", tmp_path / "a.ledger")
    done = run("ingest", good, tmp_path / "bad.txt", tmp_path / "guess.txt", *options)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["event"] for line in lines] == ["failed", "log", "done"]
    assert [line["level"] for line in lines] == ["error", "warning", "info"]
    assert all(line["at"].endswith("Z") and line["message"] for line in lines)
    ended = run("ingest", good, "--log-format", "json", "--ledger", tmp_path / "no" / "a.ledger")
    (line,) = map(json.loads, ended.stderr.splitlines())
    assert (ended.returncode, line["event"]) == (1, "ended")
    assert "make it first" in line["message"]


def test_a_deadly_report_is_named_and_tells_by_the_exit_code(tmp_path: Path) -> None:
    """A plug-in's stage that ends its process, registered as packages do."""
    package = tmp_path / "deadly"
    (package / "deadly-1.dist-info").mkdir(parents=True)
    (package / "deadly.py").write_text(
        "import os\n"
        "class Stage:\n"
        "    name = 'deadly.times.v1'\n"
        "    requires = frozenset({'parse'})\n"
        "    assigns = frozenset({'times'})\n"
        "    def __call__(self, document):\n"
        "        if 'poison' in document.text: os._exit(9)\n"
        "        document.times = ()\n"
    )
    info = package / "deadly-1.dist-info"
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: deadly\nVersion: 1\n")
    (info / "entry_points.txt").write_text(
        "[counterclaim.stages]\ndeadly.times.v1 = deadly:Stage\n"
    )
    for number in range(3):
        text = "It is poison." if number == 1 else "Kyiv denied the strike."
        (tmp_path / f"{number}.txt").write_text(text)
    files = [str(tmp_path / f"{number}.txt") for number in range(3)]
    options = ("--format", "jsonl", "--processes", "2")
    replaced = ("--replace", "counterclaim.times.rules.v1=deadly.times.v1")
    command = [*COMMAND, "read", *files, *options, *replaced]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=300, check=False,
        env={**os.environ, "PYTHONPATH": str(package)},
    )  # fmt: skip
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 2
    assert f"counterclaim: {tmp_path / '1.txt'}: a worker process died of it" in done.stderr
    assert "1 failed, 2 read" in done.stderr
