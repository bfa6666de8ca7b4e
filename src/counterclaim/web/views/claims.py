"""The claims: filtered, searched, a page at a time, each at an address of its own."""

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from counterclaim.ledger import Query
from counterclaim.ledger.browse import Facets
from counterclaim.model.vocabulary import REALIS, STANCES
from counterclaim.publishing.context import surroundings
from counterclaim.web.filters import (
    PAGE,
    BadFilter,
    Links,
    address,
    query_of,
    values_of,
    whole_number,
)
from counterclaim.web.phrases import LABELS, report_path
from counterclaim.web.security.access import may_see, visitor_of
from counterclaim.web.state import web_of
from counterclaim.web.views.common import kept, partial, render

router = APIRouter()

TERMS = ("stance", "type", "realis")
"""Filters whose values are words of the vocabulary."""

OFTEN = 8
"""Values of a facet shown at once; the others are folded away."""


@router.get("/claims")
@kept
def claims(request: Request) -> Response:
    """The list of claims that meet the filters."""
    web = web_of(request)
    given = request.query_params
    problem = ""
    try:
        query = query_of(given)
        before = whole_number(given, "before")
    except BadFilter as error:
        query, before, problem = Query(limit=PAGE), None, str(error)
    if problem:
        return _page(request, query, problem=problem, status=400)
    if before is not None and partial(request):
        return render(
            request, "claims_rows.html", query=query, page=web.library.claims(query, before),
            link=address, asked=values_of(query),
        )  # fmt: skip
    return _page(request, query, before=before)


def _page(
    request: Request,
    query: Query,
    *,
    before: int | None = None,
    problem: str = "",
    status: int = 200,
) -> Response:
    library = web_of(request).library
    found = None if problem else library.claims(query, before)
    facets = Facets(total=0, counts={}) if problem else library.facets(query)
    name = "claims_results.html" if partial(request) else "claims.html"
    return render(
        request, name, status=status, query=query, asked=values_of(query), page=found,
        facets=facets, problem=problem, link=address, changed=Links("/claims", query), often=OFTEN,
        labels=LABELS, terms=TERMS,
        before=before, given=dict(request.query_params), stances=STANCES, realis=REALIS,
    )  # fmt: skip


@router.get("/claims/{claim_id}")
def claim(request: Request, claim_id: str) -> Response:
    """One claim: its record and its words in context, in every report that holds it."""
    shown = web_of(request).library.show(claim_id)
    if not shown:
        raise HTTPException(404)
    reviews = web_of(request).library.reviews_of(shown[0].claim.id)
    seen = reviews if may_see(visitor_of(request), reviews) else []
    items = [(item, surroundings(item)) for item in shown[:20]]
    return render(
        request, "claim.html", items=items, claim=shown[0].claim, more=len(shown) - 20,
        reviews=seen, hidden=len(reviews) - len(seen),
    )  # fmt: skip


@router.get("/claims/{claim_id}/words")
def words(request: Request, claim_id: str, report: str) -> Response:
    """To the claim's words in its report."""
    on_file = web_of(request).library.report(report)
    if on_file is not None:
        ordered = sorted(on_file.claims, key=lambda c: (c.quote.start, c.quote.end, c.id))
        for number, found in enumerate(ordered, start=1):
            if found.id == claim_id:
                return RedirectResponse(f"{report_path(report)}#c1-{number}", status_code=303)
    raise HTTPException(404)
