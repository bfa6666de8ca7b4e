"""Figures of a claim as intervals: "at least 20", "dozens of", "20 to 30", "$400 million"."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from counterclaim.events.numerals import bound_before, number_at, vague_at, words
from counterclaim.events.tree import Tree
from counterclaim.lexicons import alternatives, load_table
from counterclaim.model.records import Figure, Span

_TO = frozenset({"to", "-", "–", "or"})
_PERCENT = frozenset({"%", "percent", "per"})
_OPENING = frozenset({"'", '"', "“", "‘", "(", "-"})
_UNCOUNTED_HYPHEN = frozenset({"year", "month", "day", "week", "hour", "minute", "old", ""})
_YEARS = frozenset({"19", "20"})


@dataclass(frozen=True, slots=True)
class _Found:
    first: int
    last: int
    low: float | None
    high: float | None
    unit: str


@functools.cache
def _units() -> dict[tuple[str, str], str]:
    return {
        (row["kind"], word): row["unit"]
        for row in load_table("units")
        for word in alternatives(row["words"])
    }


def figures(tree: Tree, text: str, first: int, last: int) -> Iterator[Figure]:
    """The figures within tokens ``first`` to ``last``, left to right.

    Dates, ages, times of day, ordinals, model names and distances that locate a place are none.
    """
    i = first
    while i <= last:
        found = _vague_figure(tree, i, last) or _exact_figure(tree, i, last)
        if found is None:
            i += 1
            continue
        span = Span.of(text, tree.start[found.first], tree.end[found.last])
        yield Figure(text=span.text, low=found.low, high=found.high, unit=found.unit, span=span)
        i = found.last + 1


def _vague_figure(tree: Tree, i: int, last: int) -> _Found | None:
    vague = vague_at(tree, i, last)
    if vague is None:
        return None
    stop, low, high = vague
    if any(key in words("period") for key in tree.keys[min(stop + 1, last)]):
        return None
    unit = "share" if high is not None and 0 < high < 1 else _unit(tree, i, stop)
    bound = bound_before(tree, i)
    if bound is None:
        return _Found(i, stop, low, high, unit)
    return _Found(bound[0], stop, low, None if bound[1] == "at_least" else high, unit)


def _exact_figure(tree: Tree, i: int, last: int) -> _Found | None:
    sign = words("sign").get(tree.lower[i])
    first = i + 1 if sign is not None else i
    number = number_at(tree, first, last)
    if number is None:
        return None
    stop, value = number
    if sign is None and not _is_count(tree, first, stop):
        return None
    top = value
    between = _neighbour(tree, i, i - 1) == "between"
    if stop + 2 <= last and (
        tree.lower[stop + 1] in _TO or (between and tree.lower[stop + 1] == "and")
    ):
        upper = number_at(tree, stop + 2, last)
        if upper is not None and upper[1] > value:
            stop, top = upper
    share = stop < last and tree.lower[stop + 1] in _PERCENT
    if share:
        stop = min(stop + (2 if tree.lower[stop + 1] == "per" else 1), last)
        value, top = value / 100, top / 100
    unit = sign or ("share" if share else _unit(tree, first, stop))
    bound = bound_before(tree, i)
    start = bound[0] if bound is not None else i
    if top != value or bound is None or bound[1] == "about":
        return _Found(start, stop, value, top, unit)
    if bound[1] == "at_least":
        return _Found(start, stop, value, None, unit)
    return _Found(start, stop, None, value, unit)


def _is_count(tree: Tree, first: int, stop: int) -> bool:
    """Whether the number counts something: no date, age, time, model or road number."""
    before = _neighbour(tree, first, first - 1)
    after = _neighbour(tree, first, stop + 1)
    if before in words("no_count") or after in words("no_count") or _is_glued(tree, first, before):
        return False
    if before == "of" and first > 1 and tree.lower[first - 2] in words("no_count"):
        return False
    if after and any(key in words("period") for key in tree.keys[stop + 1]):
        return tree.lemma[stop + 1] == "minute" and before in {"for", "about", "around"}
    if after == "-":
        return _neighbour(tree, first, stop + 2) not in _UNCOUNTED_HYPHEN
    if after and any(key in words("distance") for key in tree.keys[stop + 1]):
        return _neighbour(tree, first, stop + 2) not in words("direction")
    return _is_plain_count(tree, first, stop, after)


def _is_plain_count(tree: Tree, first: int, stop: int, after: str) -> bool:
    word = tree.word[first]
    if after == "," and _neighbour(tree, first, first - 1) == "," and tree.dep[first] == "appos":
        return False  # an age: "the mayor, 61, was hurt"
    if first == stop and len(word) == 4 and word.isdigit() and word[:2] in _YEARS:
        return False
    if ":" in word or (tree.pos[first] == "PROPN" and word[:1].isdigit()):
        return False
    if tree.lower[first] == "one" and first == stop:
        return tree.dep[first] == "nummod" or after == "of"
    bare = first == stop and tree.dep[first] == "pobj" and word.isdigit()
    return not (bare and tree.lower[tree.head[first]] in {"in", "since", "by", "until", "on", "at"})


def _neighbour(tree: Tree, i: int, j: int) -> str:
    """The word at ``j`` if it stands in the sentence of ``i``."""
    inside = 0 <= j < len(tree) and tree.sentence[j] == tree.sentence[i]
    return tree.lower[j] if inside else ""


def _is_glued(tree: Tree, first: int, before: str) -> bool:
    """Whether the number belongs to a name: "S-300", "COVID-19"."""
    if not before or tree.end[first - 1] != tree.start[first] or before in words("sign"):
        return False
    if before != "-":
        return before not in _OPENING
    return first > 1 and tree.end[first - 2] == tree.start[first - 1]


def _unit(tree: Tree, first: int, stop: int) -> str:
    units = _units()
    head = _counted(tree, stop)
    for verb in tree.ancestors(head):
        if tree.pos[verb] in {"VERB", "AUX"}:
            unit = units.get(("verb", tree.lemma[verb]))
            if unit is not None and _is_argument(tree, stop, verb):
                return unit
            break
    for key in (*tree.keys[head], _neighbour(tree, first, stop + 1)):
        if ("noun", key) in units:
            return units["noun", key]
    return tree.lower[head] if tree.pos[head] in {"NOUN", "PROPN"} else "count"


def _counted(tree: Tree, stop: int) -> int:
    """The noun that the number at ``stop`` counts."""
    if tree.dep[stop] in {"nummod", "quantmod", "compound", "amod"}:
        return tree.head[stop]
    return next((o for p, o in tree.prepositions(stop) if p == "of"), stop)


def _is_argument(tree: Tree, i: int, verb: int) -> bool:
    """Whether token ``i`` stands in the subject or object of ``verb``."""
    while tree.head[i] != verb:
        if tree.head[i] == i:
            return False
        i = tree.head[i]
    return tree.dep[i] in {"nsubj", "nsubjpass", "dobj"}
