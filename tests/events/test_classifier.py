"""The trained classifier of drafts: what it is told, what it changes, what it leaves."""

import numpy as np
import pytest

from counterclaim.attribution.tagger.stage import TaggerStage
from counterclaim.events.classifier.features import LONGEST, PARTS, RULES, means_of
from counterclaim.events.classifier.stage import ClassifierStage, inputs_of, scores_of
from counterclaim.events.stage import EventStage
from counterclaim.language.encoder.stage import EncoderStage, encoding_of
from counterclaim.language.parse import ParseStage
from counterclaim.model.document import Document
from counterclaim.model.records import Report
from counterclaim.model.vocabulary import CLAIM_TYPES, REALIS, STANCES

TEXT = "The mayor said shelling had killed three farmers. Norland denied that it shelled the farm."


@pytest.fixture(scope="module")
def drafted() -> Document:
    document = Document(Report.of(TEXT))
    for stage in (ParseStage(), EncoderStage(), TaggerStage(), EventStage()):
        stage(document)
    return document


def copy_of(document: Document) -> Document:
    return Document(
        document.report,
        encoding=document.encoding,
        attributions=document.attributions,
        drafts=document.drafts,
    )


def test_words_are_never_moved(drafted: Document) -> None:
    read = copy_of(drafted)
    ClassifierStage(thresholds={"claim": -99.0, "offer": -99.0})(read)
    assert [(d.quote, d.trigger, d.cue, d.figures) for d in read.drafts] == [
        (d.quote, d.trigger, d.cue, d.figures) for d in drafted.drafts
    ]


def test_a_plain_case_keeps_its_type_and_stance(drafted: Document) -> None:
    read = copy_of(drafted)
    ClassifierStage()(read)
    found = {(d.type, d.stance) for d in read.drafts}
    assert ("casualties", "asserts") in found
    assert any(stance == "denies" for _, stance in found)


def test_what_it_finds_to_be_no_claim_is_dropped(drafted: Document) -> None:
    read = copy_of(drafted)
    first = np.full((len(read.drafts), len(CLAIM_TYPES) + len(STANCES) + len(REALIS) + 1), -1.0)
    first[0, -1] = 1.0
    ClassifierStage(lambda document: first.astype(np.float32), {"claim": 0.0, "offer": 9.0})(read)
    assert [d.quote for d in read.drafts] == [drafted.drafts[0].quote]


def test_scores_do_not_depend_on_the_drafts_beside(drafted: Document) -> None:
    together = scores_of(drafted)
    for n, draft in enumerate(drafted.drafts):
        alone = copy_of(drafted)
        alone.drafts = (draft,)
        np.testing.assert_allclose(scores_of(alone)[0], together[n], atol=1e-4)


def test_parts_that_are_not_there_count_nothing(drafted: Document) -> None:
    words, rules = inputs_of(drafted)
    assert words.shape[:2] == (len(drafted.drafts), PARTS)
    assert rules.shape == (len(drafted.drafts), len(RULES))
    assert not means_of(drafted.encoded, ((), (), (), ())).any()


def test_of_a_long_quote_the_start_is_looked_at() -> None:
    text = "smoke " * (LONGEST + 50)
    encoding = encoding_of(text)
    whole = means_of(encoding, (((0, len(text)),), (), (), ()))
    start = means_of(encoding, (((0, len("smoke ") * LONGEST),), (), (), ()))
    np.testing.assert_array_equal(whole, start)


def test_a_text_without_drafts_is_left_alone() -> None:
    document = Document(Report.of("🙂"))
    EncoderStage()(document)
    ClassifierStage()(document)
    assert document.drafts == ()
