"""Version 1 of the API: read what the pages read."""

from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Request
from fastapi import Query as Parameter
from starlette.responses import Response, StreamingResponse

from counterclaim.ledger import Query, Stats
from counterclaim.ledger.answers import Shown
from counterclaim.ledger.browse import ClaimPage, Facets, Outlet, ReportOnFile, Speaker
from counterclaim.ledger.reviews import Review
from counterclaim.linking import EventStory, EventSummary
from counterclaim.web.api.openapi import answer
from counterclaim.web.event_filters import event_query_of, with_days
from counterclaim.web.exports import FORMATS, export
from counterclaim.web.filters import limit_of, query_of, whole_number
from counterclaim.web.language import mark
from counterclaim.web.security.access import Refused, may_see, visitor_of
from counterclaim.web.state import web_of

router = APIRouter()

FILTERS = {
    "words": "Words in the claim or in names; all must occur, in any inflection. "
    '"In quotation marks" as a phrase, `-word` must not occur, `OR` takes either.',
    "speaker": "Words of the name of anybody in the claim's chain of sources.",
    "side": "Side of the nearest speaker: UKR, RUS, UNK, ...",
    "stance": "denies, admits, ...",
    "type": "strike, casualties, ...",
    "realis": "occurred, planned, ...",
    "place": "Words of a place's name, or a GeoNames id.",
    "box": "WEST,SOUTH,EAST,NORTH in degrees.",
    "since": "An ISO day that the claimed event (else the report) reaches.",
    "until": "An ISO day, likewise.",
    "outlet": "The report's outlet.",
    "figure_min": "A number that one of the claim's figures may reach ("
    '"over 170" may be 200), of `unit` if that is given.',
    "figure_max": "A number that the same figure need not pass.",
    "unit": "What the same figure counts: killed, drones, USD, ...",
}


def _filters(request: Request) -> Query:
    return query_of(request.query_params, limit_of(request.query_params))


def _parameters(*more: dict[str, Any], limit: bool = True) -> dict[str, Any]:
    described = [
        {"name": n, "in": "query", "description": d, "schema": {"type": "string"}}
        for n, d in FILTERS.items()
    ]
    if limit:
        described.append(
            {
                "name": "limit",
                "in": "query",
                "description": "How many to give, 500 at most.",
                "schema": {"type": "integer", "minimum": 0, "maximum": 500, "default": 50},
            }
        )
    return {"parameters": [*described, *more]}


BEFORE = {
    "name": "before",
    "in": "query",
    "description": "`next` of the answer before: gives those that follow.",
    "schema": {"type": "integer", "minimum": 0},
}


EVENT_PARAMETERS = {
    "parameters": [
        {"name": name, "in": "query", "description": told, "schema": {"type": kind}}
        for name, told, kind in (
            ("words", "As for claims; one claim of the event must meet it.", "string"),
            ("place", "Words of a place's name, or a GeoNames id.", "string"),
            ("side", "A side that speaks on it.", "string"),
            ("speaker", "Words of a speaker's name.", "string"),
            ("type", "strike, casualties, ...", "string"),
            ("family", "fighting, harm, states, politics or words.", "string"),
            ("flag", "attribution lost, drift or admission.", "string"),
            ("disputed", "1: only what is disputed.", "string"),
            ("reports", "Reports at least.", "integer"),
            ("origins", "Independent origins at least.", "integer"),
            ("since", "An ISO day that the event reaches.", "string"),
            ("until", "An ISO day, likewise.", "string"),
            ("order", "newest, reports, origins or disputes.", "string"),
            ("limit", "How many to give, 500 at most.", "integer"),
            ("offset", "How many to pass over.", "integer"),
        )
    ]
}


@router.get("/claims", **answer(ClaimPage, bad=True), openapi_extra=_parameters(BEFORE))
def claims(request: Request) -> Response:
    """Claims, those taken in last first, a page at a time."""
    before = whole_number(request.query_params, "before")
    return _json(web_of(request).library.claims(_filters(request), before))


@router.get("/facets", **answer(Facets, bad=True), openapi_extra=_parameters(limit=False))
def facets(request: Request) -> Response:
    """How many claims meet the filters, by each value of side, stance, type, realis, outlet."""
    return _json(web_of(request).library.facets(_filters(request)))


@router.get(
    "/export/{name}",
    responses={
        200: {
            "description": "All claims that meet the filters, streamed.",
            "content": {kind: {"schema": {"type": "string"}} for kind in FORMATS.values()},
        },
        400: {"description": "A filter that asks for nothing that can be looked for"},
        404: {"description": "No such format"},
    },
    openapi_extra=_parameters(limit=False),
)
def exported(request: Request, name: str) -> Response:
    """The claims as `claims.jsonl`, `claims.json`, `claims.csv` or `claims.geojson`, streamed."""
    return stream(request, name)


def stream(request: Request, name: str) -> Response:
    """An export of the view that the request's filters describe."""
    kind = FORMATS.get(name)
    if kind is None:
        raise Refused(404, f"No such export; one of {', '.join(FORMATS)}.")
    web = web_of(request)
    chunks: Iterator[bytes] = export(web.library, query_of(request.query_params), name)
    disposition = {"content-disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(chunks, media_type=kind, headers=disposition)


@router.get("/claims/{claim_id}", **answer(list[Shown], missing=True))
def claim(request: Request, claim_id: str) -> Response:
    """The claim with this id, in every report that holds it, each with its text."""
    shown = web_of(request).library.show(claim_id)
    if not shown:
        raise Refused(404, mark("No claim has this id."))
    return _json(shown)


@router.get("/claims/{claim_id}/reviews", **answer(list[Review]))
def reviews(request: Request, claim_id: str) -> Response:
    """What persons judged of the claim; to a reviewer nothing before their own judgement."""
    found = web_of(request).library.reviews_of(claim_id)
    return _json(found if may_see(visitor_of(request), found) else [])


@router.get("/events", **answer(list[EventSummary], bad=True), openapi_extra=EVENT_PARAMETERS)
def events(request: Request) -> Response:
    """Events in a line each: sides, independent origins, disputes, who has not spoken."""
    given = request.query_params
    query = with_days(event_query_of(given, limit_of(given)), given)
    return _json(web_of(request).library.events(query))


@router.get("/events/{event_id}", **answer(EventStory, missing=True))
def event(request: Request, event_id: str) -> Response:
    """One event in full: lanes, origins with evidence, figures, disputes, flags, judgements."""
    story = web_of(request).library.event(event_id)
    if story is None:
        raise Refused(404, mark("No event has this id."))
    return _json(story)


@router.get("/reports/{report_id:path}", **answer(ReportOnFile, missing=True, bad=True))
def report(
    request: Request,
    report_id: str,
    version: Annotated[
        str | None, Parameter(description="Which version; the current one unless given.")
    ] = None,
) -> Response:
    """A report with its text and its claims."""
    number = whole_number({"version": version or ""}, "version", most=10**6)
    found = web_of(request).library.report(report_id, number)
    if found is None:
        raise Refused(404, mark("No report has this id."))
    return _json(found)


@router.get("/speakers", **answer(list[Speaker]))
def speakers(request: Request) -> Response:
    """Everybody who claims: how much, how often they deny, admit, accuse."""
    return _json(web_of(request).library.speakers())


@router.get("/outlets", **answer(list[Outlet]))
def outlets(request: Request) -> Response:
    """Everybody who publishes."""
    return _json(web_of(request).library.outlets())


@router.get("/stats", **answer(Stats))
def stats(request: Request) -> Response:
    """What is in the ledger, counted."""
    return _json(web_of(request).library.stats())


_encode = msgspec.json.Encoder().encode


def _json(record: object) -> Response:
    return Response(_encode(record), media_type="application/json")
