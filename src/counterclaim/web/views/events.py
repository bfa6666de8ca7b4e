"""Events: lists of them, what is disputed now, and one told in full."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from msgspec.structs import replace
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from counterclaim.linking import EventQuery
from counterclaim.web.charts.figures import figure_charts
from counterclaim.web.charts.origins import origins_graph
from counterclaim.web.event_filters import (
    FAMILIES,
    FLAGS,
    ORDERS,
    PAGE,
    event_query_of,
    event_values,
    with_days,
)
from counterclaim.web.filters import BadFilter, only, with_values
from counterclaim.web.phrases import event_path
from counterclaim.web.state import web_of
from counterclaim.web.views.common import kept, partial, render

router = APIRouter()


@router.get("/events")
@kept
def events(request: Request) -> Response:
    """The events that meet the filters, a line each."""
    return _list(request, "/events", request.query_params)


@router.get("/disputed")
@kept
def disputed(request: Request) -> Response:
    """What is disputed now: the newest events that somebody denies or tells otherwise."""
    return _list(request, "/disputed", {**request.query_params, "disputed": "1"})


def _list(request: Request, path: str, given: Mapping[str, str]) -> Response:
    library = web_of(request).library
    problem = ""
    try:
        query = with_days(event_query_of(given), given)
    except BadFilter as error:
        query, problem = EventQuery(limit=PAGE), str(error)
    found = [] if problem else library.events(replace(query, limit=PAGE + 1))
    values = {**event_values(query), **only(given, ("since", "until"))}
    if path == "/disputed":
        values.pop("disputed", None)
    following = None
    if len(found) > PAGE:
        following = with_values(path, {**values, "offset": str(query.offset + PAGE)})
    template = "events_rows.html" if partial(request) and query.offset else "events.html"
    return render(
        request, template, status=400 if problem else 200, problem=problem, path_=path,
        events=found[:PAGE], following=following, given=dict(given), query=query,
        families=FAMILIES, flags=FLAGS, orders=ORDERS, linked=bool(found) or bool(values),
    )  # fmt: skip


@router.get("/events/{event_id}")
@kept
def event(request: Request, event_id: str) -> Response:
    """One event in full."""
    web = web_of(request)
    story = web.library.event(event_id)
    if story is None:
        raise HTTPException(404)
    if story.summary.id != event_id:
        return RedirectResponse(event_path(story.summary.id), status_code=303)
    claims = {c.key: c for lane in story.lanes for c in lane.claims}
    return render(
        request,
        "event.html",
        story=story,
        e=story.summary,
        claims=claims,
        graph=origins_graph(story),
        charts=figure_charts(story),
        origins={o.id: o for o in story.origins},
    )
