"""What is computed for arrays of pairs is what comparing two claims at a time gives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.linking.facts import Facts
from counterclaim.linking.graph import candidates, event_scores, origin_candidates, origin_scores
from counterclaim.linking.meeting import compared, meetings, standing_of
from counterclaim.linking.pairs import Pairs
from tests.linking.event import SPEAKERS, event, said

claims = st.builds(
    said,
    st.sampled_from([
        "shells hit the grain pier", "a shell struck the pier at night", "two dockers died",
        "the ferry was not hit", "crews put out the fire", "the minister flew home",
    ]),
    st.sampled_from([None, *SPEAKERS]),
    type_=st.sampled_from(["strike", "casualties", "meeting", "deception"]),
    stance=st.sampled_from(["asserts", "denies", "accuses"]),
    agents=st.sampled_from([[], ["UKR"], ["RUS"]]),
)  # fmt: skip
reports = st.lists(
    st.tuples(
        st.sampled_from(["Post", "Mail"]),
        st.integers(1, 9).map(lambda day: f"2024-05-{day:02d}"),
        st.lists(claims, min_size=1, max_size=3),
    ),
    min_size=1,
    max_size=4,
)


def by_pair(pairs: Pairs) -> dict[tuple[int, int], float]:
    return {(min(pair), max(pair)): score for pair, score in pairs.as_dict().items()}


@settings(deadline=None, max_examples=60)
@given(reports)
def test_arrays_score_as_single_pairs_do(
    given_reports: list[tuple[str, str, list[object]]],
) -> None:
    items = event(*given_reports)  # type: ignore[arg-type]
    facts: list[Facts] = sorted((item.facts for item in items), key=lambda f: f.order)
    by_key = {f.key: f for f in facts}
    expected = event_scores(by_key, candidates(facts))
    sayings = origin_scores(by_key, origin_candidates(facts), expected)
    standings = [standing_of(f) for f in facts]
    every = [True] * len(facts)
    found = compared(
        facts,
        meetings([s.meets for s in standings], every),
        meetings([s.says for s in standings], every),
    )
    assert by_pair(found[0]) == pytest.approx(expected, abs=1.01e-4)
    assert by_pair(found[1]) == pytest.approx(sayings, abs=1.01e-4)


def test_only_fresh_claims_are_compared_with_those_they_meet() -> None:
    one, other, third = (n.to_bytes(8, "little") for n in (1, 2, 3))
    keys = [one, one + other, other, third, None]
    first, second = meetings(keys, [True, False, False, True, True])
    assert list(zip(first.tolist(), second.tolist(), strict=True)) == [(0, 1)]
    assert [side.size for side in meetings([], [])] == [0, 0]


def test_pairs_are_packed_and_unpacked() -> None:
    pairs = Pairs.of({(1, 2): 0.25, (3, 2**40): -1.5})
    assert Pairs.unpacked(pairs.packed()).as_dict() == {(1, 2): 0.25, (3, 2**40): -1.5}
    assert Pairs.unpacked(Pairs.of({}).packed()).as_dict() == {}
