"""Cutting a text into the stretches that are parsed on their own.

A headline without a full stop and the paragraph under it must not become one sentence, so
every line is a segment. Over-long lines are cut so that the parser's memory stays bounded.
"""

import re
from collections.abc import Iterator

MAX_SEGMENT = 4000
"""Code points; a longer line is cut after the last sentence end or space before it."""

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]*[\r\n\u2028\u2029\x0b\x0c\s]*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*\s+")


def segments(text: str) -> Iterator[tuple[int, int]]:
    """Extents that tile ``text``: each a line with the white space that follows it."""
    for match in _LINE.finditer(text):
        start, end = match.span()
        while end - start > MAX_SEGMENT:
            cut = _cut(text, start, start + MAX_SEGMENT)
            yield start, cut
            start = cut
        if start < end:
            yield start, end


def _cut(text: str, start: int, limit: int) -> int:
    best = None
    for match in _SENTENCE_END.finditer(text, start + (limit - start) // 2, limit):
        best = match.end()
    if best is not None:
        return best
    space = text.rfind(" ", start + 1, limit)
    return space + 1 if space > start else limit
