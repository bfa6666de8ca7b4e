"""Words of a text and the key by which a word is looked up, whatever its spelling."""

import functools
import re
import unicodedata
from typing import NamedTuple

from counterclaim.lexicons import alternatives, load_table

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:[.'’ʼ][^\W_]+)*")
_LATIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "ð": "d", "ъ": ""})
_CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "є": "ie",
        "ё": "e", "ж": "zh", "з": "z", "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k",
        "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t",
        "у": "u", "ў": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
        "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    }
)  # fmt: skip
"""Romanisation after BGN/PCGN, near enough for look-up (Ukrainian "г" as Russian)."""

_SILENT = str.maketrans("", "", ".'’ʼʹ`´")
_DOUBLE_I = re.compile(r"i{2,}")


class Word(NamedTuple):
    """A word: its text without a possessive ending, its look-up key and where it stands.

    ``start`` and ``end`` are code points, ``end`` without the possessive ending. ``glued`` is
    true when a hyphen joins the word to the one before it, ``broken`` when punctuation
    stands between them.
    """

    text: str
    key: str
    start: int
    end: int
    possessive: bool
    glued: bool
    broken: bool

    @property
    def capital(self) -> bool:
        """Whether the word begins with an upper-case letter (or its script has no case)."""
        first = self.text[0]
        return first.isupper() or (first.isalpha() and first.lower() == first.upper())


@functools.lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    """The look-up key of a word: no case, no accents, one spelling for Slavic endings.

    "Zelenskyy", "Zelenskiy" and "Zelensky" have one key, as have "Sergei" and "Sergey",
    "Oleksiy" and "Oleksii", "Yevgeny" and "Evgeny", "Alexei" and "Aleksey".
    """
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    if not plain.isascii():
        plain = plain.translate(_CYRILLIC).translate(_LATIN)
    plain = plain.translate(_SILENT)
    plain = plain.replace("y", "i").replace("j", "i").replace("ks", "x")
    plain = _DOUBLE_I.sub("i", plain)
    if plain.startswith("ie"):
        plain = plain[1:]
    return plain or word


def split(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of ``text[start:end]``; their offsets count in ``text``."""
    words: list[Word] = []
    last = -1
    stop = len(text) if end is None else end
    for match in _WORD.finditer(text, start, stop):
        a, b = match.span()
        written = match.group()
        possessive = False
        if len(written) > 2 and written[-1] in "sS" and written[-2] in "'’ʼ":
            written, b, possessive = written[:-2], b - 2, True
        elif written[-1] in "sS" and b < stop and text[b] in "'’":
            possessive = True
        between = text[last:a] if last >= 0 else " "
        words.append(
            Word(
                written,
                fold(written),
                a,
                b,
                possessive,
                between in ("-", "‑", "–"),
                bool(words) and _breaks(words[-1].text, between),
            )
        )
        last = match.end()
    return words


def _breaks(word: str, between: str) -> bool:
    """Whether a phrase cannot go on over what stands between a word and the next."""
    if between == ". ":
        short = len(word) == 1 or "." in word or word.lower() in closed_class("abbreviation")
        return not short
    if between.isspace():
        return between.count("\n") > 1
    return between not in _JOINS


_JOINS = frozenset(
    ["-", "‑", "/", " “", " ‘", ' "', " '", "’ ", "' ", "” ", '" ', ".", " & "],
)
"""What may stand between two words of one phrase, besides spaces and abbreviations' points."""


@functools.cache
def given_names() -> frozenset[str]:
    """First names in lower case."""
    return frozenset(row["name"] for row in load_table("first_names"))


@functools.cache
def closed_class(use: str) -> frozenset[str]:
    """The words of one use in ``party_words.tsv``, as written there (lower case)."""
    return frozenset(
        word
        for row in load_table("party_words")
        if row["use"] == use
        for word in alternatives(row["words"])
    )


@functools.cache
def closed_keys(use: str) -> frozenset[str]:
    """The look-up keys of those words."""
    return frozenset(fold(word) for word in closed_class(use))
