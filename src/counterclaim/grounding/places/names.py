"""Which of a place's names are worth a key, and what to call it in English."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_LATIN_CODE = re.compile(r"[A-Z0-9]{2,4}$")
_SCRIPT = re.compile(
    r"(?P<latin>[a-zA-Z\u00c0-\u024f])|"
    r"(?P<other>[\u0400-\u052f\u0590-\u06ff])"
)
_ENGLISH_DIVISION = re.compile(
    r"^[A-Z][\w'’\- ]+ (?:Oblast|Krai|Kray|Republic|Autonomous Okrug|Raion|Governorate|State)$"
)
_ARTICLE = re.compile(r"^(?:[AE]l|A[dnrstz]|Ash|E[dnrst])[ -](?=[A-Z\u00c0-\u1eff])")
_GENERIC = re.compile(
    r"^(?:State|Province|Region|Governorate|Republic|Emirate|District|County) of "
    r"|(?: (?:Autonomous|Capital))? (?:Oblast|Krai|Republic|Okrug|Raion|Region|Province|State"
    r"|County|Governorate|District|Department|Prefecture|Division|Emirate|Territory|Voivodeship)$"
)
_ENDINGS = (
    (r"(?<=[a-z])(?:sk|s'k)a(?:ya|ia)? oblast'?$", "sk Oblast"),
    (r"(?:sk|s'k)a(?:ya)? oblast'?$", " Oblast"),
    (r"skiy kray$", "sk Krai"),
    (r"(?:s'kyi|skyi|skiy) (?:raion|rayon)$", "sk Raion"),
)  # fmt: skip
_MARKS = {"ь": "", "ʼ": "'", "’": "'", "‘": "'"}


def plain(name: str) -> str:
    """``name`` without diacritics that English text does not write."""
    text = "".join(_MARKS.get(c, c) for c in name)
    folded = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", folded)


def useful_names(names: Iterable[str], other_scripts: bool) -> Iterator[str]:
    """The alternate names a report in English (or in the place's own language) may use."""
    for name in names:
        if len(name) > 48 or _LATIN_CODE.match(name):
            continue
        match = _SCRIPT.search(name)
        if match is None or (match["other"] and not other_scripts):
            continue
        if match["latin"] and name == name.lower():
            continue  # romanised from a script without case; no text in English has it
        yield name


def without_article(names: Iterable[str]) -> Iterator[str]:
    """Arabic names without their article: ``Al Karak``, ``Karak``."""
    for name in names:
        bare = _ARTICLE.sub("", name)
        if bare != name and len(bare) > 3:
            yield bare


def bare_names(names: Iterable[str]) -> Iterator[str]:
    """Names of divisions without the word for the division: ``Donetsk Oblast``, ``Donetsk``."""
    for name in names:
        bare = _GENERIC.sub("", name)
        if bare != name and len(bare) > 2:
            yield bare


def division_name(name: str, aliases: Iterable[str], country: str) -> str:
    """The English name of a division: ``Donetsk Oblast``, ``Sharjah``."""
    for alias in aliases:
        if country in ("UA", "RU", "BY") and _ENGLISH_DIVISION.match(alias):
            return alias.replace("Kray", "Krai").replace("’", "")
    for pattern, replacement in _ENDINGS:
        shorter = re.sub(pattern, replacement, name)
        if shorter != name:
            return shorter.replace("'", "")
    return name
