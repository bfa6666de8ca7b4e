import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.errors import LexiconError
from counterclaim.grounding.parties.stage import PARTIES_VARIABLE, PartyStage
from counterclaim.grounding.parties.words import fold, split
from counterclaim.model.document import Attribution, ClaimDraft, Document, SourceMention
from counterclaim.model.records import Report
from tests.grounding.parties.conftest import Dispatch

_PIECES = st.sampled_from(
    ["Russia", "’s", "the", "his", "Kyiv", ", ", "-", "“", "”", "he", "Wagner", "chief", "of",
     " ", "\r\n", "\n\n", "😀", "é", "́", "السودان", "U.S.", "1,000", "", "pro-", "-backed"]
)  # fmt: skip


@given(st.lists(_PIECES, min_size=1, max_size=30), st.randoms(use_true_random=False))
def test_every_mention_is_resolved_on_its_own_words(
    pieces: list[str], chance: random.Random
) -> None:
    text = "".join(pieces) or "x"
    hops, extents = [], []
    for _ in range(4):
        start = chance.randrange(len(text))
        end = chance.randrange(start + 1, len(text) + 1)
        hops.append(SourceMention(start, end, chance.choice(["speaker", "venue", "relay"])))
        extents.append((start, end))
    document = Document(Report.of(text, published="2023-03-05"))
    document.attributions = (
        Attribution(tuple(hops[:2]), (), ((0, len(text)),), "direct", "asserts"),
    )
    document.drafts = (
        ClaimDraft(
            quote=(0, len(text)), clause=(0, len(text)), attribution=0, cue=None, stance="asserts",
            type="strike", trigger=None, realis="occurred",
            agents=(extents[2],), targets=(extents[3],),
        ),
    )  # fmt: skip
    PartyStage()(document)
    given = {*extents}
    found = {(m.start, m.end) for m in document.parties}
    assert given <= found
    # what is more are joint speakers, each on words of its own
    assert all(any(a <= start and end <= b for a, b in given) for start, end in found - given)
    for mention in document.parties:
        mention.party.span.check(text)
        mention.source.span.check(text)
        assert mention.party.name
        assert len(mention.party.side) == 3


@given(st.text(max_size=200))
def test_words_stand_where_they_say(text: str) -> None:
    last = 0
    for word in split(text):
        assert text[word.start : word.end] == word.text
        assert word.start >= last
        assert word.key
        last = word.end


@pytest.mark.parametrize(
    "spellings",
    [
        ("Zelenskyy", "Zelenskiy", "Zelensky", "Zelenskyi"),
        ("Sergei", "Sergey"),
        ("Oleksii", "Oleksiy"),
        ("Yevgeny", "Evgeny", "Yevgeniy"),
        ("Vučić", "Vucic"),
        ("Goïta", "Goita"),
    ],
)
def test_spellings_of_one_name_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({fold(s) for s in spellings}) == 1


def test_acronyms_are_matched_as_written() -> None:
    parties = Dispatch("They told us, the US and the WHO who it was.").said("the US").parties()
    assert parties["the US"].party.side == "USA"
    assert Dispatch("us").event("us", agents=["us"]).parties()["us"].party.side == "UNK"


OWN = """# mine
name\tgender\tside\tkind\taliases\tof
Larch Brigade\t\tUKR\tmilitary\tLarches\t
Mara Velis\tf\tRUS\tofficial\tthe Vixen\t
Wagner Group\t\tIND\tcompany\tWagner\t
"""


def test_a_users_table_adds_and_overrides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "parties.tsv"
    path.write_text(OWN, encoding="utf-8")
    text = "Larches and Velis met Wagner; Zelensky waited."
    dispatch = Dispatch(text).said("Larches").said("Velis").said("Wagner").said("Zelensky")
    parties = dispatch.parties(PartyStage(path))
    assert parties["Larches"].party.name == "Larch Brigade"
    assert (parties["Velis"].party.name, parties["Velis"].party.side) == ("Mara Velis", "RUS")
    assert (parties["Wagner"].source.kind, parties["Wagner"].source.side) == ("company", "IND")
    assert parties["Zelensky"].party.side == "UKR"
    assert dispatch.parties()["Wagner"].source.side == "RUS"
    monkeypatch.setenv(PARTIES_VARIABLE, str(path))
    assert dispatch.parties(PartyStage())["Wagner"].source.side == "IND"


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("name\tside\tkind\nX\tRU\tofficial\n", r"row 1 .* the side in three capitals$"),
        ("name\tside\tkind\nX\tRUS\tboss\n", r"row 1 has kind 'boss'; use one of state"),
        ("name\tside\nX\tRUS\textra\n", r":2: 3 cells for 2 columns"),
    ],
)
def test_a_bad_users_table_says_where_and_what(tmp_path: Path, table: str, message: str) -> None:
    path = tmp_path / "parties.tsv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        PartyStage(path)


def test_a_missing_users_table_says_so(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="cannot be read"):
        PartyStage(tmp_path / "none.tsv")
