from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.linking.blocks import REACH, block_keys
from counterclaim.linking.copies import copies, credit
from counterclaim.linking.event_pairs import event_features
from counterclaim.linking.facts import Facts, PlaceFact, folded, is_person, unit_of
from counterclaim.linking.graph import event_scorer, origin_scores
from counterclaim.linking.origin_pairs import origin_features
from counterclaim.linking.origin_scores import NEVER
from counterclaim.linking.places import closest, relation
from counterclaim.linking.reasons import event_reason, origin_reason
from counterclaim.linking.stems import UNIT, cosine, stems, vector
from tests.linking.event import SPEAKERS, event, said

CITY = PlaceFact("1", "Northgate", "UA", 46.6, 32.6, 0)
VILLAGE = PlaceFact("2", "Ebb", "UA", 46.7, 32.7, 0)
REGION = PlaceFact("3", "the region", "UA", 46.6, 33.5, 2)
LAND = PlaceFact("4", "the country", "UA", 49.0, 31.0, 3)
ABROAD = PlaceFact("5", "Farhaven", "PL", 52.0, 21.0, 0)
NOWHERE = PlaceFact("the mill", "the mill", None, None, None, 0)

quotes = st.sampled_from([
    "shells hit the grain pier", "a shell struck the pier at night", "the ferry was not hit",
    "two dockers died", "crews put out the fire", "the minister flew home",
])  # fmt: skip
claims = st.builds(
    said, quotes, st.sampled_from([None, *SPEAKERS]),
    type_=st.sampled_from(["strike", "casualties", "meeting", "deception"]),
    stance=st.sampled_from(["asserts", "denies", "accuses"]),
    agents=st.sampled_from([[], ["UKR"], ["RUS"]]),
)  # fmt: skip


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (CITY, CITY, "same"), (CITY, VILLAGE, "near"), (CITY, REGION, "within"),
        (CITY, LAND, "country"), (CITY, ABROAD, "apart"), (LAND, ABROAD, "apart"),
        (CITY, NOWHERE, "unknown"),
    ],
)  # fmt: skip
def test_places_lie_to_one_another(a: PlaceFact, b: PlaceFact, expected: str) -> None:
    assert relation(a, b) == relation(b, a) == expected


def test_the_closest_of_several_counts() -> None:
    assert closest([ABROAD, REGION], [CITY]) == "within"
    assert closest([], [CITY]) == "unknown"


def pair(one: dict[str, object], other: dict[str, object], days: int = 0) -> tuple[Facts, Facts]:
    items = event(("Post", "2024-05-01", [one]), ("Mail", f"2024-05-{1 + days:02d}", [other]))
    return items[0].facts, items[1].facts


@given(claims, claims, st.integers(0, 20))
def test_which_claim_comes_first_makes_no_difference(
    one: dict[str, object], other: dict[str, object], days: int
) -> None:
    a, b = pair(one, other, days)
    assert event_features(a, b) == event_features(b, a)
    assert origin_features(a, b, 1.0) == origin_features(b, a, 1.0)
    assert event_scorer().score(event_features(a, b)) == pytest.approx(
        event_scorer().score(event_features(b, a)), abs=0
    )


@given(claims, claims, st.integers(0, REACH))
def test_claims_on_one_place_within_reach_are_compared(
    one: dict[str, object], other: dict[str, object], days: int
) -> None:
    a, b = pair(one, other, days)
    assert set(block_keys(a)) & set(block_keys(b))


@given(claims, claims)
def test_reasons_are_one_sentence(one: dict[str, object], other: dict[str, object]) -> None:
    a, b = pair(one, other)
    reasons: list[Callable[[Facts, Facts], str]] = [event_reason, origin_reason]
    for reason in reasons:
        sentence = reason(a, b)
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "\n" not in sentence


def test_two_people_never_share_an_origin() -> None:
    a, b = pair(said("the pier burns", "Anna Quayside"), said("the pier burns", "Ivan Harbourman"))
    assert origin_scores({1: a, 2: b}, [(1, 2)], {}) == {(1, 2): NEVER}


def test_words_are_compared_by_their_stems() -> None:
    assert list(stems("The raiders' boats were raiding")) == ["raider", "boat", "raid"]
    assert cosine(vector(stems("boats raided")), vector(stems("the boat raids"))) > 0.99
    assert cosine(vector([]), vector(["boat"])) == 0.0
    assert all(isinstance(w, int) and w <= UNIT for w in vector(["boat", "raid"]).values())


def test_names_and_units_are_folded() -> None:
    assert folded("The Harbour Watch’s") == "harbour watch"
    assert folded("The") == "the"
    assert unit_of("people killed") == unit_of("killed")
    assert is_person("Anna Quayside")
    assert not is_person("Ministry of Ferries")


def test_copies_point_to_the_earlier_text() -> None:
    text = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    found = copies({1: text, 2: f"{text} and more of it", 3: "something else altogether " * 4})
    assert [(copy.original, copy.copy) for copy in found] == [(1, 2)]
    assert copies({1: "too short", 2: "too short"}) == []


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("NORTHGATE (Reuters) - A shell hit the pier.", "Reuters"),
        ("NORTHGATE, May 1 (AP) — A shell hit the pier.", "Associated Press"),
        ("A shell hit the pier. (TASS)", "TASS"),
        ("A shell hit the AP office at the pier.", None),
    ],
)
def test_credits_are_read_where_they_stand(text: str, agency: str | None) -> None:
    found = credit(text)
    assert (found.agency if found else None) == agency
    assert found is None or found.words in text
