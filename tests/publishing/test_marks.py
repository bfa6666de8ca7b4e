from hypothesis import given
from hypothesis import strategies as st

from counterclaim import Claim, Span
from counterclaim.publishing.marks import lanes, paragraphs
from tests.publishing.readings import claim

ALPHABET = "ab \n\r\u2028é\u0301🙂שx"


@st.composite
def texts_with_claims(draw: st.DrawFn) -> tuple[str, list[Claim]]:
    text = draw(st.text(ALPHABET, min_size=1, max_size=60))
    extents = draw(
        st.lists(
            st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(
                lambda e: e[0] < e[1]
            ),
            max_size=12,
        )
    )
    claims = [
        claim(text, i, text[a:b], at=a, cue=Span.of(text, a, a + 1))
        for i, (a, b) in enumerate(extents)
    ]
    return text, claims


@given(texts_with_claims())
def test_segments_lose_no_word_and_carry_exactly_their_claims(
    drawn: tuple[str, list[Claim]],
) -> None:
    text, claims = drawn
    for line in paragraphs(text, claims):
        assert [s.end for s in line[:-1]] == [s.start for s in line[1:]]
        for segment in line:
            assert text[segment.start : segment.end] == segment.text
            assert set(segment.claims) == {
                i
                for i, c in enumerate(claims)
                if c.quote.start <= segment.start and segment.end <= c.quote.end
            }
    shown = "".join(s.text for line in paragraphs(text, claims) for s in line)
    assert "".join(shown.split()) == "".join(text.split())


@given(texts_with_claims())
def test_overlapping_claims_never_share_a_lane(drawn: tuple[str, list[Claim]]) -> None:
    _, claims = drawn
    given_lanes = lanes(claims)
    for i, one in enumerate(claims):
        for j, other in enumerate(claims[:i]):
            if one.quote.start < other.quote.end and other.quote.start < one.quote.end:
                assert given_lanes[i] != given_lanes[j]


def test_the_shortest_claim_comes_first() -> None:
    text = "Troops crossed the river at dawn"
    claims = [claim(text, 0, text), claim(text, 1, "crossed the river")]
    inner = next(s for s in paragraphs(text, claims)[0] if s.text == "crossed the river")
    assert inner.claims == (1, 0)
    assert inner.begins == (1,)
    assert inner.ends == (1,)
