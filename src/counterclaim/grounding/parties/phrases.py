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
    Native,
    Noun,
    NounClass,
    Organ,
    Region,
    State,
    Title,
)
from counterclaim.grounding.parties.tables import Tables
from counterclaim.grounding.parties.words import Word, closed_class

POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my", "your", "whose"})

L = TypeVar("L", Named, State, Region, Title, Organ, Noun, Native)


@dataclass(frozen=True, slots=True)
class Item:
    """One or more words with one meaning (or none known).

    ``alignment`` is the form of a word that ties to a side (``alignments.tsv``), if it is one.
    """

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
    def lower(self) -> str:
        """The first word in lower case."""
        return self.words[0].text.lower()

    @property
    def key(self) -> str:
        """The look-up key of the last word."""
        return self.words[-1].key

    @property
    def nameable(self) -> bool:
        """Whether it may be part of an unknown person's name."""
        word = self.words[0]
        if self.alignment or len(self.words) > 1 or not word.text[0].isalpha():
            return False
        return word.capital and all(isinstance(x, Region) for x in self.lexemes)

    def is_class(self, *classes: NounClass) -> bool:
        """Whether it is a descriptive noun of one of the classes, and no title."""
        noun = self.get(Noun)
        return noun is not None and noun.noun_class in classes and self.get(Title) is None


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
        return self.determiner not in closed_class("indefinite")

    @property
    def head(self) -> Item:
        """The last item of the core."""
        return self.core[-1]

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
            out.append("'" if word.text.endswith("s") and word.text.islower() else "'s")
    return "".join(out)


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
            form = "based" if item.words[0].key == "based" else form
            item = Item((*last.words, *item.words), last.lexemes, form)
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
        if current is None or (item.words[0].broken and (current.core or current.tails)):
            current = Segment()
            segments.append(current)
        _take(current, item)
    return segments


def _take(segment: Segment, item: Item) -> None:
    if segment.core and not segment.tails and item.lower in {"there", "here"}:
        return  # "officials there"
    if not item.lexemes and _ends_core(item.lower, segment):
        segment.tails.append((item.lower, []))
    elif segment.tails:
        segment.tails[-1][1].append(item)
    elif segment.core or len(item.words) > 1:
        segment.core.append(item)
    elif item.lower in closed_class("filler"):
        segment.determiner = segment.determiner or item.lower
    elif item.lower in POSSESSIVES and not segment.determiner:
        segment.determiner = item.lower
    else:
        segment.core.append(item)


def _ends_core(word: str, segment: Segment) -> bool:
    if not (segment.core or segment.tails or segment.determiner):
        return False
    if word in closed_class("preposition"):
        return True
    known = segment.tails or (segment.core and segment.core[-1].lexemes)
    return bool(known) and word in closed_class("participle")
