import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.language.quotations import balanced, quotations


def inner(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We hold the bridge,” he said.", ["We hold the bridge,"]),
        ('"We hold the bridge," he said.', ["We hold the bridge,"]),
        ("``We hold the bridge,'' he said.", ["We hold the bridge,"]),
        ("‘We hold the bridge,’ he said.", ["We hold the bridge,"]),
        ("'We hold the bridge,' he said.", ["We hold the bridge,"]),
        ("«We hold the bridge», he said.", ["We hold the bridge"]),
        ("„We hold the bridge”, he said.", ["We hold the bridge"]),
    ],
)
def test_marks_of_every_shape_pair_up(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The rebels' base and the army's road don't meet.",
        "The rebels’ base and the army’s road don’t meet.",
        "Back in the '90s they held 'em off.",
        "A 5' 10\" wall",
    ],
)
def test_apostrophes_and_measures_are_no_quotations(text: str) -> None:
    assert inner(text) == []


def test_a_possessive_inside_single_marks_does_not_close_them() -> None:
    assert inner("He said ‘the rebels’ base is gone’ on air.") == ["the rebels’ base is gone"]


def test_two_quoted_terms_beside_a_possessive_stay_two() -> None:
    text = "‘saboteurs’ after the army’s word of ‘incidents’ there"
    assert inner(text) == ["saboteurs", "incidents"]


def test_nested_quotations_follow_the_one_around_them() -> None:
    text = "“They told us ‘run’ and we ran,” she said."
    assert inner(text) == ["They told us ‘run’ and we ran,", "run"]


def test_a_stray_mark_does_not_turn_the_rest_inside_out() -> None:
    text = 'A stray " mark.\n"We ran," she said. Nobody fell. "We hid," he said.'
    assert inner(text) == ["We ran,", "We hid,"]


def test_an_unclosed_quotation_runs_to_the_end_of_its_paragraph() -> None:
    text = "“We ran.\nThe street was empty."
    (found,) = quotations(text)
    assert text[found.inner_start : found.inner_end] == "We ran."
    assert not found.closed
    assert not found.continues


def test_a_quotation_goes_on_when_the_next_paragraph_opens_with_a_mark() -> None:
    first, second = quotations("“We ran.\n\n“Then we hid,” she said.")
    assert first.continues
    assert second.closed


@given(st.text(st.sampled_from("ab s.,“”‘’\"'`«»\n\r🚀\u0301א"), max_size=80))
def test_extents_are_inside_the_text_and_never_empty(text: str) -> None:
    for q in quotations(text):
        assert 0 <= q.start < q.inner_start < q.inner_end <= q.end <= len(text)


@pytest.mark.parametrize(
    ("text", "given_words", "expected"),
    [
        ("he called it ‘a war’ now", "it ‘a war", "it ‘a war’"),
        ("he called it “a war” now", "“a war”", "a war"),
        ("he called it “a war” now", "“a war", "a war"),
        ("he said  it was  over", " it was ", "it was"),
    ],
)
def test_no_half_pairs_of_marks_are_left(text: str, given_words: str, expected: str) -> None:
    start = text.index(given_words)
    a, b = balanced(text, start, start + len(given_words))
    assert text[a:b] == expected
