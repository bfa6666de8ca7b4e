"""The application: parts, routes, and what happens when something goes wrong."""

import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import anyio.to_thread
from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp

from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger
from counterclaim.web.api import openapi
from counterclaim.web.filters import BadFilter
from counterclaim.web.language import mark
from counterclaim.web.library import Library
from counterclaim.web.rendering import Pages
from counterclaim.web.routes import add_routes
from counterclaim.web.security.access import LoginNeeded, Refused, login_address
from counterclaim.web.security.headers import GuardedAnswers, KnownHosts
from counterclaim.web.security.sessions import Attempts, Sessions
from counterclaim.web.settings import Settings
from counterclaim.web.state import Web
from counterclaim.web.views.common import render

AT_ONCE = {"sqlite": 2, "postgresql": 8}
"""Answers worked out at a time. More would take turns at one interpreter, and all would be late;
another server's database is waited for, which takes no turn."""

_log = logging.getLogger(__name__)


@asynccontextmanager
async def _few_threads(app: FastAPI) -> AsyncIterator[None]:
    limiter = anyio.to_thread.current_default_thread_limiter()
    limiter.total_tokens = AT_ONCE[app.state.web.ledger.dialect]
    yield


def create_app(ledger: Ledger, settings: Settings) -> ASGIApp:
    """The web application on ``ledger``; whoever made the ledger closes it."""
    app = FastAPI(
        title="counterclaim", docs_url=None, redoc_url=None, openapi_url=None,
        separate_input_output_schemas=False, lifespan=_few_threads,
    )  # fmt: skip
    app.state.web = Web(
        ledger, settings, Library(ledger, settings.blur_km), Pages(), Sessions(), Attempts()
    )  # fmt: skip
    add_routes(app)
    openapi.install(app)
    _handle(app, BadFilter, lambda error: (400, str(error)))
    _handle(app, Refused, lambda error: (error.status, str(error)))  # type: ignore[attr-defined]
    _handle(app, LedgerError, lambda error: (503, str(error)))
    _handle(app, HTTPException, _told)
    _handle(app, Exception, _defect)

    @app.exception_handler(LoginNeeded)
    def to_login(request: Request, error: LoginNeeded) -> Response:
        return RedirectResponse(login_address(error.then), status_code=303)

    if settings.warm:
        library = app.state.web.library
        threading.Thread(target=library.warm, name="warm", daemon=True).start()
    guarded = KnownHosts(app, hosts=settings.hosts)
    return GuardedAnswers(guarded, secure=settings.secure)


def _handle(
    app: FastAPI, kind: type[Exception], told: Callable[[Exception], tuple[int, str]]
) -> None:
    @app.exception_handler(kind)
    def answer(request: Request, error: Exception) -> Response:
        status, message = told(error)
        headers = {"www-authenticate": "Bearer"} if status == 401 else None
        if request.url.path.startswith("/api/"):
            return JSONResponse({"error": message}, status_code=status, headers=headers)
        page = render(request, "error.html", status=status, message=message, code=status)
        page.headers.update(headers or {})
        return page


def _told(error: Exception) -> tuple[int, str]:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return 404, mark("There is nothing at this address.")
    if error.status_code == 405:
        return 405, mark("This address does not take that.")
    return error.status_code, str(error.detail)


def _defect(error: Exception) -> tuple[int, str]:
    _log.error("a defect of counterclaim", exc_info=error)
    return 500, mark(
        "A defect of counterclaim; the server's own output says more. Please report it."
    )
