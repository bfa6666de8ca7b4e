import unicodedata

import pytest

from counterclaim import Reading, Report
from tests.publishing import golden
from tests.publishing.readings import hostile, pier_fire


@pytest.mark.parametrize("name", [n for n in golden.produce() if n.endswith(".txt")])
def test_table_is_as_agreed(name: str) -> None:
    assert golden.produce()[name] == (golden.FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [60, 80, 103, 104, 149, 150, 200])
def test_every_line_fits_and_every_claim_has_its_speaker(width: int) -> None:
    printed = golden.table(pier_fire(), width)
    assert max(map(len, printed.splitlines())) <= width
    names = {"Lazarenko": 3, "(own": 1, "UKR": 1 + 1, "RUS": 3 + 1}  # sides stand in the footer too
    assert {name: printed.count(name) for name in names} == names


def test_counts_stand_under_the_table() -> None:
    last = golden.table(pier_fire(), 120).strip().splitlines()[-1]
    assert last == "5 claims by 2 named speakers · RUS 3, UKR 1, own voice 1"


def test_unknown_date_and_outlet_are_said() -> None:
    empty = Reading(report=Report.of("Nothing.", id="n"), claims=(), extractor="hand")
    printed = golden.table(empty, 80)
    assert "outlet unknown · date unknown" in printed
    assert "No claims found." in printed


def test_nothing_in_a_report_reaches_the_terminal_as_a_command() -> None:
    printed = golden.table(hostile(), 100)
    commands = {c for c in printed if unicodedata.category(c) in ("Cc", "Cf", "Cs")} - {"\n"}
    assert commands == set()
    assert "␛[31mred␇ ⟨U+202E⟩gnp.exe" in " ".join(printed.split())
    assert "[bold red]x[/]" in printed


def test_a_word_of_ten_thousand_letters_is_cut_in_its_middle() -> None:
    assert golden.table(hostile(), 80).count("W") < 700
