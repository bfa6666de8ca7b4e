import pytest

from training.draft_labels import answers, judged

TEXT = "Two tanks burned near Strelsau, the mayor said. Norland sent aid."
SHEET = {
    "file": "x", "id": "r1", "sha256": "0",
    "drafts": [{"quote": [0, 30], "trigger": [10, 16]}, {"quote": [48, 64], "trigger": None}],
}  # fmt: skip


def read(*lines: str) -> dict[str, object]:
    ((_, drafts, more),) = answers(["# r1 2024-05-03 Outlet", *lines])
    return judged(SHEET, drafts, more, TEXT, "z")


def test_what_is_left_out_is_asserted_and_occurred() -> None:
    row = read("1 damage", "2? aid pledges planned !")
    assert row["drafts"] == [
        {**SHEET["drafts"][0], "type": "damage", "stance": "asserts", "realis": "occurred"},
        {
            **SHEET["drafts"][1],
            "speaker": "wrong",
            "type": "aid",
            "stance": "pledges",
            "realis": "planned",
        },
    ]


def test_what_is_no_claim_has_no_type_and_what_nobody_judged_is_left_out() -> None:
    assert read("1 -")["drafts"] == [SHEET["drafts"][0]]


def test_a_claim_that_no_draft_has_is_found_by_its_words() -> None:
    (missed,) = read("+ aid | Norland sent aid | sent")["missed"]
    assert TEXT[slice(*missed["quote"])] == "Norland sent aid"
    assert TEXT[slice(*missed["trigger"])] == "sent"


@pytest.mark.parametrize("line", ["1 bombing", "1 aid gives", "+ aid | not there | x", "Norland"])
def test_an_answer_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(SystemExit, match="r1"):
        read(line)
