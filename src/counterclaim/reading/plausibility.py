"""Whether decoded bytes look like words of a language: the checks behind an encoding guess.

Text read in the wrong single-byte encoding mixes scripts inside one word ("cafй") or letter
cases in impossible ways ("мОСКВА" throughout); text in the right one does not.
"""

import re
import unicodedata

WELL_FORMED_SHARE = 0.9
"""Share of the words with letters beyond ASCII that must be well formed."""

SAMPLE = 200_000
"""Code points looked at; the whole of any ordinary report."""

WIDE_SHARE = 0.99
"""Share of the characters of UTF-16 text that are of the scripts and signs expected."""

_WORD = re.compile(r"[^\W\d_]+")
_EXPECTED = re.compile(r"[\t\n\r\x20-\x7e\xa0-\u06ff\u2010-\u203a\u20ac\u2116]")


def is_plausible(text: str) -> bool:
    """Whether nearly all words with letters beyond ASCII are of one script and one case pattern."""
    sample = text[:SAMPLE]
    if any("\x80" <= c <= "\x9f" for c in sample):  # C1 controls: never in real text
        return False
    words = [w for w in _WORD.findall(sample) if not w.isascii()]
    if not words:
        # Signs alone (boxes, dingbats) say nothing for an encoding unless there are few.
        return sum(not c.isascii() for c in sample) <= 0.02 * len(sample)
    good = sum(_well_formed(word) for word in words)
    return good >= WELL_FORMED_SHARE * len(words)


def is_latin(text: str) -> bool:
    """Whether every letter is of the Latin script."""
    return {_script(c) for c in set(text[:SAMPLE]) if c.isalpha()} <= {"LATIN"}


def _well_formed(word: str) -> bool:
    cased = word.islower() or word.isupper() or word.istitle() or word.upper() == word.lower()
    return cased and len({_script(c) for c in set(word)}) == 1


def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split(" ", 1)[0]


def utf16_without_mark(data: bytes) -> str | None:
    """``utf-16-le`` or ``utf-16-be`` if ``data`` is clearly that though it has no mark."""
    if len(data) % 2 or b"\0" not in data:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            sample = data[: 2 * SAMPLE].decode(encoding)
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        expected = sum(_EXPECTED.match(c) is not None for c in sample)
        if expected >= WIDE_SHARE * len(sample):
            return encoding
    return None
