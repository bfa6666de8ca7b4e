"""What pages have in common."""

from typing import Any

from fastapi import Request
from starlette.responses import HTMLResponse

from counterclaim.web.security.access import LoginNeeded, Refused, Visitor, visitor_of
from counterclaim.web.state import web_of

SECTIONS = ("overview", "events", "disputed", "claims", "sources", "brief", "review")


def render(request: Request, template: str, /, *, status: int = 200, **values: Any) -> HTMLResponse:
    """The template with what every page shows: who asks, where, of which ledger."""
    web = web_of(request)
    first = request.url.path.strip("/").partition("/")[0]
    section = {"": "overview", "reports": "claims"}.get(first, first)
    return web.pages.page(
        template,
        status=status,
        section=section,
        sections=SECTIONS,
        visitor=_visitor(request),
        ledger_name=web.ledger.name.rpartition("/")[2],
        settings=web.settings,
        path=request.url.path,
        **values,
    )


def partial(request: Request) -> bool:
    """Whether htmx asks for a part of the page only."""
    headers = request.headers
    return "hx-request" in headers and "hx-history-restore-request" not in headers


def _visitor(request: Request) -> Visitor | None:
    try:
        return visitor_of(request)
    except (LoginNeeded, Refused):
        return None
