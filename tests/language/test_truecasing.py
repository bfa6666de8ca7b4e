import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.language.parse import ParseStage, load_model
from counterclaim.language.truecasing import Truecaser, is_title
from counterclaim.model.document import Document
from counterclaim.model.records import Report


@pytest.fixture(scope="module")
def truecase() -> Truecaser:
    return Truecaser(load_model())


@given(line=st.text(st.sampled_from("Ab İßﬁ’'. \n1"), max_size=80))
def test_the_copy_is_as_long_as_the_line(truecase: Truecaser, line: str) -> None:
    assert len(truecase(line)) == len(line)


def test_common_words_of_a_headline_lose_their_capitals(truecase: Truecaser) -> None:
    assert (
        truecase("Moscow Denies Shelling The Ferry Near Kherson As Talks Stall")
        == "Moscow denies shelling the ferry near Kherson as talks stall"
    )


def test_names_keep_theirs(truecase: Truecaser) -> None:
    assert "Zelenskyy" in truecase("Zelenskyy Visits Soldiers At Izium Hospital")


@pytest.mark.parametrize(
    "line", ["Bank of England", "THE FERRY WAS HIT BY A SHELL", "The ferry burned near Kherson."]
)
def test_other_lines_are_left_alone(truecase: Truecaser, line: str) -> None:
    assert not is_title(line)
    assert truecase(line) == line


def test_the_parse_is_over_the_words_as_written() -> None:
    text = "Governor Says Nobody Was Hurt\n\nHe didn’t name the village."
    document = Document(Report.of(text))
    ParseStage()(document)
    assert document.doc.text == text
    words = {token.text: token for token in document.doc}
    assert words["Says"].pos_ == "VERB"
    assert words["n’t"].dep_ == "neg"
