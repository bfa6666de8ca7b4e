"""Full disks, dropped connections, and readers beside writers: all of them real."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger, Query
from tests.ledger.stand_in import assert_whole, plain, reader, reports
from tests.ledger.test_ingest import REPORTS, start, take

FILES_END = (
    "import resource, sys; from tests.ledger.test_ingest import take; "
    "from counterclaim.ledger import Ledger; from tests.ledger.stand_in import reader, reports\n"
    "from counterclaim.errors import LedgerError\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))\n"
    "try:\n"
    "    with Ledger.open(sys.argv[1], create=True) as ledger: take(ledger, reports(2000))\n"
    "except LedgerError as error: sys.exit(str(error))\n"
)


def test_a_disk_that_takes_no_more_is_said_and_the_same_run_finishes(tmp_path: Path) -> None:
    target = str(tmp_path / "full.ledger")
    command = [sys.executable, "-c", FILES_END, target]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"{target}: ")
    assert "run the same command again" in line
    with Ledger.open(target) as ledger:
        assert_whole(ledger)
        kept = ledger.stats().reports
        assert 0 < kept < 2000
        progress, _ = take(ledger, reports(kept + 100))
        assert (progress.known, progress.added.reports) == (kept, 100)
        assert_whole(ledger)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a small disk")
def test_a_disk_without_room_is_said_and_the_same_run_finishes(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if subprocess.run(mounted, check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    target = str(disk / "full.ledger")
    try:
        with (
            Ledger.open(target, create=True) as ledger,
            pytest.raises(LedgerError, match=r"make room, then run the same command again"),
        ):
            take(ledger, reports(2000))
        subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
        with Ledger.open(target) as ledger:
            assert_whole(ledger)
            kept = ledger.stats().reports
            assert 0 < kept < 2000
            progress, _ = take(ledger, reports(kept + 100))
            assert (progress.known, progress.added.reports) == (kept, 100)
            assert_whole(ledger)
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.parametrize("moment", ["reading", "writing"])
def test_a_dropped_connection_is_said_and_the_same_run_finishes(
    ledger: Ledger, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if ledger.dialect != "postgresql":
        pytest.skip("SQLite has no connection to drop")
    dropped = threading.Event()

    def drop() -> None:
        """As a server does that is restarted."""
        if dropped.is_set():
            return
        dropped.set()
        others = sa.create_engine(ledger._engine.url, isolation_level="AUTOCOMMIT")
        with others.connect() as connection:
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        others.dispose()

    if moment == "writing":

        @sa.event.listens_for(ledger._engine, "before_cursor_execute")
        def before(connection, cursor, statement, *rest):  # type: ignore[no-untyped-def]
            if "INTO claim_source" in statement and ledger_has(ledger, 64):
                drop()

        with pytest.raises(LedgerError, match=r"connection was lost.*run the same command again"):
            take(ledger, reports(200))
        sa.event.remove(ledger._engine, "before_cursor_execute", before)
        assert_whole(ledger)
    else:
        take(ledger, reports(64))
        drop()  # between two batches nothing is lost at all
    progress, _ = take(ledger, reports(200))
    assert progress.known >= 64
    assert plain(list(ledger.readings())) == plain(list(reader().read_many(reports(200))))
    assert_whole(ledger)


def ledger_has(ledger: Ledger, count: int) -> bool:
    others = sa.create_engine(ledger._engine.url)
    with others.connect() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM report").scalar()
    others.dispose()
    return (found or 0) >= count


def test_three_readers_beside_two_writers(target: str) -> None:
    with Ledger.open(target, create=True) as ledger:
        take(ledger, reports(10))
    over = threading.Event()
    asked = [0, 0, 0]
    problems: list[Exception] = []

    def ask(number: int) -> None:
        try:
            with Ledger.open(target) as mine:
                while not over.is_set() or not asked[number]:
                    claims = mine.search(Query(words="strike", limit=0))
                    assert len({found.claim.id for found in claims}) == len(claims) >= 10
                    assert len(list(mine.readings())) >= 10
                    asked[number] += 1
        except Exception as error:
            problems.append(error)

    readers = [threading.Thread(target=ask, args=(n,)) for n in range(3)]
    for thread in readers:
        thread.start()
    writers = [start(target) for _ in range(2)]
    for process in writers:
        process.communicate()
        assert process.returncode == 0
    over.set()
    for thread in readers:
        thread.join()
    assert problems == []
    assert all(asked)
    with Ledger.open(target) as ledger:
        assert ledger.stats().versions == REPORTS
        assert_whole(ledger)


def test_a_writer_waits_for_another(target: str) -> None:
    with Ledger.open(target, create=True) as one, Ledger.open(target) as two:
        from counterclaim.ledger.engine import writing

        done = threading.Event()

        def write() -> None:
            two.add(list(reader().read_many(reports(2))))
            done.set()

        with writing(one._engine):
            thread = threading.Thread(target=write)
            thread.start()
            time.sleep(0.3)
            assert not done.is_set()
        thread.join()
        assert done.is_set()
        assert one.stats().reports == 2
