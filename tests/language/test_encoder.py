"""The trained encoder: pieces, windows, and that a text is encoded alike whatever is beside it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.errors import ModelMissing
from counterclaim.language.encoder.network import session
from counterclaim.language.encoder.stage import EncoderStage, encoding_of
from counterclaim.language.encoder.wordpieces import MARGIN, WINDOW, pieces_of, windows
from counterclaim.model.document import Document
from counterclaim.model.records import Report

Text = st.text(st.sampled_from("ab Z9.,\"“”'é́🙂\r\n\u2029שم-:"), max_size=80)


@given(Text)
def test_pieces_lie_in_the_text_in_order(text: str) -> None:
    pieces = pieces_of(text)
    assert all(0 <= a < b <= len(text) for a, b in zip(pieces.starts, pieces.ends, strict=True))
    assert list(pieces.starts) == sorted(pieces.starts)
    assert set(np.diff(pieces.words)) <= {0, 1}


@given(st.integers(0, 3000))
def test_every_piece_is_read_from_one_window_with_its_surroundings(size: int) -> None:
    read_from = [0] * size
    for w in windows(size):
        assert w.last - w.first <= WINDOW - 2
        assert w.core_first - w.first >= min(MARGIN, w.core_first)
        assert w.last - w.core_last >= min(MARGIN, size - w.core_last)
        for i in range(w.core_first, w.core_last):
            read_from[i] += 1
    assert read_from == [1] * size


def test_shape_break_and_quotation_are_told_apart() -> None:
    text = "KYIV\n\nMore “rain” in May 2020."
    pieces = pieces_of(text)
    by_word = {
        text[a:b]: tuple(f)
        for a, b, f in zip(pieces.starts, pieces.ends, pieces.features.tolist(), strict=True)
    }
    assert by_word["More"][1] == 2
    assert by_word["rain"] == (1, 0, 1)
    assert by_word["May"] == (2, 0, 0)
    assert by_word["2020"][0] not in (by_word["in"][0], by_word["."][0])


@pytest.mark.parametrize("text", ["🙂", "“", "a\r\n\r\nb", "x" * 5000, "word " * 900])
def test_there_is_one_row_a_piece(text: str) -> None:
    document = Document(Report.of(text))
    EncoderStage()(document)
    size = len(pieces_of(text))
    found = document.encoded
    assert len(found) == size
    assert len(found.said) == len(found.told) == len(found.cue_odds) == len(found.certainty) == size


def test_a_text_is_encoded_alike_whatever_was_read_before() -> None:
    text = "The mayor said the bridge had been closed."
    alone = encoding_of(text)
    encoding_of("Port workers claimed that three barges sank. " * 40)
    assert encoding_of(text).told.tobytes() == alone.told.tobytes()


def test_a_cue_stands_out() -> None:
    text = "The mayor said the bridge had been closed."
    found = encoding_of(text)
    likeliest = int(np.argmax(found.cue_odds))
    assert text[found.starts[likeliest] : found.ends[likeliest]] == "said"


def test_a_missing_network_says_what_to_do() -> None:
    with pytest.raises(ModelMissing, match="install counterclaim anew"):
        session("counterclaim.language.encoder", "absent")
