"""The one person whom the sentences before a pronoun name, table or no table."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from counterclaim.grounding.parties.entities import Entity, Number
from counterclaim.grounding.parties.lexemes import Noun
from counterclaim.grounding.parties.memory import Memory
from counterclaim.grounding.parties.tables import Tables
from counterclaim.grounding.parties.words import Word, closed_class, given_names

SENTENCES = 2
"""Sentences before a pronoun's own in which its person must be named."""

_REACH = 600
"""Code points that they may be long."""

_END = re.compile(r"[.!?…]")
_AFTER_ARTICLE = 4


def only_person(memory: Memory, before: int, pronoun: Number) -> Entity | None:
    """The one person named in full in the sentences before a "he" or "she" at ``before``.

    ``pronoun`` is ``man`` or ``woman``. ``None`` where they name nobody who may be that, or
    speak of somebody else too: then it is not safe to say.
    """
    end = bisect_left(memory.words, before, key=lambda w: w.start)
    first = _first(memory, end, before)
    stretch = memory.words[first:end]
    names = list(_full_names(stretch, memory.lookup.tables))
    surnames = {stretch[last - 1].key for _, last in names}
    if len(surnames) != 1 or _has_others(memory, stretch, surnames, pronoun):
        return None
    at, last = names[0]
    genders = _genders(memory.lookup.tables, stretch[at])
    if genders and pronoun not in genders:
        return None
    return memory.introduced(first + at, first + last)


def _first(memory: Memory, end: int, before: int) -> int:
    """The first word of the sentences that count."""
    words, sentences, start = memory.words, 0, before
    for at in range(end - 1, -1, -1):
        word = words[at]
        gap = memory.text[word.end : start]
        if _END.search(gap) and word.text.lower() not in closed_class("abbreviation"):
            sentences += start != before or at == end - 1
        if sentences > SENTENCES or before - word.start > _REACH:
            return at + 1
        start = word.start
    return 0


def _full_names(words: list[Word], tables: Tables) -> Iterator[tuple[int, int]]:
    """First and last word (exclusive) of each given name with the name after it."""
    at = 0
    while at + 1 < len(words):
        last = at + 1
        if words[at].capital and words[at].text.lower() in given_names():
            while last < min(len(words), at + 4) and words[last].capital:
                if words[last].broken or words[last - 1].possessive:
                    break
                last += 1
        if last > at + 1 and not tables.match(words, last - 1)[1]:
            yield at, last
        at = last


def _has_others(memory: Memory, words: list[Word], surnames: set[str], pronoun: Number) -> bool:
    """Whether somebody else who may be "he" or "she" is spoken of."""
    start, stop = words[0].start, words[-1].end
    if any(start <= s.start < stop for s in memory.people()):
        return True
    wrong = closed_class("man" if pronoun == "woman" else "woman")
    for at, word in enumerate(words):
        apposed = word.broken and words[at - 1].key in surnames
        if word.text.lower() not in {"a", "an", "another", "one"} or apposed:
            continue
        for noun in words[at + 1 : at + _AFTER_ARTICLE]:
            if noun.broken or noun.text.lower() in closed_class("preposition"):
                break
            lexemes = memory.lookup.tables.find(noun.text)
            single = any(isinstance(x, Noun) and x.noun_class == "one" for x in lexemes)
            single = single or noun.text.lower() in closed_class(pronoun)
            if single and noun.text.lower() not in wrong:
                return True
    return False


def _genders(tables: Tables, given: Word) -> set[Number]:
    """What the people of the tables who have that given name are."""
    rows = (row for name, rows in tables.people.items() if name.split()[0] == given.text
            for row in rows)  # fmt: skip
    return {row.entity.number for row in rows if row.entity.number != "person"}
