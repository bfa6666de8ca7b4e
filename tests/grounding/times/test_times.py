"""Time expressions: extents, TIMEX3 values, intervals, and what is left unanchored."""

import functools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.grounding.times.attachment import time_for
from counterclaim.grounding.times.stage import TimeStage
from counterclaim.language.parse import ParseStage
from counterclaim.model.document import ClaimDraft, Document, TimeMention
from counterclaim.model.records import Report


@functools.cache
def stages() -> tuple[ParseStage, TimeStage]:
    return ParseStage(), TimeStage()


def read(text: str, published: str | None = "2024-05-15") -> Document:
    document = Document(Report.of(text, published=published))
    for stage in stages():
        stage(document)
    return document


def times(text: str, published: str | None = "2024-05-15") -> tuple[TimeMention, ...]:
    return read(text, published).times


@pytest.mark.parametrize(
    ("text", "words", "value", "start", "end"),
    [
        # 15 May 2024 is a Wednesday
        ("Guns fired on Monday.", "Monday", "2024-05-13", "2024-05-13", "2024-05-13"),
        ("The envoys will meet on Friday.", "Friday", "2024-05-17", "2024-05-17", "2024-05-17"),
        ("The depot burned yesterday.", "yesterday", "2024-05-14", "2024-05-14", "2024-05-14"),
        ("The depot burned on 3 March 2022.", "3 March 2022", "2022-03-03", "2022-03-03", "2022-03-03"),  # noqa: E501
        ("It fell in November.", "November", "2023-11", "2023-11-01", "2023-11-30"),
        ("It fell last fall.", "last fall", "2023-FA", "2023-09-01", "2023-11-30"),
        ("Six drones fell in the last 24 hours.", "the last 24 hours", "PT24H", "2024-05-14", "2024-05-15"),  # noqa: E501
        ("Fighting grew in recent days.", "recent days", "PXD", "2024-05-08", "2024-05-15"),
        ("The bridge was hit recently.", "recently", "PAST_REF", "2024-05-08", "2024-05-15"),
        ("The bridge was hit overnight.", "overnight", "2024-05-14TNI", "2024-05-14", "2024-05-15"),
        ("It was built two years ago.", "two years ago", "2022", "2022-01-01", "2022-12-31"),
        ("It began in the 1990s.", "the 1990s", "199", "1990-01-01", "1999-12-31"),
        ("It dates from the 20th century.", "the 20th century", "19", "1901-01-01", "2000-12-31"),
        ("A shell landed on 2024-04-30.", "2024-04-30", "2024-04-30", "2024-04-30", "2024-04-30"),
        ("A mill burned last Oct. 23 in Ostra.", "last Oct. 23", "2023-10-23", "2023-10-23", "2023-10-23"),  # noqa: E501
        ("The court sits in the week of June 3.", "the week of June 3", "2024-W23", "2024-06-03", "2024-06-09"),  # noqa: E501
        ("Crowds left as Easter week began.", "Easter week", "2024-W13", "2024-03-25", "2024-03-31"),  # noqa: E501
        ("Guns may come as soon as Friday.", "Friday", "2024-05-17", "2024-05-17", "2024-05-17"),
        ("The talks were postponed until Friday.", "Friday", "2024-05-17", None, "2024-05-17"),
        ("The truce had been due to expire on Friday.", "Friday", "2024-05-10", "2024-05-10", "2024-05-10"),  # noqa: E501
        ("The envoy is to leave on Friday.", "Friday", "2024-05-17", "2024-05-17", "2024-05-17"),
        ("On Friday the union plans to march.", "Friday", "2024-05-17", "2024-05-17", "2024-05-17"),
        ("Miners planned a rally on Friday.", "Friday", "2024-05-17", "2024-05-17", "2024-05-17"),
        ("Exports grew in the last half of 2022.", "the last half of 2022", "2022-H2", "2022-07-01", "2022-12-31"),  # noqa: E501
        ("Mines spread over the past decade.", "the past decade", "P10Y", "2014-05-15", "2024-05-15"),  # noqa: E501
        ("The convoy left at 4 in the morning.", "4 in the morning", "2024-05-15T04:00", "2024-05-15", "2024-05-15"),  # noqa: E501
        ("Troops left earlier this month.", "earlier this month", "2024-05", "2024-05-01", "2024-05-15"),  # noqa: E501
    ],
)  # fmt: skip
def test_value_and_interval(text: str, words: str, value: str, start: str, end: str) -> None:
    (found,) = times(text)
    assert (text[found.start : found.end], found.value) == (words, value)
    assert (found.interval.start, found.interval.end) == (start, end)
    assert found.interval.anchored


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Guns fired on Monday.", "XXXX-WXX-1"),
        ("The depot burned yesterday.", "XXXX-XX-XX"),
        ("It fell on 3 March.", "XXXX-03-03"),
        ("It fell last year.", "XXXX"),
    ],
)
@pytest.mark.parametrize("published", [None, "", "no date"])
def test_nothing_is_anchored_without_a_date(text: str, value: str, published: str | None) -> None:
    (found,) = times(text, published)
    assert found.value == value
    assert (found.interval.start, found.interval.end, found.interval.anchored) == (
        None,
        None,
        False,
    )


def test_a_full_date_needs_no_publication_date() -> None:
    (found,) = times("The mill burned on 3 May 2022.", None)
    assert (found.interval.start, found.interval.anchored) == ("2022-05-03", True)


def test_a_following_day_counts_from_the_narrative() -> None:
    _, later = times("The mill burned on 3 May 2022. The next day its owner left.")
    assert (later.value, later.interval.start) == ("2022-05-04", "2022-05-04")


def test_both_ends_of_a_range_carry_the_whole() -> None:
    first, last = times("The siege lasted from March to May 2022 in all.", "2022-09-01")
    assert (first.interval.start, first.interval.end) == ("2022-03-01", "2022-05-31")
    assert last.interval == first.interval


def test_days_of_a_war_are_counted_from_its_first() -> None:
    (found,) = times("On day 10 of the invasion a mill near Kyiv burned.")
    assert found.value == "2022-03-05"


@pytest.mark.parametrize(
    "text",
    [
        "A 6-year-old boy hid.",
        "They may march.",
        "2000 soldiers fell.",
        "Guards stand there 24 hours a day.",
        "Nuns joined the annual March for Bread.",
        "The Daily Echo printed a letter.",
        "He was soon freed.",
        "From the moment the roof fell nobody spoke.",
    ],
)
def test_other_words_are_no_times(text: str) -> None:
    assert times(text) == ()


def test_the_second_of_two_days_has_its_own_date() -> None:
    assert [t.value for t in times("It meets on April 24 and 25.")] == ["2024-04-24", "2024-04-25"]


def test_a_clock_time_takes_the_day_after_its_conversion() -> None:
    found, *_ = times("A blast came at 10:35 a.m. (0735 GMT) Monday.")
    assert found.value == "2024-05-13T10:35"


def test_the_year_before_counts_from_the_year_named() -> None:
    assert [t.value for t in times("Exports fell last year, after a rise the year before.")] == [
        "2023",
        "2022",
    ]


def test_a_year_that_bounds_is_no_date_of_an_event() -> None:
    (found,) = times("They left the post-2014 lines.")
    assert (found.value, found.mod, found.interval.start) == ("2014", "AFTER", None)


def test_a_clock_time_after_a_night_is_of_its_morning() -> None:
    *_, found = times("Sirens rang overnight and a blast came at 3.40am.")
    assert (found.value, found.interval.start) == ("2024-05-15T03:40", "2024-05-15")


def test_a_stretch_up_to_the_report() -> None:
    (found,) = times("The corps has been trying to take the mill for two months.")
    assert (found.interval.start, found.interval.end) == ("2024-03-15", "2024-05-15")


def test_a_stretch_of_the_past_floats() -> None:
    (found,) = times("The guard held the mill for two weeks.")
    assert (found.value, found.interval.start, found.interval.end) == ("P2W", None, None)


def test_sets() -> None:
    assert [(t.type, t.value) for t in times("Guns fire every day and weekly lists appear.")] == [
        ("SET", "P1D"),
        ("SET", "P1W"),
    ]


def draft(text: str, quote: str, trigger: str) -> ClaimDraft:
    start, at = text.index(quote), text.index(trigger)
    extent = (start, start + len(quote))
    return ClaimDraft(
        extent, extent, None, None, "asserts", "attack", (at, at + len(trigger)), "occurred"
    )


def test_a_claim_is_dated_by_its_own_clause_first() -> None:
    text = "The mayor said on Tuesday that a mill burned on Monday."
    found = time_for(read(text), draft(text, "a mill burned on Monday", "burned"))
    assert found is not None
    assert found.interval.start == "2024-05-13"


def test_a_claim_without_a_time_takes_its_governing_verbs() -> None:
    text = "The mayor said on Tuesday that a mill burned."
    found = time_for(read(text), draft(text, "a mill burned", "burned"))
    assert found is not None
    assert found.interval.start == "2024-05-14"


def test_a_claim_without_any_time_has_none() -> None:
    text = "A mill burned. The mayor left on Monday."
    assert time_for(read(text), draft(text, "A mill burned", "burned")) is None


PIECES = st.sampled_from(
    ["Monday", "May", "the", "last", "3", "2022", "99", "of", "days", "ago", "next", "year", "week",
     "-", ",", "'s", "century", "31", "February", "night", "at", "5.30am", "\U0001f600", "e\u0301",
     "\r\n", "שלום", "“", "to", "a", "hundred", "thousand", "before", "every", "winter", "99999999"]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(PIECES, max_size=14), st.sampled_from([None, "2024-02-29", "0001-01-01", "9999-12-31"])
)
def test_any_text_is_survived_with_exact_spans(pieces: list[str], published: str | None) -> None:
    text = " ".join(pieces)
    previous = 0
    for found in times(text, published):
        assert previous <= found.start < found.end <= len(text)
        previous = found.end
        found.interval.span.check(text)
        if found.interval.start and found.interval.end:
            assert found.interval.start <= found.interval.end
