"""Asks the application without a socket."""

import re
from types import TracebackType
from typing import Any, Self

import anyio.from_thread
import httpx

from counterclaim.ledger import Ledger
from counterclaim.web.app import create_app
from counterclaim.web.settings import Settings

ORIGIN = {"origin": "http://testserver"}


class Asker:
    """A browser of sorts: keeps cookies, follows no redirect."""

    def __init__(self, ledger: Ledger, settings: Settings) -> None:
        self.app = create_app(ledger, settings)
        self._portal = anyio.from_thread.start_blocking_portal()

    def __enter__(self) -> Self:
        self._loop = self._portal.__enter__()
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://testserver")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.call(self._client.aclose)
        self._portal.__exit__(kind, error, trace)

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self._loop.call(lambda: self._client.get(path, **options))

    def post(self, path: str, fields: dict[str, str], **options: Any) -> httpx.Response:
        headers = {**ORIGIN, **options.pop("headers", {})}
        return self._loop.call(
            lambda: self._client.post(path, data=fields, headers=headers, **options)
        )

    def csrf(self, path: str) -> str:
        """The token in the forms of the page at ``path``."""
        return re.findall(r'name="csrf" value="([^"]+)"', self.get(path).text)[0]
