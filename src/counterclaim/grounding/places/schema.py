"""The gazetteer file: one SQLite database, read-only once it is written.

``place``
    one row a place. ``admin1`` and ``admin2`` are ids of this table; ``lat`` and ``lon`` are
    WGS 84 degrees times :data:`DEGREE`, null when unknown; ``kind`` is an index into
    :data:`KINDS`; ``approximate`` is 1 where the position was inferred (a village at the
    median of its community's located settlements).
``name``
    one row a key (see :mod:`.keys`): ``refs`` are little-endian 32-bit ``place.id * 2``, plus 1
    where the key comes from an alternate name. A skeleton key starts with ``~``, a consonant
    key with ``^``.
``filter``
    one row: the Bloom filter over the exact keys (see :mod:`.membership`).
``meta``
    ``schema``, ``sources``, ``places``, ``names``, ``notice``.
"""

from dataclasses import dataclass
from typing import Literal, get_args

SCHEMA_VERSION = "1"
DEGREE = 100_000

Kind = Literal[
    "continent", "country", "admin1", "admin2", "settlement", "site", "region", "water"
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)

CREATE = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY, geonameid INTEGER, name TEXT NOT NULL, country TEXT,
    admin1 INTEGER, admin2 INTEGER, lat INTEGER, lon INTEGER,
    population INTEGER NOT NULL, kind INTEGER NOT NULL, approximate INTEGER NOT NULL
);
CREATE TABLE name (key TEXT PRIMARY KEY, refs BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX country ON place (country) WHERE kind = 1;
CREATE TABLE filter (bits BLOB NOT NULL);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""

CREATE_STAGING = """
CREATE TABLE IF NOT EXISTS staged (key TEXT NOT NULL, ref INTEGER NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer. ``lat`` and ``lon`` are WGS 84 degrees.

    ``id`` is the row's id, negative for a place of a table of sites; ``geonameid`` is the
    GeoNames id where the place has one. ``country`` is ISO 3166-1 alpha-2. ``site`` tells
    whether the place is in a table of conflict sites.
    """

    id: int
    geonameid: int | None
    name: str
    country: str | None
    admin1: int | None
    admin2: int | None
    lat: float | None
    lon: float | None
    population: int
    kind: Kind
    approximate: bool = False
    site: bool = False
