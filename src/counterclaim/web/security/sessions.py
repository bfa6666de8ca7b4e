"""Sessions of browsers: kept in memory, ended by time, by logging out and by a restart."""

import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counterclaim.web.settings import Role

COOKIE = "counterclaim"
LASTS = 12 * 3600.0
"""Seconds without a request after which a session ends."""

MOST = 10_000
"""Sessions kept; beyond, the one longest unused ends."""


@dataclass(slots=True)
class Session:
    """One browser's. ``csrf`` is what its forms must carry."""

    name: str
    role: "Role"
    csrf: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    used: float = 0.0


class Sessions:
    """All sessions, by their secret."""

    def __init__(self) -> None:
        self._sessions: OrderedDict[str, Session] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, name: str, role: "Role") -> tuple[str, Session]:
        """A new session and its secret."""
        secret = secrets.token_urlsafe(32)
        session = Session(name, role, used=time.monotonic())
        with self._lock:
            self._sessions[secret] = session
            while len(self._sessions) > MOST:
                self._sessions.popitem(last=False)
        return secret, session

    def find(self, secret: str | None) -> Session | None:
        """The session of this secret, if it has not ended."""
        if not secret:
            return None
        now = time.monotonic()
        with self._lock:
            session = self._sessions.get(secret)
            if session is None or now - session.used > LASTS:
                self._sessions.pop(secret, None)
                return None
            session.used = now
            self._sessions.move_to_end(secret)
            return session

    def end(self, secret: str | None) -> None:
        """End the session of this secret."""
        with self._lock:
            self._sessions.pop(secret or "", None)


class Attempts:
    """Slows down who guesses passwords: after some failures a name or address must wait."""

    FREE = 5
    WAIT = 30.0

    def __init__(self) -> None:
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._lock = threading.Lock()

    def must_wait(self, *keys: str) -> bool:
        """Whether one of ``keys`` has failed too often just now."""
        now = time.monotonic()
        with self._lock:
            return any(
                count >= self.FREE and now - last < self.WAIT
                for count, last in (self._failures.get(key, (0, 0.0)) for key in keys)
            )

    def failed(self, *keys: str) -> None:
        """Note a failure."""
        with self._lock:
            for key in keys:
                count, last = self._failures.get(key, (0, 0.0))
                fresh = time.monotonic() - last > self.WAIT * 20
                self._failures[key] = (1 if fresh else count + 1, time.monotonic())
                self._failures.move_to_end(key)
            while len(self._failures) > MOST:
                self._failures.popitem(last=False)

    def succeeded(self, *keys: str) -> None:
        """Forget the failures."""
        with self._lock:
            for key in keys:
                self._failures.pop(key, None)
