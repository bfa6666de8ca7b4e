import pytest
from hypothesis import given
from hypothesis import strategies as st

import counterclaim
from counterclaim import Report, Span
from counterclaim.errors import SpanError


@given(st.text(min_size=1), st.data())
def test_a_span_carries_its_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span.of(text, start, end)
    assert span.text == text[start:end]
    span.check(text)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 9)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(SpanError, match="0 <= start < end <= length"):
        Span.of("four", start, end)


def test_a_span_of_other_words_is_refused() -> None:
    with pytest.raises(SpanError, match="code points"):
        Span(0, 4, "five").check("four")


def test_a_report_without_an_id_gets_one_from_its_text() -> None:
    assert Report.of("a").id == Report.of("a", outlet="x").id != Report.of("b").id
    assert Report.of("a", id="mine").id == "mine"


def test_the_public_surface_is_what_it_says() -> None:
    assert all(getattr(counterclaim, name).__doc__ for name in counterclaim.__all__)
    assert {"Reader", "Reading", "read"} <= set(counterclaim.__all__)
