"""ASGI middleware around every answer: headers that browsers heed, names we answer to, time."""

import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content Security Policy (Level 3): our own files only, nothing inline, no frames."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}

FRESH = "no-store"
"""Pages and data: a ledger changes, and a shared browser should not keep what was read."""


class GuardedAnswers:
    """Adds :data:`HEADERS` and ``Server-Timing`` to every answer of ``app``."""

    def __init__(self, app: App, *, secure: bool) -> None:
        self._app = app
        self._secure = secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if self._secure:
                    headers["strict-transport-security"] = "max-age=31536000"
                if "cache-control" not in headers:
                    headers["cache-control"] = FRESH
                taken = (time.perf_counter() - started) * 1000
                headers["server-timing"] = f"total;dur={taken:.1f}"
            await send(message)

        await self._app(scope, receive, guarded)


class KnownHosts:
    """Refuses requests by a name that is not ours, and unsafe ones that other sites send."""

    def __init__(self, app: App, *, hosts: tuple[str, ...]) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            refusal = self._refusal(scope)
            if refusal is not None:
                await _plain(send, *refusal)
                return
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        given = headers.get("host", "").lower()
        name = given.rsplit(":", 1)[0] if not given.endswith("]") else given
        if "*" not in self._hosts and name not in self._hosts:
            return 421, "This server does not answer to that name; see --hostname.\n"
        if scope["method"] in ("GET", "HEAD", "OPTIONS"):
            return None
        site = headers.get("sec-fetch-site")
        if site is not None and site not in ("same-origin", "none"):
            return 403, "A form of another site was refused.\n"
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2].lower() != given:
            return 403, "A form of another site was refused.\n"
        return None


async def _plain(send: Send, status: int, text: str) -> None:
    body = text.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
