"""The tables of the room are of their documented form."""

import pytest

from counterclaim.errors import LexiconError
from counterclaim.events import lexicon
from counterclaim.lexicons import alternatives, load_table
from counterclaim.model.vocabulary import CLAIM_TYPES, REALIS, STANCES


def test_every_claim_type_has_verbs_or_nouns() -> None:
    typed = {row["type"] for row in load_table("triggers")}
    assert set(CLAIM_TYPES) - {"other"} <= typed


def test_every_type_in_the_table_of_roles_is_a_claim_type() -> None:
    assert set(lexicon.role_frames()) - {"*"} <= set(CLAIM_TYPES)


def test_stances_and_realis_of_the_tables_are_known() -> None:
    assert {row["stance"] for row in load_table("charges")} <= set(STANCES)
    assert {row["stance"] for row in load_table("modality")} <= {*STANCES, ""}
    assert {row["realis"] for row in load_table("modality")} <= {*REALIS, ""}


def test_no_phrase_stands_twice_in_one_row() -> None:
    for row in load_table("triggers"):
        phrases = alternatives(row["phrase"])
        assert len(phrases) == len(set(phrases)), row["phrase"]


def test_a_wrong_type_or_class_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {
        "phrase": "zap",
        "pos": "v",
        "type": "zapping",
        "when": "",
        "weight": "",
        "agent": "",
        "target": "",
    }
    real = load_table

    def tables(name: str) -> tuple[dict[str, str], ...]:
        return (row,) if name == "triggers" else real(name)

    monkeypatch.setattr(lexicon, "load_table", tables)
    lexicon.triggers.cache_clear()
    try:
        with pytest.raises(LexiconError, match="'zap' has type 'zapping'"):
            lexicon.triggers()
        row["type"], row["when"] = "attack", "obj=gizmo"
        with pytest.raises(LexiconError, match="no class 'gizmo'"):
            lexicon.triggers()
    finally:
        lexicon.triggers.cache_clear()
