from importlib.resources import files
from pathlib import Path

import pytest

from counterclaim.errors import LexiconError
from counterclaim.lexicons import alternatives, load_table, load_user_table, parse_table

SHIPPED = sorted(
    Path(entry.name).stem
    for entry in files("counterclaim.lexicons").iterdir()
    if entry.name.endswith(".tsv")
)


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_tables_are_of_their_form(name: str) -> None:
    rows = load_table(name)
    assert rows
    assert all(any(row.values()) for row in rows), "a row says something"


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_tables_document_every_column(name: str) -> None:
    text = files("counterclaim.lexicons").joinpath(f"{name}.tsv").read_text("utf-8")
    comments = "\n".join(line for line in text.splitlines() if line.startswith("#"))
    assert [c for c in load_table(name)[0] if c not in comments] == []


def test_rows_are_mappings_and_missing_cells_are_empty() -> None:
    assert list(parse_table("t", "# a table\na\tb\n\n1\t2\n3\n")) == [
        {"a": "1", "b": "2"},
        {"a": "3", "b": ""},
    ]


def test_a_cell_too_many_names_the_line() -> None:
    with pytest.raises(LexiconError, match=r"^t:3: 3 cells for 2 columns; separate"):
        list(parse_table("t", "a\tb\n1\t2\n1\t2\t3\n"))


def test_a_user_table_in_another_encoding_says_so(tmp_path: Path) -> None:
    table = tmp_path / "mine.tsv"
    table.write_bytes("имя\n".encode("cp1251"))
    with pytest.raises(LexiconError, match="cannot be read as UTF-8"):
        load_user_table(table)


def test_alternatives() -> None:
    assert alternatives("a | b|") == ("a", "b")
