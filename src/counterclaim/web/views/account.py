"""Logging in and out, and saying who you are on a computer of your own."""

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from counterclaim.web.language import mark
from counterclaim.web.security.access import form_of, safe_path, token_fits
from counterclaim.web.security.sessions import COOKIE
from counterclaim.web.settings import Role
from counterclaim.web.state import Web, web_of
from counterclaim.web.views.common import render

router = APIRouter()

LONGEST_NAME = 60


@router.get("/login")
def login_page(request: Request, then: str = "/") -> Response:
    """The form to log in with."""
    web = web_of(request)
    if web.settings.open:
        return RedirectResponse(safe_path(then), status_code=303)
    return _login_page(request, web, then)


@router.post("/login")
async def log_in(request: Request) -> Response:
    """Check a name and password, or the token."""
    web = web_of(request)
    fields = await form_of_nobody(request)
    then = safe_path(fields.get("then", "/"))
    name, password = fields.get("name", "").strip(), fields.get("password", "")
    address = request.client.host if request.client else "?"
    if web.attempts.must_wait(f"name {name}", f"from {address}"):
        return _login_page(request, web, then, mark("Too many attempts; wait half a minute."), 429)
    found = await run_in_threadpool(_checked, web, name, password)
    if found is None:
        web.attempts.failed(f"name {name}", f"from {address}")
        return _login_page(
            request, web, then, mark("That was not right; check name and password."), 403
        )
    web.attempts.succeeded(f"name {name}", f"from {address}")
    web.sessions.end(request.cookies.get(COOKIE))
    return begin(web, *found, RedirectResponse(then, status_code=303))


@router.post("/logout")
async def log_out(request: Request) -> Response:
    """End the session."""
    await form_of(request)
    web_of(request).sessions.end(request.cookies.get(COOKIE))
    answer = RedirectResponse("/login", status_code=303)
    answer.delete_cookie(COOKIE)
    return answer


@router.post("/name")
async def say_name(request: Request) -> Response:
    """Note under which name judgements of this browser are kept (on an open server)."""
    web = web_of(request)
    fields = await form_of_nobody(request)
    name = " ".join(fields.get("name", "").split())[:LONGEST_NAME]
    then = safe_path(fields.get("then", "/review"))
    if not web.settings.open or not name or not name.isprintable():
        return RedirectResponse(then, status_code=303)
    web.sessions.end(request.cookies.get(COOKIE))
    return begin(web, name, "admin", RedirectResponse(then, status_code=303))


def begin(web: Web, name: str, role: Role, answer: Response) -> Response:
    """Begin a session, in a cookie of ``answer``."""
    secret, _ = web.sessions.begin(name, role)
    answer.set_cookie(
        COOKIE, secret, httponly=True, samesite="strict", secure=web.settings.secure, path="/"
    )
    return answer


async def form_of_nobody(request: Request) -> dict[str, str]:
    """A form sent before there is a session: that it is ours shows in its origin alone."""
    return await form_of(request, sessions=False)


def _checked(web: Web, name: str, password: str) -> tuple[str, Role] | None:
    if not name and token_fits(web, password):
        return "token", web.settings.token_role
    if web.settings.users is None:
        return None
    user = web.settings.users.check(name, password)
    return (user.name, user.role) if user else None


def _login_page(
    request: Request, web: Web, then: str, problem: str = "", status: int = 200
) -> Response:
    return render(
        request, "login.html", status=status, then=safe_path(then), problem=problem,
        by_token=web.settings.token is not None, by_name=web.settings.users is not None,
    )  # fmt: skip
