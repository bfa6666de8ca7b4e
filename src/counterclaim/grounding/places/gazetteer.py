"""Looking names up: the gazetteer file, and the tables of sites and spellings over it."""

import dataclasses
import functools
import os
import sqlite3
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Literal

from counterclaim.errors import GazetteerError
from counterclaim.grounding.places.geodesy import distance_km
from counterclaim.grounding.places.keys import consonants, fold, similarity, skeleton
from counterclaim.grounding.places.membership import KeyFilter
from counterclaim.grounding.places.schema import DEGREE, KINDS, SCHEMA_VERSION, Entry
from counterclaim.grounding.places.sites import SiteTable

Match = Literal["name", "alternate", "skeleton", "consonants"]
"""How a spelling led to a place, from sure to loose."""

ENVIRONMENT = "COUNTERCLAIM_GAZETTEER"
"""Environment variable with the path of the user's gazetteer."""

SITES_ENVIRONMENT = "COUNTERCLAIM_SITES"
"""Environment variable with the path of the user's own table of sites."""

MIN_SIMILARITY = 0.56
"""Skeletons that share only their consonants must be at least this alike."""

COUNTRY = KINDS.index("country")

CACHED = 20_000
"""Keys and places kept in memory."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place a spelling may denote."""

    entry: Entry
    match: Match


def user_gazetteer() -> Path:
    """Where the user's own gazetteer is kept, by the platform's conventions."""
    override = os.environ.get(ENVIRONMENT)
    if override:
        return Path(override)
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif os.uname().sysname == "Darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "counterclaim" / "gazetteer.sqlite"


def shipped_gazetteer() -> Path:
    """The gazetteer that comes with the package."""
    with as_file(files("counterclaim.grounding.places").joinpath("data/gazetteer.sqlite")) as path:
        return path


@functools.cache
def default_gazetteer() -> "Gazetteer":
    """The user's gazetteer where there is one, else the shipped one; opened once a process.

    A table of sites named by ``COUNTERCLAIM_SITES`` lies over it.
    """
    path = user_gazetteer()
    table = os.environ.get(SITES_ENVIRONMENT)
    sites = SiteTable.with_user_table(Path(table)) if table else None
    return Gazetteer(path if path.exists() else shipped_gazetteer(), sites)


class Gazetteer:
    """A read-only gazetteer. Raises :class:`GazetteerError` when ``path`` is none."""

    def __init__(self, path: Path, sites: SiteTable | None = None) -> None:
        if not path.exists():
            raise GazetteerError(f"{path}: no gazetteer there; run: counterclaim gazetteer build")
        self.path = path
        try:
            self._db = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            self._db.execute("PRAGMA cache_size = -4096")
            self.meta = dict(self._db.execute("SELECT key, value FROM meta"))
            self._countries = dict(
                self._db.execute("SELECT country, id FROM place WHERE kind = ?", (COUNTRY,))
            )
            (bits,) = self._db.execute("SELECT bits FROM filter").fetchone()
        except sqlite3.DatabaseError as error:
            raise GazetteerError(
                f"{path}: not a gazetteer ({error}); delete it or build it anew"
            ) from error
        if self.meta.get("schema") != SCHEMA_VERSION:
            raise GazetteerError(f"{path}: made by another version; build or import it anew")
        self._filter = KeyFilter(bits)
        self.sites = sites or SiteTable.shipped()
        self._refs = functools.lru_cache(CACHED)(self._read_refs)
        self._find = functools.lru_cache(CACHED)(self._find_key)
        self._entry = functools.lru_cache(CACHED)(self._read_entry)

    def entry(self, id: int) -> Entry | None:
        """The place with this id (negative: of the table of sites)."""
        return self.sites.entries.get(id) if id < 0 else self._entry(id)

    def knows(self, name: str) -> bool:
        """Whether some place is called exactly ``name`` (case, accents, hyphens aside)."""
        key = fold(name)
        return bool(self.sites.ids(key) or (key in self._filter and self._refs(key)))

    def find(self, name: str, *, loose: bool = False) -> tuple[Candidate, ...]:
        """The places ``name`` may denote, exact spellings first.

        ``loose`` also looks for other transliterations, when nothing is spelled like it.
        """
        return self._find(fold(name), loose)

    def _find_key(self, key: str, loose: bool) -> tuple[Candidate, ...]:
        found = list(self._exact(key))
        if loose and (not found or len(key) > 4):
            have = {c.entry.id for c in found}
            found += [c for c in self._loose(key, bool(found)) if c.entry.id not in have]
        return tuple(self._merged(found))

    def _merged(self, found: list[Candidate]) -> list[Candidate]:
        """``found`` with a site and the gazetteer's entry of the same place made one."""
        sites = [c.entry for c in found if c.entry.id < 0]
        if not sites:
            return found
        merged: list[Candidate] = []
        absorbed: set[int] = set()
        for candidate in found:
            entry = candidate.entry
            site = next((s for s in sites if entry.id > 0 and _same_place(s, entry)), None)
            if site is None:
                merged.append(candidate)
                continue
            if site.id not in absorbed:
                absorbed.add(site.id)
                merged.append(Candidate(_fused(site, entry), "name"))
        return [c for c in merged if c.entry.id not in absorbed]

    def country(self, code: str) -> tuple[Candidate, ...]:
        """The country with an ISO 3166-1 alpha-2 code, or nothing."""
        return self.by_geonameid(self._countries.get(code, 0))

    def by_geonameid(self, geonameid: int) -> tuple[Candidate, ...]:
        """The place with a GeoNames id (for these, ids of the file are GeoNames' own)."""
        entry = self._entry(geonameid)
        return (Candidate(entry, "name"),) if entry else ()

    def _exact(self, key: str) -> Iterator[Candidate]:
        seen = set()
        for id in self.sites.ids(key):
            entry = self.entry(id)
            if entry is not None:
                seen.add(id)
                yield Candidate(entry, "name")
        for ref in self._refs(key):
            entry = self._entry(ref >> 1)
            if entry is not None and entry.id not in seen:
                yield Candidate(entry, "alternate" if ref & 1 else "name")

    def _loose(self, key: str, spelled: bool) -> Iterator[Candidate]:
        loose = skeleton(key)
        if len(loose) < 3:
            return
        refs = self._refs("~" + loose)
        ids = dict.fromkeys([*self.sites.ids("~" + loose), *(ref >> 1 for ref in refs)])
        for id in ids:
            if (entry := self.entry(id)) is not None:
                yield Candidate(entry, "skeleton")
        if spelled or ids:
            return
        kin = consonants(loose)
        if not kin:
            return
        refs = self._refs("^" + kin)
        for id in dict.fromkeys([*self.sites.ids("^" + kin), *(ref >> 1 for ref in refs)]):
            entry = self.entry(id)
            if (
                entry is not None
                and similarity(loose, skeleton(fold(entry.name))) >= MIN_SIMILARITY
            ):
                yield Candidate(entry, "consonants")

    def _read_refs(self, key: str) -> tuple[int, ...]:
        row = self._db.execute("SELECT refs FROM name WHERE key = ?", (key,)).fetchone()
        return struct.unpack(f"<{len(row[0]) // 4}I", row[0]) if row else ()

    def _read_entry(self, id: int) -> Entry | None:
        row = self._db.execute("SELECT * FROM place WHERE id = ?", (id,)).fetchone()
        if row is None:
            return None
        id, geonameid, name, country, admin1, admin2, lat, lon, population, kind, approximate = row
        return Entry(
            id, geonameid, name, country, admin1, admin2,
            None if lat is None else lat / DEGREE, None if lon is None else lon / DEGREE,
            population, KINDS[kind], bool(approximate),
        )  # fmt: skip


SAME_PLACE_KM = 15.0
"""A site and a settlement of one name this near to one another are one place."""


def _same_place(site: Entry, entry: Entry) -> bool:
    if site.geonameid is not None and site.geonameid == entry.geonameid:
        return True
    if site.kind != entry.kind or site.country != entry.country:
        return False
    if site.kind == "admin1":
        return True
    if None in (site.lat, site.lon, entry.lat, entry.lon):
        return False
    distance = distance_km(site.lat or 0.0, site.lon or 0.0, entry.lat or 0.0, entry.lon or 0.0)
    return distance < SAME_PLACE_KM or (entry.approximate and distance < 2 * SAME_PLACE_KM)


def _fused(site: Entry, entry: Entry) -> Entry:
    """The site's name, weight and (against an inferred one) position, the rest the entry's."""
    at = site if entry.approximate or entry.lat is None else entry
    return dataclasses.replace(
        entry, name=site.name, population=max(site.population, entry.population),
        lat=at.lat, lon=at.lon, approximate=False, kind=site.kind, site=True,
    )  # fmt: skip
