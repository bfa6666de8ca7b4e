"""A parse as plain parallel lists of its words, white space left out.

The room scans every word of a report several times; lists of strings and small integers are
several times faster for that than token objects.
"""

from dataclasses import dataclass

from spacy.attrs import DEP, POS
from spacy.strings import get_string_id
from spacy.symbols import ADJ, ADP, ADV, NOUN, PROPN, SCONJ, VERB
from spacy.tokens import Doc

NOMINAL = frozenset({PROPN, NOUN})
"""Parts of speech of names, as spaCy symbols."""

__all__ = ["ADJ", "ADP", "ADV", "NOMINAL", "NOUN", "PROPN", "SCONJ", "VERB", "MODIFIERS", "Words"]

MODIFIERS = frozenset(get_string_id(label) for label in ("amod", "compound", "nmod"))
"""Dependency labels of a word that modifies a noun."""


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
        return len(self.text)

    def span(self, first: int, last: int) -> str:
        """The text from word ``first`` to the one before ``last``."""
        return self.source[self.start[first] : self.end[last - 1]]

    @classmethod
    def of(cls, doc: Doc) -> "Words":
        """The words of ``doc``."""
        tokens = [t for t in doc if not t.is_space]
        position = {t.i: n for n, t in enumerate(tokens)}
        tags = doc.to_array([POS, DEP])
        text = [t.text for t in tokens]
        start = [t.idx for t in tokens]
        end = [s + len(x) for s, x in zip(start, text, strict=True)]
        return cls(
            source=doc.text,
            text=text,
            lower=[t.lower_ for t in tokens],
            start=start,
            end=end,
            pos=[int(tags[t.i][0]) for t in tokens],
            dep=[int(tags[t.i][1]) for t in tokens],
            head=[position.get(t.head.i, n) for n, t in enumerate(tokens)],
            name=[_is_name(x) for x in text],
            opens=[bool(t.is_sent_start) for t in tokens],
            spaced=[a < b for a, b in zip(end, [*start[1:], len(doc.text)], strict=False)],
        )


def _is_name(text: str) -> bool:
    head = text[0]
    return head.isupper() or (head.isalpha() and not head.islower())
