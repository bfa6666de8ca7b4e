"""Quotation marks: which stretches of a text stand between them.

Pairs are matched by position (white space before, word after opens; the reverse closes), not
by counting, so one stray mark does not turn the rest of a report inside out. A quotation that
stands open at the end of its paragraph runs on if the next paragraph opens with a mark, as
printed quotations of several paragraphs do.
"""

from dataclasses import dataclass

DOUBLE_OPEN = "“„«‟〝"
DOUBLE_CLOSE = "”»〞"
STRAIGHT = '"＂'
SINGLE_OPEN = "‘‚‹"
SINGLE_CLOSE = "’›"
MARKS = DOUBLE_OPEN + DOUBLE_CLOSE + STRAIGHT + SINGLE_OPEN + SINGLE_CLOSE + "'`"
_BREAKS = "\n\r\u2028\u2029\x0b\x0c"
_OPENERS_BEFORE = "([{-–—/:;,=>…|" + DOUBLE_OPEN + SINGLE_OPEN + STRAIGHT + "'`"
_ELISIONS = ("em", "til", "tis", "twas", "cause", "n")
_POSSESSIVE_REACH = 200
_ELISION_LENGTH = max(map(len, _ELISIONS))


@dataclass(frozen=True, slots=True)
class Quotation:
    """``start:end`` with the marks, ``inner_start:inner_end`` without, in code points.

    ``continues`` is true when the next quotation goes on with the same speech (no closing
    mark before the paragraph's end, an opening mark at the start of the next).
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    single: bool = False
    closed: bool = True
    continues: bool = False


@dataclass(slots=True)
class _Open:
    start: int
    inner: int
    single: bool
    straight: bool


def quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of ``text`` in order; nested ones follow the one they stand in."""
    found: list[Quotation] = []
    for start, end in _paragraphs(text):
        inside = _in_paragraph(text, start, end)
        if found and not found[-1].closed and found[-1].inner_end > found[-1].inner_start:
            found[-1] = _continued(found[-1], bool(inside) and _opens(text, start, inside[0]))
        found.extend(inside)
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))


def balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """``start:end`` without white space at its edges and without half a pair of marks there.

    Marks around the whole are left out; the mark that closes a pair opened inside is taken in.
    """
    while start < end - 1 and text[start].isspace():
        start += 1
    while end - 1 > start and text[end - 1].isspace():
        end -= 1
    after = text[end : end + 1]
    for opening, closing in _PAIRS:
        inside = text[start:end]
        if after == closing and inside.rfind(opening) > inside.rfind(closing, 1):
            if text[start] == opening:
                return (start + 1, end) if end - start > 1 else (start, end)
            return start, end + 1
        if inside[0] == opening and inside[-1] == closing and inside.count(opening) == 1:
            return (start + 1, end - 1) if end - start > 2 else (start, end)
    return start, end


_PAIRS = (("“", "”"), ("‘", "’"), ("«", "»"), ("„", "”"))


def _continued(last: Quotation, runs_on: bool) -> Quotation:
    return Quotation(
        last.start,
        last.end,
        last.inner_start,
        last.inner_end,
        last.single,
        closed=False,
        continues=runs_on,
    )


def _opens(text: str, paragraph: int, quotation: Quotation) -> bool:
    return not text[paragraph : quotation.start].strip() and not quotation.single


def _paragraphs(text: str) -> list[tuple[int, int]]:
    out, start = [], 0
    for i, char in enumerate(text):
        if char in _BREAKS:
            if text[start:i].strip():
                out.append((start, i))
            start = i + 1
    if text[start:].strip():
        out.append((start, len(text)))
    return out


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    stack: list[_Open] = []
    found: list[Quotation] = []
    singles = _Singles(text, end)
    i = start
    while i < end:
        char = text[i]
        if char not in MARKS:
            i += 1
            continue
        if text.startswith(("``", "''"), i):
            _double(text, i, i + 2, char == "`", stack, found)
            i += 2
            continue
        if char in DOUBLE_OPEN or char in DOUBLE_CLOSE:
            _double(text, i, i + 1, char in DOUBLE_OPEN, stack, found)
        elif char in STRAIGHT:
            _straight(text, i, start, end, stack, found)
        else:
            _single(text, i, start, end, stack, found, singles)
        i += 1
    _leave_open(text, end, stack, found)
    return found


def _leave_open(text: str, end: int, stack: list[_Open], found: list[Quotation]) -> None:
    """An unclosed double mark runs to the paragraph's end; an unclosed single one is none."""
    for opened in stack:
        if not opened.single:
            stop = end
            while stop > opened.inner and text[stop - 1].isspace():
                stop -= 1
            if stop > opened.inner:
                found.append(Quotation(opened.start, stop, opened.inner, stop, closed=False))
            break


def _double(
    text: str, at: int, after: int, opens: bool, stack: list[_Open], found: list[Quotation]
) -> None:
    if opens:
        if any(not o.single for o in stack):
            # The mark before was never closed: drop it, or everything after would be inside.
            del stack[:]
        stack.append(_Open(at, after, single=False, straight=False))
        return
    for depth in range(len(stack) - 1, -1, -1):
        if not stack[depth].single:
            opened = stack[depth]
            del stack[depth:]
            if at > opened.inner:
                found.append(Quotation(opened.start, after, opened.inner, at))
            return


def _straight(
    text: str, at: int, start: int, end: int, stack: list[_Open], found: list[Quotation]
) -> None:
    opened = next((o for o in stack if not o.single), None)
    if opened is not None:
        _double(text, at, at + 1, False, stack, found)
        return
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if (before.isspace() or before in _OPENERS_BEFORE) and not after.isspace():
        stack.append(_Open(at, at + 1, single=False, straight=True))


class _Singles:
    """Finds out, once per opening mark, whether a single quotation ever closes."""

    def __init__(self, text: str, end: int) -> None:
        self._text, self._end = text, end
        self._next: int | None = None  # the furthest closer found so far

    def closer(self, after: int) -> int | None:
        """The next closing candidate after ``after`` in the paragraph."""
        if self._next is not None and self._next > after:
            return self._next
        at = after
        while at < self._end:
            if self._text[at] in "'’›" and closes(self._text, at, self._end):
                self._next = at
                return at
            at += 1
        self._next = self._end
        return None if self._next is None or self._next >= self._end else self._next


def closes(text: str, at: int, end: int) -> bool:
    """Whether a single mark at ``at`` can close: text before it, no letter after it."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < end else " "
    return not before.isspace() and not after.isalnum()


def _single(
    text: str,
    at: int,
    start: int,
    end: int,
    stack: list[_Open],
    found: list[Quotation],
    singles: _Singles,
) -> None:
    char = text[at]
    before = text[at - 1] if at > start else " "
    opened = bool(stack) and stack[-1].single
    if opened and char in "'’›" and closes(text, at, end):
        if not _possessive(text, at, end, singles):
            top = stack.pop()
            if at > top.inner:
                found.append(Quotation(top.start, at + 1, top.inner, at, single=True))
        return
    if opened or char == "`" or char in SINGLE_CLOSE:
        return
    if not (before.isspace() or before in _OPENERS_BEFORE) or not _word_follows(text, at, end):
        return
    closer = singles.closer(at + 2)
    if closer is not None and closer < end:
        stack.append(_Open(at, at + 1, single=True, straight=char == "'"))


def _word_follows(text: str, at: int, end: int) -> bool:
    """Whether a quoted word, not an elision (’em, ’90s), starts after the mark."""
    if at + 1 >= end or text[at + 1].isspace():
        return False
    if text[at + 1].isdigit() and text[at + 3 : at + 4] == "s":
        return False
    stop = at + 1
    while stop < end and stop <= at + _ELISION_LENGTH + 1 and text[stop].isalpha():
        stop += 1
    return text[at + 1 : stop].lower() not in _ELISIONS


def _possessive(text: str, at: int, end: int, singles: _Singles) -> bool:
    """Whether the mark is more likely a plural's possessive (rebels’ base) than a close."""
    if text[at - 1] != "s" or text[at + 1 : at + 2] != " " or not text[at + 2 : at + 3].islower():
        return False
    closer = singles.closer(at + 1)
    if closer is None or closer >= end or closer - at > _POSSESSIVE_REACH:
        return False
    return not any(mark in text[at + 1 : closer] for mark in ("‘", " '"))
