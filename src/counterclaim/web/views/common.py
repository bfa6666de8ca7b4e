"""What pages have in common."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, Response

from counterclaim.web.filters import with_values
from counterclaim.web.language import COOKIE, PARAMETER, Language, chosen, languages
from counterclaim.web.library import Rendered
from counterclaim.web.security.access import LoginNeeded, Refused, Visitor, visitor_of
from counterclaim.web.state import web_of

YEAR = 365 * 24 * 3600
"""Seconds for which a browser keeps the language it chose."""

SECTIONS = ("overview", "events", "disputed", "claims", "sources", "brief", "review")


def render(request: Request, template: str, /, *, status: int = 200, **values: Any) -> HTMLResponse:
    """The template with what every page shows: who asks, where, of which ledger."""
    web, language = web_of(request), language_of(request)
    first = request.url.path.strip("/").partition("/")[0]
    section = {"": "overview", "reports": "claims"}.get(first, first)
    page = web.pages.page(
        template,
        language,
        status=status,
        section=section,
        sections=SECTIONS,
        visitor=_visitor(request),
        ledger_name=web.ledger.name.rpartition("/")[2],
        settings=web.settings,
        path=request.url.path,
        languages=[(each, _address_in(request, each)) for each in languages().values()],
        **values,
    )
    if request.query_params.get(PARAMETER) == language.code:  # an address that asks for it
        page.set_cookie(
            COOKIE, language.code, max_age=YEAR, path="/", httponly=True, samesite="lax",
            secure=web.settings.secure,
        )  # fmt: skip
    return page


def language_of(request: Request) -> Language:
    """The language of whoever asks: the address's, else the browser's."""
    return chosen(
        request.query_params.get(PARAMETER),
        request.cookies.get(COOKIE),
        request.headers.get("accept-language"),
    )


def _address_in(request: Request, language: Language) -> str:
    """The address of this page in ``language``."""
    given = {name: value for name, value in request.query_params.items() if name != PARAMETER}
    return with_values(request.url.path, {**given, PARAMETER: language.code})


def partial(request: Request) -> bool:
    """Whether htmx asks for a part of the page only."""
    headers = request.headers
    return "hx-request" in headers and "hx-history-restore-request" not in headers


def kept(view: Callable[..., Response]) -> Callable[..., Awaitable[Response]]:
    """``view``, a page that is rendered once a revision and then sent again as it is.

    It must depend on nothing but the ledger's revision, the address, and what is in the key:
    how much of the page is asked for, its language, and who asks. On an open server that is their
    role alone; on any other the page says who they are, and its forms carry their session's secret.
    """

    @wraps(view)
    async def page(**arguments: Any) -> Response:
        request: Request = arguments["request"]
        web, visitor = web_of(request), visitor_of(request)
        secret = None if web.settings.open or visitor.session is None else visitor.session.csrf
        key = (
            request.url.path, request.url.query, partial(request), visitor.role, secret,
            language_of(request).code,
        )  # fmt: skip

        def rendered() -> Rendered:
            answer = view(**arguments)
            return Rendered(answer.status_code, tuple(answer.raw_headers), bytes(answer.body))

        found = web.library.page_kept(key)
        if found is None:
            found = await run_in_threadpool(web.library.page, key, rendered)
        answer = Response(found.body, status_code=found.status)
        answer.raw_headers = list(found.headers)  # a copy: middleware adds to it
        return answer

    return page


def _visitor(request: Request) -> Visitor | None:
    try:
        return visitor_of(request)
    except (LoginNeeded, Refused):
        return None
