"""Taking reports in, and the accidents that happen meanwhile. The kills are real."""

import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from counterclaim import Reader
from counterclaim.errors import InputError, LedgerError
from counterclaim.ledger import Ledger
from counterclaim.ledger import ingest as module
from counterclaim.ledger.ingest import Ingest, Progress
from counterclaim.model.records import Report
from tests.ledger.stand_in import assert_whole, plain, reader, reports

REPORTS = 120

RUN = (
    "import sys; from tests.ledger.test_ingest import take; "
    "from counterclaim.ledger import Ledger; from tests.ledger.stand_in import reader, reports\n"
    "with Ledger.open(sys.argv[1], create=True) as ledger:\n"
    "    print('open', flush=True)\n"
    f"    take(ledger, reports({REPORTS}), lambda: reader(pause=0.002))"
)


def take(
    ledger: Ledger,
    items: list[Report],
    make_reader: Callable[[], Reader] = reader,
    *,
    processes: int = 1,
) -> tuple[Progress, list[InputError]]:
    failures: list[InputError] = []
    extractor = reader().extractor
    job = Ingest(ledger, make_reader, extractor, on_failure=failures.append, processes=processes)
    return job.run(items), failures


def start(target: str) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen([sys.executable, "-c", RUN, target], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def test_a_second_run_reads_nothing(ledger: Ledger) -> None:
    first, _ = take(ledger, reports(5))
    assert (first.seen, first.known, first.added.reports) == (5, 0, 5)

    def no_reader() -> Reader:
        raise AssertionError("there is nothing to read")

    second, _ = take(ledger, reports(5), no_reader)
    assert (second.known, second.added.reports) == (5, 0)
    assert_whole(ledger)


def test_a_report_that_cannot_be_read_is_named_kept_and_tried_again(ledger: Ledger) -> None:
    items = [*reports(3), Report.of("unreadable", id="u", file="u.txt"), *reports(5)[3:]]
    for _ in range(2):
        progress, failures = take(ledger, items)
        assert [f.source for f in failures] == ["u.txt"]
        assert progress.failed == 1
    stats = ledger.stats()
    assert (stats.reports, stats.unread, stats.readings) == (6, 1, 5)
    assert len(list(ledger.readings())) == 5


def test_a_report_that_cannot_be_kept_is_named_and_the_rest_is(ledger: Ledger) -> None:
    progress, failures = take(ledger, [Report.of("Kyiv said so", id="x" * 3000), *reports(2)])
    assert progress.added.reports == 2
    assert "id is over 2000 bytes" in str(failures[0])


def test_processes_change_nothing(tmp_path: Path) -> None:
    with (
        Ledger.open(str(tmp_path / "one"), create=True) as one,
        Ledger.open(str(tmp_path / "two"), create=True) as two,
    ):
        take(one, reports(80))
        take(two, reports(80), processes=2)
        assert plain(list(one.readings())) == plain(list(two.readings()))


def test_kills_lose_double_and_tear_nothing(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(5)
    for _ in range(4):
        process = start(target)
        time.sleep(chance.uniform(0.0, 0.25))
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
        with Ledger.open(target) as ledger:
            assert_whole(ledger)
    with Ledger.open(target) as ledger:
        take(ledger, reports(REPORTS))
        assert plain(list(ledger.readings())) == plain(list(reader().read_many(reports(REPORTS))))
        assert_whole(ledger)


def test_two_at_once_double_nothing(target: str) -> None:
    processes = [start(target) for _ in range(2)]
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    with Ledger.open(target) as ledger:
        assert plain(list(ledger.readings())) == plain(list(reader().read_many(reports(REPORTS))))
        assert ledger.stats().versions == REPORTS
        assert_whole(ledger)


def test_readers_do_not_wait_for_a_writer_and_see_one_state(ledger: Ledger) -> None:
    take(ledger, reports(5))
    seen = ledger.readings()
    next(seen)
    writer = threading.Thread(target=take, args=(ledger, reports(9)))
    writer.start()
    writer.join()
    assert len(list(seen)) == 4
    assert len(list(ledger.readings())) == 9


def test_a_full_disk_is_said_and_the_next_run_finishes(tmp_path: Path) -> None:
    target = str(tmp_path / "full.ledger")
    with Ledger.open(target, create=True) as ledger:
        take(ledger, reports(70))

        @sa.event.listens_for(ledger._engine, "connect")
        def small(connection: object, record: object) -> None:
            connection.execute("PRAGMA max_page_count=1")  # type: ignore[attr-defined]

        ledger._engine.dispose()
        with pytest.raises(LedgerError, match=r"full.*make room"):
            take(ledger, reports(3000))
    with Ledger.open(target) as ledger:
        assert_whole(ledger)
        take(ledger, reports(300))
        assert ledger.stats().reports == 300


def test_what_was_read_is_kept_when_reading_ends_early(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WRITTEN_TOGETHER", 1000)

    class Interrupted(Exception):
        pass

    class Breaking(Reader):
        def read_many(self, items, **options):  # type: ignore[no-untyped-def]
            for number, reading in enumerate(super().read_many(items, **options)):
                if number == 40:
                    raise Interrupted
                yield reading

    with pytest.raises(Interrupted):
        take(ledger, reports(100), lambda: Breaking(reader().stages))
    assert ledger.stats().reports == 40
