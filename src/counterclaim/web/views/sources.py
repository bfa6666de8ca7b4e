"""Who claims and who publishes."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from counterclaim.ledger.browse import Outlet, Speaker
from counterclaim.web.filters import BadFilter, whole_number
from counterclaim.web.state import web_of
from counterclaim.web.views.common import kept, partial, render

router = APIRouter()

ROWS = 100


@router.get("/sources")
@kept
def sources(request: Request) -> Response:
    """Speakers and outlets, how much each claims, denies, admits."""
    library = web_of(request).library
    given = request.query_params
    words = given.get("name", "").strip()[:300]
    side = given.get("side", "").strip()
    tab = "outlets" if given.get("show") == "outlets" else "speakers"
    try:
        offset = whole_number(given, "offset", most=10**7) or 0
    except BadFilter:
        offset = 0
    everybody: list[Speaker] | list[Outlet]
    everybody = library.outlets() if tab == "outlets" else library.speakers()
    needle = words.casefold()
    rows = [
        row
        for row in everybody
        if needle in row.name.casefold()
        and (not side or (isinstance(row, Speaker) and row.side == side))
    ]
    template = "sources_rows.html" if partial(request) and offset else "sources.html"
    return render(
        request, template, tab=tab, rows=rows[offset : offset + ROWS], total=len(rows), name=words,
        side=side, offset=offset, next=offset + ROWS if offset + ROWS < len(rows) else None,
        sides=sorted({s.side for s in library.speakers()}),
    )  # fmt: skip
