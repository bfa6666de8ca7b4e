import pytest

pytest.importorskip("scipy", reason="scipy comes with scikit-learn, a part of the dev extra")

from evaluation.coreference_scores import scores


def chains(*groups: str) -> dict[str, int]:
    return {mention: n for n, group in enumerate(groups) for mention in group}


def test_perfect_is_one_and_names_of_chains_do_not_matter() -> None:
    assert scores(chains("abc", "de", "f"), chains("f", "de", "abc")) == (1, 1, 1)


def test_the_textbook_example() -> None:
    # Luo 2005: a key of 5, 2 and 5 mentions; the response joins the last two
    found = scores(chains("abcde", "fg", "hijkl"), chains("abcde", "fghijkl"))
    assert found.muc == pytest.approx(2 * (9 / 10) / (1 + 9 / 10))
    assert found.b_cubed == pytest.approx(2 * 0.7619 / 1.7619, abs=1e-3)
    assert found.ceaf_e == pytest.approx(0.733, abs=1e-3)


def test_another_response_of_the_textbook() -> None:
    # the response joins the first and the last: B-cubed and CEAF-e fall, MUC does not see it
    found = scores(chains("abcde", "fg", "hijkl"), chains("abcdehijkl", "fg"))
    assert found.muc == pytest.approx(18 / 19)
    assert found.b_cubed == pytest.approx(2 * 0.583 / 1.583, abs=1e-3)
    assert found.ceaf_e == pytest.approx(0.667, abs=1e-3)


def test_singletons_may_be_left_out() -> None:
    key, response = chains("ab", "c", "d"), chains("ab", "cd")
    assert scores(key, response).conll < 1
    assert scores(key, response, singletons=False) == (1, 1, 1)


def test_other_mentions_are_refused() -> None:
    with pytest.raises(ValueError, match="different mentions"):
        scores(chains("ab"), chains("abc"))
