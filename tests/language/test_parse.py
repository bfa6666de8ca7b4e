import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.language.parse import ParseStage
from counterclaim.model.document import Document
from counterclaim.model.records import Report


@pytest.fixture(scope="module")
def stage() -> ParseStage:
    return ParseStage()


@settings(max_examples=30, deadline=None)
@given(text=st.text(st.sampled_from("aB1 .,“”'\"\n\r\t\u00ad\u0301\u200f🚀א—"), max_size=120))
def test_tokens_stand_at_code_points_of_the_text(stage: ParseStage, text: str) -> None:
    document = Document(Report.of(text))
    stage(document)
    assert document.doc.text == text
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in document.doc)


def test_headline_and_lead_are_two_sentences(stage: ParseStage) -> None:
    document = Document(Report.of("Ferry hit at Orlivka\n\nThe mayor said three people died."))
    stage(document)
    assert [s.text.strip() for s in document.doc.sents] == [
        "Ferry hit at Orlivka",
        "The mayor said three people died.",
    ]


def test_a_batch_is_parsed_as_single_documents_are(stage: ParseStage) -> None:
    texts = ["Kyiv denied it.", "", "Two men were held.\nNobody was hurt."]
    together = [Document(Report.of(t)) for t in texts]
    stage.batch(together)
    for text, document in zip(texts, together, strict=True):
        alone = Document(Report.of(text))
        stage(alone)
        assert [t.dep_ for t in alone.doc] == [t.dep_ for t in document.doc]


def test_an_amount_may_end_a_sentence(stage: ParseStage) -> None:
    document = Document(Report.of("The bridge cost $200m. It was never used."))
    stage(document)
    assert len(list(document.doc.sents)) == 2
