"""Fetching politely: rules of the host first, one request to a host at a time, redirects seen."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from counterclaim.errors import FetchFailed
from counterclaim.fetching.addresses import Target, robots_of, shown, target_of
from counterclaim.fetching.client import Client, Fetched, Unreachable
from counterclaim.fetching.robots import Robots
from counterclaim.fetching.schedule import AddressState

PAUSE = 1.0
"""Seconds between the end of a request to a host and the next one to it."""


class Fetcher:
    """Fetches addresses through a :class:`Client`. Several threads may use one.

    ``known`` are the states remembered, by address, robots.txt among them. ``stopping`` ends
    waits.
    """

    def __init__(
        self,
        client: Client,
        known: Mapping[str, AddressState],
        *,
        pause: float = PAUSE,
        stopping: threading.Event | None = None,
    ) -> None:
        self._client = client
        self._turns = Turns(stopping or threading.Event())
        self._pause = pause
        self.robots = Robots(lambda url: self._follow(url, {}, robots=False), known)

    def fetch(self, state: AddressState) -> Fetched:
        """What is at the state's address, unless it is as the state remembers it.

        Raises :class:`FetchFailed`.
        """
        headers = {}
        if state.etag:
            headers["If-None-Match"] = state.etag
        if state.last_modified:
            headers["If-Modified-Since"] = state.last_modified
        return self._follow(state.url, headers, robots=True)

    def close(self) -> None:
        """End what is under way."""
        self._client.close()

    def _follow(self, url: str, headers: dict[str, str], *, robots: bool) -> Fetched:
        target = target_of(url)
        visited = {target.url}
        moved = True
        for _ in range(self._client.limits.redirects + 1):
            pause = max(self._pause, self.robots.check(target)) if robots else self._pause
            try:
                with self._turns.turn(target, pause):
                    answer, onward = self._client.request(target, headers)
            except FetchFailed as error:
                raise (error if len(visited) == 1 else _of_the_first(url, error)) from None
            if onward is None:
                return Fetched(
                    target.url, answer.body, answer.content_type, answer.etag,
                    answer.last_modified, moved=moved and len(visited) > 1,
                )  # fmt: skip
            moved = moved and answer.moved
            target = _redirected(url, onward)
            if target.url in visited:
                raise FetchFailed(shown(url), "redirects in a circle; check the address")
            visited.add(target.url)
        raise FetchFailed(
            shown(url), f"redirects more than {self._client.limits.redirects} times; not followed"
        )


class Turns:
    """One request at a time to each host, with a pause after it."""

    def __init__(self, stopping: threading.Event) -> None:
        self._stopping = stopping
        self._lock = threading.Lock()
        self._locks: dict[tuple[str, int], threading.Lock] = {}
        self._free_at: dict[tuple[str, int], float] = {}

    @contextmanager
    def turn(self, target: Target, pause: float) -> Iterator[None]:
        """Wait for the host to be free, hold it meanwhile; :class:`Unreachable` at a stop."""
        host = target.origin
        with self._lock:
            lock = self._locks.setdefault(host, threading.Lock())
        with lock:
            wait = self._free_at.get(host, 0.0) - time.monotonic()
            if self._stopping.wait(max(wait, 0.0)):
                raise Unreachable(shown(target.url), "stopped before it was asked")
            try:
                yield
            finally:
                self._free_at[host] = time.monotonic() + pause


def _of_the_first(url: str, error: FetchFailed) -> FetchFailed:
    """``error`` of where a redirect led, named by the address that was asked for."""
    error.source, error.reason = shown(url), f"redirects to {error}"
    error.args = (f"{error.source}: {error.reason}",)
    return error


def _redirected(url: str, onward: str) -> Target:
    try:
        return target_of(onward)
    except FetchFailed:
        raise FetchFailed(shown(url), f"redirects to {shown(onward)!r}, no address") from None


def addresses_needed(urls: list[str]) -> list[str]:
    """``urls`` and the robots.txt of their hosts: what is worth remembering of."""
    found = dict.fromkeys(urls)
    for url in urls:
        try:
            found.setdefault(robots_of(target_of(url)))
        except FetchFailed:
            continue
    return list(found)
