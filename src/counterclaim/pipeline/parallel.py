"""Reading in several processes, in order, with memory bounded, and past crashes.

Each worker process has a thread of ours that gives it a batch and waits for the answer, so that
it is known which batch a worker died of: a native crash, or the system's killer of processes
that want too much memory. That batch is read again by a new worker, and if that one dies too,
report by report; a report that a worker dies of twice on its own is given up and named.
"""

import logging
import multiprocessing
import queue
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from counterclaim.errors import CounterclaimError, ReadingFailed
from counterclaim.model.records import Reading, Report

log = logging.getLogger(__name__)

ReadBatch = Callable[[Sequence[Report]], Iterable[Reading | ReadingFailed]]

Outcomes = list[Reading | ReadingFailed]

TRIES = 2
"""How often a batch, and then a report on its own, is given to a worker that dies of it."""

_spawning = threading.Lock()  # starting a process swaps what belongs to the whole program


def map_in_processes(
    make_worker: Callable[[], ReadBatch], batches: Iterable[Sequence[Report]], processes: int
) -> Iterator[Reading | ReadingFailed]:
    """Read ``batches`` in ``processes`` workers; yield readings in the order of the input.

    ``make_worker`` is pickled and called once in each worker, which is started afresh
    (``spawn``) and loads its own models. At most two batches a worker are under way. What a
    worker raises is raised here. Raises :class:`CounterclaimError` when a worker cannot start.
    """
    pending: deque[Future[Outcomes]] = deque()
    workers = _Workers(make_worker)
    threads = ThreadPoolExecutor(processes, thread_name_prefix="worker")
    try:
        for batch in batches:
            pending.append(threads.submit(workers.read, list(batch)))
            if len(pending) >= 2 * processes:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()
    finally:
        workers.close()
        threads.shutdown(cancel_futures=True)
        workers.join()


class WorkerDied(Exception):
    """A worker process ended before it answered."""


class _Workers:
    """Worker processes, made as they are needed, each used by one thread at a time."""

    def __init__(self, make_worker: Callable[[], ReadBatch]) -> None:
        self._make_worker = make_worker
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        self._all: list[_Worker] = []
        self._closed = False

    def read(self, reports: Sequence[Report]) -> Outcomes:
        """Read a batch, whatever it does to workers."""
        for attempt in range(TRIES):
            try:
                return self._read_once(reports)
            except WorkerDied as death:
                if self._closed:
                    raise CounterclaimError("reading was stopped") from None
                if len(reports) == 1 and attempt == TRIES - 1:
                    return [_given_up(reports[0], death)]
                log.warning(
                    "a worker process died (%s) over a batch of %d from %s on; read again",
                    death, len(reports), reports[0].file or reports[0].id,
                )  # fmt: skip
        return [outcome for report in reports for outcome in self.read([report])]

    def close(self) -> None:
        """End all workers; a batch under way is left."""
        self._closed = True
        for worker in list(self._all):
            worker.stop()

    def join(self) -> None:
        """Wait for the ends of all, once no thread uses them."""
        for worker in self._all:
            worker.join()

    def _read_once(self, reports: Sequence[Report]) -> Outcomes:
        worker = self._worker()
        try:
            outcomes = worker.read(reports)
        except WorkerDied:
            self._all.remove(worker)
            raise
        except BaseException:
            self._idle.put(worker)  # it raised, and is well
            raise
        self._idle.put(worker)
        return outcomes

    def _worker(self) -> "_Worker":
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            worker = _Worker(self._make_worker)
            self._all.append(worker)
            if self._closed:
                worker.stop()
            worker.wait_until_started()
            return worker


class _Worker:
    """One worker process."""

    def __init__(self, make_worker: Callable[[], ReadBatch]) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=_serve, args=(theirs, make_worker), daemon=True
        )
        with _spawning:
            self._process.start()
        theirs.close()

    def wait_until_started(self) -> None:
        """Raise what went wrong while the worker loaded its models."""
        try:
            self._receive()
        except WorkerDied as death:
            raise CounterclaimError(
                f"a worker process could not start ({death}), perhaps for want of memory; "
                "use fewer processes"
            ) from None

    def read(self, reports: Sequence[Report]) -> Outcomes:
        """Read a batch. Raises what the worker raises, and :class:`WorkerDied`."""
        try:
            self._pipe.send(reports)
        except OSError:
            raise self._death() from None
        return self._receive()

    def stop(self) -> None:
        """End it, whatever it does."""
        self._process.terminate()

    def join(self) -> None:
        """Wait for its end."""
        self._process.join()
        self._pipe.close()

    def _receive(self) -> Outcomes:
        try:
            outcomes: Outcomes | Exception = self._pipe.recv()
        except (EOFError, OSError):
            raise self._death() from None
        if isinstance(outcomes, Exception):
            raise outcomes
        return outcomes

    def _death(self) -> WorkerDied:
        self.join()
        code = self._process.exitcode or 0
        said = signal.Signals(-code).name if code < 0 else f"exit code {code}"
        return WorkerDied(said)


def _given_up(report: Report, death: WorkerDied) -> ReadingFailed:
    return ReadingFailed(
        report.file or report.id,
        f"a worker process died of it, again and again ({death}); please report this defect",
    )


def _serve(pipe: Connection, make_worker: Callable[[], ReadBatch]) -> None:
    """A worker process: load models, then answer batches until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    try:
        read_batch = make_worker()
        pipe.send([])
        while True:
            pipe.send(_answer(read_batch, pipe.recv()))
    except (EOFError, BrokenPipeError):
        return  # the parent has gone, or has no more
    except Exception as error:
        pipe.send(error)


def _answer(read_batch: ReadBatch, reports: Sequence[Report]) -> Outcomes | Exception:
    try:
        return list(read_batch(reports))
    except Exception as error:
        return error
