from itertools import product
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.linking.cells import Tie, heads_of
from counterclaim.linking.clusters import UNSCORED, Pair, clusters, components

ITEMS = list(range(8))
pairs = st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1])
graphs = st.dictionaries(pairs, st.floats(-2, 4).map(lambda x: round(x, 3)), max_size=20)


@given(graphs, st.randoms())
def test_the_order_of_pairs_makes_no_difference(scores: dict[Pair, float], random: object) -> None:
    shuffled = list(scores.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert clusters(ITEMS, dict(shuffled), 0.0) == clusters(ITEMS, scores, 0.0)


def by_the_best_pair(scores: dict[Pair, float], threshold: float) -> list[list[int]]:
    """Average linkage as it is defined: of all groups the two with the highest mean are joined."""
    groups = [[item] for item in ITEMS]
    while True:
        means = [
            (sum(scores.get((min(p), max(p)), UNSCORED) for p in product(a, b)) / len(a) / len(b),
             -m, -n)
            for n, b in enumerate(groups) for m, a in enumerate(groups[:n])
        ]  # fmt: skip
        best = max(means, default=None)
        if best is None or best[0] <= threshold:
            return sorted(sorted(group) for group in groups)
        joined = groups.pop(-best[2])
        groups[-best[1]] += joined


@given(st.lists(pairs, unique=True, max_size=20), st.randoms())
def test_following_the_nearest_joins_what_joining_the_best_pair_first_joins(
    linked: list[Pair], random: Random
) -> None:
    scores = {pair: round(random.uniform(-1.9, 4), 4) for pair in linked}
    assert clusters(ITEMS, scores, 0.0) == by_the_best_pair(scores, 0.0)


@given(graphs, graphs)
def test_a_group_depends_on_nothing_it_is_not_tied_to(
    scores: dict[Pair, float], others: dict[Pair, float]
) -> None:
    far = {(a + 8, b + 8): score for (a, b), score in others.items()}
    both = clusters(range(16), scores | far, 0.0)
    assert [g for g in both if g[0] < 8] == clusters(ITEMS, scores, 0.0)


@given(graphs, st.lists(pairs, max_size=3), st.lists(pairs, max_size=3))
def test_judgements_are_kept_whatever_the_scores(
    scores: dict[Pair, float], together: list[Pair], apart: list[Pair]
) -> None:
    found = clusters(ITEMS, scores, 0.0, together=together, apart=apart)
    assert sorted(item for group in found for item in group) == ITEMS
    group_of = {item: n for n, group in enumerate(found) for item in group}
    forced = {item: n for n, g in enumerate(components(ITEMS, together)) for item in g}
    assert all(group_of[a] == group_of[b] for a, b in together)
    assert all(group_of[a] != group_of[b] for a, b in apart if forced[a] != forced[b])


def test_groups_join_by_their_mean() -> None:
    assert clusters([1, 2, 3], {(1, 2): 3.0, (2, 3): 1.0}, 0.0) == [[1, 2], [3]]
    assert clusters([1, 2, 3], {(1, 2): 3.0, (2, 3): 3.0}, 0.0) == [[1, 2, 3]]


@given(st.lists(st.tuples(pairs, st.floats(0, 3)), max_size=10), st.lists(pairs, max_size=2))
def test_chains_never_bring_together_what_was_held_apart(
    ties: list[tuple[Pair, float]], apart: list[Pair]
) -> None:
    head = heads_of(ITEMS, [Tie(a, b, score) for (a, b), score in ties], apart=apart)
    assert all(head[a] != head[b] for a, b in apart)
    assert all(head[head[item]] == head[item] <= item for item in ITEMS)
