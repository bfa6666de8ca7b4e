"""Exports in other people's models: each is read back by that model's own rules."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from counterclaim.publishing.exports import ftm, jsonld, timemap
from tests.publishing.exported import MAYOR, exported, ferry, made
from tests.publishing.readings import hostile


def test_parquet_has_types_layers_and_whole_lists() -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="counterclaim[parquet] is missing")
    table = parquet.read_table(io.BytesIO(exported("parquet", [ferry()])))
    layers = {f.name: f.metadata[b"layer"].decode() for f in table.schema}
    assert (layers["quote"], layers["lat"], layers["judged"]) == ("reported", "inferred", "judged")
    first, second, *_ = table.to_pylist()
    assert (first["quote_start"], first["lat"], first["event"]) == (50, 46.5833, "e-ferry")
    assert first["title"] == "=Ferry burns off Lipovka"  # data, not a cell
    assert first["all_places"][0]["text"] == "Lipovka"
    assert "lat" in first["inferred"]
    assert second["all_figures"] == [
        {"text": "at least two", "low": 2.0, "high": None, "unit": "killed"}
    ]
    blurred = parquet.read_table(io.BytesIO(exported("parquet", [ferry()], blur=10))).to_pylist()
    assert blurred[0]["all_places"][0]["precision"] == "approximate, blurred to 10 km"
    assert blurred[0]["all_places"][0]["lat"] == blurred[0]["lat"] != 46.5833


PINNED: dict[str, set[str]] = json.loads((Path(__file__).parent / "ftm_schemata.json").read_text())
"""The properties of FollowTheMoney 4.11.2's schemata that we use, and no others."""


def lines(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def test_entities_are_of_the_schemata() -> None:
    found = lines(exported("ftm"))
    assert len({e["id"] for e in found}) == len(found)
    for entity in found:
        assert set(entity["properties"]) <= set(PINNED[entity["schema"]]), entity
        assert all(v and isinstance(v, str) for vs in entity["properties"].values() for v in vs)
    known = {e["id"] for e in found}
    for entity in found:
        for name in ("subject", "object", "proof", "involved", "addressEntity"):
            assert set(entity["properties"].get(name, ())) <= known


def test_the_package_itself_takes_the_entities() -> None:
    package = pytest.importorskip(
        "followthemoney", reason="followthemoney needs ICU and is installed by hand"
    )
    for entity in lines(exported("ftm")):
        proxy = package.model.get_proxy(entity)
        proxy.schema.validate(entity)
        assert proxy.properties == {n: list(v) for n, v in entity["properties"].items()}


def test_a_denied_event_is_named_so() -> None:
    found = lines(exported("ftm", [ferry()]))
    by_id = {e["id"]: e for e in found}
    links = [e["properties"] for e in found if e["schema"] == "UnknownLink"]
    denial = next(link for link in links if link["role"] == ["denies"])
    event = by_id[denial["object"][0]]["properties"]
    assert event["name"][0].startswith("denied: ")
    assert by_id[denial["subject"][0]]["properties"]["name"] == ["Armed Forces of Russia"]
    assert by_id[denial["proof"][0]]["schema"] == "Article"
    assert any(note.startswith("inferred: ") for note in event["notes"])


def test_nobody_in_particular_is_no_entity() -> None:
    source = type(MAYOR)(
        text="a source", name="", side="UNK", kind="anonymous", role="speaker", span=MAYOR.span
    )
    claim = made(1, "a drone hit the ferry", sources=(source,))
    reading = type(ferry())(report=ferry().report, claims=(claim,), extractor="hand 1")
    assert [e["schema"] for e in ftm.entities(reading)] == ["Article", "Event"]


EVENT_FIELDS = {
    "id", "description", "date", "time", "time_precision", "location", "latitude", "longitude",
    "type", "category", "associations", "sources", "comments",
}  # fmt: skip


def test_timemap_finds_what_its_arrays_refer_to() -> None:
    arrays = json.loads(exported("timemap"))
    assert tuple(arrays) == timemap.ARRAYS
    ids = {a["id"] for a in arrays["associations"]}
    assert len(ids) == len(arrays["associations"])
    for number, source in enumerate(arrays["sources"]):
        assert source["id"] == str(number)
        assert isinstance(source["paths"], list)
    for event in arrays["events"]:
        assert set(event) <= EVENT_FIELDS
        assert set(event["associations"]) <= ids
        assert [arrays["sources"][int(s)]["id"] for s in event["sources"]] == event["sources"]
        assert bool(event["latitude"]) == bool(event["longitude"])
    first, *_, denial, _, demand = arrays["events"]
    assert (first["date"], first["latitude"]) == ("5/13/2024", "46.5833")
    assert denial["description"].startswith("[denied] Armed Forces of Russia denies: ")
    assert denial["comments"].startswith("Inferred: day of the report, coordinates")
    assert "Status: demanded" in demand["associations"]


def test_timemap_has_nothing_without_a_day() -> None:
    assert json.loads(exported("timemap", [hostile()]))["events"] == []


def expanded(data: bytes) -> list[dict[str, Any]]:
    processor = pytest.importorskip("pyld", reason="pyld is not installed").jsonld
    nodes: list[dict[str, Any]] = processor.expand(json.loads(data))
    return nodes


def test_linked_data_expands_and_loses_nothing() -> None:
    nodes = expanded(exported("jsonld"))
    terms = {key for node in nodes for key in node if not key.startswith("@")}
    assert terms
    assert all(t.startswith(("https://schema.org/", "http://www.w3.org/", "urn:")) for t in terms)
    claims = [n for n in nodes if "https://schema.org/Claim" in n["@type"]]
    assert len(claims) == len(ferry().claims) + len(hostile().claims)


def test_linked_data_points_at_words_and_keeps_layers_apart() -> None:
    nodes = {n["@id"]: n for n in expanded(exported("jsonld", [ferry()]))}
    claim = nodes["urn:counterclaim:claim:ferry:c-0000000000000004"]
    cc = jsonld.NAMESPACE
    annotations = claim[f"{cc}annotation"]
    for annotation in annotations:
        (target,) = annotation["http://www.w3.org/ns/oa#hasTarget"]
        position, words = target["http://www.w3.org/ns/oa#hasSelector"]
        start = position["http://www.w3.org/ns/oa#start"][0]["@value"]
        end = position["http://www.w3.org/ns/oa#end"][0]["@value"]
        exact = words["http://www.w3.org/ns/oa#exact"][0]["@value"]
        assert ferry().report.text[start:end] == exact
    assert claim[f"{cc}stance"] == [{"@value": "denies"}]
    (inferred,) = claim[f"{cc}inferred"]
    assert inferred["http://www.w3.org/ns/prov#wasDerivedFrom"] == [{"@id": claim["@id"]}]
    assert inferred[f"{cc}status"] == [{"@value": "denied"}]
    assert f"{cc}place" in inferred
    assert f"{cc}place" not in claim
    assert "https://schema.org/latitude" not in claim


def test_drafts_have_no_rating_and_no_reviewer() -> None:
    drafts = lines(exported("claimreview", [ferry()]))
    assert [d["identifier"][-1] for d in drafts] == ["1", "2", "4", "5"]
    for draft in drafts:
        assert draft["@type"] == "ClaimReview"
        assert draft["creativeWorkStatus"] == "Draft"
        assert {"reviewRating", "author", "datePublished", "url"}.isdisjoint(draft)
        assert draft["itemReviewed"]["author"]["name"]
    assert drafts[0]["claimReviewed"] == "a drone hit the ferry near Lipovka on Monday"
    assert drafts[2]["claimReviewed"].startswith("Armed Forces of Russia denies: ")
