"""The tables that lie over the gazetteer: conflict sites, front names, spellings.

``place_sites.tsv`` adds places, ``place_spellings.tsv`` adds names to places of GeoNames; a
user's table of sites, of the same form, adds to the shipped one or overrides it by name.
"""

import functools
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from counterclaim.errors import LexiconError
from counterclaim.grounding.places.keys import fold
from counterclaim.grounding.places.schema import KINDS, Entry
from counterclaim.grounding.places.writer import loose_keys
from counterclaim.lexicons import Row, alternatives, load_table, load_user_table


class SiteTable:
    """Places by key, and extra keys of gazetteer places."""

    def __init__(self, sites: Iterable[Row], spellings: Iterable[Row] = ()) -> None:
        self.entries: dict[int, Entry] = {}
        self._ids: dict[str, list[int]] = defaultdict(list)
        for number, row in enumerate(sites, start=1):
            entry = _entry(-number, row)
            self.entries[entry.id] = entry
            for name in (row["name"], *alternatives(row["names"])):
                self._add(name, entry.id, entry.country)
        for row in spellings:
            for name in alternatives(row["names"]):
                self._add(name, int(row["geonameid"]), None)

    @classmethod
    @functools.cache
    def shipped(cls) -> "SiteTable":
        """The tables that come with the package."""
        return cls(load_table("place_sites"), load_table("place_spellings"))

    @classmethod
    def with_user_table(cls, path: Path) -> "SiteTable":
        """The shipped tables and the user's; a user's row replaces a shipped one of its name."""
        own = load_user_table(path)
        names = {row["name"] for row in own}
        shipped = [row for row in load_table("place_sites") if row["name"] not in names]
        return cls([*own, *shipped], load_table("place_spellings"))

    def ids(self, key: str) -> list[int]:
        """Ids (see :class:`Entry`) of the places under a key."""
        return self._ids.get(key, [])

    def _add(self, name: str, id: int, country: str | None) -> None:
        folded = fold(name)
        for key in (folded, *loose_keys(folded, country)):
            if id not in self._ids[key]:
                self._ids[key].append(id)


def _entry(id: int, row: Row) -> Entry:
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
        weight = int(row["weight"] or 0)
    except ValueError as error:
        raise LexiconError(
            f"site {row['name']!r}: {error}; give lat and lon in degrees, weight as a number"
        ) from error
    kind = next((k for k in KINDS if k == row["kind"]), None)
    if kind is None:
        raise LexiconError(f"site {row['name']!r}: kind {row['kind']!r}; use one of {KINDS}")
    source = row["source"].removeprefix("geonames:")
    return Entry(
        id, int(source) if source.isdigit() else None, row["name"], row["country"] or None,
        None, None, lat, lon, weight, kind, site=True,
    )  # fmt: skip
