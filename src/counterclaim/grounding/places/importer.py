"""Importing a GeoNames dump into the user's gazetteer.

The dump is streamed into a working file beside the target, in batches; an import that was
killed goes on where it stopped. Only a finished file replaces the target, in one step: until
then, and after any error, the old gazetteer is as it was. Places of the dump replace those
of the same id, and villages whose position had been inferred.
"""

import logging
import shutil
import sqlite3
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from counterclaim.errors import GazetteerError
from counterclaim.grounding.places.dump import DumpRow, lines_of, parse_name, parse_row
from counterclaim.grounding.places.geodesy import distance_km
from counterclaim.grounding.places.names import plain, useful_names
from counterclaim.grounding.places.schema import CREATE_STAGING, DEGREE, KINDS, Entry
from counterclaim.grounding.places.writer import GazetteerWriter

BATCH = 20_000
REPLACES_KM = 60.0
"""An inferred village is the dump's settlement of its name and division within this distance."""

_CREATE_ADDED = "CREATE TABLE added (id INTEGER PRIMARY KEY);"
"""Settlements of the dump that the base did not have."""

_LOCATED = """
SELECT DISTINCT p.id, p.lat, p.lon FROM staged own
JOIN staged other ON other.key = own.key
JOIN added ON added.id = other.ref / 2
JOIN place p ON p.id = added.id
WHERE own.ref IN (?, ?) AND own.key NOT GLOB '[~^]*' AND p.admin1 = ?
"""
"""New settlements under an exact key of an inferred village, in its division."""

Progress = Callable[[str, int], None]
"""Called with a phase's name and the lines read so far."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    path: Path
    places: int
    names: int
    replaced: int


def import_dump(
    dump: Path,
    base: Path,
    target: Path,
    *,
    alternate_names: Path | None = None,
    countries: frozenset[str] | None = None,
    progress: Progress = lambda phase, lines: None,
) -> Imported:
    """Import ``dump`` over the gazetteer ``base`` and put the result at ``target``.

    ``countries`` (ISO 3166-1 alpha-2) keeps only theirs. Raises :class:`GazetteerError` for a
    dump that is truncated or of another form; ``target`` is unchanged then.
    """
    work = target.with_name(target.name + ".partial")
    work.parent.mkdir(parents=True, exist_ok=True)
    signature = _signature(dump, base, alternate_names, countries)
    state = _WorkFile(work, base, signature)
    try:
        divisions = _divisions(dump, countries, progress)
        state.take_places(dump, countries, divisions, progress)
        if alternate_names is not None:
            state.take_names(alternate_names, progress)
        replaced = state.replace_inferred()
        progress("index", 0)
        done = state.finish(dump.name)
    except GazetteerError:
        state.discard()
        raise
    except BaseException:
        state.close()  # what is in the working file is kept: the next import goes on from it
        raise
    work.replace(target)
    log.info("imported %s into %s", dump, target)
    return Imported(target, *done, replaced)


def _signature(dump: Path, base: Path, names: Path | None, countries: frozenset[str] | None) -> str:
    parts = []
    for path in (dump, base, *([names] if names else [])):
        try:
            stat = path.stat()
        except OSError as error:
            raise GazetteerError(f"{path}: {error.strerror}; check the path") from error
        parts.append(f"{path.name}:{stat.st_size}:{stat.st_mtime_ns}")
    return "|".join([*parts, ",".join(sorted(countries or ()))])


def _divisions(
    dump: Path, countries: frozenset[str] | None, progress: Progress
) -> dict[tuple[str, ...], int]:
    """GeoNames ids of divisions by country and code(s); rows come in the order of ids."""
    found: dict[tuple[str, ...], int] = {}
    with lines_of(dump) as lines:
        for number, line in enumerate(lines, start=1):
            if number % 500_000 == 0:
                progress("divisions", number)
            if number > 1 and "\tA\tADM" not in line:
                continue
            row = parse_row(line, number, dump)
            if row is None or not _wanted(row, countries) or row.country is None:
                continue
            if row.kind == "admin1":
                found[row.country, row.admin1] = row.geonameid
            elif row.kind == "admin2":
                found[row.country, row.admin1, row.admin2] = row.geonameid
    return found


def _wanted(row: DumpRow, countries: frozenset[str] | None) -> bool:
    return countries is None or row.country in countries


class _WorkFile:
    """The working file: the base's places and names, then the dump's."""

    def __init__(self, path: Path, base: Path, signature: str) -> None:
        self.path = path
        if not self._fits(signature):
            self._start(base, signature)
        self.writer = GazetteerWriter(path, resume=True)
        self.db = self.writer.connection

    def _fits(self, signature: str) -> bool:
        """Whether the file is of an interrupted import of the same dump."""
        if not self.path.exists():
            return False
        try:
            db = sqlite3.connect(self.path)
            row = db.execute("SELECT value FROM meta WHERE key = 'import'").fetchone()
            db.close()
        except sqlite3.DatabaseError:
            return False
        return row is not None and row[0] == signature

    def _start(self, base: Path, signature: str) -> None:
        self.path.unlink(missing_ok=True)
        copy = self.path.with_name(self.path.name + ".copy")
        shutil.copyfile(base, copy)
        db = sqlite3.connect(copy)
        try:
            db.executescript("PRAGMA synchronous = OFF;" + CREATE_STAGING + _CREATE_ADDED)
            rows = db.execute("SELECT key, refs FROM name")
            pairs = (
                (key, ref)
                for key, refs in rows
                for ref in struct.unpack(f"<{len(refs) // 4}I", refs)
            )
            db.executemany("INSERT INTO staged VALUES (?,?)", pairs)
            db.executescript("DELETE FROM name; DELETE FROM filter;")
            db.execute("INSERT OR REPLACE INTO meta VALUES ('import', ?)", (signature,))
            db.commit()
        except sqlite3.DatabaseError as error:
            raise GazetteerError(f"{base}: not a gazetteer ({error}); build it anew") from error
        finally:
            db.close()
        copy.replace(self.path)

    def take_places(
        self,
        dump: Path,
        countries: frozenset[str] | None,
        divisions: dict[tuple[str, ...], int],
        progress: Progress,
    ) -> None:
        done = self._done("places")
        with lines_of(dump) as lines:
            for number, batch in _batches(lines, done):
                for offset, line in enumerate(batch, start=1):
                    row = parse_row(line, number + offset, dump)
                    if row is not None and _wanted(row, countries):
                        self._add(row, divisions)
                self._commit("places", number + len(batch))
                progress("places", number + len(batch))

    def _add(self, row: DumpRow, divisions: dict[tuple[str, ...], int]) -> None:
        country = row.country or ""
        entry = Entry(
            row.geonameid, row.geonameid, self._name(row), row.country,
            None if row.kind == "admin1" else divisions.get((country, row.admin1)),
            None if row.kind == "admin2" else divisions.get((country, row.admin1, row.admin2)),
            row.lat, row.lon, row.population, row.kind,
        )  # fmt: skip
        if row.kind == "settlement":
            self.db.execute(
                "INSERT OR IGNORE INTO added SELECT ? WHERE NOT EXISTS "
                "(SELECT 1 FROM place WHERE id = ?)",
                (entry.id, entry.id),
            )
        self.writer.add(entry, [row.name, *useful_names(row.alternates, other_scripts=True)])

    def _name(self, row: DumpRow) -> str:
        """The base's English name where it has the place, so that names stay the same."""
        found = self.db.execute("SELECT name FROM place WHERE id = ?", (row.geonameid,)).fetchone()
        return str(found[0]) if found else plain(row.name)

    def take_names(self, path: Path, progress: Progress) -> None:
        done = self._done("names")
        with lines_of(path) as lines:
            for number, batch in _batches(lines, done):
                for offset, line in enumerate(batch, start=1):
                    pair = parse_name(line, number + offset, path)
                    entry = self._entry(pair[0]) if pair else None
                    if pair and entry:
                        self.writer.add_names(entry, useful_names([pair[1]], other_scripts=True))
                self._commit("names", number + len(batch))
                progress("names", number + len(batch))

    def _entry(self, id: int) -> Entry | None:
        row = self.db.execute(
            "SELECT name, country, kind FROM place WHERE id = ?", (id,)
        ).fetchone()
        if row is None:
            return None
        return Entry(id, id, row[0], row[1], None, None, None, None, 0, KINDS[row[2]])

    def replace_inferred(self) -> int:
        """Drop villages with an inferred position that the dump has located, each by one."""
        db = self.db
        db.execute("CREATE INDEX IF NOT EXISTS staged_key ON staged (key)")
        db.execute("CREATE INDEX IF NOT EXISTS staged_ref ON staged (ref)")
        used: set[int] = set()
        gone = []
        inferred = db.execute(
            "SELECT id, admin1, lat, lon FROM place WHERE approximate = 1 ORDER BY id"
        ).fetchall()
        for id, admin1, lat, lon in inferred:
            located = db.execute(_LOCATED, (id * 2, id * 2 + 1, admin1)).fetchall()
            near = sorted(
                (distance_km(lat / DEGREE, lon / DEGREE, y / DEGREE, x / DEGREE), other)
                for other, y, x in located
                if other not in used
            )
            if near and near[0][0] < REPLACES_KM:
                used.add(near[0][1])
                gone.append((id,))
        db.executemany("DELETE FROM place WHERE id = ?", gone)
        db.executemany("DELETE FROM staged WHERE ref / 2 = ?", gone)
        db.executescript("DROP INDEX staged_key; DROP INDEX staged_ref;")
        db.commit()
        return len(gone)

    def finish(self, source: str) -> tuple[int, int]:
        """Index the names; returns how many places and keys there are."""
        row = self.db.execute("SELECT value FROM meta WHERE key = 'sources'").fetchone()
        self.db.execute("DROP TABLE IF EXISTS added")
        self.db.execute("DELETE FROM meta WHERE key = 'import' OR key LIKE 'done-%'")
        self.writer.finish(sources=f"{row[0] if row else ''}, {source}".lstrip(", "))
        db = sqlite3.connect(self.path)
        meta = dict(db.execute("SELECT key, value FROM meta"))
        db.close()
        return int(meta["places"]), int(meta["names"])

    def discard(self) -> None:
        self.close()
        self.path.unlink(missing_ok=True)

    def close(self) -> None:
        self.db.close()

    def _done(self, phase: str) -> int:
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (f"done-{phase}",)).fetchone()
        return int(row[0]) if row else 0

    def _commit(self, phase: str, lines: int) -> None:
        self.db.execute("INSERT OR REPLACE INTO meta VALUES (?,?)", (f"done-{phase}", str(lines)))
        self.db.commit()


def _batches(lines: Iterator[str], done: int) -> Iterator[tuple[int, list[str]]]:
    """Batches of the lines after the first ``done``, each with the lines read before it."""
    number = sum(1 for _ in islice(lines, done))
    while batch := list(islice(lines, BATCH)):
        yield number, batch
        number += len(batch)
