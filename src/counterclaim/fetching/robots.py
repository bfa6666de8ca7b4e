"""robots.txt, by RFC 9309: what a host lets programs fetch, and how slowly.

Rules are remembered for a day. A host without rules allows everything; one that cannot say
(an answer of 5xx) forbids everything for now.
"""

import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from counterclaim.errors import FetchFailed
from counterclaim.fetching.addresses import Target, robots_of, shown
from counterclaim.fetching.client import AGENT, Fetched, Refused, Unreachable
from counterclaim.fetching.schedule import AddressState, moment, written

if TYPE_CHECKING:
    from protego import Protego

REMEMBERED = timedelta(hours=24)

MAX_CHARACTERS = 500 * 1024
"""What is read of a robots.txt (RFC 9309, 2.5)."""

LONGEST_DELAY = 60.0
"""Seconds between requests, whatever a host asks for."""


class Robots:
    """The rules of hosts. ``known`` are those remembered; :attr:`learned` what is new."""

    def __init__(self, fetch: Callable[[str], Fetched], known: Mapping[str, AddressState]) -> None:
        self._fetch = fetch
        self._known = dict(known)
        self._rules: dict[str, Protego] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()
        self.learned: list[AddressState] = []

    def check(self, target: Target) -> float:
        """The seconds that the host wants between requests. Raises :class:`FetchFailed`."""
        address = robots_of(target)
        with self._lock:
            lock = self._locks.setdefault(address, threading.Lock())
        with lock:
            rules = self._rules.get(address)
            if rules is None:
                rules = self._rules[address] = _parsed(self._text_for(target, address))
        if not rules.can_fetch(target.url, AGENT):
            raise FetchFailed(
                shown(target.url), "its robots.txt forbids fetching it; ask its publisher"
            )
        return min(float(rules.crawl_delay(AGENT) or 0.0), LONGEST_DELAY)

    def _text_for(self, target: Target, address: str) -> str:
        """As :meth:`_text`, errors named after what was to be fetched."""
        try:
            return self._text(address)
        except Refused as error:
            reason = f"robots.txt: {error.reason}"
            raise Refused(shown(target.url), reason, error.status, error.wait) from None
        except Unreachable as error:
            raise Unreachable(shown(target.url), error.reason) from None

    def _text(self, address: str) -> str:
        now = datetime.now(UTC)
        kept = self._known.get(address)
        if kept is not None and kept.rules is not None and _is_fresh(kept, now):
            return kept.rules
        try:
            body = self._fetch(address).body or b""
        except Refused as error:
            if error.status >= 500 or error.status == 429:
                raise
            body = b""
        except Unreachable:
            raise
        except FetchFailed:  # endless redirects and the like count as no rules (2.3.1.2)
            body = b""
        text = body.decode("utf-8", "replace").replace("\0", "")[:MAX_CHARACTERS]
        self.learned.append(AddressState(url=address, rules=text, checked_at=written(now)))
        return text


def _is_fresh(kept: AddressState, now: datetime) -> bool:
    return kept.checked_at is not None and moment(kept.checked_at) + REMEMBERED > now


def _parsed(text: str) -> "Protego":
    from protego import Protego

    return Protego.parse(text)
