"""Numbers as written: digits, number words, magnitudes, and the words that bound them."""

import functools
import re
from typing import Literal

from counterclaim.events.tree import Tree
from counterclaim.lexicons import alternatives, load_table

Bound = Literal["at_least", "at_most", "about"]

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_GLUED = re.compile(r"(\d+(?:\.\d+)?)([a-z]+)")
_QUOTES = "'\"“”‘’"
_BOUNDS: tuple[Bound, ...] = ("at_least", "at_most", "about")
_LONGEST_BOUND = 3
_LONGEST_VAGUE = 5


@functools.cache
def words(kind: str) -> dict[str, str]:
    """The phrases of one kind in ``numerals.tsv`` and their values."""
    return {
        phrase: row["value"]
        for row in load_table("numerals")
        if row["kind"] == kind
        for phrase in alternatives(row["phrase"])
    }


@functools.cache
def _vague() -> dict[tuple[str, ...], tuple[float | None, float | None]]:
    return {
        tuple(row["phrase"].replace("-", " - ").split()): (
            float(row["low"]) if row["low"] else None,
            float(row["high"]) if row["high"] else None,
        )
        for row in load_table("vague_counts")
    }


def number_at(tree: Tree, i: int, last: int) -> tuple[int, float] | None:
    """The number that starts at token ``i``: its last token and its value."""
    if i > last:
        return None
    word = tree.lower[i].strip(_QUOTES)
    magnitudes = words("magnitude")
    if _DIGITS.fullmatch(word):
        stop, value = i, float(word.replace(",", ""))
    elif (joined := _GLUED.fullmatch(word)) is not None and joined[2] in magnitudes:
        return i, float(joined[1]) * float(magnitudes[joined[2]])
    elif word in words("number"):
        stop, value = _spelled(tree, i, last, float(words("number")[word]))
    else:
        return None
    while stop < last and tree.lower[stop + 1] in magnitudes:
        glued = tree.end[stop] == tree.start[stop + 1]
        if len(tree.lower[stop + 1]) < 3 and not glued:
            break
        stop += 1
        value *= float(magnitudes[tree.lower[stop]])
    return stop, value


def _spelled(tree: Tree, i: int, last: int, value: float) -> tuple[int, float]:
    """Tens and units joined by a hyphen: "twenty-five"."""
    if value >= 20 and i + 2 <= last and tree.lower[i + 1] == "-":
        unit = float(words("number").get(tree.lower[i + 2], "99"))
        if unit < 10:
            return i + 2, value + unit
    return i, value


def vague_at(tree: Tree, i: int, last: int) -> tuple[int, float | None, float | None] | None:
    """The vague count ("dozens of", "half") that starts at ``i``: last token, low, high."""
    for length in range(_LONGEST_VAGUE, 0, -1):
        stop = i + length - 1
        bounds = _vague().get(tuple(tree.lower[i : i + length])) if stop <= last else None
        if bounds is None:
            continue
        if (
            tree.lower[i] == "half"
            and i
            and tree.lower[i - 1] in {"first", "second", "other", "and"}
        ):
            return None
        return stop - 1 if tree.lower[stop] == "of" else stop, *bounds
    return None


def bound_before(tree: Tree, i: int) -> tuple[int, Bound] | None:
    """The words before token ``i`` that open or blur a figure: where they start, and how."""
    for bound in _BOUNDS:
        for length in range(_LONGEST_BOUND, 0, -1):
            first = i - length
            inside = first >= 0 and tree.sentence[first] == tree.sentence[i]
            if inside and " ".join(tree.lower[first:i]) in words(bound):
                return first, bound
    return None
