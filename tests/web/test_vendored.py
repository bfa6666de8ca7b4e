"""Other people's files are what the table says, and nothing else is there."""

import hashlib
from importlib.resources import files
from pathlib import Path

import pytest

from counterclaim.lexicons import load_user_table

SHIPPED = Path(str(files("counterclaim.web").joinpath("static", "vendor")))
FOR_TESTS = Path(__file__).parent / "vendor"


@pytest.mark.parametrize("folder", [SHIPPED, FOR_TESTS], ids=["shipped", "for tests"])
def test_vendored_files_are_unchanged_and_listed(folder: Path) -> None:
    rows = {row["file"]: row for row in load_user_table(folder / "vendored.tsv")}
    there = {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path.name != "vendored.tsv"
    }
    assert set(rows) == there
    for name, row in rows.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == row["sha256"], name
        assert (folder / name).parent.joinpath("LICENSE").exists()
        assert row["licence"] in {"0BSD", "BSD-2-Clause", "MPL-2.0"}
