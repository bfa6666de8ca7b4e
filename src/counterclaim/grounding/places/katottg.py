"""Every settlement of Ukraine from the state codifier (KATOTTG), located as well as can be."""

import statistics
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counterclaim.errors import GazetteerError

Point = tuple[float, float]

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


def settlements_of_ukraine(package: Path, cities: list[dict[str, Any]]) -> Iterator[Village]:
    """Settlements of the codifier that are not among ``cities`` (GeoNames' Ukrainian ones)."""
    by_name: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        for name in {city["name"], *city["alternatenames"]}:
            by_name[_native_key(name), city["admin1code"]].append(city)
    rows = list(_rows(package))
    located: dict[str, list[Point]] = defaultdict(list)
    missing = []
    namesakes: dict[tuple[str, str], int] = defaultdict(int)
    for code, _, name in rows:
        namesakes[_native_key(name), OBLASTS.get(code[2:4], "")] += 1
    for code, community, name in rows:
        key = _native_key(name), OBLASTS.get(code[2:4], "")
        found = by_name.get(key, [])
        if len(found) == 1 and namesakes[key] == 1:
            point = (found[0]["latitude"], found[0]["longitude"])
            located[community].append(point)
            located[community[:6]].append(point)
            located[community[:4]].append(point)
        elif len(found) < namesakes[key]:
            missing.append((code, community, name))
    for code, community, name in missing:
        near = next(
            (located[c] for c in (community, community[:6], community[:4]) if located[c]), []
        )
        if near:
            lat, lon = (statistics.median(p[i] for p in near) for i in (0, 1))
            yield Village(romanise(name), name, OBLASTS.get(code[2:4], ""), lat, lon)


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
