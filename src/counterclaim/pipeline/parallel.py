"""Reading in several processes, in order, with memory bounded.

``ProcessPoolExecutor`` because it notices a killed worker (``multiprocessing.Pool`` hangs).
"""

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from counterclaim.errors import CounterclaimError, ReadingFailed
from counterclaim.model.records import Reading, Report

ReadBatch = Callable[[Sequence[Report]], Iterable[Reading | ReadingFailed]]

_read_batch: ReadBatch | None = None


def map_in_processes(
    make_worker: Callable[[], ReadBatch], batches: Iterable[Sequence[Report]], processes: int
) -> Iterator[Reading | ReadingFailed]:
    """Read ``batches`` in ``processes`` workers; yield readings in the order of the input.

    ``make_worker`` is pickled and called once in each worker, which is started afresh
    (``spawn``) and loads its own models. At most two batches a worker are under way.
    Raises :class:`CounterclaimError` when a worker cannot start or is killed.
    """
    pending: deque[Future[list[Reading | ReadingFailed]]] = deque()
    pool = ProcessPoolExecutor(
        processes,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start_worker,
        initargs=(make_worker,),
    )
    try:
        for batch in batches:
            pending.append(pool.submit(_read, list(batch)))
            if len(pending) >= 2 * processes:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()
    except BrokenProcessPool:
        raise CounterclaimError(
            "a worker process could not start or was killed, perhaps for want of memory; "
            "use fewer processes"
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _start_worker(make_worker: Callable[[], ReadBatch]) -> None:
    global _read_batch  # noqa: PLW0603  (one a worker process, set before its first batch)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    _read_batch = make_worker()


def _read(reports: list[Report]) -> list[Reading | ReadingFailed]:
    if _read_batch is None:
        raise RuntimeError("worker used before it was started")
    return list(_read_batch(reports))
