import csv
import io
import re

import pytest

from counterclaim import Claim, Figure, Party, Time
from counterclaim.lexicons import load_table
from counterclaim.model.vocabulary import CLAIM_TYPES, REALIS, STANCES
from counterclaim.publishing.exports.coding import COLUMNS
from counterclaim.publishing.exports.event_codes import (
    Deaths,
    day_precisions,
    deaths_of,
    event_codes,
    status_of,
)
from tests.publishing.exported import LIPOVKA, TEXT, exported, ferry, made
from tests.publishing.readings import words

NEVER_OCCURRED = {"denied", "negated", "planned", "possible", "demanded", "pledged"}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported("coding", [ferry()]).decode())))


def test_what_did_not_occur_is_never_coded_as_occurred(rows: list[dict[str, str]]) -> None:
    assert [row["status"] for row in rows] == [
        "asserted", "asserted", "planned", "denied", "negated", "demanded",
    ]  # fmt: skip
    coded = COLUMNS[COLUMNS.index("plover_event") : COLUMNS.index("deaths_high") + 1]
    for row in rows:
        assert row["coded"] == ("no" if row["status"] in NEVER_OCCURRED else "yes")
        if row["coded"] == "no":
            assert [row[column] for column in coded] == [""] * len(coded)
    assert rows[3]["about_plover_event"] == "ASSAULT"
    assert rows[3]["about_acled_sub_event"] == "Air/drone strike"


def test_codes_of_what_is_said_to_have_occurred(rows: list[dict[str, str]]) -> None:
    row = rows[0]
    assert (row["plover_event"], row["plover_mode"]) == ("ASSAULT", "heavy-weapons")
    assert (row["cameo_root"], row["cameo_base"]) == ("19", "195")
    assert (row["acled_event"], row["acled_sub_event"]) == (
        "Explosions/Remote violence", "Air/drone strike",
    )  # fmt: skip
    assert (row["ucdp_date_prec"], row["ucdp_where_prec"], row["acled_geo_precision"]) == (
        "1", "1", "1",
    )  # fmt: skip
    assert (rows[1]["deaths_low"], rows[1]["deaths_best"], rows[1]["deaths_high"]) == ("2", "2", "")


def test_the_speaker_is_in_every_row(rows: list[dict[str, str]]) -> None:
    assert all(row["speaker"] for row in rows)
    assert rows[3]["speaks_for"] == "actor1"
    assert rows[4]["speaker"] == "Meridian Post (own voice)"
    assert (rows[5]["speech_plover"], rows[5]["speech_cameo"]) == ("DEMAND", "100")


def test_columns_that_are_ours_are_columns(rows: list[dict[str, str]]) -> None:
    for row in rows:
        assert set(row["inferred"].split()) <= set(COLUMNS)
        assert {"status", "coded"} <= set(row["inferred"].split())
    assert "plover_event" in rows[0]["inferred"].split()
    assert "about_plover_event" in rows[3]["inferred"].split()


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("realis", REALIS)
def test_every_stance_and_realis_has_a_status(stance: str, realis: str) -> None:
    status = status_of(made(1, "hit", stance=stance, realis=realis))
    assert status.name != "unknown"
    if realis in ("negated", "planned", "possible") or stance == "denies":
        assert not status.coded


def test_tables_are_complete_and_well_formed() -> None:
    rows = load_table("event_codes")
    assert {row["type"] for row in rows} == set(CLAIM_TYPES)
    assert {row["stance"] for row in load_table("speech_codes")} == set(STANCES)
    last = {row["type"]: row for row in rows}
    for row in rows:
        assert re.fullmatch(r"(\d\d\d)?", row["cameo"]), row
        assert bool(row["plover"]) >= bool(row["mode"]), row
        assert bool(row["acled"]) >= bool(row["sub_event"]), row
    for type_, row in last.items():
        assert not row["words"], f"{type_}: its last row must fit every claim"
        assert not row["agent"], f"{type_}: its last row must fit every claim"


@pytest.mark.parametrize(
    ("type_", "quote", "sub_event", "cameo"),
    [
        ("strike", "a drone hit the ferry", "Air/drone strike", "195"),
        ("strike", "shelled no more", "Shelling/artillery/missile attack", "194"),
        ("strike", "struck the ferry", "", "190"),
        ("statement", "said a drone hit", "", ""),
    ],
)
def test_words_choose_the_row(type_: str, quote: str, sub_event: str, cameo: str) -> None:
    codes = event_codes(made(1, quote, type=type_))
    assert (codes.sub_event, codes.cameo) == (sub_event, cameo)


@pytest.mark.parametrize(
    ("side", "sub_event"),
    [
        ("UKR", "Government regains territory"),
        ("RUS", "Non-state actor overtakes territory"),
        ("UNK", ""),
    ],
)
def test_who_takes_a_place_matters(side: str, sub_event: str) -> None:
    agent = Party(text="its", name="its", side=side, span=words(TEXT, "its"))
    taken = made(1, "the landing", type="capture", places=(LIPOVKA,), agents=(agent,))
    assert event_codes(taken).sub_event == sub_event


def killed(*intervals: tuple[float | None, float | None], unit: str = "killed") -> list[Figure]:
    span = words(TEXT, "two")
    return [Figure(text="two", low=lo, high=hi, unit=unit, span=span) for lo, hi in intervals]


@pytest.mark.parametrize(
    ("figures", "deaths"),
    [
        ([], Deaths()),
        (killed((3, 3)), Deaths(3, 3, 3)),
        (killed((3, None)), Deaths(3, 3, None)),
        (killed((None, 20)), Deaths(None, None, 20)),
        (killed((20, 30)), Deaths(20, 20, 30)),
        (killed((3, 3), (2, 2)), Deaths(3, None, 5)),
        (killed((3, 3), (2, None)), Deaths(3, None, None)),
        (killed((0, 0)), Deaths(0, 0, 0)),
        (killed((7, 7), unit="wounded"), Deaths()),
    ],
)
def test_deaths_are_bounds_and_no_average(figures: list[Figure], deaths: Deaths) -> None:
    assert deaths_of(figures) == deaths


@pytest.mark.parametrize(
    ("end", "codes"),
    [
        ("2024-05-01", ("1", "1")),
        ("2024-05-05", ("2", "2")),
        ("2024-05-07", ("3", "2")),
        ("2024-05-31", ("4", "3")),
        ("2024-12-31", ("5", "")),
        ("2029-12-31", ("", "")),
        (None, ("", "")),
    ],
)
def test_days_have_the_precision_of_their_span(end: str | None, codes: tuple[str, str]) -> None:
    time = Time(text="two", start="2024-05-01", end=end, span=words(TEXT, "two"))
    assert day_precisions(time) == codes


def test_a_claim_without_words_for_a_row_gets_the_plain_one() -> None:
    claim: Claim = made(1, "Lipovka", type="meeting")
    assert event_codes(claim).plover == "CONSULT"
