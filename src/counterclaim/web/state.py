"""What every request can reach."""

from dataclasses import dataclass

from fastapi import Request

from counterclaim.ledger import Ledger
from counterclaim.web.library import Library
from counterclaim.web.rendering import Pages
from counterclaim.web.security.sessions import Attempts, Sessions
from counterclaim.web.settings import Settings


@dataclass(frozen=True, slots=True)
class Web:
    """The application's parts."""

    ledger: Ledger
    settings: Settings
    library: Library
    pages: Pages
    sessions: Sessions
    attempts: Attempts


def web_of(request: Request) -> Web:
    """The parts of the application that got this request."""
    web: Web = request.app.state.web
    return web
