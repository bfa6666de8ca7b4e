"""The time lexicons as look-up structures."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from counterclaim.grounding.times.words import split
from counterclaim.lexicons import alternatives, load_table

Entry = tuple[str, str]
"""Class and value of a word or phrase."""


@dataclass(frozen=True, slots=True)
class TimeLexicon:
    """Words and phrases by class, and the first words of phrases."""

    words: Mapping[str, Entry]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]
    reach: Mapping[str, int]
    """Days that the interval of a vague reference reaches, by phrase."""


@dataclass(frozen=True, slots=True)
class War:
    """A conflict whose days are counted from ``start``."""

    id: str
    start: date
    nouns: frozenset[str]
    parties: frozenset[str]


@functools.cache
def time_lexicon() -> TimeLexicon:
    """The shipped words, references and holidays in one look-up."""
    entries: dict[tuple[str, ...], Entry] = {}
    reach: dict[str, int] = {}
    for row in load_table("time_words"):
        for word in alternatives(row["word"]):
            entries.setdefault(_key(word), (row["class"], row["value"]))
    for row in load_table("time_references"):
        for phrase in alternatives(row["phrase"]):
            entries.setdefault(_key(phrase), ("REFERENCE", row["value"]))
            if row["days"]:
                reach[" ".join(_key(phrase))] = int(row["days"])
    for row in load_table("holidays"):
        for name in alternatives(row["name"]):
            entries.setdefault(_key(name), ("HOLIDAY", row["rule"]))
    words = {key[0]: entry for key, entry in entries.items() if len(key) == 1}
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for key, entry in entries.items():
        if len(key) > 1:
            phrases.setdefault(key[0], []).append((key, entry))
    longest_first = {
        first: tuple(sorted(found, key=lambda item: -len(item[0])))
        for first, found in phrases.items()
    }
    return TimeLexicon(words, longest_first, reach)


@functools.cache
def wars() -> tuple[War, ...]:
    """The conflicts whose days can be counted."""
    return tuple(
        War(
            row["id"],
            date.fromisoformat(row["start"]),
            frozenset(alternatives(row["nouns"])),
            frozenset(alternatives(row["parties"])),
        )
        for row in load_table("wars")
    )


@functools.cache
def forward_cues(kind: str) -> frozenset[str]:
    """Lemmas that say that what they govern lies ahead; see ``forward_cues.tsv``."""
    return frozenset(
        lemma
        for row in load_table("forward_cues")
        if row["kind"] == kind
        for lemma in alternatives(row["lemma"])
    )


@functools.cache
def vague_counts() -> Mapping[str, int]:
    """How many of a unit a vague plural covers ("recent weeks"), by unit code."""
    return {row["unit"]: int(row["count"]) for row in load_table("vague_durations")}


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(text for _, _, text in split(phrase))
