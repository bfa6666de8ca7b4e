"""The languages of the pages: which one a browser gets, and its words.

Words are looked up by gettext in the catalogues of ``locale/``; which languages there are is
what lies there. English is the language they are written in and has none. What stands in reports,
and the reasons that the program writes into a ledger, are in the language they were written in.
"""

import gettext
import io
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ENGLISH = "en"

COOKIE = "counterclaim-lang"
"""Holds what a browser chose."""

PARAMETER = "lang"
"""What an address chooses by."""

LONGEST = 200
"""Characters of a browser's list of languages that are looked at."""

_NUMBERS = {"one": 1, "two": 2, "few": 3, "many": 5, "other": 100}
"""For each plural category, a number that has it, in languages that know it."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its code (BCP 47), its own name, which way it is written, and its words."""

    code: str
    name: str
    direction: str
    words: gettext.NullTranslations
    group: str
    """What sets thousands apart."""

    def term(self, word: str | None) -> str:
        """A word of the vocabulary, or one that the program shows; what is unknown stays."""
        return self.words.gettext(word) if word else ""

    def forms(self, singular: str, plural: str) -> dict[str, str]:
        """The forms of a word that is counted, by CLDR's plural categories."""
        rule = Locale.parse(self.code).plural_form
        return {
            name: self.words.ngettext(singular, plural, number)
            for name, number in _NUMBERS.items()
            if rule(number) == name
        }

    def number(self, value: float) -> str:
        """A number with thousands apart."""
        return f"{value:,}".replace(",", self.group)


def mark(words: str) -> str:
    """Words that a template translates when it shows them: marked for the catalogue."""
    return words


@cache
def languages() -> dict[str, Language]:
    """Every language there is, by code; English first."""
    folder = files("counterclaim.web").joinpath("locale")
    codes = sorted(
        item.name.removesuffix(".po") for item in folder.iterdir() if item.name.endswith(".po")
    )
    return {code: _language(code) for code in (ENGLISH, *codes)}


def chosen(asked: str | None, kept: str | None, accepted: str | None) -> Language:
    """The language for a browser: what its address asks, else what it chose, else accepts.

    ``accepted`` is an Accept-Language header (RFC 9110, 12.5.4).
    """
    known = languages()
    for code in (asked, kept, *_by_preference(accepted or "")):
        if code is not None and (found := known.get(code.lower().partition("-")[0])):
            return found
    return known[ENGLISH]


def _by_preference(accepted: str) -> list[str]:
    found: list[tuple[float, int, str]] = []
    for position, part in enumerate(accepted[:LONGEST].split(",")):
        code, *parameters = (piece.strip() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    quality = float(parameter[2:])
                except ValueError:
                    quality = 0.0
        if code and 0 < quality <= 1:
            found.append((-quality, position, code))
    return [code for _, _, code in sorted(found)]


def _language(code: str) -> Language:
    locale = Locale.parse(code)
    return Language(
        code=code,
        name=locale.get_display_name(code) or code,
        direction=locale.text_direction,
        words=gettext.NullTranslations() if code == ENGLISH else _catalogue(code),
        group=locale.number_symbols["latn"]["group"],
    )


def _catalogue(code: str) -> gettext.GNUTranslations:
    """The catalogue, compiled: text is kept, so that nothing compiled can be stale."""
    source = files("counterclaim.web").joinpath("locale", f"{code}.po").read_bytes()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source), locale=code))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


Say = Callable[[str], str]
"""Gives a word in a language."""
