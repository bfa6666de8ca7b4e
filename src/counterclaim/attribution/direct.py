"""Direct speech: quotations joined to the cue beside them.

The parse often breaks where a quotation of several sentences meets its cue, so the marks
decide: a content that touches a quotation takes the whole of it; a quotation that no content
touches goes to the nearest cue of speech in its sentence, to the clause before its colon, or,
when it stands alone, on to the speaker of the quotation before (or else after) it.
"""

from bisect import bisect_left, bisect_right

from counterclaim.attribution.candidates import Candidate
from counterclaim.attribution.tree import Tree, trimmed
from counterclaim.language.quotations import Quotation
from counterclaim.model.document import Extent

SPEECH_WORDS = 4
"""A quotation of fewer words is a quoted term rather than speech."""

_REACH = 160
"""Code points between a cue and a quotation of its sentence, at most."""

_BREAKS = "\n\r\u2028\u2029"
_ENDS = ".!?…"


def outermost(quoted: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
    """Quotations that stand in no other."""
    out: list[Quotation] = []
    for q in quoted:
        if not out or q.start >= out[-1].end:
            out.append(q)
    return tuple(out)


class DirectSpeech:
    """Joins the quotations of one text to the cues around them."""

    def __init__(self, tree: Tree, quoted: tuple[Quotation, ...]) -> None:
        self._tree = tree
        self._text = tree.text
        self._outer = outermost(quoted)
        self._starts = [q.start for q in self._outer]

    def inside(self, offset: int) -> Quotation | None:
        """The outer quotation around ``offset``, if any."""
        i = bisect_right(self._starts, offset) - 1
        if i >= 0 and self._outer[i].start <= offset < self._outer[i].end:
            return self._outer[i]
        return None

    def is_speech(self, q: Quotation) -> bool:
        """Whether ``q`` is long enough to be somebody's speech rather than a quoted term."""
        return len(self._text[q.inner_start : q.inner_end].split()) >= SPEECH_WORDS

    def join(self, found: list[Candidate]) -> None:
        """Widen, link and carry on, changing the contents of ``found`` in place."""
        outside = sorted(
            (c for c in found if not self._within_speech(c)), key=lambda c: c.cue[0][0]
        )
        for c in found:
            c.content = self._widened(c)
        self._blocks(outside)
        owners = self._owners(found)
        cue_starts = [c.cue[0][0] for c in outside]
        for i, q in enumerate(self._outer):
            if owners[i] is None and self.is_speech(q):
                owners[i] = self._beside(q, outside, cue_starts)
                if owners[i] is not None:
                    self._add(owners[i], q)
        self._carry(owners)
        self._announced(owners, outside, cue_starts)

    def _within_speech(self, c: Candidate) -> bool:
        q = self.inside(c.cue[0][0])
        return q is not None and self.is_speech(q)

    def _blocks(self, cues: list[Candidate]) -> None:
        """Give "said in an interview: We hold ..." what follows, marks or none.

        That is the sentence after the colon: how much further it goes nothing tells.
        """
        for c in cues:
            if not (c.quotable and c.kind == "speech" and c.sources) or c.content:
                continue
            end = c.cue[-1][1]
            colon = self._text.find(":", end, end + _REACH // 2)
            if colon < 0 or any(ch in _ENDS + _BREAKS + ";" for ch in self._text[end:colon]):
                continue
            start = colon + 1
            while start < len(self._text) and self._text[start] in " \t\xa0":
                start += 1
            if not self._text[start : start + 1].isupper() or self._text[colon - 1].isdigit():
                continue
            extent = trimmed(self._text, start, self._sentence_end(start))
            if extent is not None:
                c.content = merged([*c.content, extent])
                c.quoted = True

    def _sentence_end(self, offset: int) -> int:
        """The end, in code points, of the sentence with the token at or after ``offset``."""
        token = bisect_left(self._tree.starts, offset)
        if token >= self._tree.size:
            return len(self._text)
        return self._tree.ends[self._tree.sentence_end[token] - 1]

    def _widened(self, c: Candidate) -> tuple[Extent, ...]:
        """The content with every quotation that it touches taken whole."""
        cue_at = c.cue[0][0]
        spans: list[Extent] = []
        for start, end in c.content:
            low, high = start, end
            i = max(0, bisect_right(self._starts, start) - 1)
            while i < len(self._outer) and self._outer[i].start < high:
                q = self._outer[i]
                i += 1
                if q.end <= start or q.start <= cue_at < q.end:
                    continue
                low = min(low, q.inner_start if q.start < low else low)
                high = max(high, q.inner_end)
            spans.append((low, high))
        return merged(spans)

    def _owners(self, found: list[Candidate]) -> list[Candidate | None]:
        """For each outer quotation the narrowest candidate whose content holds it."""
        owners: list[Candidate | None] = [None] * len(self._outer)
        for c in found:
            for start, end in c.content:
                i = max(0, bisect_right(self._starts, start) - 1)
                while i < len(self._outer) and self._outer[i].start < end:
                    q = self._outer[i]
                    overlap = min(end, q.inner_end) - max(start, q.inner_start)
                    inside = q.start <= c.cue[0][0] < q.end
                    other = owners[i]
                    if (
                        not inside
                        and 2 * overlap >= q.inner_end - q.inner_start
                        and (
                            other is None or (c.quotable, -c.width) > (other.quotable, -other.width)
                        )
                    ):
                        owners[i] = c
                        c.quoted = c.quoted or self.is_speech(q)
                    i += 1
        return owners

    def _add(self, c: Candidate | None, q: Quotation) -> None:
        if c is None:
            return
        if not c.content:
            c.construction = "direct"
        c.quoted = True
        c.content = merged([*c.content, (q.inner_start, q.inner_end)])

    def _beside(self, q: Quotation, cues: list[Candidate], starts: list[int]) -> Candidate | None:
        """The nearest cue of speech in the sentence of ``q``; before it, or a colon's clause."""
        best: Candidate | None = None
        distance = _REACH
        for c in cues[bisect_left(starts, q.start - _REACH) : bisect_left(starts, q.end + _REACH)]:
            first, last = c.cue[0][0], c.cue[-1][1]
            if q.start <= first < q.end:
                continue
            gap = self._text[q.end : first] if first >= q.end else self._text[last : q.start]
            colon = first < q.start and gap.rstrip().endswith(":")
            if not (c.quotable or colon) or self._breaks(gap, colon, after=first >= q.end):
                continue
            size = len(gap.strip()) + (0 if c.quotable else 30)
            if size < distance:
                best, distance = c, size
        return best

    def _breaks(self, gap: str, colon: bool, *, after: bool) -> bool:
        """Whether a sentence or paragraph ends in ``gap``, or another quotation stands in it."""
        if any(mark in gap for mark in '“"”'):
            return True
        if colon:
            return any(end + " " in gap for end in _ENDS)
        if any(b in gap for b in _BREAKS):
            return True
        inner = gap[:-1] if after else gap
        return any(end + " " in inner for end in _ENDS) and not _initials(inner)

    def _carry(self, owners: list[Candidate | None]) -> None:
        """Give quotations that stand alone to the speaker before them, or else after them."""
        for i, q in enumerate(self._outer):
            if owners[i] is not None or not self.is_speech(q) or i == 0:
                continue
            before, owner = self._outer[i - 1], owners[i - 1]
            if owner is not None and owner.quotable and self._follows(before, q, owner):
                owners[i] = owner
                self._add(owner, q)
        for i in range(len(self._outer) - 2, -1, -1):
            q, after, owner = self._outer[i], self._outer[i + 1], owners[i + 1]
            if (
                owners[i] is None
                and self.is_speech(q)
                and owner is not None
                and owner.quotable
                and after.start - q.end < _REACH
                and not self._text[q.end : after.start].strip(" \t\r\n,;.\xa0")
            ):
                owners[i] = owner
                self._add(owner, q)

    def _announced(
        self, owners: list[Candidate | None], cues: list[Candidate], starts: list[int]
    ) -> None:
        """Give a quotation left over to whoever the sentence right before it has speaking.

        "The mayor rejected this. “We never ...”": the quotation goes on with the mayor.
        """
        for i, q in enumerate(self._outer):
            if owners[i] is not None or not self.is_speech(q):
                continue
            before = self._lead(q.start)
            if before and before[-1] not in _ENDS + ":":
                continue
            for n in range(bisect_left(starts, q.start) - 1, -1, -1):
                c = cues[n]
                if q.start - c.cue[-1][1] > 2 * _REACH:
                    break
                gap = self._text[c.cue[-1][1] : q.start]
                ends = sum(gap.count(end + " ") + gap.count(end + "\n") for end in _ENDS)
                if ends > 1 or gap.count("\n\n") > 1:
                    break
                if c.kind == "speech" and c.pos == "verb" and c.sources and c.content:
                    owners[i] = c
                    self._add(c, q)
                    break

    def _follows(self, before: Quotation, q: Quotation, owner: Candidate) -> bool:
        """Whether ``q`` comes right after ``before`` with only its owner's cue between them."""
        if q.start - before.end >= 2 * _REACH:
            return False
        gap = self._text[before.end : q.start]
        if before.continues or not gap.strip():
            return True
        cue_at = owner.cue[-1][1]
        rest = self._text[max(cue_at, before.end) : q.start] if cue_at >= before.end else gap
        paragraphs = sum(1 for line in gap.splitlines() if line.strip())
        opens = not self._lead(q.start)
        sentences = sum(rest.count(end + " ") + rest.count(end + "\n") for end in _ENDS)
        return sentences <= 1 and (paragraphs <= 1 or opens)

    def _lead(self, offset: int) -> str:
        """The last words of the paragraph before ``offset``, white space cut off."""
        start = max(0, offset - _REACH)
        lead = self._text[start:offset]
        cut = max(lead.rfind(b) for b in _BREAKS)
        return lead[cut + 1 :].strip()


def _initials(gap: str) -> bool:
    """Whether the full stops of ``gap`` all end titles or initials ("Gen. Milley")."""
    words = gap.split()
    return all(len(w) <= 5 and w[0].isupper() for w in words if w[-1] == ".")


def merged(spans: list[Extent]) -> tuple[Extent, ...]:
    """Spans in order, overlapping and touching ones made one."""
    out: list[Extent] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)
