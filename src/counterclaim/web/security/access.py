"""Who a request is from, what they may do, and that their forms are theirs."""

import hmac
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote

from fastapi import Request

from counterclaim.ledger.reviews import Review
from counterclaim.web.language import mark
from counterclaim.web.security.sessions import COOKIE, Session
from counterclaim.web.settings import ROLES, Role
from counterclaim.web.state import Web, web_of

LARGEST_FORM = 256 * 1024
MOST_FIELDS = 200

LOCAL = "this computer"
"""The name of whoever uses an open server and has not said who they are."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks. ``session`` is ``None`` for programs with a token and for first visits."""

    name: str
    role: Role
    session: Session | None

    def may(self, role: Role) -> bool:
        """Whether they may do what ``role`` may."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Refused(Exception):
    """The request is refused: ``status`` and one sentence that says what to do."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class LoginNeeded(Exception):
    """Nobody is logged in; ``then`` is where to go afterwards."""

    def __init__(self, then: str) -> None:
        super().__init__(then)
        self.then = then


def visitor_of(request: Request) -> Visitor:
    """Who asks. Raises :class:`LoginNeeded`, or :class:`Refused` for a wrong token."""
    web = web_of(request)
    bearer = request.headers.get("authorization", "")
    if bearer.lower().startswith("bearer "):
        if _same(web.settings.token, bearer[7:].strip()):
            return Visitor("token", web.settings.token_role, None)
        if not web.settings.open:
            raise Refused(401, mark("The token is not the server's; check it."))
    session = web.sessions.find(request.cookies.get(COOKIE))
    if session is not None:
        return Visitor(session.name, session.role, session)
    if web.settings.open:
        return Visitor(LOCAL, "admin", None)
    path = request.url.path
    if path.startswith("/api/"):
        raise Refused(401, mark("Send the token as `Authorization: Bearer TOKEN`."))
    query = f"?{request.url.query}" if request.url.query else ""
    raise LoginNeeded(path + query)


def needs(role: Role) -> Callable[[Request], Awaitable[Visitor]]:
    """A dependency: the visitor, if they may do what ``role`` may."""

    async def checked(request: Request) -> Visitor:  # no thread: it only looks things up
        visitor = visitor_of(request)
        if not visitor.may(role):
            raise Refused(403, f"This is for the role {role}; you are {visitor.role}.")
        return visitor

    return checked


async def form_of(request: Request, *, sessions: bool = True) -> dict[str, str]:
    """The fields of a form that one of our pages sent. Raises :class:`Refused`.

    With ``sessions`` false it is one that is sent before there is a session, and only its
    origin is checked (by :class:`~.headers.KnownHosts`, and here that a browser told it).
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise Refused(415, mark("Send the form as application/x-www-form-urlencoded."))
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_FORM:
            raise Refused(413, mark("The form is too large; shorten the note."))
    try:
        pairs = parse_qsl(
            body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS,
            errors="strict",
        )  # fmt: skip
    except ValueError:
        raise Refused(400, mark("The form cannot be read; send it from the page.")) from None
    fields = {name: value.replace("\x00", "") for name, value in pairs}
    if not sessions:
        if not {"origin", "sec-fetch-site"} & set(request.headers):
            raise Refused(403, mark("Send this form from its page."))
        return fields
    visitor = visitor_of(request)
    given = fields.pop("csrf", "") or request.headers.get("x-csrf-token", "")
    programs = visitor.session is None and "authorization" in request.headers
    if not programs and not (visitor.session and _same(visitor.session.csrf, given)):
        raise Refused(403, mark("The form is too old; load the page again and repeat."))
    return fields


def login_address(then: str) -> str:
    """Where to log in, coming back to ``then`` if that is a path of ours."""
    return f"/login?then={quote(safe_path(then), safe='')}"


def safe_path(then: str) -> str:
    """``then`` if it is a path on this server, else the first page."""
    plain = then.startswith("/") and not then.startswith(("//", "/\\"))
    return then if plain and then.isprintable() and "\\" not in then else "/"


def token_fits(web: Web, given: str) -> bool:
    """Whether ``given`` is the server's token."""
    return _same(web.settings.token, given)


def _same(known: str | None, given: str) -> bool:
    return known is not None and hmac.compare_digest(
        known.encode(), given.encode("utf-8", "replace")
    )


def may_see(visitor: Visitor, reviews: Sequence[Review]) -> bool:
    """Whether ``visitor`` sees what was judged of a claim: a second reviewer judges first."""
    mine = any(review.by == visitor.name for review in reviews)
    return mine or visitor.role != "reviewer"
