"""Other people's files are what the table says, and nothing else is there."""

import hashlib
from importlib.resources import files
from pathlib import Path

from counterclaim.lexicons import load_user_table

VENDOR = Path(str(files("counterclaim.web").joinpath("static", "vendor")))


def test_vendored_files_are_unchanged_and_listed() -> None:
    rows = {row["file"]: row for row in load_user_table(VENDOR / "vendored.tsv")}
    there = {
        str(path.relative_to(VENDOR))
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "vendored.tsv"
    }
    assert set(rows) == there
    for name, row in rows.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == row["sha256"], name
        assert (VENDOR / name).parent.joinpath("LICENSE").exists()
        assert row["licence"] in {"0BSD", "BSD-2-Clause"}
