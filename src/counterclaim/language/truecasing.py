"""Making a line easier to parse without moving a character.

The parser's model has seen little headline English. In A Line Written Like This it takes
verbs and common nouns for names, and it does not know the curly apostrophe of "don’t". So
it is given a copy of the same length in which common words of such lines are in lower case
(truecasing, Lita et al. 2003, here by dictionary) and apostrophes are straight.
"""

import functools
import re
from collections.abc import Iterator

from spacy.language import Language

from counterclaim.lexicons import alternatives, load_table

TITLE_WORDS = 4
"""A line of fewer words is left as it is: it may be a name."""

TITLE_SHARE = 0.8
"""Of a title-case line's longer words so many are capitalised."""

_LONGER = 4
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CURLY = re.compile(r"(?<=[^\W\d_])’(?=[^\W\d_])")

_NAMES = {
    "first_names": ("name",),
    "people": ("name", "aliases"),
    "parties": ("name", "aliases"),
    "demonyms": ("name", "adjectives", "people", "seats", "aliases", "person"),
    "place_demonyms": ("place", "adjectives", "people"),
    "place_countries": ("names",),
    "place_capitals": ("name",),
    "place_sites": ("name", "names"),
    "place_spellings": ("names",),
    "place_names": ("name",),
    "holidays": ("name",),
}
"""Tables, and their columns, whose capitalised words stay so."""

_DAYS = ("WEEKDAY", "MONTH")
_SUFFIXES = (
    ("", ""), ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"),
    ("ing", ""), ("ing", "e"), ("er", ""), ("est", ""),
)  # fmt: skip


class Truecaser:
    """Lower-cases the common words of title-case lines, by the model's own dictionary."""

    def __init__(self, nlp: Language) -> None:
        self._common = _common_words(nlp)
        self._names = _name_words()
        self._function = frozenset(row["word"] for row in load_table("function_words"))

    def __call__(self, line: str) -> str:
        """A copy of ``line``, equally long, to be parsed in its place."""
        line = _CURLY.sub("'", line)
        if not is_title(line):
            return line
        out = list(line)
        for position, word in enumerate(_WORD.finditer(line)):
            if position and self._is_common(word.group()):
                out[word.start() : word.end()] = word.group().lower()
        return "".join(out)

    def _is_common(self, word: str) -> bool:
        lower = word.lower()
        if not word[0].isupper() or len(lower) != len(word) or (word.isupper() and word != "A"):
            return False
        bare = lower.removesuffix("'s")
        if bare in self._function:
            return True
        return bare not in self._names and any(stem in self._common for stem in _stems(bare))


def is_title(line: str) -> bool:
    """Whether nearly all longer words of ``line`` are capitalised, and not all its letters."""
    words = [word.group() for word in _WORD.finditer(line)]
    longer = [word for word in words if len(word) >= _LONGER]
    if len(words) < TITLE_WORDS or len(longer) < TITLE_WORDS - 1 or line.isupper():
        return False
    return sum(word[0].isupper() for word in longer) >= TITLE_SHARE * len(longer)


def _stems(word: str) -> Iterator[str]:
    for suffix, ending in _SUFFIXES:
        if word.endswith(suffix) and len(word) > len(suffix) + 2:
            stem = word.removesuffix(suffix) + ending
            yield stem
            if len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]  # "stopped": stop


def _common_words(nlp: Language) -> frozenset[str]:
    """The verbs, nouns and adjectives of the lemmatizer's tables (from WordNet)."""
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
    if lookups is None:
        return frozenset()
    words: set[str] = set()
    for table in ("lemma_index", "lemma_exc"):
        for part_of_speech in ("verb", "noun", "adj", "adv"):
            words.update(lookups.get_table(table, {}).get(part_of_speech, ()))
    return frozenset(words)


@functools.cache
def _name_words() -> frozenset[str]:
    words: set[str] = set()
    for table, columns in _NAMES.items():
        for row in load_table(table):
            for column in columns:
                for name in alternatives(row[column]):
                    words.update(w.lower() for w in _WORD.findall(name) if w[0].isupper())
    words.update(row["word"] for row in load_table("time_words") if row["class"] in _DAYS)
    return frozenset(words)
