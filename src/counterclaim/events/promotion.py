"""Words that report nothing: navigation, promotion, questions."""

import functools

from counterclaim.events.tree import Tree
from counterclaim.lexicons import load_table

_ANY_NUMBER = "#"
_LABEL = 6
"""Tokens a label before a heading may have."""


@functools.cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in load_table("promotion"):
        words = tuple(
            row["phrase"].replace("’", "'").replace("'s", " 's").replace("-", " - ").split()
        )
        found.setdefault(words[0], []).append((words, row["scope"]))
    return {word: tuple(rows) for word, rows in found.items()}


def muted(tree: Tree) -> list[bool]:
    """For each token, whether it belongs to promotion or to a question."""
    mute = [False] * len(tree)
    for first, last in tree.sentences:
        if _is_question(tree, first, last):
            _mark(mute, first, last)
            continue
        for i in range(first, last + 1):
            for words, scope in _phrases().get(tree.lower[i], ()):
                stop = i + len(words) - 1
                if stop <= last and _stands(tree, i, words):
                    start = _start_of(tree, first, i, scope)
                    _mark(mute, start, last if scope in {"after", "sentence"} else stop)
    return mute


def _start_of(tree: Tree, first: int, i: int, scope: str) -> int:
    """Where the silence of a phrase at ``i`` begins: for "before" with the label it closes.

    Feeds run headings into sentences ("... the port, officials say Coast war: latest updates");
    the label is the nouns just before the phrase.
    """
    if scope == "sentence":
        return first
    start = i
    while scope == "before" and start > first and i - start < _LABEL:
        if tree.pos[start - 1] not in {"PROPN", "NOUN", "ADJ", "PUNCT", "SYM"}:
            break
        start -= 1
    return start


def _stands(tree: Tree, i: int, words: tuple[str, ...]) -> bool:
    return all(
        word == tree.lower[i + k].replace("’", "'")
        or (word == _ANY_NUMBER and tree.lower[i + k].isdigit())
        for k, word in enumerate(words)
    )


def _is_question(tree: Tree, first: int, last: int) -> bool:
    i = last
    while i > first and (not tree.word[i].strip() or tree.word[i] in "\"'”’»)"):
        i -= 1
    return tree.word[i] == "?"


def _mark(mute: list[bool], first: int, last: int) -> None:
    mute[first : last + 1] = [True] * (last - first + 1)
