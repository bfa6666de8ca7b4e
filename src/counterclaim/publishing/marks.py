"""A report's text cut at every border of every span, so that overlapping claims can be shown.

HTML elements nest and claims do not, so a text is laid out as a row of atomic segments: within
one, the set of claims (and of their evidence words) is constant. Each claim is drawn as an
underline in a lane of its own; lanes are given out as in interval-graph colouring, so claims
that overlap never share one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from counterclaim.model.records import Claim, Figure, Party, Place, Source, Span

LANES = 4
"""Underlines drawn under one another; words under more claims than that get a mark for it."""

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words under one set of claims; claims are given by their position in the list.

    ``claims`` are those whose quote holds the segment, the shortest quote first. ``begins`` and
    ``ends`` are those whose quote starts or ends with it. ``evidence`` names the fields whose
    words these are: ``(field, claim)``; ``opens`` are those that start here.
    """

    start: int
    end: int
    text: str
    claims: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    evidence: tuple[tuple[str, int], ...] = ()
    opens: tuple[tuple[str, int], ...] = ()


def paragraphs(text: str, claims: Sequence[Claim]) -> list[list[Segment]]:
    """The non-blank lines of ``text``, each as its segments in order.

    Segments of a line tile it: joined they are its text, unchanged. Line ends belong to none.
    """
    lines: list[list[Segment]] = []
    cuts = iter(_segments(text, claims))
    segment = next(cuts, None)
    for start, end in _lines(text):
        line: list[Segment] = []
        while segment is not None and segment.end <= end:
            if segment.start >= start:
                line.append(segment)
            segment = next(cuts, None)
        if text[start:end].strip():
            lines.append(line)
    return lines


def lanes(claims: Sequence[Claim]) -> list[int]:
    """For each claim the lane of its underline, from 0; overlapping claims differ."""
    order = sorted(
        range(len(claims)), key=lambda i: (claims[i].quote.start, -claims[i].quote.end, i)
    )
    busy_until: list[int] = []
    given = [0] * len(claims)
    for i in order:
        quote = claims[i].quote
        lane = next((n for n, end in enumerate(busy_until) if end <= quote.start), len(busy_until))
        if lane == len(busy_until):
            busy_until.append(0)
        busy_until[lane] = quote.end
        given[i] = lane
    return given


def evidence_spans(claim: Claim) -> Iterator[tuple[str, Span]]:
    """The words of each field of ``claim`` but its quote.

    Fields are named ``cue``, ``trigger`` and ``time``; ``source0``, ``source1``, ... where there
    may be several, likewise ``agent``, ``target``, ``place`` and ``figure``.
    """
    for name, span in (("cue", claim.cue), ("trigger", claim.trigger)):
        if span is not None:
            yield name, span
    if claim.time is not None:
        yield "time", claim.time.span
    several: tuple[tuple[str, Sequence[Source | Party | Place | Figure]], ...] = (
        ("source", claim.sources), ("agent", claim.agents), ("target", claim.targets),
        ("place", claim.places), ("figure", claim.figures),
    )  # fmt: skip
    for name, items in several:
        for number, item in enumerate(items):
            yield f"{name}{number}", item.span


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _segments(text: str, claims: Sequence[Claim]) -> Iterator[Segment]:
    """Segments that tile the text between the line ends, and the line ends themselves."""
    borders = {0, len(text)}
    for match in _BREAK.finditer(text):
        borders.update(match.span())
    opening: dict[int, list[int]] = {}
    evidence: dict[int, list[tuple[str, int, int]]] = {}
    for i, claim in enumerate(claims):
        borders.update((claim.quote.start, claim.quote.end))
        opening.setdefault(claim.quote.start, []).append(i)
        for field, span in evidence_spans(claim):
            borders.update((span.start, span.end))
            evidence.setdefault(span.start, []).append((field, i, span.end))
    cuts = sorted(b for b in borders if 0 <= b <= len(text))
    length = [claim.quote.end - claim.quote.start for claim in claims]
    active: list[int] = []
    fields: list[tuple[str, int, int]] = []
    for start, end in pairwise(cuts):
        active = [i for i in active if claims[i].quote.end > start] + opening.get(start, [])
        fields = [f for f in fields if f[2] > start] + evidence.get(start, [])
        yield Segment(
            start=start,
            end=end,
            text=text[start:end],
            claims=tuple(sorted(active, key=lambda i: (length[i], i))),
            begins=tuple(opening.get(start, ())),
            ends=tuple(i for i in active if claims[i].quote.end == end),
            evidence=tuple((field, i) for field, i, _ in fields),
            opens=tuple((field, i) for field, i, _ in evidence.get(start, ())),
        )
