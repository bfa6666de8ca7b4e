"""Splitting a text into the words that time expressions are made of.

Not the parse's tokens: those keep "10-year" whole and know no clock times.
"""

import re
from collections.abc import Iterator

_WORD = re.compile(
    r"""
      \d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?!\w)  # ISO date, date-time
    | \d{1,2}([/.])\d{1,2}\1(?:\d{4}|\d\d)(?!\d)                       # 03/05/2022, 3.5.22
    | \d{1,2}[:.]\d\d(?=\s?[ap]\.?m\b) | \d{1,2}:\d\d(?::\d\d)?(?!\d)  # 5.30am, 17:05
    | (?<!['’])['’]\d\ds?(?!\w)                                                 # '98, '90s
    | \d{1,15}(?:,\d{3})*(?:\.\d{1,9})?(?:(?:st|nd|rd|th|['’]?s)(?!\w))?  # 12, 1,500, 5th, 1990s
    | (?:[ap]\.m|b\.c|a\.d)\.? | o['’]clock
    | (?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec
        |mon|tues?|wed|thurs?|thu|fri|sat|sun)\.
    | [^\W\d_]+
    | ['’]s(?!\w)
    | \S
    """,
    re.VERBOSE | re.IGNORECASE,
)


def split(text: str, start: int = 0) -> Iterator[tuple[int, int, str]]:
    """The words of ``text`` from ``start`` on: start, end (exclusive), lower-case form."""
    for match in _WORD.finditer(text, start):
        yield match.start(), match.end(), match.group().lower()
