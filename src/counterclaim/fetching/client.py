"""Fetching one address: within bounds of time and size, and as its server wishes.

Standard library only, so that the very address that was checked is the one connected to, and
no library follows redirects, waits or unpacks on its own.
"""

import base64
import contextlib
import http.client
import socket
import ssl
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from counterclaim.errors import FetchFailed, InputError
from counterclaim.fetching.addresses import (
    Target,
    joined,
    login_of,
    resolved,
    shown,
    target_of,
)
from counterclaim.reading.packed import inflated

AGENT = "counterclaim"

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, "
    "text/html;q=0.8, */*;q=0.5"
)

REDIRECTS = {301, 302, 303, 307, 308}
FOR_GOOD = {301, 308}
ASK_LATER = {429, 503}

CHUNK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of a fetch: seconds without an answer, seconds in all, bytes, redirects."""

    silence: float = 30.0
    total: float = 120.0
    size: int = 16 * 1024 * 1024
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. ``body`` is ``None`` when nothing changed since the validators were given.

    ``address`` gave it; ``moved`` says that what was asked for has moved there for good.
    """

    address: str
    body: bytes | None
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    moved: bool = False


class Refused(FetchFailed):
    """An answer that is an error. ``wait``: the seconds that the server asks to be left alone."""

    def __init__(
        self, source: str, message: str, status: int = 0, wait: float | None = None
    ) -> None:
        super().__init__(source, message)
        self.status = status
        self.wait = wait


class Unreachable(FetchFailed):
    """No answer: the network, the host or the server is not there, or too slow."""


class Client:
    """Fetches addresses, one request after another; several threads may use one.

    ``named`` are the addresses that the user named: their hosts may be in private networks, and
    get the user name and password that an address holds.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        named: Iterable[str] = (),
        private: bool = False,
        agent: str = AGENT,
    ) -> None:
        self.limits = limits or Limits()
        self._named = _logins(named)
        self._private = private
        self._agent = agent
        self._tls = ssl.create_default_context()
        self._live: set[_Exchange] = set()
        self._closed = False

    def request(self, target: Target, headers: dict[str, str]) -> tuple[Fetched, str | None]:
        """One request: the answer, or where it redirects to.

        Raises :class:`Refused`, :class:`Unreachable` or another :class:`FetchFailed`.
        """
        private = self._private or target.origin in self._named
        addresses = resolved(target, private=private)
        exchange = _Exchange(self.limits.total)
        self._live.add(exchange)
        try:
            with exchange:
                connection = self._connected(target, addresses, exchange)
                connection.request("GET", target.path, headers=self._headers(target, headers))
                with contextlib.closing(connection.getresponse()) as response:
                    return self._answer(target, response, exchange)
        except (OSError, http.client.HTTPException, ValueError) as error:
            if exchange.expired:
                reason = f"took more than {self.limits.total:g} s"
            elif isinstance(error, TimeoutError):
                reason = f"no answer within {self.limits.silence:g} s"
            else:
                reason = _plain(error)
            raise Unreachable(shown(target.url), f"{reason}; try again later") from None
        finally:
            self._live.discard(exchange)

    def close(self) -> None:
        """End what is under way in other threads."""
        self._closed = True
        for exchange in list(self._live):
            exchange.end()

    def _connected(
        self, target: Target, addresses: list[str], exchange: "_Exchange"
    ) -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection(target.host, target.port)
        sock: socket.socket | None = None
        problem: OSError = OSError("no address")
        for address in addresses:
            try:
                sock = socket.create_connection((address, target.port), self.limits.silence)
                break
            except OSError as error:
                problem = error
        if sock is None:
            raise problem
        exchange.sock = sock
        if target.scheme == "https":
            exchange.sock = self._tls.wrap_socket(sock, server_hostname=target.host)
        connection.sock = exchange.sock
        if self._closed:
            raise OSError("stopped")
        return connection

    def _headers(self, target: Target, more: dict[str, str]) -> dict[str, str]:
        headers = {
            "Host": target.netloc,
            "User-Agent": self._agent,
            "Accept": ACCEPT,
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        if login := self._named.get(target.origin):
            headers["Authorization"] = f"Basic {base64.b64encode(login.encode()).decode()}"
        return headers | more

    def _answer(
        self, target: Target, response: http.client.HTTPResponse, exchange: "_Exchange"
    ) -> tuple[Fetched, str | None]:
        status = response.status
        if status in REDIRECTS and (location := response.getheader("Location")):
            moved = Fetched(target.url, None, moved=status in FOR_GOOD)
            return moved, joined(target.url, location)
        etag = _short(response.getheader("ETag"))
        last_modified = _short(response.getheader("Last-Modified"))
        if status == http.HTTPStatus.NOT_MODIFIED:
            return Fetched(target.url, None, None, etag, last_modified), None
        if status != http.HTTPStatus.OK:
            raise _refusal(target, response)
        body = self._body(target, response, exchange)
        kind = response.getheader("Content-Type")
        return Fetched(target.url, body, kind, etag, last_modified), None

    def _body(
        self, target: Target, response: http.client.HTTPResponse, exchange: "_Exchange"
    ) -> bytes:
        limit = self.limits.size
        pieces, size = [], 0
        while piece := response.read1(CHUNK):
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                raise FetchFailed(shown(target.url), f"larger than {limit >> 20} MiB; not read")
        if exchange.expired:
            raise TimeoutError
        if response.length:
            raise http.client.IncompleteRead(b"", response.length)
        coding = (response.getheader("Content-Encoding") or "").strip().lower()
        try:
            body = inflated(b"".join(pieces), coding, shown(target.url), limit)
        except InputError as error:
            raise FetchFailed(shown(target.url), error.reason) from None
        if len(body) > limit:
            raise FetchFailed(shown(target.url), f"larger than {limit >> 20} MiB; not read")
        return body


class _Exchange:
    """A request under way, which ends after ``seconds`` whatever its server does."""

    def __init__(self, seconds: float) -> None:
        self.sock: socket.socket | None = None
        self.expired = False
        self._watchdog = threading.Timer(seconds, self._expire)
        self._watchdog.daemon = True

    def __enter__(self) -> None:
        self._watchdog.start()

    def __exit__(self, *_: object) -> None:
        self._watchdog.cancel()
        if self.sock is not None:
            self.sock.close()

    def end(self) -> None:
        """Wake the thread that waits for an answer."""
        if self.sock is not None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)

    def _expire(self) -> None:
        self.expired = True
        self.end()


def _logins(named: Iterable[str]) -> dict[tuple[str, int], str | None]:
    """The origins of addresses, each with user name and password where it needs them."""
    found: dict[tuple[str, int], str | None] = {}
    for url in named:
        with contextlib.suppress(FetchFailed):
            origin = target_of(url).origin
            found[origin] = login_of(url) or found.get(origin)
    return found


def _refusal(target: Target, response: http.client.HTTPResponse) -> Refused:
    status = response.status
    phrase = " ".join((response.reason or "").split())[:60]
    advice = {
        401: "give user name and password in the address",
        403: "ask its publisher",
        404: "check the address",
        410: "gone for good; take it off your list",
    }.get(status, "try again later")
    wait = _retry_after(response.getheader("Retry-After")) if status in ASK_LATER else None
    said = f"its server answers {status} {phrase}".rstrip()
    return Refused(shown(target.url), f"{said}; {advice}", status, wait)


def _retry_after(value: str | None) -> float | None:
    """Seconds to wait: Retry-After holds seconds, or a date (RFC 9110, 10.2.3)."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value.strip()[:9])
    with contextlib.suppress(ValueError, TypeError):
        moment = parsedate_to_datetime(value)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - datetime.now(UTC)).total_seconds())
    return None


def _short(value: str | None) -> str | None:
    return value if value and len(value) <= 1000 else None


def _plain(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({error.verify_message})"
    if isinstance(error, http.client.IncompleteRead):
        return "its answer ended early"
    if isinstance(error, http.client.HTTPException):
        return f"its answer is no HTTP ({type(error).__name__})"
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(reason).split())[:120]
