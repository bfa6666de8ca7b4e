import hashlib

import pytest

from training.align_labels import LabelError, Names, claim_of
from training.restore_labels import restored

TEXT = (
    "Ruritania denies raid\n\n"
    "The mayor said he saw two tanks in Strelsau. He said the army of Ruritania took it on Friday."
)
NAMES = Names({"ruritania": ("state", "Ruritania", "RUR")}, {"strelsau": ("Strelsau", "RR")})


def words(extent: tuple[int, int]) -> str:
    return TEXT[extent[0] : extent[1]]


def test_words_are_taken_in_the_paragraph_of_the_quote_and_the_cue_beside_its_source() -> None:
    line = (
        "the army of Ruritania took it | asserts capture occurred took | c=said"
        " | s=He=mayor/official/RUR | a=Ruritania | p=Strelsau | w=on Friday=2024-05-03 | e=fall"
    )
    claim = claim_of(TEXT, line, NAMES)
    agent, source = claim["agents"][0], claim["sources"][0]
    assert agent["span"][0] > TEXT.index("\n")
    assert words(agent["span"]) == "Ruritania"
    assert claim["cue"][0] == source["span"][1] + 1
    assert claim["time"] == {
        "span": (TEXT.index("on Friday"), TEXT.index("on Friday") + 9),
        "start": "2024-05-03",
        "end": "2024-05-03",
    }


def test_figures_have_open_and_closed_bounds() -> None:
    line = "two tanks | asserts other occurred tanks | f=two=2 tanks ; two=2.. tanks"
    closed, low = claim_of(TEXT, line, NAMES)["figures"]
    assert (closed["low"], closed["high"], low["low"], low["high"]) == (2, 2, 2, None)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("three tanks | asserts other occurred", "0 times"),
        ("Ruritania | asserts other occurred", "2 times"),
        ("raid | doubts raid occurred", "not in the guidelines"),
        ("raid | asserts raid occurred | a=raid", "no party"),
        ("raid | asserts raid occurred | x=raid", "unknown field"),
    ],
)
def test_misfits_are_named(line: str, message: str) -> None:
    with pytest.raises(LabelError, match=message):
        claim_of(TEXT, line, NAMES)


def test_restored_claims_have_their_words_and_refuse_another_text() -> None:
    claim = claim_of(TEXT, "raid | denies raid occurred raid | c=denies | s=Ruritania@@1", NAMES)
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    row = {"id": "r", "sha256": digest, "claims": [claim]}
    record = restored({"id": "r", "text": TEXT}, row)
    source = record["claims"][0]["sources"][0]
    assert source["text"] == "Ruritania" == TEXT[source["span"]["start"] : source["span"]["end"]]
    with pytest.raises(SystemExit):
        restored({"id": "r", "text": TEXT + " "}, row)
