"""Cutting a text into the stretches that are parsed on their own.

A headline without a full stop and the paragraph under it must not become one sentence, so
a line is a segment, except where lines are only the wrapping of a paragraph. Feeds run a
standfirst, the names of links and the lead together without a stop ("... the ministry says
Coast war: latest updates Three people ..."): a segment ends after such a link's name. So it does
after a dateline ("ODESA, Ukraine (Agency) —"), which is no part of the sentence after it.
Over-long segments are cut so that the parser's memory stays bounded.
"""

import functools
import re
from collections.abc import Iterator
from itertools import pairwise

from counterclaim.lexicons import load_table
from counterclaim.model.document import Extent

MAX_SEGMENT = 4000
"""Code points; a longer segment is cut after the last sentence end or space before it."""

WRAP_WIDTH = (40, 130)
"""Columns between which a text's right margin must lie for its lines to be wrapped."""

WRAP_SLACK = 24
"""A wrapped line falls short of the margin by less than a long word."""

_LINE = re.compile(r"([^\r\n\u2028\u2029\x0b\x0c]*)([\r\n\u2028\u2029\x0b\x0c\s]*)")
_DATELINE = re.compile(
    r"""[ \t]*
    (?: [A-Z][A-Z'’.\-]+ (?:[ ][A-Z][A-Z'’.\-]+){0,3}         # ODESA, NEW YORK
        (?: ,[ ][A-Z][^\W\d_]+\.?(?:[ ][A-Z][^\W\d_]+\.?)? )?   # , Ukraine
        (?: ,[ ][A-Z][a-z]{2,8}\.?[ ]\d{1,2} )?              # , June 3
        (?: [ ]?\([^()\n]{2,40}\) )?                        # (Agency)
      | [A-Z][^\W\d_]+ (?:[ ][A-Z][^\W\d_]+)? (?: ,[ ][A-Z][^\W\d_]+ )?
        [ ]?\([A-Z][^()\n]{1,40}\)                          # Odesa, Ukraine (Agency)
      | [A-Z][^\W\d_]+ (?:[ ][A-Z][^\W\d_]+)? ,[ ]
        [A-Z][^\W\d_]+ (?=[ ][—–]|[ ]--)                   # Odesa, Ukraine —
    )
    [ ]?(?:[—–_]|--|-(?=[ ])) [ ]? (?=[“‘"'A-Z])""",
    re.VERBOSE,
)
_LONGEST_DATELINE = 80
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*\s+")


def in_dateline(text: str, offset: int) -> bool:
    """Whether ``offset`` lies in a dateline, which tells where a report was written."""
    low = max(offset - _LONGEST_DATELINE, 0)
    start = max(text.rfind(mark, low, offset) for mark in "\n\r\u2028\u2029") + 1
    if start == 0 and low > 0:
        return False
    dateline = _DATELINE.match(text, start)
    return dateline is not None and offset < dateline.end()


def segments(text: str) -> Iterator[Extent]:
    """Extents that tile ``text``, each with the white space that follows it."""
    for start, end in _unlinked(text):
        at = start
        while end - at > MAX_SEGMENT:
            cut = _cut(text, at, at + MAX_SEGMENT)
            yield at, cut
            at = cut
        if at < end:
            yield at, end


def _unlinked(text: str) -> Iterator[Extent]:
    """Paragraphs, cut after a dateline and after the names of links that run on."""
    for start, end in _paragraphs(text):
        at = start
        dateline = _DATELINE.match(text, start, end)
        if dateline is not None:
            at = dateline.end()
            yield start, at
        for link in _link_names().finditer(text, at, end):
            yield at, link.end()
            at = link.end()
        if at < end:
            yield at, end


@functools.cache
def _link_names() -> re.Pattern[str]:
    """The phrases of ``promotion.tsv`` that close a heading, before a capital letter."""
    phrases = [row["phrase"] for row in load_table("promotion") if row["scope"] == "before"]
    phrases += [row["phrase"] for row in load_table("promotion") if "#" in row["phrase"]]
    written = (
        r"\s".join(re.escape(word) for word in phrase.split()).replace(r"\#", r"\d{1,4}")
        for phrase in sorted(phrases, key=lambda p: (-len(p), p))
    )
    return re.compile(rf"\b(?i:{'|'.join(written)})[ \t\xa0]+(?=[“‘\"']?[A-Z])")


def _paragraphs(text: str) -> Iterator[Extent]:
    """Lines, those of a wrapped paragraph taken together."""
    block: list[re.Match[str]] = []
    for line in _LINE.finditer(text):
        if not line.group():
            continue
        block.append(line)
        if line.group(2) not in {"\n", "\r\n", "\r"}:
            yield from _lines_of(block)
            block = []
    yield from _lines_of(block)


def _lines_of(block: list[re.Match[str]]) -> Iterator[Extent]:
    """The extents of lines that stand without a blank line between them."""
    if not block:
        return
    if _is_wrapped([line.group(1) for line in block]):
        yield block[0].start(), block[-1].end()
        return
    start = block[0].start()
    for line, following in pairwise(block):
        if not following.group(1)[:1].islower():
            yield start, line.end()
            start = line.end()
    yield start, block[-1].end()


def _is_wrapped(lines: list[str]) -> bool:
    """Whether all lines but the last reach the same right margin."""
    if len(lines) < 2:
        return False
    margin = max(len(line) for line in lines)
    low, high = WRAP_WIDTH
    return low <= margin <= high and all(len(line) > margin - WRAP_SLACK for line in lines[:-1])


def _cut(text: str, start: int, limit: int) -> int:
    best = None
    for match in _SENTENCE_END.finditer(text, start + (limit - start) // 2, limit):
        best = match.end()
    if best is not None:
        return best
    space = text.rfind(" ", start + 1, limit)
    return space + 1 if space > start else limit
