"""What the README shows is what the program does today."""

import doctest
from pathlib import Path

from evaluation import transcripts

README = Path(__file__).parents[2] / "README.md"


def test_transcripts_are_real() -> None:
    page = README.read_text(encoding="utf-8")
    assert "<!-- transcript -->" in page
    assert transcripts.refreshed(page) == page, "run: python -m evaluation.transcripts"


def test_python_session_is_real() -> None:
    outcome = doctest.testfile(str(README), module_relative=False, encoding="utf-8")
    assert outcome.attempted >= 4
    assert outcome.failed == 0


def test_picture_is_there_and_small() -> None:
    picture = README.parent / "docs" / "images" / "page.png"
    assert picture.stat().st_size < 300_000
