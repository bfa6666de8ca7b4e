"""A brief on what the filters ask for, as a page and as a file to take away."""

from fastapi import APIRouter, Request
from msgspec.structs import replace
from starlette.responses import Response

from counterclaim.errors import CounterclaimError
from counterclaim.linking import EventQuery
from counterclaim.publishing.brief import Brief, brief_of, render_html, render_markdown, render_pdf
from counterclaim.web.event_filters import event_query_of, event_values, with_days
from counterclaim.web.filters import BadFilter, only, with_values
from counterclaim.web.library import BRIEF
from counterclaim.web.security.access import Refused
from counterclaim.web.state import Web, web_of
from counterclaim.web.views.common import kept, render

router = APIRouter()

ASKED = ("words", "place", "side", "speaker", "since", "until")
FORMS = {
    "brief.md": "text/markdown; charset=utf-8",
    "brief.html": "text/html; charset=utf-8",
    "brief.pdf": "application/pdf",
}


@router.get("/brief")
@kept
def page(request: Request) -> Response:
    """The brief for the current filters."""
    web = web_of(request)
    problem = ""
    try:
        query = _query(request)
        brief = _brief(web, query)
    except BadFilter as error:
        query, brief, problem = EventQuery(), None, str(error)
    values = {**event_values(query), **only(request.query_params, ("since", "until"))}
    values.pop("order", None)
    return render(
        request, "brief.html", status=400 if problem else 200, brief=brief, problem=problem,
        given=dict(request.query_params), forms=[(n, with_values(f"/{n}", values)) for n in FORMS],
    )  # fmt: skip


@router.get("/brief.{form}")
def taken_away(request: Request, form: str) -> Response:
    """The same as Markdown, as one HTML file or as PDF."""
    name = f"brief.{form}"
    if name not in FORMS:
        raise Refused(404, f"No such form; one of {', '.join(FORMS)}.")
    brief = _brief(web_of(request), _query(request))
    try:
        content = render_pdf(brief) if form == "pdf" else _text(brief, form).encode()
    except CounterclaimError as error:  # the PDF needs a package of its own
        raise Refused(501, str(error)) from None
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=FORMS[name], headers=headers)


def _query(request: Request) -> EventQuery:
    given = request.query_params
    query = with_days(event_query_of(given, BRIEF.limit), given)
    return replace(query, order=BRIEF.order, limit=BRIEF.limit, offset=0)


def _brief(web: Web, query: EventQuery) -> Brief:
    asked = ", ".join(str(v) for name in ASKED if (v := getattr(query, name)) is not None)
    return brief_of(web.library.digest(query), asked or "everything")


def _text(brief: Brief, form: str) -> str:
    return render_html(brief) if form == "html" else render_markdown(brief)
