import json
from collections.abc import Callable
from pathlib import Path

import pytest

from evaluation import gate
from evaluation.measures import Figure, Measure


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., int]:
    """The gate over one measure whose figures the test gives."""
    gold = tmp_path / "gold.jsonl"
    gold.write_text("{}\n", "utf8")
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(gate, "Reader", object)

    def with_figures(hit: float, miss: float, *arguments: str) -> int:
        figures = (Figure("hit"), Figure("miss", lower_is_better=True))
        measure = Measure("made up", gold, lambda *_: {"hit": hit, "miss": miss}, figures)
        monkeypatch.setattr(gate, "MEASURES", (measure,))
        return gate.main(arguments)

    return with_figures


def floors(tmp_path: Path) -> dict[str, float]:
    held: dict[str, float] = json.loads((tmp_path / "floors.json").read_text("utf8"))["made up"][
        "floors"
    ]
    return held


def test_without_floors_nothing_fails(run: Callable[..., int]) -> None:
    assert run(0.1, 0.9) == 0


def test_a_figure_below_its_floor_fails(
    run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(0.5, 0.2, "--update") == 0
    assert run(0.5, 0.2) == 0
    assert run(0.4, 0.2) == 1
    assert "below its floor: made up, hit: 0.400, floor 0.500" in capsys.readouterr().err
    assert run(0.5, 0.3) == 1


def test_update_raises_and_never_lowers(run: Callable[..., int], tmp_path: Path) -> None:
    run(0.5, 0.2, "--update")
    assert run(0.6, 0.3, "--update") == 1
    assert floors(tmp_path) == {"hit": 0.6, "miss": 0.2}


def test_lowering_takes_its_own_flag(run: Callable[..., int], tmp_path: Path) -> None:
    run(0.5, 0.2, "--update")
    assert run(0.4, 0.3, "--update", "--lower") == 0
    assert floors(tmp_path) == {"hit": 0.4, "miss": 0.3}


def test_other_labels_are_not_held_to_the_floors(run: Callable[..., int], tmp_path: Path) -> None:
    run(0.5, 0.2, "--update")
    (tmp_path / "gold.jsonl").write_text('{"other": 1}\n', "utf8")
    assert run(0.1, 0.9) == 0


def test_missing_labels_are_skipped_and_said(
    run: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gold.jsonl").unlink()
    assert run(0.5, 0.2) == 0
    assert "skipped made up" in capsys.readouterr().err
