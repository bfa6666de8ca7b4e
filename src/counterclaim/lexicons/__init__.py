"""Words, triggers, units and parties as data, and the one loader for them.

Every table is a ``.tsv`` beside this file: UTF-8, ``#`` comment lines that document the
columns, one header line, then one row a line, tab-separated; ``|`` separates alternatives
inside a cell, an empty cell is "none". ``docs/lexicons.md`` describes each table.
"""

import functools
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from counterclaim.errors import LexiconError

Row = dict[str, str]


@functools.cache
def load_table(name: str) -> tuple[Row, ...]:
    """The rows of the shipped table ``name``, each a mapping from column to cell."""
    return tuple(
        parse_table(f"{name}.tsv", files(__name__).joinpath(f"{name}.tsv").read_text("utf-8"))
    )


def load_user_table(path: Path) -> tuple[Row, ...]:
    """The rows of a user's table of the same form. Raises :class:`LexiconError`."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(
            f"{path}: cannot be read as UTF-8 ({error}); check path and encoding"
        ) from error
    return tuple(parse_table(str(path), text))


def parse_table(name: str, text: str) -> Iterator[Row]:
    """Rows of a table's text; an error names the file and the line."""
    columns: list[str] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if columns is None:
            columns = cells
            continue
        if len(cells) > len(columns):
            raise LexiconError(
                f"{name}:{number}: {len(cells)} cells for {len(columns)} columns; "
                "separate with single tabs as the header line does"
            )
        cells += [""] * (len(columns) - len(cells))
        yield dict(zip(columns, cells, strict=True))


def alternatives(cell: str) -> tuple[str, ...]:
    """The ``|``-separated alternatives of a cell."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())
