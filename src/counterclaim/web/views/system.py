"""Static files, health, and the first address."""

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from counterclaim.errors import LedgerError
from counterclaim.ledger.browse import current_revision
from counterclaim.web.security.access import visitor_of
from counterclaim.web.state import web_of
from counterclaim.web.views.common import render

router = APIRouter()


@router.get("/static/{name:path}")
async def static(request: Request, name: str) -> Response:
    """A file that pages load."""
    packed = "gzip" in request.headers.get("accept-encoding", "")
    found = web_of(request).pages.file(name, packed=packed)
    if found is None:
        raise HTTPException(404)
    if request.headers.get("if-none-match") == found.headers["etag"]:
        return Response(status_code=304, headers={"etag": found.headers["etag"]})
    return found


@router.get("/health")
def health(request: Request) -> JSONResponse:
    """Whether the ledger answers; for whoever watches the server."""
    try:
        with web_of(request).ledger.connection() as connection:
            return JSONResponse({"status": "ok", "revision": current_revision(connection)})
    except LedgerError:
        return JSONResponse({"status": "the ledger does not answer"}, status_code=503)


@router.get("/help")
def help_page(request: Request) -> Response:
    """What one sees, and the keys."""
    visitor_of(request)
    return render(request, "help.html")


@router.get("/robots.txt")
async def robots() -> Response:
    """Nothing here is for search engines."""
    return Response("User-agent: *\nDisallow: /\n", media_type="text/plain")
