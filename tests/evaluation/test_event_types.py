import numpy as np
import pytest

pytest.importorskip("sklearn", reason="scikit-learn is a part of the dev extra")

from evaluation.event_features import Snippet
from evaluation.event_types import block, by_table, scores

KINDS = ("flood", "strike", "rally")


def snippets(telling: bool) -> list[Snippet]:
    texts = []
    for n in range(30):
        kind = KINDS[n % 3]
        word = kind if telling else f"word{n}"
        texts.append(Snippet(kind, word, likely=[kind], words={"lemmas": [word, "the"]}))
    return texts


def test_a_telling_word_is_learnt() -> None:
    found = scores(snippets(telling=True), {"lemmas": 1})
    assert found == {"weighted_f1": 1, "macro_f1": 1, "f1": 1}


def test_a_word_of_each_text_its_own_tells_nothing_of_the_others() -> None:
    assert scores(snippets(telling=False), {"lemmas": 1})["f1"] < 0.6


def test_words_outside_the_training_part_are_not_known() -> None:
    texts = snippets(telling=False)
    table = block("lemmas", texts, np.arange(20))
    assert table.shape[1] == 21  # twenty words and "the"
    assert (table[20:] > 0).sum(axis=1).tolist() == [1] * 10


def test_the_table_alone_takes_the_first_type() -> None:
    assert by_table(snippets(telling=True))["f1"] == 1
