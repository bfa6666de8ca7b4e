"""Word pieces of the uncased BERT vocabulary, with their offsets in the text as it stands.

Words are cut as BERT cuts them (Devlin et al. 2019): at white space, around punctuation and CJK
characters, accents and case dropped; then into the longest pieces of the vocabulary from the
left (Schuster and Nakajima 2012). Characters that BERT drops stay with the word before them, so
no extent ends inside a letter with its marks.
"""

import functools
import unicodedata
from importlib.resources import files

UNKNOWN = 100
_LONGEST_WORD = 100
_SPACE, _WORD, _ALONE, _DROPPED = range(4)
_CJK = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)
Word = tuple[int, int]


def split(text: str) -> list[Word]:
    """Start and end of each word, number and mark of ``text``, in code points."""
    out: list[Word] = []
    begun = -1
    for i, char in enumerate(text):
        kind = _kind(char)
        if kind == _WORD:
            if begun < 0:
                begun = i
        elif kind == _DROPPED:
            if begun < 0 and out and out[-1][1] == i:
                out[-1] = (out[-1][0], i + 1)
        else:
            if begun >= 0:
                out.append((begun, i))
                begun = -1
            if kind == _ALONE:
                out.append((i, i + 1))
    if begun >= 0:
        out.append((begun, len(text)))
    return out


@functools.lru_cache(maxsize=1 << 16)
def pieces(word: str) -> tuple[tuple[int, int], ...]:
    """The pieces of one word: their ids, and where each ends in ``word``."""
    letters: list[str] = []
    ends: list[int] = []
    for i, char in enumerate(word):
        if _kind(char) == _DROPPED:
            kept = ""
        else:
            plain = unicodedata.normalize("NFD", char)
            kept = "".join(c for c in plain if unicodedata.category(c) != "Mn").lower()
        if not kept and ends:
            ends[-1] = i + 1
        letters.extend(kept)
        ends.extend([i + 1] * len(kept))
    if not letters:
        return ()
    return _longest("".join(letters), ends) or ((UNKNOWN, len(word)),)


def _longest(word: str, ends: list[int]) -> tuple[tuple[int, int], ...]:
    """Pieces of a plain word, or none when its letters are not in the vocabulary."""
    table = _table()
    out: list[tuple[int, int]] = []
    start = 0
    if len(word) > _LONGEST_WORD:
        return ()
    while start < len(word):
        stop = len(word)
        while stop > start:
            found = table.get(("##" if start else "") + word[start:stop])
            if found is not None:
                break
            stop -= 1
        if stop == start or found is None:
            return ()
        out.append((found, ends[stop - 1]))
        start = stop
    return tuple(out)


@functools.cache
def _table() -> dict[str, int]:
    path = files("counterclaim.language.encoder") / "model" / "vocabulary.txt"
    return {piece: n for n, piece in enumerate(path.read_text("utf-8").split("\n")) if piece}


@functools.lru_cache(maxsize=1 << 14)
def _kind(char: str) -> int:
    category = unicodedata.category(char)
    if char in "\t\n\r" or category == "Zs":
        return _SPACE
    if char in "\x00\ufffd" or category in ("Cc", "Cf", "Mn", "Cn", "Co"):
        return _DROPPED
    if category[0] == "P" or (char.isascii() and not char.isalnum()):
        return _ALONE
    code = ord(char)
    return _ALONE if any(a <= code <= b for a, b in _CJK) else _WORD
