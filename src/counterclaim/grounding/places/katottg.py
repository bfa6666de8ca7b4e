"""Every settlement of Ukraine from the state codifier (KATOTTG), located as well as can be."""

import statistics
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counterclaim.errors import GazetteerError
from counterclaim.grounding.places.keys import fold, similarity, skeleton

Point = tuple[float, float]

SAME_NAME = 0.6
"""Least similarity of a town's name and another of its names to count as one name."""

OBLASTS = {
    "01": "11", "05": "23", "07": "24", "12": "04", "14": "05", "18": "27", "21": "25", "23": "26",
    "26": "06", "32": "13", "35": "10", "44": "14", "46": "15", "48": "16", "51": "17", "53": "18",
    "56": "19", "59": "21", "61": "22", "63": "07", "65": "08", "68": "09", "71": "01", "73": "03",
    "74": "02", "80": "12", "85": "20",
}  # fmt: skip
"""KATOTTG's first two digits to GeoNames' ``UA`` admin1 codes."""

SETTLEMENTS = frozenset("MTCX")
"""Categories of settlements: city, urban-type settlement, village, rural settlement."""

_ROMAN = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh",
    "з": "z", "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia", "'": "", "’": "", "ʼ": "",
}  # fmt: skip
_INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}


@dataclass(frozen=True, slots=True)
class Village:
    """A settlement GeoNames does not locate, at its community's median."""

    name: str
    native: str
    admin1: str
    lat: float
    lon: float


def romanise(name: str) -> str:
    """A Ukrainian name in Latin letters, by the national system of 2010 (resolution 55)."""
    letters = []
    previous = " "
    for letter in name:
        lower = letter.lower()
        table = _INITIAL if not previous.isalpha() and previous not in "'’ʼ" else {}
        roman = table.get(lower) or _ROMAN.get(lower, lower)
        if lower == "г" and previous.lower() == "з":
            roman = "gh"  # not "zh", which is ж
        letters.append(roman.capitalize() if letter != lower else roman)
        previous = letter
    return "".join(letters)


class Codifier:
    """The codifier's settlements, held against GeoNames' Ukrainian ``cities``."""

    def __init__(self, package: Path, cities: list[dict[str, Any]]) -> None:
        self._rows = list(_rows(package))
        self._namesakes: dict[tuple[str, str], int] = defaultdict(int)
        for code, _, name in self._rows:
            self._namesakes[_key(code, name)] += 1
        self._cities: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        for city in cities:
            key = self._best_key(city)
            if key is not None:
                self._cities[key].append(city)

    def _best_key(self, city: dict[str, Any]) -> tuple[str, str] | None:
        """The settlement of the codifier that a city is: the likest of its names decides.

        An old name of a town may be the name of another place now.
        """
        own = skeleton(fold(city["name"]))
        keys = {(_native_key(name), city["admin1code"]) for name in city["alternatenames"]}
        likely = [
            (similarity(skeleton(fold(key[0])), own), key) for key in keys & self._namesakes.keys()
        ]
        best = max(likely, default=(0.0, None))
        return best[1] if best[0] >= SAME_NAME else None

    def official_names(self) -> dict[int, str]:
        """The official Ukrainian name of each of GeoNames' cities, by GeoNames id."""
        return {
            int(city["geonameid"]): name
            for code, _, name in self._rows
            for city in self._cities.get(_key(code, name), [])
        }

    def villages(self) -> Iterator[Village]:
        """The settlements that are not among GeoNames' cities, as well placed as can be."""
        located: dict[str, list[Point]] = defaultdict(list)
        missing = []
        for code, community, name in self._rows:
            key = _key(code, name)
            found = self._cities.get(key, [])
            if len(found) == 1 and self._namesakes[key] == 1:
                point = (found[0]["latitude"], found[0]["longitude"])
                for area in _areas(community):
                    located[area].append(point)
            elif len(found) < self._namesakes[key]:
                missing.append((code, community, name))
        for code, community, name in missing:
            near = next((located[area] for area in _areas(community) if located[area]), [])
            if near:
                lat, lon = (statistics.median(p[i] for p in near) for i in (0, 1))
                yield Village(romanise(name), name, OBLASTS.get(code[2:4], ""), lat, lon)


def _key(code: str, name: str) -> tuple[str, str]:
    return _native_key(name), OBLASTS.get(code[2:4], "")


def _areas(community: str) -> tuple[str, str, str]:
    """A community's code, its district's, its oblast's."""
    return community, community[:6], community[:4]


def _native_key(name: str) -> str:
    return name.strip().casefold().translate(str.maketrans("", "", "'’ʼ` -"))


def _rows(package: Path) -> Iterator[tuple[str, str, str]]:
    """Code, community's code and name of each settlement."""
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise GazetteerError(
            "the package openpyxl is not installed; run: pip install 'counterclaim[gazetteer]'"
        ) from error
    sheet = load_workbook(package / "kodifikator.xlsx", read_only=True).worksheets[0]
    for row in sheet.iter_rows(values_only=True):
        first, _, community, code, _, category, name = row[:7]
        if category in SETTLEMENTS and code and str(first).startswith("UA"):
            yield str(code), str(community)[:11], str(name).strip()
