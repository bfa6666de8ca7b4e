"""A party's words taken apart: segments between commas, heads, what stands before and after.

Works on words and tables alone, because headlines ("Wagner chief says ...") are where the
dependency parse is least to be trusted and where most parties are named.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from counterclaim.grounding.parties.lexemes import (
    Lexeme,
    Named,
    Noun,
    Organ,
    Region,
    State,
    Title,
)
from counterclaim.grounding.parties.tables import Tables
from counterclaim.grounding.parties.words import Word

PREPOSITIONS = frozenset(
    "of for in from at to with on by near under over inside against between among within"
    " alongside during after before about as behind beyond outside through across around"
    " who which that whose where when while fighting posted working including".split()
)
"""Words that end the core of a noun phrase (closed class, and participles that act so)."""

DEFINITE = frozenset({"the", "this", "these", "those", "said"})
INDEFINITE = frozenset({"a", "an", "one", "some", "another", "two", "three", "several", "many"})
_FILLERS = DEFINITE | INDEFINITE | {"so", "called", "both", "all", "most", "more", "other"}
PARTICLES = frozenset(
    "al el ad as an ar ibn bin bint abu ag von van der den de la le du di da dos".split()
)

L = TypeVar("L", Named, State, Region, Title, Organ, Noun)


@dataclass(frozen=True, slots=True)
class Item:
    """One or more words with one meaning (or none known)."""

    words: tuple[Word, ...]
    lexemes: tuple[Lexeme, ...] = ()
    alignment: str = ""

    def get(self, kind: type[L]) -> L | None:
        """The item's meaning of one kind, if it has one."""
        return next((x for x in self.lexemes if isinstance(x, kind)), None)

    @property
    def possessive(self) -> bool:
        """Whether it ends in a possessive."""
        return self.words[-1].possessive

    @property
    def text(self) -> str:
        """The words, without what stands between them."""
        return join_words(self.words)

    @property
    def nameable(self) -> bool:
        """Whether it may be part of an unknown person's name."""
        word = self.words[0]
        return (
            not self.alignment
            and len(self.words) == 1
            and (
                (not self.lexemes and word.capital and word.text[0].isalpha())
                or isinstance_only(self.lexemes, (Region,))
            )
        )


def isinstance_only(lexemes: Sequence[Lexeme], kinds: tuple[type, ...]) -> bool:
    """Whether there are lexemes and all are of ``kinds``."""
    return bool(lexemes) and all(isinstance(x, kinds) for x in lexemes)


@dataclass(slots=True)
class Segment:
    """A stretch between commas: determiner, core up to the first preposition, the rest.

    ``tails`` are the phrases after prepositions, each with its preposition.
    """

    determiner: str = ""
    core: list[Item] = field(default_factory=list)
    tails: list[tuple[str, list[Item]]] = field(default_factory=list)

    @property
    def definite(self) -> bool:
        """Whether it speaks of somebody in particular."""
        return self.determiner not in INDEFINITE

    def tail_items(self, *prepositions: str) -> Iterator[Item]:
        """The items after the given prepositions (any, if none is given)."""
        for preposition, items in self.tails:
            if not prepositions or preposition in prepositions:
                yield from items


def join_words(words: Sequence[Word]) -> str:
    """Words as text: hyphens kept, possessives restored inside."""
    out: list[str] = []
    for i, word in enumerate(words):
        if i:
            out.append("-" if word.glued else " ")
        out.append(word.text)
        if word.possessive and i + 1 < len(words):
            out.append(
                "'"
                if word.text[-1] in "sS"
                and word.end - word.start == len(word.text)
                and _plural(word)
                else "'s"
            )
    return "".join(out)


def _plural(word: Word) -> bool:
    return word.text.endswith("s") and word.text.islower()


def read_items(words: Sequence[Word], tables: Tables) -> list[Item]:
    """Cut words into items, the longest known phrase first."""
    items: list[Item] = []
    i = 0
    while i < len(words):
        n, lexemes = tables.match(words, i)
        if n > 1 and words[i].key == "the" and tables.match(words, i + 1)[0] >= n:
            n, lexemes = 1, ()  # "the UN" must not hide "UN human rights office"
        item = Item(tuple(words[i : i + n]), lexemes)
        i += n
        form = tables.aligned.get(item.words[0].key, "") if n == 1 else ""
        if form in {"prefix", "against"} and i < len(words) and words[i].glued:
            n, lexemes = tables.match(words, i)
            item = Item((*item.words, *words[i : i + n]), lexemes, form)
            i += n
        elif form == "suffix" and items and _ties(items[-1], item):
            last = items.pop()
            based = item.words[0].key == "based"
            item = Item((*last.words, *item.words), last.lexemes, "based" if based else "suffix")
        elif form in {"word", "breakaway"} and not any(isinstance(x, Named) for x in lexemes):
            item = Item(item.words, lexemes, form)
        items.append(item)
    return items


def _ties(last: Item, item: Item) -> bool:
    known = any(isinstance(x, Named | State | Region) for x in last.lexemes)
    return known and not item.words[0].broken and (item.words[0].glued or not last.possessive)


def read_segments(words: Sequence[Word], tables: Tables) -> list[Segment]:
    """The segments of a mention, each cut into core and tails."""
    segments: list[Segment] = []
    current: Segment | None = None
    for item in read_items(words, tables):
        first = item.words[0]
        if current is None or (first.broken and (current.core or current.tails)):
            current = Segment()
            segments.append(current)
        key = first.text.lower()
        if key in PREPOSITIONS and not item.lexemes and _can_follow(key, current):
            current.tails.append((key, []))
        elif current.tails:
            current.tails[-1][1].append(item)
        elif not current.core and key in _FILLERS and len(item.words) == 1:
            current.determiner = current.determiner or key
        elif not current.core and not current.determiner and key in POSSESSIVES:
            current.determiner = key
        else:
            current.core.append(item)
    return segments


_PARTICIPLES = frozenset({"fighting", "posted", "working", "including"})


def _can_follow(key: str, segment: Segment) -> bool:
    if segment.tails:
        return True
    return bool(segment.core) and (key not in _PARTICIPLES or bool(segment.core[-1].lexemes))


POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your", "whose"})
