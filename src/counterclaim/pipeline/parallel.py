"""Reading in several processes, in order, with memory bounded.

``ProcessPoolExecutor`` because it notices a killed worker (``multiprocessing.Pool`` hangs).
"""

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TYPE_CHECKING

from counterclaim.model.records import Reading, Report

if TYPE_CHECKING:
    from counterclaim.pipeline.reader import Reader

_worker_reader: "Reader | None" = None


def map_in_processes(
    reader: "Reader", batches: Iterable[Sequence[Report]], processes: int
) -> Iterator[Reading]:
    """Read ``batches`` in ``processes`` workers; yield readings in the order of the input.

    Workers are started afresh (``spawn``) and build their own reader from the same stages'
    names, so results do not depend on the number of processes.
    """
    names = [stage.name for stage in reader.stages]
    pending: deque[Future[list[Reading]]] = deque()
    with ProcessPoolExecutor(
        processes,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start_worker,
        initargs=(names,),
    ) as pool:
        for batch in batches:
            pending.append(pool.submit(_read_batch, list(batch)))
            if len(pending) >= 2 * processes:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()


def _start_worker(names: Sequence[str]) -> None:
    from counterclaim.pipeline.reader import Reader

    global _worker_reader
    _worker_reader = Reader(names)


def _read_batch(reports: list[Report]) -> list[Reading]:
    if _worker_reader is None:
        raise RuntimeError("worker used before it was started")
    return list(_worker_reader.read_many(reports))
