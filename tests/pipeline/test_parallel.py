"""Worker processes that die, for real."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from counterclaim import Reader, Report
from counterclaim.errors import CounterclaimError, ReadingFailed
from counterclaim.model.document import Document
from counterclaim.pipeline.parallel import ReadBatch, map_in_processes
from counterclaim.pipeline.reader import BATCH
from counterclaim.publishing.jsonform import encode
from tests.ledger.stand_in import SentenceStage


class DeadlyStage(SentenceStage):
    """Dies of "poison" always; of "once" the first time, which it marks by a file."""

    def __init__(self, folder: Path) -> None:
        super().__init__("test.deadly.v1")
        self._mark = folder / "died-once"
        self._starts = folder / "starts"

    def __call__(self, document: Document) -> None:
        if "poison" in document.text:
            os._exit(66)
        if "killer" in document.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "once" in document.text and not self._mark.exists():
            self._mark.touch()
            os._exit(0)
        super().__call__(document)


def reports(count: int, **texts: str) -> list[Report]:
    return [
        Report.of(texts.get(f"r{n}", f"Kyiv denied the strike number {n}."), id=f"r{n}")
        for n in range(count)
    ]


def read(
    items: list[Report], folder: Path, processes: int = 2
) -> tuple[list[str | ReadingFailed], list[bytes]]:
    """The ids of what was read with failures between, in order, and the readings as bytes."""
    order: list[str | ReadingFailed] = []
    written = []
    reader = Reader([DeadlyStage(folder)])
    for reading in reader.read_many(items, processes=processes, on_failure=order.append):
        order.append(reading.report.id)
        written.append(encode(reading, layers=False))
    return order, written


def test_a_crash_costs_nothing_when_it_does_not_come_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    items = reports(5 * BATCH, r40="It dies once of this.")
    order, written = read(items, tmp_path)
    assert order == [report.id for report in items]
    assert caplog.text.count("a worker process died (exit code 0)") == 1
    assert written == read(items, tmp_path, processes=1)[1]


@pytest.mark.parametrize(("word", "said"), [("poison", "exit code 66"), ("killer", "SIGKILL")])
def test_a_deadly_report_is_named_in_its_turn_and_the_rest_is_read(
    tmp_path: Path, word: str, said: str
) -> None:
    items = reports(3 * BATCH, r40=f"It dies of {word}.", r41=f"And of {word} again.")
    order, written = read(items, tmp_path)
    failed = [outcome for outcome in order if isinstance(outcome, ReadingFailed)]
    assert [f.source for f in failed] == ["r40", "r41"]
    assert said in str(failed[0])
    assert [o if isinstance(o, str) else o.source for o in order] == [r.id for r in items]
    others = [report for report in items if word not in report.text]
    assert written == [
        encode(r, layers=False) for r in Reader([DeadlyStage(tmp_path)]).read_many(others)
    ]


def test_without_a_handler_a_deadly_report_ends_the_reading(tmp_path: Path) -> None:
    reader = Reader([DeadlyStage(tmp_path)])
    with pytest.raises(ReadingFailed, match="died of it"):
        list(reader.read_many(reports(2, r1="poison"), processes=2))


def _no_worker() -> ReadBatch:
    raise CounterclaimError("models are missing; install them")


def _dead_worker() -> ReadBatch:
    os._exit(3)


@pytest.mark.parametrize(
    ("make_worker", "said"),
    [(_no_worker, "models are missing"), (_dead_worker, r"could not start \(exit code 3\)")],
)
def test_a_worker_that_cannot_start_ends_the_reading(
    make_worker: Callable[[], ReadBatch], said: str
) -> None:
    with pytest.raises(CounterclaimError, match=said):
        list(map_in_processes(make_worker, [reports(1)], 2))


def test_workers_end_when_the_reading_is_left(tmp_path: Path) -> None:
    readings = Reader([DeadlyStage(tmp_path)]).read_many(reports(9 * BATCH), processes=2)
    next(readings)
    readings.close()  # type: ignore[attr-defined]
    assert not [t for t in threading.enumerate() if t.name.startswith("worker")]


def test_batches_are_taken_as_they_are_needed(tmp_path: Path) -> None:
    taken: list[int] = []

    def endless() -> Iterator[Report]:
        number = 0
        while True:
            taken.append(number)
            yield Report.of(f"Kyiv denied strike {number}.", id=f"r{number}")
            number += 1

    readings = Reader([DeadlyStage(tmp_path)]).read_many(endless(), processes=2)
    for _ in range(BATCH + 1):
        next(readings)
    time.sleep(0.1)
    assert len(taken) <= 6 * BATCH
    readings.close()  # type: ignore[attr-defined]
