"""The first page: events on a map and on a timeline, each narrowing down the other."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from counterclaim.linking import EventQuery
from counterclaim.web.event_filters import event_query_of, event_values, view_of
from counterclaim.web.filters import BadFilter, only, with_values
from counterclaim.web.state import web_of
from counterclaim.web.views.common import kept, partial, render

router = APIRouter()

SHOWN = 12
"""Events listed beside the map."""


@router.get("/")
@kept
def overview(request: Request) -> Response:
    """Map, timeline, and the events that most reports tell of."""
    web = web_of(request)
    given = request.query_params
    problem = ""
    try:
        query, view = event_query_of(given), view_of(given)
    except BadFilter as error:
        query, view, problem = EventQuery(), view_of({}), str(error)
    atlas = web.library.atlas(query)
    seen = atlas.seen(view.since, view.until, view.box, SHOWN)
    values = event_values(query)
    name = "overview_list.html" if partial(request) else "overview.html"
    return render(
        request,
        name,
        status=400 if problem else 200,
        problem=problem,
        given=dict(given),
        values=values,
        view=view,
        events=web.library.summaries(seen.most_told),
        total=seen.events,
        origins=seen.origins,
        told=seen.told,
        chart=None if partial(request) else web.library.timeline(query),
        elsewhere={
            kind: [(n, c) for n, precision, c in atlas.elsewhere if (precision == "country") is own]
            for kind, own in (("country", True), ("unplaced", False))
        },
        map_address=with_values("/map.json", values),
        more=with_values(
            "/events", {**values, **only(given, ("since", "until")), "order": "reports"}
        ),
        linked=bool(web.library.atlas(EventQuery()).events),
    )


@router.get("/map.json")
@kept
def map_data(request: Request) -> Response:
    """What the map is drawn from."""
    content = web_of(request).library.map_data(event_query_of(request.query_params))
    return Response(content, media_type="application/json")


@router.get("/tiles/{zoom}/{x}/{y}")
def tile(request: Request, zoom: int, x: int, y: int) -> Response:
    """A tile of the archive that the server was given."""
    archive = web_of(request).settings.tiles
    found = archive.tile(zoom, x, y) if archive else None
    if archive is None or found is None:
        return Response(status_code=204)
    headers = {"cache-control": "private, max-age=86400"}
    return Response(found, media_type=archive.kind, headers=headers)
