"""Many addresses at once: a few under way, answers in the order asked for."""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from counterclaim.errors import FetchFailed
from counterclaim.fetching.client import Fetched
from counterclaim.fetching.fetcher import Fetcher
from counterclaim.fetching.schedule import AddressState

AT_ONCE = 8
"""Addresses under way together, and so the answers in memory."""


def fetch_all(
    fetcher: Fetcher, states: Sequence[AddressState]
) -> Iterator[tuple[AddressState, Fetched | FetchFailed]]:
    """Each of ``states`` with the answer of its address, or why there is none."""
    pending: deque[tuple[AddressState, Future[Fetched | FetchFailed]]] = deque()
    waiting = iter(states)
    pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="fetch")
    try:
        while True:
            while len(pending) < AT_ONCE and (state := next(waiting, None)) is not None:
                pending.append((state, pool.submit(_tried, fetcher, state)))
            if not pending:
                return
            state, future = pending.popleft()
            yield state, future.result()
    finally:
        for _, future in pending:
            future.cancel()
        if pending:
            fetcher.close()
        pool.shutdown()


def _tried(fetcher: Fetcher, state: AddressState) -> Fetched | FetchFailed:
    try:
        return fetcher.fetch(state)
    except FetchFailed as error:
        return error
