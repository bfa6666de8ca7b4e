"""Writing a gazetteer file: places and their names in, key index out."""

import sqlite3
import struct
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from counterclaim.grounding.places.keys import (
    KIN_COUNTRIES,
    SKELETON_COUNTRIES,
    consonants,
    fold,
    skeleton,
)
from counterclaim.grounding.places.membership import make_filter
from counterclaim.grounding.places.schema import (
    CREATE,
    CREATE_STAGING,
    DEGREE,
    KINDS,
    SCHEMA_VERSION,
    Entry,
)

MAX_REFS = 400
"""Most places one loose key may lead to; beyond that the key tells nothing."""


class GazetteerWriter:
    """Fills a new gazetteer at ``path``; :meth:`finish` makes it readable.

    ``resume`` goes on with the working file of an interrupted import.
    """

    def __init__(self, path: Path, *, resume: bool = False) -> None:
        self.connection = sqlite3.connect(path)
        # a new file is thrown away when its making fails; a resumed one must survive a kill
        mode = "DELETE" if resume else "OFF"
        self.connection.executescript(f"PRAGMA journal_mode = {mode}; PRAGMA synchronous = OFF;")
        if not resume:
            self.connection.executescript(CREATE)
        self.connection.executescript(CREATE_STAGING)

    def add(self, entry: Entry, names: Iterable[str]) -> None:
        """Add ``entry``, found under its own name and the alternate ``names``."""
        self.connection.execute(
            "INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)",
            (
                entry.id, entry.geonameid, entry.name, entry.country, entry.admin1, entry.admin2,
                None if entry.lat is None else round(entry.lat * DEGREE),
                None if entry.lon is None else round(entry.lon * DEGREE),
                entry.population, KINDS.index(entry.kind), int(entry.approximate),
            ),
        )  # fmt: skip
        self.add_names(entry, names)

    def add_names(self, entry: Entry, names: Iterable[str]) -> None:
        """Add alternate ``names`` (and the own name) of an entry that is there already."""
        own = fold(entry.name)
        keys = {own: entry.id * 2}
        for folded in map(fold, names):
            keys.setdefault(folded, entry.id * 2 + 1)
        for folded, ref in list(keys.items()):
            for key in loose_keys(folded, entry.country):
                keys.setdefault(key, ref)
        rows = [(key, ref) for key, ref in keys.items() if key]
        self.connection.executemany("INSERT INTO staged VALUES (?,?)", rows)

    def finish(self, **meta: str) -> None:
        """Build the key index, write ``meta`` and close the file."""
        db = self.connection
        cursor = db.execute("SELECT DISTINCT key, ref FROM staged ORDER BY key, ref")
        rows = (
            (key, struct.pack(f"<{len(refs)}I", *refs))
            for key, refs in _grouped(cursor)
            if len(refs) <= MAX_REFS or key[0] not in "~^"
        )
        db.executemany("INSERT INTO name VALUES (?,?)", rows)
        db.execute("DROP TABLE staged")
        exact = "FROM name WHERE key < '^' OR key >= '_' AND key < '~' OR key >= '\x7f'"
        count = db.execute(f"SELECT count(*) {exact}").fetchone()[0]
        keys = (row[0] for row in db.execute(f"SELECT key {exact}"))
        db.execute("INSERT INTO filter VALUES (?)", (make_filter(keys, count),))
        counts = {
            table: str(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
            for table in ("place", "name")
        }
        values = {"schema": SCHEMA_VERSION} | {f"{k}s": v for k, v in counts.items()} | meta
        db.executemany("INSERT OR REPLACE INTO meta VALUES (?,?)", sorted(values.items()))
        db.commit()
        db.execute("VACUUM")
        db.close()


def loose_keys(folded: str, country: str | None) -> Iterator[str]:
    """The skeleton and consonant keys of a folded name that its country calls for."""
    if country in SKELETON_COUNTRIES and len(folded) > 3:
        loose = skeleton(folded)
        if len(loose) > 2:
            yield "~" + loose
            if country in KIN_COUNTRIES and consonants(loose):
                yield "^" + consonants(loose)


def _grouped(rows: Iterable[tuple[str, int]]) -> Iterator[tuple[str, list[int]]]:
    for key, group in groupby(rows, key=itemgetter(0)):
        yield key, [ref for _, ref in group]
