"""GeoNames dumps: ``UA.zip``, ``allCountries.zip``, ``alternateNamesV2.zip`` (or the ``.txt``).

The format is documented in GeoNames' readme: UTF-8, tab-separated, no header, nineteen
columns in a dump and eight or ten in a file of alternate names.
"""

import functools
import io
import zipfile
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from counterclaim.errors import GazetteerError
from counterclaim.grounding.places.schema import Kind
from counterclaim.lexicons import load_table

COLUMNS = 19
NAME_COLUMNS = (8, 10)

LANGUAGES = frozenset(("", "en", "uk", "ru", "be", "ar", "he", "fa", "fr", "es", "abbr"))
"""Languages of alternate names that are kept; the empty one is "unknown"."""


@dataclass(frozen=True, slots=True)
class DumpRow:
    """A place of a dump."""

    geonameid: int
    name: str
    alternates: tuple[str, ...]
    lat: float
    lon: float
    kind: Kind
    country: str | None
    admin1: str
    admin2: str
    population: int


@contextmanager
def lines_of(path: Path, *, avoid: str = "readme.txt") -> Iterator[Iterator[str]]:
    """The lines of the table in ``path``. Raises :class:`GazetteerError` for a broken file."""
    try:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                member = _table(archive, path, avoid)
                with archive.open(member) as raw, closing(_decoded(raw, path)) as lines:
                    yield lines
        else:
            with path.open("rb") as raw, closing(_decoded(raw, path)) as lines:
                yield lines
    except (zipfile.BadZipFile, EOFError) as error:
        raise GazetteerError(f"{path}: truncated or no zip ({error}); download it again") from error
    except OSError as error:
        raise GazetteerError(
            f"{path}: cannot be read ({error.strerror}); check the path"
        ) from error


def _table(archive: zipfile.ZipFile, path: Path, avoid: str) -> zipfile.ZipInfo:
    tables = [
        m
        for m in archive.infolist()
        if m.filename.endswith(".txt") and m.filename not in (avoid, "iso-languagecodes.txt")
    ]
    if len(tables) != 1:
        raise GazetteerError(
            f"{path}: {len(tables)} tables in it; give a GeoNames dump such as UA.zip"
        )
    return tables[0]


def _decoded(raw: IO[bytes], path: Path) -> Generator[str, None, None]:
    text = io.TextIOWrapper(raw, "utf-8", newline="\n")
    number = 0
    try:
        for line in text:
            number += 1
            yield line.rstrip("\n")
    except UnicodeDecodeError as error:
        raise GazetteerError(
            f"{path}: not UTF-8 after line {number}; give GeoNames' file unchanged"
        ) from error
    finally:
        text.detach()


def parse_row(line: str, number: int, path: Path) -> DumpRow | None:
    """The place of a line, ``None`` for a feature that is not kept."""
    cells = line.split("\t")
    if len(cells) != COLUMNS:
        raise GazetteerError(
            f"{path}: line {number} has {len(cells)} columns instead of {COLUMNS}; "
            "give a GeoNames dump such as UA.zip"
        )
    kind = kind_of(f"{cells[6]}.{cells[7]}")
    if kind is None:
        return None
    try:
        return DumpRow(
            int(cells[0]), cells[1], tuple(n for n in (cells[2], *cells[3].split(",")) if n),
            float(cells[4]), float(cells[5]), kind, cells[8] or None, cells[10], cells[11],
            int(cells[14] or 0),
        )  # fmt: skip
    except ValueError as error:
        raise GazetteerError(
            f"{path}: line {number}: {error}; give GeoNames' file unchanged"
        ) from error


def parse_name(line: str, number: int, path: Path) -> tuple[int, str] | None:
    """GeoNames id and name of a line of alternate names, ``None`` for one that is not kept."""
    cells = line.split("\t")
    if len(cells) not in NAME_COLUMNS:
        raise GazetteerError(
            f"{path}: line {number} has {len(cells)} columns instead of 8 or 10; "
            "give alternateNamesV2.zip"
        )
    if cells[2] not in LANGUAGES or not cells[1].isdigit():
        return None
    return int(cells[1]), cells[3]


@functools.lru_cache(4096)
def kind_of(code: str) -> Kind | None:
    """The gazetteer's kind for a GeoNames feature (``P.PPL``), ``None`` if it is not kept."""
    exact, prefixes = _features()
    if code in exact:
        return exact[code]
    return next((kind for prefix, kind in prefixes if code.startswith(prefix)), None)


@functools.cache
def _features() -> tuple[dict[str, Kind], tuple[tuple[str, Kind], ...]]:
    rows = [(row["code"], cast(Kind, row["kind"])) for row in load_table("place_features")]
    exact = {code: kind for code, kind in rows if not code.endswith("*")}
    return exact, tuple((code[:-1], kind) for code, kind in rows if code.endswith("*"))
