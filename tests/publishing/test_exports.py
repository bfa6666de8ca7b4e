"""Behaviour that all exports share, and of those that are told in a line or two."""

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from msgspec import structs

from counterclaim import Place, Reading
from counterclaim.ledger.judged import JudgedClaim
from counterclaim.ledger.reviews import Correction, Review
from counterclaim.publishing.exports.formats import FORMATS, Format
from tests.publishing import golden
from tests.publishing.exported import exported, ferry
from tests.publishing.readings import hostile, overlapping

KML = "{http://www.opengis.net/kml/2.2}"


def table(name: Format, **options: float) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(exported(name, [ferry()], **options).decode()))
    return list(rows)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_again_is_the_same_and_nothing_is_less(name: Format) -> None:
    assert exported(name) == exported(name)
    assert len(exported(name, [])) < len(exported(name, [overlapping(2)]) + b" ")
    assert len(exported(name, [])) < len(exported(name, [ferry()]))


def test_collections_are_json_of_located_places() -> None:
    for readings, count in (([], 0), ([ferry()], 4), ([ferry(), ferry()], 8)):
        features = json.loads(exported("geojson", readings))["features"]
        assert len(features) == count
    assert features[0]["geometry"]["coordinates"] == [32.2917, 46.5833]
    assert features[0]["properties"]["inferred"] == [
        "side", "place", "lat", "lon", "precision", "country", "geonameid", "time_start",
        "time_end", "event", "origin",
    ]  # fmt: skip


def test_rows_name_what_is_not_the_reports() -> None:
    first, *_, denial, _, demand = table("csv")
    assert "lat lon precision" in first["inferred"]
    assert "speaker" not in first["inferred"].split()
    assert denial["speaker"] == "Armed Forces of Russia"
    assert denial["speaker_words"] == "The Russian command"
    assert "speaker" in denial["inferred"].split()
    assert {name for row in table("csv") for name in row["inferred"].split()} <= set(first)
    assert demand["judged"] == ""


def test_placemarks_are_valid_and_ask_nothing_of_the_network() -> None:
    page = exported("kml")
    root = ElementTree.fromstring(page)
    marks = root.findall(f".//{KML}Placemark")
    assert [m.findtext(f"{KML}styleUrl") for m in marks] == ["#point"] * 3 + ["#area"]
    assert marks[0].findtext(f".//{KML}coordinates") == "32.2917,46.5833"
    assert marks[0].findtext(f"{KML}TimeSpan/{KML}begin") == "2024-05-13"
    assert "denies" in (marks[2].findtext(f"{KML}name") or "")
    assert b"http" not in page.replace(b"http://www.opengis.net/kml/2.2", b"").replace(
        b"https://post.example.org", b""
    )
    data = {d.get("name"): d.findtext(f"{KML}value") for d in marks[3].iter(f"{KML}Data")}
    assert data["precision"] == "admin1"
    assert "lat" in (data["inferred"] or "").split()


@pytest.mark.parametrize("name", ["csv", "coding"])
def test_blurred_rows_say_so(name: Format) -> None:
    row = table(name, blur=10)[0]
    assert row["precision"] == "approximate, blurred to 10 km"
    assert row["lat"] != "46.5833"
    assert row.get("geonameid", "") == ""


def test_blurred_maps_and_records_say_so() -> None:
    (feature, *_) = json.loads(exported("geojson", [ferry()], blur=5))["features"]
    assert feature["properties"]["precision"] == "approximate, blurred to 5 km"
    (record,) = exported("jsonl", [ferry()], blur=5).splitlines()
    place = json.loads(record)["claims"][0]["places"][0]
    assert (place["precision"], place["blurred_km"]) == ("approximate", 5)
    assert [place["lon"], place["lat"]] == feature["geometry"]["coordinates"]
    assert place["geonameid"] is None


@pytest.mark.parametrize("ending", golden.EXPORTS.values())
def test_exports_are_as_looked_at(ending: str) -> None:
    name = f"ferry{ending}"
    assert golden.produce()[name].encode() == (golden.FOLDER / name).read_bytes()


def judged_ferry() -> Reading:
    reading = ferry()
    claim, *others = reading.claims
    correction = Correction(stance="denies", quote=claim.quote)
    review = Review(
        key=7, claim=1, verdict="correct", correction=correction, note="seen", by="Ada",
        at="2024-05-16T10:00:00+00:00",
    )  # fmt: skip
    judged = JudgedClaim(**structs.asdict(claim), judged=(review,))
    return structs.replace(reading, claims=(judged, *others))


@pytest.mark.parametrize("name", [n for n in FORMATS if n != "parquet"])
def test_judgements_stand_beside_what_is_reported(name: Format) -> None:
    plain, judged = (exported(name, [r], blur=5).decode() for r in (ferry(), judged_ferry()))
    assert "Ada" not in plain
    assert "Ada" in judged
    assert judged.count("2024-05-13") >= plain.count("2024-05-13")


def test_a_judgement_changes_no_other_column() -> None:
    for form in ("csv", "coding"):
        plain, judged = (
            next(csv.DictReader(io.StringIO(exported(form, [reading]).decode())))
            for reading in (ferry(), judged_ferry())
        )
        words = judged.pop("judged")
        assert words == "correct by Ada: quote=a drone hit the ferry near Lipovka on Monday, " + (
            "stance=denies"
        )
        del plain["judged"]
        assert judged == plain


def test_hostile_places_stay_text() -> None:
    reading = hostile()
    claim = reading.claims[1]
    place = Place(
        text=claim.quote.text, name="]]></name>=cmd|'/c calc'!A1\x1b", country=None,
        lat=1.0, lon=2.0, precision="site", span=claim.quote,
    )  # fmt: skip
    reading = structs.replace(reading, claims=(structs.replace(claim, places=(place,)),))
    root = ElementTree.fromstring(exported("kml", [reading]))
    (mark,) = root.iter(f"{KML}Placemark")
    assert {child.tag.removeprefix(KML) for child in mark} == {
        "name", "description", "styleUrl", "ExtendedData", "Point",
    }  # fmt: skip
    (feature,) = json.loads(exported("geojson", [reading]))["features"]
    assert feature["properties"]["place"] == place.name
    formula = structs.replace(place, name="=cmd|'/c calc'!A1")
    reading = structs.replace(
        reading, claims=(structs.replace(reading.claims[0], places=(formula,)),)
    )
    for form in ("csv", "coding"):
        (row,) = csv.DictReader(io.StringIO(exported(form, [reading]).decode()))
        assert row["place"] == "'=cmd|'/c calc'!A1"
