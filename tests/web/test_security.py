"""Who gets in, and what browsers are told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from counterclaim.cli.main import cli
from counterclaim.ledger import Ledger
from counterclaim.web.security.users import Users, UsersError
from counterclaim.web.settings import Settings
from tests.web.asking import Asker
from tests.web.conftest import PASSWORD

TOKEN = "a-token-of-some-length"


@pytest.fixture
def guarded(ledger: Ledger, users: Users) -> Iterator[Asker]:
    settings = Settings(hosts=("testserver",), token=TOKEN, users=users)
    with Asker(ledger, settings) as asker:
        yield asker


def test_browsers_are_told_to_refuse_what_is_not_ours(web: Asker) -> None:
    for path in ("/claims", "/static/app.js", "/nothing", "/api/v1/stats"):
        headers = web.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "dur=" in headers["server-timing"]


def test_another_name_is_not_answered(web: Asker) -> None:
    assert web.get("/claims", headers={"host": "evil.example"}).status_code == 421
    assert web.get("/claims", headers={"host": "testserver:8765"}).status_code == 200


def test_another_site_cannot_send_forms(web: Asker) -> None:
    for headers in (
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
    ):
        assert web.post("/name", {"name": "Eve"}, headers=headers).status_code == 403


def test_nothing_is_seen_without_logging_in(guarded: Asker) -> None:
    for path in ("/", "/claims", "/reports/wire-1", "/sources", "/help", "/api"):
        answer = guarded.get(path)
        assert (answer.status_code, answer.headers["location"][:7]) == (303, "/login?"), path
    for path in ("/api/v1/claims", "/api/v1/stats", "/api/v1/openapi.json"):
        assert guarded.get(path).status_code == 401
    assert "Lazarenko" not in guarded.get("/login").text
    assert guarded.get("/health").status_code == 200


def test_programs_use_the_token(guarded: Asker) -> None:
    good = {"authorization": f"Bearer {TOKEN}"}
    assert guarded.get("/api/v1/stats", headers=good).json()["claims"] == 87
    bad = {"authorization": "Bearer something-else-here"}
    assert guarded.get("/api/v1/stats", headers=bad).status_code == 401


def test_people_log_in_and_out(guarded: Asker) -> None:
    wrong = guarded.post("/login", {"name": "ada", "password": "guess"})
    assert wrong.status_code == 403
    fields = {"name": "ada", "password": PASSWORD, "then": "/sources"}
    right = guarded.post("/login", fields)
    assert (right.status_code, right.headers["location"]) == (303, "/sources")
    cookie = right.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert guarded.get("/claims").status_code == 200
    assert guarded.post("/logout", {"x": ""}).status_code == 403  # without the page's own token
    assert guarded.post("/logout", {"csrf": guarded.csrf("/claims")}).status_code == 303
    assert guarded.get("/claims").status_code == 303


def test_after_logging_in_nobody_is_sent_elsewhere(guarded: Asker) -> None:
    for then in ("//evil.example", "https://evil.example", "/\\evil.example"):
        fields = {"name": "", "password": TOKEN, "then": then}
        assert guarded.post("/login", fields).headers["location"] == "/"


def test_guessing_is_slowed_down(guarded: Asker) -> None:
    codes = [
        guarded.post("/login", {"name": "ada", "password": "guess"}).status_code for _ in range(7)
    ]
    assert codes[:5] == [403] * 5
    assert codes[-1] == 429
    assert guarded.post("/login", {"name": "ada", "password": PASSWORD}).status_code == 429


def test_passwords_are_kept_as_argon2(users: Users, tmp_path: Path) -> None:
    table = (tmp_path / "users.tsv").read_text("utf-8")
    assert PASSWORD not in table
    assert "$argon2id$" in table
    assert (tmp_path / "users.tsv").stat().st_mode & 0o077 == 0
    again = Users(tmp_path / "users.tsv")
    assert again.check("ada", PASSWORD) is not None
    assert again.check("ada", "guess") is None
    assert again.check("bob", PASSWORD) is None
    with pytest.raises(UsersError, match="12 characters"):
        again.put("bob", "admin", "short")
    again.remove("ada")
    assert len(Users(tmp_path / "users.tsv")) == 0


def test_serve_refuses_what_is_not_safe(ledger: Ledger) -> None:
    for arguments, message in (
        (["--host", "0.0.0.0"], "give --token or --users"),
        (["--token", "short"], "16 characters"),
        (["--certificate", __file__], "go together"),
    ):
        outcome = CliRunner().invoke(cli, ["serve", "--ledger", ledger.name, *arguments])
        assert outcome.exit_code == 2
        assert message in outcome.output


def test_large_and_strange_forms_are_refused(web: Asker) -> None:
    assert web.post("/name", {"name": "x" * 300_000}).status_code == 413
    headers = {"origin": "http://testserver", "content-type": "text/plain"}
    assert web.post("/name", {}, headers=headers).status_code == 415
