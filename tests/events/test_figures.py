"""Numbers as intervals with units, and what is no figure."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.events.conftest import Drafter

Interval = tuple[float | None, float | None, str]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Rebels killed 14 guards.", (14, 14, "killed")),
        ("Rebels killed at least 14 guards.", (14, None, "killed")),
        ("Rebels killed up to 14 guards.", (None, 14, "killed")),
        ("Rebels killed about fourteen guards.", (14, 14, "killed")),
        ("Rebels killed dozens of guards.", (24, None, "killed")),
        ("Rebels killed between 20 to 30 guards.", (20, 30, "killed")),
        ("Rebels killed between 20 and 30 guards.", (20, 30, "killed")),
        ("Rebels killed twenty-five guards.", (25, 25, "killed")),
        ("Rebels killed 1,400 guards.", (1400, 1400, "killed")),
        ("Rebels repelled more than 60 attacks.", (60, None, "attacks")),
        ("Gunners shot down 12 drones.", (12, 12, "drones")),
        ("Norland sent $300 million in aid.", (3e8, 3e8, "USD")),
        ("Norland sent aid of $300m.", (3e8, 3e8, "USD")),
        ("Norland sent up to UAH 4 billion in aid.", (None, 4e9, "UAH")),
        ("Norland sent 2.5 billion euros in aid.", (2.5e9, 2.5e9, "EUR")),
        ("Rebels control half of the province.", (0.5, 0.5, "share")),
        ("Rebels control over 40% of the province.", (0.4, None, "share")),
    ],
)
def test_figures_are_intervals(drafts_of: Drafter, text: str, figure: Interval) -> None:
    assert [f for d in drafts_of(text) for f in d.figures] == [figure]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels killed a guard on 14 May 2021.",
        "Rebels killed a guard at 9:30 p.m. on Monday.",
        "Rebels killed a 14-year-old boy.",
        "Rebels fired an S-300 missile at the base.",
        "Rebels shot down an F-16 near the lake.",
        "Rebels killed a guard for the second time in three days.",
        "Rebels killed a guard 12 miles north of Orlin.",
        "Rebels killed a guard on day 41 of the siege.",
    ],
)
def test_dates_ages_ordinals_models_and_distances_are_none(drafts_of: Drafter, text: str) -> None:
    assert [f for d in drafts_of(text) for f in d.figures] == []


@settings(max_examples=25, deadline=None)
@given(count=st.integers(min_value=2, max_value=9_999_999))
def test_a_count_is_read_as_written(drafts_of: Drafter, count: int) -> None:
    text = f"Rebels killed {count:,} guards."
    assert [f for d in drafts_of(text) for f in d.figures] == [(count, count, "killed")]
