"""Any text is survived, and every extent lies on words of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.attribution.cues import cues
from counterclaim.attribution.stage import AttributionStage
from counterclaim.attribution.surface import past, third_person
from counterclaim.language.parse import ParseStage
from counterclaim.model.document import Document
from counterclaim.model.records import Report
from counterclaim.model.vocabulary import STANCES

PARSE, STAGE = ParseStage(), AttributionStage()

SAMPLE = (
    "Kyiv Norland said says denied accused of to that the raid , . : ; “ ” \" ' ’ according he "
    "vowed claims reportedly told CNN in a statement 🚀 \u0301 \r\n \n — אבג it"
)
WORDS = st.sampled_from(SAMPLE.split(" "))


def attributed(text: str) -> Document:
    document = Document(Report.of(text))
    PARSE(document)
    STAGE(document)
    return document


@settings(max_examples=80, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_extents_lie_on_words_of_the_text(text: str) -> None:
    document = attributed(text)
    for n, a in enumerate(document.attributions):
        assert a.cue
        assert a.content
        pieces = [*a.cue, *a.content, *((s.start, s.end) for s in a.sources)]
        for start, end in pieces:
            assert 0 <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
        assert list(a.content) == sorted(a.content)
        assert a.parent is None or a.parent != n


@settings(max_examples=20, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_the_same_text_is_read_the_same_way(text: str) -> None:
    assert attributed(text).attributions == attributed(text).attributions


@pytest.mark.parametrize("text", ["", " ", "\n\n", "said", "“", "”“", ":", "a:b", "🚀🚀", "\u202e"])
def test_next_to_nothing_is_survived(text: str) -> None:
    assert attributed(text).attributions == ()


def test_every_cue_has_a_stance_and_a_frame() -> None:
    for pos in ("verb", "noun", "adjective", "adverb"):
        table = cues(pos)
        assert table
        for entries in table.values():
            for cue in entries:
                assert cue.stance in STANCES
                assert cue.frames


def test_every_stance_has_a_cue() -> None:
    found = {cue.stance for entries in cues("verb").values() for cue in entries}
    assert found == set(STANCES)


@pytest.mark.parametrize(
    ("lemma", "singular", "simple"),
    [
        ("deny", "denies", "denied"),
        ("claim", "claims", "claimed"),
        ("urge", "urges", "urged"),
        ("stress", "stresses", "stressed"),
    ],
)
def test_forms_of_regular_verbs(lemma: str, singular: str, simple: str) -> None:
    assert third_person(lemma) == singular
    assert past(lemma) == simple
