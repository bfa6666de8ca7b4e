import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.language.segments import MAX_SEGMENT, in_dateline, segments


def pieces(text: str) -> list[str]:
    return [text[a:b] for a, b in segments(text)]


@given(st.text(st.sampled_from("ab .\n\r\t\u2028é🚀”"), max_size=400))
def test_segments_tile_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text
    assert all(pieces(text))


def test_a_headline_is_parsed_apart_from_its_lead() -> None:
    assert pieces("Ferry hit at Orlivka\n\nThree people died.") == [
        "Ferry hit at Orlivka\n\n",
        "Three people died.",
    ]


def test_lines_that_only_wrap_a_paragraph_stay_together() -> None:
    wrapped = (
        "The governor said on Tuesday that the bridge over the Sula had\n"
        "been closed to lorries after an inspection found cracks in two\n"
        "of its piers.\n"
    )
    assert pieces(wrapped) == [wrapped]


def test_a_line_that_goes_on_in_lower_case_is_no_new_segment() -> None:
    assert len(pieces("The mayor wrote on\nher channel\nNothing burned.")) == 2


def test_a_list_of_short_lines_is_not_a_paragraph() -> None:
    assert len(pieces("Kyiv\nOdesa\nLviv")) == 3


def test_the_name_of_a_link_ends_a_segment() -> None:
    assert pieces("Depot burned, mayor says Coast war: latest updates Two men were hurt.") == [
        "Depot burned, mayor says Coast war: latest updates ",
        "Two men were hurt.",
    ]
    assert pieces("At a glance: what we know on day 9 of the war Two men were hurt.") == [
        "At a glance: what we know on day 9 of the war ",
        "Two men were hurt.",
    ]
    assert len(pieces("It gave the latest updates on the fire.")) == 1


@pytest.mark.parametrize(
    "dateline",
    [
        "ODESA, Ukraine (Northgate Wire) — ",
        "NEW SULA – ",
        "VILKOVE, Ukraine, June 3 (Agency) - ",
        "Odesa, Ukraine (Agency) — ",
        "Odesa, Ukraine — ",
    ],
)
def test_a_dateline_stands_apart(dateline: str) -> None:
    sentence = "Two men were hurt in the port."
    assert pieces(dateline + sentence) == [dateline, sentence]


@pytest.mark.parametrize("text", ["NATO-led forces left.", "The UN - at last - met.", "A-10 lost"])
def test_a_dash_alone_makes_no_dateline(text: str) -> None:
    assert pieces(text) == [text]


def test_one_endless_line_is_cut() -> None:
    cut = pieces("word " * 5000)
    assert max(map(len, cut)) <= MAX_SEGMENT
    assert all(piece.endswith(" ") for piece in cut)
    assert max(map(len, pieces("x" * 20_000))) <= MAX_SEGMENT


def test_a_place_in_a_dateline_is_told_from_one_in_the_text() -> None:
    text = "Port burned\n\nODESA, Ukraine — The port of Odesa burned."
    assert in_dateline(text, text.index("ODESA"))
    assert not in_dateline(text, text.index("Odesa"))
