"""A parse as plain parallel lists of its words, white space left out.

The room scans every word of a report several times; lists of strings and small integers are
several times faster for that than token objects.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.attrs import DEP, POS
from spacy.strings import get_string_id
from spacy.symbols import ADJ, ADP, ADV, NOUN, PROPN, SCONJ, VERB
from spacy.tokens import Doc

NOMINAL = frozenset({PROPN, NOUN})
"""Parts of speech of names, as spaCy symbols."""

__all__ = [
    "ADJ",
    "ADP",
    "ADV",
    "MODIFIERS",
    "NOMINAL",
    "NOUN",
    "PROPN",
    "ROLES",
    "SCONJ",
    "VERB",
    "Words",
]

_PIECE = re.compile(r"[^-]+|-")

MODIFIERS = frozenset(get_string_id(label) for label in ("amod", "compound", "nmod"))
"""Dependency labels of a word that modifies a noun."""

ROLES = {
    get_string_id(label): label
    for label in ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "compound", "appos", "conj", "ROOT")
}
"""Dependency labels that say what a name does in its clause."""


@dataclass(slots=True)
class Words:
    """Words of one report: position ``i`` in every list is the ``i``-th word.

    ``start`` and ``end`` are code points; ``pos`` and ``dep`` are spaCy symbols; ``head`` is the
    position of the syntactic head; ``name`` says whether the word is written like a name;
    ``opens`` whether it opens a sentence; ``spaced`` whether white space follows.
    """

    source: str
    text: list[str]
    lower: list[str]
    start: list[int]
    end: list[int]
    pos: list[int]
    dep: list[int]
    head: list[int]
    name: list[bool]
    opens: list[bool]
    spaced: list[bool]

    def __len__(self) -> int:
        """How many words there are."""
        return len(self.text)

    def span(self, first: int, last: int) -> str:
        """The text from word ``first`` to the one before ``last``."""
        return self.source[self.start[first] : self.end[last - 1]]

    @classmethod
    def of(cls, doc: Doc) -> "Words":
        """The words of ``doc``; a token with hyphens in it is several words."""
        words = cls(doc.text, [], [], [], [], [], [], [], [], [], [])
        tags = doc.to_array([POS, DEP]).tolist()
        position: dict[int, int] = {}
        heads: list[int] = []
        for token in doc:
            if token.is_space:
                continue
            position[token.i] = len(words.text)
            pos, dep = tags[token.i]
            opens = bool(token.is_sent_start)
            for start, text in _parts(token.text, token.idx):
                words.text.append(text)
                words.lower.append(text.lower())
                words.start.append(start)
                words.end.append(start + len(text))
                words.pos.append(pos)
                words.dep.append(dep)
                words.name.append(_is_name(text))
                words.opens.append(opens)
                heads.append(token.head.i)
                opens = False
        words.head.extend(position.get(h, n) for n, h in enumerate(heads))
        following = [*words.start[1:], len(doc.text)]
        words.spaced.extend(a < b for a, b in zip(words.end, following, strict=False))
        return words


def _parts(text: str, start: int) -> Iterator[tuple[int, str]]:
    """The pieces of a token at its inner hyphens, with the hyphens, and where each starts."""
    if "-" not in text or len(text) == 1:
        yield start, text
        return
    for match in _PIECE.finditer(text):
        yield start + match.start(), match.group()


def _is_name(text: str) -> bool:
    head = text[0]
    return head.isupper() or (head.isalpha() and not head.islower())
