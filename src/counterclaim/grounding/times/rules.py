"""The grammar of ``time_rules.tsv`` compiled: patterns over word classes as regular expressions.

Each class is one character, so a stretch of words is a string and a pattern an ordinary
regular expression over it (a cascade-free finite-state tagger). The patterns hold no
unbounded repetition, so matching is linear in the number of words.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.errors import LexiconError
from counterclaim.grounding.times.classify import OTHER, Word
from counterclaim.lexicons import load_table

_PART = re.compile(r"(?P<ref>\$\w+)|(?:(?P<name>[a-z]+):)?(?P<body>[A-Z_']+|\()|(?P<op>[)|?*])")
_FIRST_CODE = 0x4E00  # a block with room for any number of classes, none special to ``re``


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern's match: its reading's name, the words and the named parts of them."""

    reading: str
    first: int
    last: int
    parts: dict[str, Word]

    def get(self, name: str) -> Word | None:
        """The word that the pattern names ``name``."""
        return self.parts.get(name)

    def value(self, name: str) -> str:
        """The value of the word named ``name``, "" when the pattern has none."""
        word = self.parts.get(name)
        return word.value if word else ""


class Grammar:
    """The compiled rules."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._rules: list[tuple[str, re.Pattern[str]]] = []
        macros: dict[str, str] = {}
        for row in load_table("time_rules"):
            if row["reading"].startswith("$"):
                macros[row["reading"]] = self._expand(row["pattern"], macros)
            else:
                pattern = self._expand(row["pattern"], macros)
                self._rules.append((row["reading"], self._compile(row["reading"], pattern)))
        self._by_first: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        for reading, compiled in self._rules:
            for first in sorted(_first_codes(compiled.pattern)):
                self._by_first.setdefault(first, []).append((reading, compiled))
        self.code(OTHER)

    def code(self, kind: str) -> str:
        """The character that stands for the class ``kind``."""
        return self._codes.setdefault(kind, chr(_FIRST_CODE + len(self._codes)))

    def encode(self, words: Sequence[Word]) -> str:
        """The classes of ``words`` as one string."""
        codes = self._codes
        return "".join([codes.get(word.kind) or self.code(word.kind) for word in words])

    def matches(self, words: Sequence[Word], encoded: str, position: int) -> list[Match]:
        """All patterns' matches at ``position``, the longest first."""
        found: list[Match] = []
        for reading, pattern in self._by_first.get(encoded[position], ()):
            match = pattern.match(encoded, position)
            if match is None or match.end() == position:
                continue
            parts = {
                name.partition("__")[0]: words[match.start(name)]
                for name in match.groupdict()
                if match.start(name) >= 0 and match.end(name) > match.start(name)
            }
            found.append(Match(reading, position, match.end(), parts))
        found.sort(key=lambda m: -m.last)
        return found

    def _expand(self, pattern: str, macros: dict[str, str]) -> str:
        def replace(match: re.Match[str]) -> str:
            if match[0] not in macros:
                raise LexiconError(f"time_rules.tsv: {match[0]} is used before it is defined")
            return f"( {macros[match[0]]} )"

        return re.sub(r"\$\w+", replace, pattern)

    def _compile(self, reading: str, pattern: str) -> re.Pattern[str]:
        pieces: list[str] = []
        for number, part in enumerate(_PART.finditer(pattern)):
            if part["op"]:
                pieces.append(part["op"])
                continue
            body = part["body"]
            code = "(?:" if body == "(" else self.code(body)
            if part["name"] and body == "(":
                pieces.append(f"(?P<{part['name']}__{number}>")
            elif part["name"]:
                pieces.append(f"(?P<{part['name']}__{number}>{code})")
            else:
                pieces.append(code)
        try:
            return re.compile("".join(pieces))
        except re.error as error:
            raise LexiconError(f"time_rules.tsv: {reading}: {error}; check the brackets") from error


def _first_codes(pattern: str) -> set[str]:
    """The characters that a match of ``pattern`` can begin with, so that few are tried."""
    pieces = re.findall(r"\(\?P<\w+>|\(\?:|[)|?]|.", pattern)
    return _first_of_group(pieces, 0)[0]


def _first_of_group(pieces: list[str], position: int) -> tuple[set[str], bool, int]:
    """First characters of a group, whether it can be empty, and the position after it."""
    firsts: set[str] = set()
    open_front, empty = True, False  # of the alternative being read, of those before it
    while position < len(pieces):
        piece = pieces[position]
        position += 1
        if piece == ")":
            break
        if piece == "|":
            empty, open_front = empty or open_front, True
            continue
        if piece.startswith("("):
            inner, optional, position = _first_of_group(pieces, position)
        else:
            inner, optional = {piece}, False
        if position < len(pieces) and pieces[position] == "?":
            optional = True
            position += 1
        if open_front:
            firsts |= inner
        open_front = open_front and optional
    return firsts, empty or open_front, position


@functools.cache
def grammar() -> Grammar:
    """The shipped grammar, compiled once a process."""
    return Grammar()
