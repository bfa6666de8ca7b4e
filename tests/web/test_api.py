"""The API: what it gives, that it is described, that nothing breaks it."""

import csv
import io
import json
from typing import Any

import pytest

from counterclaim.ledger import Ledger
from counterclaim.web.settings import Settings
from tests.web.asking import Asker


def test_pages_of_claims_follow_one_another(web: Asker) -> None:
    seen: list[str] = []
    address = "/api/v1/claims?limit=20"
    while True:
        page = web.get(address).json()
        seen += [c["claim"]["id"] for c in page["claims"]]
        if page["next"] is None:
            break
        address = f"/api/v1/claims?limit=20&before={page['next']}"
    assert len(seen) == len(set(seen)) == 87


def test_exports_hold_the_view(web: Asker) -> None:
    rows = list(csv.DictReader(io.StringIO(web.get("/api/v1/export/claims.csv?side=UKR").text)))
    assert len(rows) == 41
    assert {row["side"] for row in rows} == {"UKR"}
    claims = web.get("/api/v1/export/claims.json?side=UKR").json()
    assert [c["id"] for c in claims] == [row["claim"] for row in rows]
    lines = web.get("/api/v1/export/claims.jsonl?side=UKR").text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [c["id"] for c in claims]
    features = web.get("/api/v1/export/claims.geojson?words=Lipovka").json()["features"]
    assert features
    assert web.get("/api/v1/export/claims.json?words=zebra").json() == []
    assert web.get("/api/v1/export/claims.xls").status_code == 404
    hostile = web.get("/api/v1/export/claims.csv?words=burned").text
    assert "\n=" not in hostile


def test_ids_are_addresses(web: Asker) -> None:
    claim = web.get("/api/v1/claims?limit=1").json()["claims"][0]
    (shown, *_) = web.get(f"/api/v1/claims/{claim['claim']['id']}").json()
    assert shown["text"]
    quote = shown["claim"]["quote"]
    assert shown["text"][quote["start"] : quote["end"]] == quote["text"]
    report = web.get("/api/v1/reports/small%2F7").json()
    assert report["report"]["id"] == "small/7"
    event = web.get("/api/v1/events?limit=1").json()[0]
    assert web.get(f"/api/v1/events/{event['id']}").json()["summary"]["id"] == event["id"]
    for path in ("claims/c-none", "reports/none", "events/e-none", "nothing"):
        answer = web.get(f"/api/v1/{path}")
        assert answer.status_code == 404
        assert set(answer.json()) == {"error"}


def test_every_answer_is_as_described(web: Asker) -> None:
    described = web.get("/api/v1/openapi.json").json()
    schemas = described["components"]["schemas"]
    assert {"KeyedClaim", "EventStory", "Shown", "Speaker"} <= set(schemas)
    assert all(len(o["get"]["responses"]) > 1 for o in described["paths"].values())
    text = json.dumps(described)
    for name in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        assert name in schemas


def test_nothing_that_the_description_allows_breaks_it(ledger: Ledger) -> None:
    """No answer is a 5xx, whatever the description allows to be asked."""
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
    from hypothesis import HealthCheck, given, settings
    from hypothesis import strategies as st

    with Asker(ledger, Settings(hosts=("testserver",))) as web:
        schema = schemathesis.openapi.from_dict(web.get("/api/v1/openapi.json").json())
        operations = [found.ok() for found in schema.get_all_operations()]
        assert len(operations) >= 11
        asked: list[Any] = []
        for operation in operations:

            @given(case=operation.as_strategy(), odd=st.text(max_size=8))
            @settings(
                max_examples=25, deadline=None, database=None, derandomize=True,
                suppress_health_check=list(HealthCheck),
            )  # fmt: skip
            def ask(case: Any, odd: str) -> None:
                query = {k: v for k, v in (case.query or {}).items() if isinstance(v, str | int)}
                answer = web.get(case.formatted_path, params=query)
                asked.append(answer.status_code)
                assert answer.status_code < 500, (answer.url, answer.text)
                answer = web.get(case.formatted_path, params=dict.fromkeys(query, odd))
                assert answer.status_code < 500, (answer.url, answer.text)

            ask()
        assert len(asked) > 100
