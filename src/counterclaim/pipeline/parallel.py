"""Reading in several processes, in order, with memory bounded.

``ProcessPoolExecutor`` because it notices a killed worker (``multiprocessing.Pool`` hangs).
"""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor

from counterclaim.model.records import Reading, Report

ReadBatch = Callable[[Sequence[Report]], Iterable[Reading]]

_read_batch: ReadBatch | None = None


def map_in_processes(
    make_worker: Callable[[], ReadBatch], batches: Iterable[Sequence[Report]], processes: int
) -> Iterator[Reading]:
    """Read ``batches`` in ``processes`` workers; yield readings in the order of the input.

    ``make_worker`` is pickled and called once in each worker, which is started afresh
    (``spawn``) and loads its own models. At most two batches a worker are under way.
    """
    pending: deque[Future[list[Reading]]] = deque()
    with ProcessPoolExecutor(
        processes,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start_worker,
        initargs=(make_worker,),
    ) as pool:
        for batch in batches:
            pending.append(pool.submit(_read, list(batch)))
            if len(pending) >= 2 * processes:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()


def _start_worker(make_worker: Callable[[], ReadBatch]) -> None:
    global _read_batch  # noqa: PLW0603  (one a worker process, set before its first batch)
    _read_batch = make_worker()


def _read(reports: list[Report]) -> list[Reading]:
    if _read_batch is None:
        raise RuntimeError("worker used before it was started")
    return list(_read_batch(reports))
