"""The learned tagger: pieces, windows, decoding, and what its stage writes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.attribution.tagger.decoding import CONTENT, OTHER, best_labels, stretches
from counterclaim.attribution.tagger.stage import TaggerStage
from counterclaim.attribution.tagger.tagging import tagged
from counterclaim.language.encoder.stage import EncoderStage, encoding_of
from counterclaim.language.parse import ParseStage
from counterclaim.model.document import Attribution, Document
from counterclaim.model.records import Report

Text = st.text(st.sampled_from("ab Z9.,\"“”'é́🙂\r\n\u2029שم-:"), max_size=80)


@pytest.fixture(scope="module")
def parse() -> ParseStage:
    return ParseStage()


def read(parse: ParseStage, text: str) -> tuple[Attribution, ...]:
    document = Document(Report.of(text))
    parse(document)
    EncoderStage()(document)
    TaggerStage()(document)
    return document.attributions


def words(text: str, extents: tuple[tuple[int, int], ...]) -> str:
    return " ".join(text[a:b] for a, b in extents)


def scores(*labels: tuple[int, float]) -> np.ndarray:
    out = np.zeros((1, len(labels), 4), dtype=np.float32)
    for t, (label, weight) in enumerate(labels):
        out[0, t, label] = weight
    return out


def test_a_faint_flip_is_smoothed_away_and_a_strong_one_kept() -> None:
    free, inside = np.zeros((1, 5), dtype=bool), np.ones((1, 5), dtype=bool)
    rest = (CONTENT, 6.0)
    faint = best_labels(scores(rest, rest, (OTHER, 0.5), rest, rest), free, inside)
    strong = best_labels(scores(rest, rest, (OTHER, 12.0), rest, rest), free, inside)
    assert stretches(faint[0], CONTENT) == [(0, 4)]
    assert stretches(strong[0], CONTENT) == [(0, 1), (3, 4)]


def test_a_label_never_changes_inside_a_word() -> None:
    joined = np.array([[False, False, True, True, False]])
    inside = np.ones((1, 5), dtype=bool)
    found = best_labels(
        scores((OTHER, 3.0), (CONTENT, 9.0), (OTHER, 4.0), (CONTENT, 1.0), (OTHER, 9.0)),
        joined,
        inside,
    )
    assert found[0, 1] == found[0, 2] == found[0, 3] == CONTENT


@pytest.mark.parametrize(
    ("text", "speaker", "content", "stance"),
    [
        (
            "The mayor said that the bridge had been closed.",
            "The mayor", "the bridge had been closed", "asserts",
        ),
        (
            "“We closed the bridge on Monday,” Anna Kovach told reporters.",
            "Anna Kovach", "We closed the bridge on Monday", "asserts",
        ),
        (
            "According to the port authority, two ferries were damaged.",
            "the port authority", "two ferries were damaged", "asserts",
        ),
        (
            "The ministry denied that its boats had crossed the line.",
            "The ministry", "its boats had crossed the line", "denies",
        ),
    ],
)  # fmt: skip
def test_who_says_what(
    parse: ParseStage, text: str, speaker: str, content: str, stance: str
) -> None:
    (found,) = read(parse, text)
    assert text[found.sources[0].start : found.sources[0].end] == speaker
    assert content in words(text, found.content)
    assert found.stance == stance


def test_the_rules_give_the_chain(parse: ParseStage) -> None:
    text = "The general said on Telegram that the harbour was safe."
    (found,) = read(parse, text)
    assert [(text[s.start : s.end], s.role) for s in found.sources] == [
        ("The general", "speaker"),
        ("Telegram", "venue"),
    ]


def test_a_saying_within_a_saying_has_it_for_parent(parse: ParseStage) -> None:
    text = "The aide said the mayor denied that the bridge was closed."
    found = read(parse, text)
    inner = next(a for a in found if a.cue_lemma == "deny")
    assert inner.parent is not None
    assert found[inner.parent].cue_lemma == "say"


def test_a_text_is_tagged_alike_whatever_was_read_before() -> None:
    text = "The mayor said the bridge had been closed. “It will open,” she added."
    alone = tagged(text, encoding_of(text))
    encoding_of("Port workers claimed that three barges sank. " * 40)
    again = tagged(text, encoding_of(text))
    assert again.cues == alone.cues
    assert again.odds.tobytes() == alone.odds.tobytes()
    assert alone.cues


@pytest.mark.parametrize(
    "text",
    [
        "🙂",
        "“",
        "said",
        "א אמר ב",
        "a\r\n\r\nb said c",
        "e\u0301 said \u0301",
        "x" * 5000,
        "\x0b.\u2029",
    ],
)
def test_odd_texts_are_survived(parse: ParseStage, text: str) -> None:
    for found in read(parse, text):
        for a, b in (*found.cue, *found.content):
            assert 0 <= a < b <= len(text)


@settings(max_examples=25, deadline=None)
@given(Text)
def test_extents_are_never_inexact(text: str) -> None:
    whole = f"The mayor said {text} and denied “{text}”."
    for found in tagged(whole, encoding_of(whole)).cues:
        for a, b in (found.cue, *found.source, *found.content):
            assert 0 <= a < b


def test_a_saying_that_too_little_speaks_for_carries_no_claim(parse: ParseStage) -> None:
    text = "The clerk hopes to see the bridge again. The mayor said the bridge was closed."
    firm = {found.cue_lemma: found.firm for found in read(parse, text)}
    assert firm["say"]
    assert not firm.get("hope", False)
