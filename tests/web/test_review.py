"""Judging claims and links."""

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger, Query
from counterclaim.ledger.reviews import Correction, next_to_review, reviews_on
from counterclaim.ledger.schema import claim
from counterclaim.model.records import Span
from counterclaim.web.security.users import Users
from counterclaim.web.settings import Settings
from tests.web.asking import Asker
from tests.web.conftest import PASSWORD

PART = {"hx-request": "true"}


@pytest.fixture
def reviewer(web: Asker) -> Asker:
    assert web.post("/name", {"name": "Ada"}).status_code == 303
    return web


def shown(page: str) -> tuple[int, str]:
    (key,) = re.findall(r'action="/review/claims/(\d+)"', page)
    (csrf, *_) = re.findall(r'name="csrf" value="([^"]+)"', page)
    return int(key), csrf


def judgements(ledger: Ledger, key: int) -> list[tuple[str, str]]:
    with ledger.connection() as connection:
        return [(r.by, r.verdict) for r in reviews_on(connection, [key]).get(key, [])]


def test_a_name_is_asked_for_first(web: Asker) -> None:
    assert "Under which name" in web.get("/review").text


def test_claims_are_judged_one_after_the_other(reviewer: Asker, ledger: Ledger) -> None:
    page = reviewer.get("/review?words=drone").text
    seen = []
    for verdict in ("accept", "reject", "accept"):
        key, csrf = shown(page)
        seen.append(key)
        fields = {"csrf": csrf, "verdict": verdict, "words": "drone", "note": "so it is"}
        page = reviewer.post(f"/review/claims/{key}", fields, headers=PART).text
        assert judgements(ledger, key) == [("Ada", verdict)]
    assert len(set(seen)) == 3
    assert shown(page)[0] not in seen
    log = reviewer.get("/review/log").text
    assert log.count("so it is") == 3


def test_a_correction_stands_beside_the_claim(reviewer: Asker, ledger: Ledger) -> None:
    key, csrf = shown(reviewer.get("/review?speaker=Quist").text)
    before = ledger.search(Query(speaker="Quist"))[0].claim
    fields = {
        "csrf": csrf, "verdict": "correct", "to_stance": "suspects", "to_side": "ind",
        "to_low": "5", "to_quote_start": "11", "to_quote_end": "36",
    }  # fmt: skip
    assert reviewer.post(f"/review/claims/{key}", fields).status_code == 303
    with ledger.connection() as connection:
        (review,) = reviews_on(connection, [key])[key]
    assert review.correction == Correction(
        stance="suspects", low=5.0, quote=Span(11, 36, "seven dockers died at Lip")
    )
    assert ledger.search(Query(speaker="Quist"))[0].claim == before
    page = reviewer.get(f"/claims/{before.id}").text
    assert "Judged by a person" in page
    assert "<dt>stance</dt><dd>suspects</dd>" in page


@pytest.mark.parametrize(
    "fields",
    [
        {"verdict": "correct"},
        {"verdict": "correct", "to_stance": "shouts"},
        {"verdict": "correct", "to_quote_start": "5", "to_quote_end": "999999"},
        {"verdict": "correct", "to_low": "many"},
        {"verdict": "correct", "to_time_start": "Tuesday"},
        {"verdict": "correct", "to_side": "Ukraine"},
        {"verdict": "maybe"},
    ],
)
def test_a_judgement_that_says_nothing_is_refused(
    reviewer: Asker, ledger: Ledger, fields: dict[str, str]
) -> None:
    key, csrf = shown(reviewer.get("/review").text)
    answer = reviewer.post(f"/review/claims/{key}", {**fields, "csrf": csrf}, headers=PART)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert judgements(ledger, key) == []


def test_a_form_without_its_token_is_refused(reviewer: Asker, ledger: Ledger) -> None:
    key, _ = shown(reviewer.get("/review").text)
    for csrf in ("", "guess"):
        answer = reviewer.post(f"/review/claims/{key}", {"csrf": csrf, "verdict": "accept"})
        assert answer.status_code == 403
    assert judgements(ledger, key) == []


def test_the_second_reviewer_judges_blind(ledger: Ledger) -> None:
    settings = Settings(hosts=("testserver",))
    with Asker(ledger, settings) as one, Asker(ledger, settings) as other:
        one.post("/name", {"name": "Ada"})
        other.post("/name", {"name": "Bea"})
        key, csrf = shown(one.get("/review").text)
        one.post(f"/review/claims/{key}", {"csrf": csrf, "verdict": "reject", "note": "no such"})
        page = other.get("/review?round=second").text
        assert shown(page)[0] == key
        assert "1 other person has judged it" in page
        assert "no such" not in page
        other.post(f"/review/claims/{key}", {"csrf": shown(page)[1], "verdict": "accept"})
    assert judgements(ledger, key) == [("Ada", "reject"), ("Bea", "accept")]
    with ledger.connection() as connection:
        third = next_to_review(connection, Query(), "Cyd", "disagreed")
        assert third is not None
        assert third.key == key
        assert next_to_review(connection, Query(), "Ada", "disagreed") is None


def test_who_judges_again_supersedes_only_their_own(ledger: Ledger) -> None:
    ledger.review(1, "accept", by="Ada")
    ledger.review(1, "reject", by="Bea")
    ledger.review(1, "reject", by="Ada", note="on second thoughts")
    assert judgements(ledger, 1) == [("Bea", "reject"), ("Ada", "reject")]
    with ledger.connection() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM review")) == 3
    with ledger._engine.connect() as connection, pytest.raises(sa.exc.DBAPIError, match="keeps"):
        connection.exec_driver_sql("DELETE FROM review")
    for bad in ({"key": 10**9, "verdict": "accept"}, {"key": 1, "verdict": "correct"}):
        with pytest.raises(LedgerError):
            ledger.review(bad["key"], bad["verdict"], by="Ada")  # type: ignore[arg-type]
    with pytest.raises(LedgerError):
        ledger.review(1, "accept", by=" ")


def test_a_link_is_judged_and_the_event_follows(reviewer: Asker, ledger: Ledger) -> None:
    event = next(e for e in ledger.events() if e.claims > 1)
    keys = [c.key for lane in ledger.event(event.id).lanes for c in lane.claims]
    page = reviewer.get(f"/review/links?event={event.id}&claim={keys[-1]}").text
    assert "Do these two speak of the same event?" in page
    fields = dict(re.findall(r'name="(csrf|one|other|event)" value="([^"]+)"', page))
    answer = reviewer.post("/review/links", {**fields, "verdict": "not same", "note": "apart"})
    assert answer.status_code == 303
    one, other = int(fields["one"]), int(fields["other"])
    for found in ledger.events():
        together = {c.key for lane in ledger.event(found.id).lanes for c in lane.claims}
        assert not {one, other} <= together
    assert "apart" in reviewer.get("/review/log").text


@pytest.fixture
def team(ledger: Ledger, users: Users) -> Iterator[Asker]:
    with Asker(ledger, Settings(hosts=("testserver",), users=users)) as asker:
        yield asker


def test_readers_may_not_judge(team: Asker, users: Users, ledger: Ledger) -> None:
    fields = {"name": "ada", "password": "correct horse battery"}
    assert team.post("/login", fields).status_code == 303
    assert team.get("/review").status_code == 403
    csrf = team.csrf("/claims")
    answer = team.post("/review/claims/1", {"csrf": csrf, "verdict": "accept"})
    assert answer.status_code == 403
    assert judgements(ledger, 1) == []


def test_a_report_shows_what_persons_judged_apart_from_what_the_machine_read(
    web: Asker, ledger: Ledger
) -> None:
    found = ledger.search(Query(speaker="Quist"))[0]
    address = f"/reports/{found.report.id}"
    assert "Judged by a person" not in web.get(address).text
    key = key_of(ledger, found.claim.id)
    ledger.review(key, "accept", by="Ada")
    ledger.review(
        key, "correct", by="Bo", correction=Correction(stance="suspects"), note="he hedged"
    )
    ledger.review(key, "reject", by="Cy")
    page = web.get(address).text
    (record,) = re.findall(
        r'<li class="record machine[^>]*>(?:(?!</li>).)*Judged.*?</li>', page, re.S
    )
    machine, _, persons = record.partition('<div class="judged">')
    assert ">suspects<" not in machine
    for told in ("Ada", "accept", "Bo", "suspects", "he hedged", "Cy", "reject"):
        assert told in persons
    assert page.count('class="judged"') == 3


def test_a_second_reviewer_judges_before_seeing_the_first(ledger: Ledger, users: Users) -> None:
    users.put("grace", "reviewer", PASSWORD)
    found = ledger.search(Query(speaker="Quist"))[0]
    key = key_of(ledger, found.claim.id)
    ledger.review(key, "reject", by="Ada", note="not said so")
    pages = (f"/reports/{found.report.id}", f"/claims/{found.claim.id}")
    asked = f"/api/v1/claims/{found.claim.id}/reviews"
    with Asker(ledger, Settings(hosts=("testserver",), users=users)) as guarded:
        guarded.post("/login", {"name": "grace", "password": PASSWORD})
        assert guarded.get(asked).json() == []
        for page in pages:
            assert "not said so" not in guarded.get(page).text
            assert "1 other person has judged it" in guarded.get(page).text
        ledger.review(key, "accept", by="grace")
        for page in (*pages, asked):
            assert "not said so" in guarded.get(page).text
        guarded.post("/logout", {"csrf": guarded.csrf("/claims")})
        guarded.post("/login", {"name": "ada", "password": PASSWORD})
        for page in pages:  # a reader judges nothing, and may see all
            assert "not said so" in guarded.get(page).text


def key_of(ledger: Ledger, claim_id: str) -> int:
    with ledger.connection() as connection:
        return int(connection.scalar(sa.select(claim.c.key).where(claim.c.id == claim_id)) or 0)
