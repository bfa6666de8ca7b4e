"""The lexicon of attribution cues (``lexicons/cues.tsv``) and how its entries are looked up."""

import functools
from dataclasses import dataclass

from counterclaim.attribution.tree import Tree
from counterclaim.errors import LexiconError
from counterclaim.lexicons import alternatives, load_table
from counterclaim.model.vocabulary import STANCES, Stance

_EXTRAS = frozenset(
    {
        "prt",
        "prep",
        "dobj",
        "acomp",
        "advmod",
        "attr",
        "xcomp",
        "pobj",
        "oprd",
        "ccomp",
        "dative",
        "npadvmod",
    }
)


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry: its words, the complements that can be its content, and its stance."""

    words: tuple[str, ...]
    frames: frozenset[str]
    stance: Stance
    kind: str
    weight: float
    sure: bool

    @property
    def lemma(self) -> str:
        """The entry as the table writes it."""
        return " ".join(self.words)

    @property
    def prepositions(self) -> tuple[str, ...]:
        """Prepositions whose phrase is the content ("warned of")."""
        return tuple(sorted(f for f in self.frames if f not in _NO_PREPOSITION and f[0] != "+"))

    @property
    def trailing(self) -> frozenset[str]:
        """Prepositions that lead the content on after an object ("accused X of")."""
        return frozenset(f[1:] for f in self.frames if f[0] == "+")


_NO_PREPOSITION = frozenset(
    {"that", "quote", "to", "ing", "np", "small", "raise", "tell", "self", "clause"}
)


@functools.cache
def cues(pos: str) -> dict[str, tuple[Cue, ...]]:
    """Entries of one part of speech by their first word, the longest first."""
    found: dict[str, list[Cue]] = {}
    for row in load_table("cues"):
        if row["pos"] != pos:
            continue
        if row["stance"] not in STANCES:
            raise LexiconError(
                f"cues.tsv: {row['cue']!r} has stance {row['stance']!r}; use one of {STANCES}"
            )
        words = tuple(row["cue"].lower().split())
        cue = Cue(
            words,
            frozenset(alternatives(row["frames"])),
            row["stance"],
            row["kind"],
            float(row["weight"] or 0),
            row["sure"] == "yes",
        )
        found.setdefault(words[0], []).append(cue)
    return {
        first: tuple(sorted(entries, key=lambda c: (-len(c.words), c.words)))
        for first, entries in found.items()
    }


def matched(tree: Tree, i: int, entries: tuple[Cue, ...]) -> tuple[Cue, list[int]] | None:
    """The longest of ``entries`` whose further words stand under token ``i``, and their tokens."""
    for cue in entries:
        tokens = _further(tree, i, cue.words[1:])
        if tokens is not None:
            return cue, tokens
    return None


def _further(tree: Tree, i: int, words: tuple[str, ...]) -> list[int] | None:
    """Tokens of ``words``, each a dependent of ``i`` or of the word before it, or ``None``."""
    tokens: list[int] = []
    holders = [i]
    for word in words:
        token = _next_word(tree, holders, word, tokens[-1] if tokens else i)
        if token is None:
            return None
        tokens.append(token)
        holders = [token, i]
    return tokens


def _next_word(tree: Tree, holders: list[int], word: str, after: int) -> int | None:
    """The dependent of ``holders`` after ``after`` that is ``word``.

    The parser takes the preposition of "call for X to end" for the mark of a clause.
    """
    for holder in holders:
        for c in tree.children[holder]:
            if c <= after:
                continue
            if word in (tree.words[c], tree.lemmas[c]) and (
                tree.deps[c] in _EXTRAS or tree.pos[c] in ("ADP", "PART", "ADV")
            ):
                return c
            first = tree.left[c]
            if (
                first > after
                and tree.words[first] == word
                and tree.deps[first] in ("mark", "prep")
                and tree.deps[c] in ("advcl", "ccomp", "xcomp")
            ):
                return first
    return None
