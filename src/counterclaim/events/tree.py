"""The dependency parse as plain lists, indexed by token.

Reading a spaCy token's attributes costs a call into Cython each; the rules of this room look
at a token many times, so they are read once.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
OBJECTS = frozenset({"dobj", "obj"})


@dataclass(slots=True)
class Tree:
    """Tokens of a document; ``start`` and ``end`` are code-point offsets into the text.

    ``keys`` are the forms that a token is looked up by in the tables: its lemma, the word itself
    and plain stems, since the lemmatiser leaves the capitalised words of headlines as they are
    and cuts "staged" to "stag".
    ``left`` and ``right`` are the first and last token of a token's subtree; ``sentence`` is
    the number of the sentence a token stands in.
    """

    text: str
    word: list[str] = field(default_factory=list)
    lower: list[str] = field(default_factory=list)
    lemma: list[str] = field(default_factory=list)
    keys: list[tuple[str, ...]] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    tag: list[str] = field(default_factory=list)
    dep: list[str] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, text: str, doc: "Doc") -> "Tree":
        """The lists for ``doc``, whose tokens' offsets count in ``text``."""
        tree = cls(text)
        for token in doc:
            word = token.text
            tree.word.append(word)
            tree.lower.append(word.lower())
            tree.lemma.append(token.lemma_.lower())
            tree.keys.append(_keys(tree.lemma[-1], tree.lower[-1], token.pos_))
            tree.pos.append(token.pos_)
            tree.tag.append(token.tag_)
            tree.dep.append(token.dep_)
            tree.head.append(token.head.i)
            tree.start.append(token.idx)
            tree.end.append(token.idx + len(word))
            tree.left.append(token.left_edge.i)
            tree.right.append(token.right_edge.i)
        tree.children = [[] for _ in tree.word]
        for i, head in enumerate(tree.head):
            if head != i:
                tree.children[head].append(i)
        tree._number_sentences()
        return tree

    def _number_sentences(self) -> None:
        """Sentences are the trees' extents: a root and all that hangs on it."""
        number = -1
        reach = -1
        for i in range(len(self.word)):
            if i > reach:
                number += 1
                root = self.root_of(i)
                reach = max(self.right[root], i)
                self.sentences.append((i, reach))
            self.sentence.append(number)

    def __len__(self) -> int:
        """How many tokens."""
        return len(self.word)

    def root_of(self, i: int) -> int:
        """The root over token ``i``."""
        while self.head[i] != i:
            i = self.head[i]
        return i

    def of_dep(self, i: int, *deps: str) -> Iterator[int]:
        """Children of ``i`` with one of the dependency labels."""
        return (c for c in self.children[i] if self.dep[c] in deps)

    def first(self, i: int, *deps: str) -> int | None:
        """The first child of ``i`` with one of the dependency labels."""
        return next(self.of_dep(i, *deps), None)

    def subject(self, i: int) -> int | None:
        """The explicit subject of ``i``, if any."""
        return next((c for c in self.children[i] if self.dep[c] in SUBJECTS), None)

    def object(self, i: int) -> int | None:
        """The direct object of ``i``, if any."""
        return next((c for c in self.children[i] if self.dep[c] in OBJECTS), None)

    def is_passive(self, i: int) -> bool:
        """Whether verb ``i`` is passive: by its auxiliary or subject, or a bare participle."""
        if any(self.dep[c] in {"nsubjpass", "auxpass", "csubjpass"} for c in self.children[i]):
            return True
        return self.tag[i] == "VBN" and (
            self.dep[i] == "acl"
            or any(self.dep[c] == "agent" for c in self.children[i])
            or (
                self.object(i) is None
                and not any(self.dep[c] == "aux" for c in self.children[i])
                and self.dep[i] in {"advcl", "amod"}
            )
        )

    def prepositions(self, i: int) -> Iterator[tuple[str, int]]:
        """``(preposition, noun)`` for each prepositional object under ``i`` (``by`` too)."""
        for c in self.children[i]:
            if self.dep[c] in {"prep", "agent", "dative"} and self.pos[c] in {
                "ADP",
                "SCONJ",
                "PART",
            }:
                for o in self.children[c]:
                    if self.dep[o] in {"pobj", "pcomp"}:
                        yield self.lower[c], o

    def conjuncts(self, i: int) -> Iterator[int]:
        """``i`` and what is co-ordinated with it, left to right."""
        yield i
        for c in self.children[i]:
            if self.dep[c] == "conj":
                yield from self.conjuncts(c)

    def ancestors(self, i: int) -> Iterator[int]:
        """Heads over ``i``, nearest first, without ``i``."""
        while self.head[i] != i:
            i = self.head[i]
            yield i


def is_titled(tree: Tree, sentence: int) -> bool:
    """Whether the sentence is set like a title, most of its long words capitalised."""
    first, last = tree.sentences[sentence]
    long_ = [w for w in tree.word[first : last + 1] if len(w) > 3 and w[0].isalpha()]
    return len(long_) > 2 and sum(w[0].isupper() for w in long_) > 0.75 * len(long_)


def is_infinitive(tree: Tree, v: int) -> bool:
    """Whether ``v`` stands with "to"."""
    return any(tree.dep[c] == "aux" and tree.lower[c] == "to" for c in tree.children[v])


_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))


def _keys(lemma: str, lower: str, pos: str) -> tuple[str, ...]:
    keys = [lemma, lower]
    if pos in {"PROPN", "X", "ADJ", "VERB"}:
        keys += [
            lower.removesuffix(ending) + rest
            for ending, rest in _ENDINGS
            if lower.endswith(ending) and len(lower) > len(ending) + 2
        ]
    return tuple(dict.fromkeys(keys))
