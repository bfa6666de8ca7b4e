"""Keys under which spellings of one name meet.

Three keys, from exact to loose:

``fold``
    case, accents, apostrophes, hyphens and full stops levelled; any script.
``skeleton``
    transliteration levelled: Cyrillic is romanised, digraphs (kh, zh, shch, ou) and the
    letters that schemes disagree on (g/h, w/v, y/i/j, q/k) are merged, vowels are reduced
    to a, i, u, doubled letters and the Arabic article are dropped. ``Izium`` = ``Izyum``,
    ``Deir ez-Zor`` = ``Dayr az Zawr``.
``consonants``
    the skeleton without vowels, which the Russian and the Ukrainian form of one name share:
    ``Belogorovka`` = ``Bilohorivka``. Very ambiguous: only for places of
    :data:`KIN_COUNTRIES`, and only with :func:`similarity`.
"""

import functools
import re
import unicodedata

from counterclaim.lexicons import alternatives, load_table


def _countries(names: str) -> frozenset[str]:
    rows = load_table("place_countries")
    return frozenset(row["iso"] for row in rows if names in alternatives(row["names"]))


KIN_COUNTRIES = _countries("kin")
"""Countries whose places are known by a Ukrainian and a Russian (Belarusian) form."""

ARAB_COUNTRIES = _countries("arabic")
"""Countries whose names may carry the Arabic article."""

SKELETON_COUNTRIES = _countries("transliterated")
"""Countries whose names reach English through a transliteration."""

THEATRES = _countries("theatre")
"""Countries where a war is or was lately fought: the places reports on wars are about."""

_APOSTROPHES = dict.fromkeys(map(ord, "'’ʼ`´‘ʻʿʾ′ʹʺ\u02bd\u2032\u00ad\u0640"))
_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "ŋ": "n",
        "ə": "a", "þ": "th", "ħ": "h", "ŧ": "t", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك",
    }
)  # fmt: skip
_SEPARATORS = re.compile(r"[\s\-‐‑–—./,;:()\"“”«»_&]+")

_CYRILLIC = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "h", "д": "d", "е": "e", "є": "e", "ж": "zh",
        "з": "z", "и": "i", "і": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
        "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
        "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu",
        "я": "ia", "ў": "u", "ј": "i", "љ": "l", "њ": "n", "ђ": "j", "ћ": "ch", "џ": "j",
    }
)  # fmt: skip
_ARTICLES = frozenset(r["word"] for r in load_table("place_cues") if r["class"] == "article")
_DIGRAPHS = (
    ("shch", "S"), ("sch", "S"), ("sh", "S"), ("dzh", "j"), ("dj", "j"), ("tch", "C"), ("ch", "C"),
    ("zh", "z"), ("kh", "h"), ("gh", "h"), ("g", "h"), ("ph", "f"), ("th", "t"), ("dh", "d"),
    ("tz", "T"), ("ts", "T"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("c", "k"), ("y", "i"),
    ("iie", "i"), ("ie", "e"), ("uw", "u"), ("aw", "u"), ("ow", "u"), ("ou", "u"), ("oo", "u"),
    ("au", "u"), ("w", "u"), ("ai", "i"), ("ei", "i"), ("e", "i"), ("o", "u"),
)  # fmt: skip
_REPEATED = re.compile(r"(.)\1+")
_GLIDE = re.compile(r"i(?=[au])")
_FINAL_H = re.compile(r"(?<=[aiu])h$")
_VOWELS = str.maketrans("", "", "aiu")


@functools.lru_cache(maxsize=16384)
def fold(name: str) -> str:
    """``name`` with case, accents, apostrophes and separators levelled, in its own script."""
    text = unicodedata.normalize("NFKD", name.casefold().translate(_APOSTROPHES)).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c)).translate(_LETTERS)
    text = _SEPARATORS.sub(" ", text.translate(_APOSTROPHES)).strip()
    return text.removeprefix("the ")


@functools.lru_cache(maxsize=16384)
def skeleton(folded: str) -> str:
    """The transliteration-free key of a :func:`fold` key, or ``""`` outside Latin and Cyrillic."""
    words = folded.translate(_CYRILLIC).split()
    if len(words) > 1:
        words = [w for w in words if w not in _ARTICLES] or words
    text = "".join(words)
    if not text.isascii():
        return ""
    for digraph, letter in _DIGRAPHS:
        text = text.replace(digraph, letter)
    text = _REPEATED.sub(r"\1", _GLIDE.sub("", _REPEATED.sub(r"\1", text)))
    return _FINAL_H.sub("", text)


def consonants(skeleton_key: str) -> str:
    """The skeleton without its vowels; ``""`` when fewer than three letters are left."""
    letters = _REPEATED.sub(r"\1", skeleton_key.translate(_VOWELS))
    return letters if len(letters) >= 3 else ""


def similarity(one: str, other: str) -> float:
    """How alike two skeletons are, 0 to 1: one minus edit distance over the longer length."""
    if one == other:
        return 1.0
    previous = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        current = [i]
        for j, b in enumerate(other, start=1):
            current.append(min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (a != b)))
        previous = current
    return 1.0 - previous[-1] / max(len(one), len(other), 1)
