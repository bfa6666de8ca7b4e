"""What the pages of claims, reports and sources show."""

import re
from collections import Counter

import pytest

from counterclaim.ledger import Ledger, Query
from counterclaim.linking import EventQuery
from tests.web.asking import Asker


def test_claims_are_listed_and_narrowed_down(web: Asker) -> None:
    everything = web.get("/claims")
    assert everything.status_code == 200
    assert "<b>87</b>" in everything.text
    denied = web.get("/claims?stance=denies&side=RUS").text
    assert "<b>40</b>" in denied
    assert 'aria-current="true">denies' in denied
    assert re.search(r'href="/claims\?side=RUS&amp;stance=asserts">asserts</a> <span>2<', denied)


def test_more_claims_follow(web: Asker) -> None:
    page = web.get("/claims").text
    (more,) = re.findall(r'hx-get="(/claims\?before=\d+)"', page)
    rows = web.get(more, headers={"hx-request": "true"}).text
    ids = [set(re.findall(r'/claims/(c-\w+)"', part)) for part in (page, rows)]
    assert ids[0]
    assert ids[1]
    assert not ids[0] & ids[1]
    assert "<html" not in rows
    assert "<html" in web.get(more).text  # and without script it is a page


def test_a_filter_that_says_nothing_is_explained(web: Asker) -> None:
    for asked in ("since=yesterday", "words=-", "stance=shouts", "box=1,2", "before=x"):
        answer = web.get(f"/claims?{asked}")
        assert answer.status_code == 400, asked
        assert 'role="alert"' in answer.text
    assert "No claim meets" in web.get("/claims?words=zebra").text


def test_a_claim_has_an_address_and_leads_to_its_words(web: Asker) -> None:
    (id_, *_) = re.findall(r'/claims/(c-\w+)"', web.get("/claims?speaker=Quist").text)
    shown = web.get(f"/claims/{id_}").text
    assert "Marta Quist" in shown
    assert "seven dockers died" in shown
    there = web.get(f"/claims/{id_}/words?report=courier-2")
    assert there.headers["location"] == "/reports/courier-2#c1-1"
    assert web.get("/claims/c-nothing").status_code == 404


def test_every_field_of_a_record_leads_to_its_words(web: Asker) -> None:
    page = web.get("/reports/wire-1").text
    targets = re.findall(r'data-jump="([\w-]+)"', page)
    assert {re.sub(r"\d*-.*", "", t) for t in targets} >= {
        "source", "cue", "trigger", "place", "time", "figure", "target",
    }  # fmt: skip
    for target in targets:
        assert f'id="e{target}"' in page
        assert re.search(rf'data-evidence="[^"]*\b{target}\b', page)
    for key in re.findall(r'href="#c([\d-]+)"', page):  # and back
        assert f'id="c{key}"' in page


def test_report_ids_may_hold_anything(web: Asker) -> None:
    assert "drone 7" in web.get("/reports/small%2F7").text
    assert web.get("/reports/nothing").status_code == 404


def test_a_hostile_report_is_shown_harmlessly(web: Asker) -> None:
    for path in ("/claims?words=burned", "/reports/%3Cb%3Ebad%3C%2Fb%3E%2F..%2Fx", "/sources",
                 "/claims/c-hostile-000001", "/sources?show=outlets"):  # fmt: skip
        page = web.get(path)
        assert page.status_code == 200, path
        assert "<script>alert" not in page.text
        assert "<img" not in page.text
        assert "\u202e" not in page.text
        assert "\x1b" not in page.text
        assert 'href="javascript' not in page.text
    report = web.get("/reports/%3Cb%3Ebad%3C%2Fb%3E%2F..%2Fx").text
    assert "&lt;script&gt;alert" in report
    assert "⟨U+202E⟩" in report
    assert "{{ 7*7 }}" in report


@pytest.mark.parametrize("path", ["/claims", "/sources", "/reports/wire-1", "/help", "/api"])
def test_nothing_is_inline_and_nothing_is_elsewhere(web: Asker, path: str) -> None:
    page = web.get(path).text
    assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:", page)
    assert not re.search(r"<script(?! src=)", page)
    assert not re.findall(r'(?:src|<link[^>]+href)="(?!/static/)', page)
    for name in re.findall(r'"(/static/[^"]+)"', page):
        assert web.get(name.replace("&amp;", "&")).status_code == 200


def test_sources_are_counted(web: Asker) -> None:
    page = web.get("/sources").text
    assert re.search(r"Viktor Lazarenko</a></th><td>.*?RUS.*?</td><td class=\"num\">2</td>", page)
    assert "Steppe Courier" in web.get("/sources?show=outlets").text
    assert "Nobody of that name" in web.get("/sources?name=zebra").text


@pytest.mark.parametrize("path", ["/claims", "/api/v1/claims"])
def test_claims_are_found_by_figures(web: Asker, ledger: Ledger, path: str) -> None:
    numbers = set()
    for query, asked in (
        (Query(unit="killed", limit=0), "unit=killed"),
        (Query(figure_min=9, unit="killed", limit=0), "figure_min=9.0&unit=killed"),
        (Query(figure_max=0, limit=0), "figure_max=0"),
    ):
        wanted = len(ledger.search(query))
        numbers.add(wanted)
        answer = web.get(f"{path}?{asked}").text
        keys = answer.count('"key":')
        assert f"<b>{wanted}</b>" in answer if path == "/claims" else keys == wanted, asked
    assert len(numbers) > 1
    assert web.get(f"{path}?figure_min=many").status_code == 400
    assert web.get(f"{path}?figure_max=inf").status_code == 400


def test_a_filter_by_figures_stays_in_the_addresses(web: Asker) -> None:
    page = web.get("/claims?figure_min=1500000&figure_max=1500000.5").text
    assert "/claims?figure_min=1500000&amp;figure_max=1500000.5&amp;" in page or (
        "/api/v1/export/claims.csv?figure_min=1500000&amp;figure_max=1500000.5" in page
    )


def test_sources_say_how_often_they_are_disputed_and_admit(web: Asker, ledger: Ledger) -> None:
    disputed = {e.id for e in ledger.events(EventQuery(disputed=True, limit=0))}
    of = Counter(
        (f.claim.sources[0].name, f.claim.sources[0].side)
        for f in ledger.search(Query(limit=0))
        if f.claim.sources and f.claim.event in disputed
    )
    speakers = web.get("/api/v1/speakers").json()
    assert sum(of.values()) > 0
    assert {(s["name"], s["side"]): s["disputed"] for s in speakers if s["disputed"]} == of
    page = web.get("/sources").text
    assert "In disputed events" in page
    assert "Admissions" in page
