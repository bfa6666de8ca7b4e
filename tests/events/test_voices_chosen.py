"""Who says a draft, chosen among the attributions near it."""

import numpy as np
import pytest

from counterclaim.attribution.tagger.stage import TaggerStage
from counterclaim.events.classifier import voices
from counterclaim.events.classifier.options import NEAR, TOLD, Layout, choices_of, inputs_of
from counterclaim.events.classifier.voices import VoiceStage
from counterclaim.events.stage import OfferingEventStage
from counterclaim.language.encoder.stage import EncoderStage
from counterclaim.language.parse import ParseStage
from counterclaim.model.document import Document
from counterclaim.model.records import Report

TEXT = (
    "The mayor said shelling had killed three farmers. Norland denied that it shelled the farm. "
    "The harvest was lost. " + "An aide said that the road was closed. " * 9
)


@pytest.fixture
def drafted() -> Document:
    document = Document(Report.of(TEXT))
    for stage in (ParseStage(), EncoderStage(), TaggerStage(), OfferingEventStage()):
        stage(document)
    return document


def test_the_choice_of_the_rules_comes_first_and_the_outlet_is_always_one(
    drafted: Document,
) -> None:
    for draft in drafted.drafts:
        choices = choices_of(drafted, Layout(drafted), draft)
        assert choices[0] == draft.attribution
        assert None in choices
        assert len(set(choices)) == len(choices) <= NEAR + 2


def test_what_is_told_of_a_choice_is_within_its_bounds(drafted: Document) -> None:
    choices, words, told = inputs_of(drafted)
    assert len(told) == len(words) == sum(map(len, choices))
    assert (told >= 0).all()
    assert (told < np.array(TOLD)).all()


def test_a_claim_keeps_a_plain_speaker(drafted: Document) -> None:
    VoiceStage()(drafted)
    killed = next(d for d in drafted.drafts if "killed" in TEXT[slice(*d.quote)])
    assert killed.attribution is not None
    source = drafted.attributions[killed.attribution].sources[0]
    assert TEXT[source.start : source.end] == "The mayor"


def test_another_speaker_must_be_likelier_by_a_margin(
    drafted: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = drafted.drafts

    class Network:
        def run(self, _: object, inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
            return [np.where(inputs["told"][:, 0] == 0, score, 0.0)]

    monkeypatch.setattr(voices, "session", lambda *_: Network())
    monkeypatch.setattr(voices, "thresholds", lambda: {"voice": 0.5})
    score = 0.01
    VoiceStage()(drafted)
    assert drafted.drafts == before
    score = 9.0
    VoiceStage()(drafted)
    assert {d.attribution for d in drafted.drafts} == {None}
    places = [(d.quote, d.trigger) for d in drafted.drafts]
    assert len(set(places)) == len(places)


def test_a_text_without_attributions_is_left_alone() -> None:
    document = Document(Report.of("The bridge was hit."))
    for stage in (ParseStage(), EncoderStage(), TaggerStage(), OfferingEventStage()):
        stage(document)
    before = document.drafts
    VoiceStage()(document)
    assert document.drafts == before


def test_words_between_quotation_marks_are_quoted() -> None:
    text = "He said “we held the town” and left. “No.”"
    document = Document(Report.of(text))
    ParseStage()(document)
    layout = Layout(document)
    for words, quoted in (("we held", True), ("and left", False), ("He", False), ("No.", True)):
        at = text.index(words)
        assert layout.is_quoted((at, at + len(words))) is quoted, words
