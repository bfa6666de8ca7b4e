"""The shipped tables of parties agree with one another and with the schema."""

import itertools
import re

import pytest

from counterclaim.lexicons import Row, alternatives, load_table
from counterclaim.model.vocabulary import SOURCE_KINDS

_SIDE = re.compile(r"[A-Z]{3}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_ITEM = re.compile(r"Q[1-9]\d*")


@pytest.mark.parametrize("table", ["parties", "people"])
def test_rows_have_sides_kinds_and_dates(table: str) -> None:
    for row in load_table(table):
        assert _SIDE.fullmatch(row["side"]), row
        assert row["kind"] in SOURCE_KINDS, row
        assert row.get("gender", "") in {"", "m", "f"}, row
        assert not row["wikidata"] or _ITEM.fullmatch(row["wikidata"]), row
        _check_dates(row)


def _check_dates(row: Row) -> None:
    for column in ("from", "until"):
        assert not row[column] or _DATE.fullmatch(row[column]), row
    assert not (row["from"] and row["until"]) or row["from"] <= row["until"], row


def test_a_name_has_one_row_at_a_time() -> None:
    for table in ("parties", "people"):
        rows: dict[str, list[Row]] = {}
        for row in load_table(table):
            rows.setdefault(row["name"], []).append(row)
        for name, several in rows.items():
            several.sort(key=lambda r: r["from"])
            for before, after in itertools.pairwise(several):
                assert "" < before["until"] < after["from"], name


def test_offices_are_held_by_people_of_the_table() -> None:
    people = {row["name"] for row in load_table("people")}
    titles = {row["title"] for row in load_table("titles")}
    for row in load_table("offices"):
        assert row["holder"] in people, row
        assert set(alternatives(row["title"])) <= titles, row
        _check_dates(row)


def test_an_office_has_one_holder_at_a_time() -> None:
    offices: dict[tuple[str, str], list[Row]] = {}
    for row in load_table("offices"):
        for title in alternatives(row["title"]):
            offices.setdefault((title, row["of"]), []).append(row)
    for office, rows in offices.items():
        rows.sort(key=lambda r: r["from"])
        for before, after in itertools.pairwise(rows):
            assert "" < before["until"] <= after["from"], (office, after)


def test_every_state_has_one_row() -> None:
    rows = load_table("demonyms")
    assert len({row["side"] for row in rows}) == len({row["alpha2"] for row in rows}) == len(rows)
    assert len(rows) >= 193
