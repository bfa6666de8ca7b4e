"""Numbers as intervals: "at least 20", "dozens of", "20 to 30", "$400 million", "half"."""

import functools
import re
from collections.abc import Iterator

from counterclaim.events.tree import Tree
from counterclaim.lexicons import alternatives, load_table
from counterclaim.model.records import Figure, Span

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_MAGNITUDES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "m": 1e6, "bn": 1e9, "mn": 1e6, "k": 1e3,
}  # fmt: skip
_WORDS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_LOWER = {
    ("more", "than"), ("over",), ("at", "least"), ("above",), ("upwards", "of"), ("exceeding",),
    ("no", "fewer", "than"), ("no", "less", "than"), ("not", "less", "than"), ("in", "excess", "of"),
}  # fmt: skip
_UPPER = {
    ("up", "to"), ("fewer", "than"), ("less", "than"), ("under",), ("below",), ("at", "most"),
    ("no", "more", "than"), ("as", "many", "as"), ("as", "much", "as"),
}  # fmt: skip
_ABOUT = {
    ("about",), ("around",), ("some",), ("nearly",), ("almost",), ("roughly",), ("approximately",),
    ("an", "estimated",), ("only",), ("just",), ("estimated",), ("close", "to"), ("circa",),
}  # fmt: skip
_SIGNS = {"$": "USD", "us$": "USD", "€": "EUR", "£": "GBP"}
_NO_COUNT = frozenset({
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december", "jan", "jan.", "feb", "feb.", "mar", "mar.", "apr", "apr.",
    "jun", "jul", "aug", "aug.", "sept", "sept.", "sep", "oct", "oct.", "nov", "nov.", "dec",
    "dec.", "day", "article", "chapter", "section", "page", "number", "no.", "resolution", "year-old",
    "phase", "week", "war", "group", "episode", "part", "type", "mig", "channel",
})  # fmt: skip
_DISTANCES = frozenset({"mile", "km", "kilometre", "kilometer", "metre", "meter", "foot", "yard"})
_DIRECTIONS = frozenset({
    "south", "north", "east", "west", "southeast", "southwest", "northeast", "northwest", "from",
    "away", "inside", "off", "behind", "outside",
})  # fmt: skip
_TIME_UNITS = frozenset({
    "year", "month", "week", "day", "hour", "minute", "second", "decade", "century", "time", "am",
    "pm", "a.m.", "p.m.", "gmt", "bst", "et", "year-old", "o'clock",
})  # fmt: skip


@functools.cache
def _vague() -> dict[tuple[str, ...], tuple[float | None, float | None]]:
    return {
        tuple(row["phrase"].replace("-", " - ").split()): (
            float(row["low"]) if row["low"] else None,
            float(row["high"]) if row["high"] else None,
        )
        for row in load_table("vague_counts")
    }


@functools.cache
def _units() -> dict[tuple[str, str], str]:
    return {
        (row["kind"], word): row["unit"]
        for row in load_table("units")
        for word in alternatives(row["words"])
    }


def figures(tree: Tree, text: str, first: int, last: int) -> Iterator[Figure]:
    """The figures that begin within tokens ``first`` to ``last``, left to right."""
    i = first
    while i <= last:
        found = _figure(tree, i, last)
        if found is None:
            i += 1
            continue
        start, stop, low, high, unit = found
        if low is not None or high is not None:
            span = Span.of(text, tree.start[start], tree.end[stop])
            yield Figure(text=span.text, low=low, high=high, unit=unit, span=span)
        i = stop + 1


_Found = tuple[int, int, float | None, float | None, str]


def _figure(tree: Tree, i: int, last: int) -> _Found | None:
    vague = _vague_at(tree, i, last)
    if vague is not None:
        stop, low, high = vague
        unit = "share" if high is not None and 0 < high < 1 else _unit(tree, i, stop)
        if (
            tree.lower[min(stop + 1, last)] in _TIME_UNITS
            or tree.lemma[min(stop + 1, last)] in _TIME_UNITS
        ):
            return None
        start, low, high = _bounded(tree, i, low, high if high is not None else None, vague=True)
        return start, stop, low, high, unit
    first = i
    sign = _SIGNS.get(tree.lower[i])
    if sign is not None and i < last:
        first = i + 1
    number = _number(tree, first, last)
    if number is None:
        return None
    stop, value = number
    if sign is None and not _counts(tree, first, stop, last):
        return None
    top = value
    if stop + 2 <= last and tree.lower[stop + 1] in {"to", "-", "–", "or"}:
        upper = _number(tree, stop + 2, last)
        if upper is not None and upper[1] > value:
            stop, top = upper
    share = stop < last and tree.lower[stop + 1] in {"%", "percent", "per"}
    if share:
        stop += 2 if tree.lower[stop + 1] == "per" and stop + 2 <= last else 1
        value, top = value / 100, top / 100
    unit = sign or ("share" if share else _unit(tree, first, stop))
    if top == value:
        start, low, high = _bounded(tree, i, value, value, vague=False)
    else:
        start, low, high = i, value, top
    return start, stop, low, high, unit


def _vague_at(tree: Tree, i: int, last: int) -> tuple[int, float | None, float | None] | None:
    for length in (5, 4, 3, 2, 1):
        if i + length - 1 <= last:
            bounds = _vague().get(tuple(tree.lower[i : i + length]))
            if bounds is not None:
                stop = i + length - 1
                if tree.lower[stop] == "of":
                    stop -= 1
                if (
                    tree.lower[i] == "half"
                    and i
                    and tree.lower[i - 1] in {"first", "second", "other", "and"}
                ):
                    return None
                return stop, *bounds
    return None


def _bounded(
    tree: Tree, i: int, low: float | None, high: float | None, *, vague: bool
) -> tuple[int, float | None, float | None]:
    """Where the figure with its bounding words starts, and its interval."""
    for words, kind in ((_LOWER, "low"), (_UPPER, "high"), (_ABOUT, "about")):
        for length in (3, 2, 1):
            if i - length >= 0 and tuple(tree.lower[i - length : i]) in words:
                if tree.sentence[i - length] != tree.sentence[i]:
                    continue
                if kind == "low":
                    return i - length, low, None
                if kind == "high" and not vague:
                    return i - length, None, high
                return i - length, low, high
    return i, low, high


def _number(tree: Tree, i: int, last: int) -> tuple[int, float] | None:
    """The number that starts at token ``i``: its last token and its value."""
    if i > last:
        return None
    word = tree.lower[i].strip("'\"“”‘’")
    whole = _DIGITS.fullmatch(word)
    if whole:
        value = float(word.replace(",", ""))
        stop = i
    elif (glued := re.fullmatch(r"(\d+(?:\.\d+)?)(m|bn|mn|k|million|billion)", word)) is not None:
        return i, float(glued[1]) * _MAGNITUDES[glued[2]]
    elif word in _WORDS:
        value, stop = float(_WORDS[word]), i
        if (
            value >= 20
            and stop + 2 <= last
            and tree.lower[stop + 1] == "-"
            and _WORDS.get(tree.lower[stop + 2], 99) < 10
        ):
            value, stop = value + _WORDS[tree.lower[stop + 2]], stop + 2
    else:
        return None
    while stop < last and tree.lower[stop + 1] in _MAGNITUDES and len(tree.lower[stop + 1]) > 1:
        value, stop = value * _MAGNITUDES[tree.lower[stop + 1]], stop + 1
    return stop, value


def _counts(tree: Tree, first: int, stop: int, last: int) -> bool:
    """Whether the number counts something: no date, age, time, ordinal, model or road number."""
    before = (
        tree.lower[first - 1] if first and tree.sentence[first - 1] == tree.sentence[first] else ""
    )
    after = (
        tree.lower[stop + 1]
        if stop + 1 < len(tree) and tree.sentence[stop + 1] == tree.sentence[first]
        else ""
    )
    after_lemma = tree.lemma[stop + 1] if after else ""
    if before == "of" and first > 1 and tree.lower[first - 2] in {"group", "article"}:
        return False
    if after_lemma in _DISTANCES and tree.lower[min(stop + 2, len(tree) - 1)] in _DIRECTIONS:
        return False
    if before in _NO_COUNT or after in _NO_COUNT or after_lemma in _NO_COUNT:
        return False
    if tree.pos[first] == "PROPN" and tree.word[first][:1].isdigit():
        return False
    glued_before = (
        first > 0
        and tree.end[first - 1] == tree.start[first]
        and before not in {"'", '"', "“", "‘", "(", "$", "-"}
    )
    if glued_before and before not in _SIGNS:
        return False
    if before == "-" and first > 1 and tree.end[first - 2] == tree.start[first - 1]:
        return False
    digits = tree.word[first]
    if digits.isdigit() and len(digits) == 4 and digits[:2] in {"19", "20"} and first == stop:
        return False
    if after_lemma in _TIME_UNITS:
        return (
            after_lemma in {"minute"}
            and tree.dep[stop] == "nummod"
            and before in {"for", "about", "around"}
        )
    if after == "-":
        beyond = tree.lower[stop + 2] if stop + 2 < len(tree) else ""
        return beyond not in {"year", "month", "day", "week", "hour", "minute", "old"} and bool(
            beyond
        )
    if (
        before in {"in", "since", "by", "until", "on", "age", "aged", "at"}
        and tree.dep[first] == "pobj"
        and first == stop
    ):
        return not digits.isdigit()
    if tree.lower[first] in {"one"} and first == stop:
        return tree.dep[first] == "nummod" or after == "of"
    return ":" not in digits


def _unit(tree: Tree, first: int, stop: int) -> str:
    units = _units()
    head = tree.head[stop] if tree.dep[stop] in {"nummod", "quantmod", "compound", "amod"} else stop
    if head == stop:
        inner = next((o for p, o in tree.prepositions(stop) if p == "of"), None)
        head = inner if inner is not None else stop
    for verb in tree.ancestors(head):
        if tree.pos[verb] in {"VERB", "AUX"}:
            unit = units.get(("verb", tree.lemma[verb]))
            if unit is not None and _argument(tree, stop, verb):
                return unit
            break
    for lemma in (tree.lemma[head], tree.lower[head]):
        if ("noun", lemma) in units:
            return units["noun", lemma]
    if tree.lower[min(stop + 1, len(tree) - 1)] in {"dead", "killed"}:
        return "killed"
    if tree.lower[min(stop + 1, len(tree) - 1)] in {"wounded", "injured"}:
        return "wounded"
    return tree.lower[head] if tree.pos[head] in {"NOUN", "PROPN"} else "count"


def _argument(tree: Tree, i: int, verb: int) -> bool:
    """Whether token ``i`` stands in the subject or object of ``verb``."""
    while tree.head[i] != verb:
        if tree.head[i] == i:
            return False
        i = tree.head[i]
    return tree.dep[i] in {"nsubj", "nsubjpass", "dobj"}
