"""Which address leads where. Reading needs the role reader; what needs more says so itself."""

from fastapi import Depends, FastAPI

from counterclaim.web.api import v1
from counterclaim.web.security.access import needs
from counterclaim.web.views import (
    account,
    brief,
    claims,
    events,
    overview,
    reports,
    review,
    sources,
    system,
)


def add_routes(app: FastAPI) -> None:
    """Add every route to ``app``."""
    readers = [Depends(needs("reader"))]
    read = (
        overview.router, events.router, claims.router, reports.router, sources.router,
        brief.router,
    )  # fmt: skip
    for pages in read:
        app.include_router(pages, dependencies=readers, include_in_schema=False)
    app.include_router(review.router, include_in_schema=False)
    app.include_router(v1.router, prefix="/api/v1", dependencies=readers)
    app.include_router(system.router, include_in_schema=False)
    app.include_router(account.router, include_in_schema=False)
