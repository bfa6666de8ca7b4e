"""Direct speech: quotations joined to the cue beside them."""

from bisect import bisect_left

from counterclaim.attribution.candidates import Candidate
from counterclaim.attribution.quotations import Quotation
from counterclaim.attribution.tree import Tree
from counterclaim.model.document import Extent

_SPEECH_WORDS = 4


def with_quotations(
    tree: Tree, quoted: tuple[Quotation, ...], found: list[Candidate]
) -> list[Candidate]:
    """Candidates with their contents drawn out to whole quotations, contentless ones dropped."""
    outer = outermost(quoted)
    for candidate in found:
        candidate.content = _widened(outer, candidate)
    covered = [q for q in outer if any(_covers(c, q) for c in found)]
    left = [q for q in outer if q not in covered]
    for q in left:
        cue = _beside(tree, q, found, outer)
        if cue is not None:
            cue.content = tuple(sorted({*cue.content, (q.inner_start, q.inner_end)}))
            cue.construction = "direct"
    return [c for c in found if c.content]


def outermost(quoted: tuple[Quotation, ...]) -> list[Quotation]:
    """Quotations that stand in no other."""
    out: list[Quotation] = []
    for q in quoted:
        if not out or q.start >= out[-1].end:
            out.append(q)
    return out


def _covers(c: Candidate, q: Quotation) -> bool:
    inside = bool(c.cue) and q.start <= c.cue[0][0] < q.end
    return not inside and any(a < q.inner_end and q.inner_start < b for a, b in c.content)


def _widened(outer: list[Quotation], c: Candidate) -> tuple[Extent, ...]:
    cue_at = c.cue[0][0] if c.cue else -1
    starts = [q.start for q in outer]
    spans: list[Extent] = []
    for a, b in c.content:
        i = max(0, bisect_left(starts, a) - 1)
        while i < len(outer) and outer[i].start < b:
            q = outer[i]
            i += 1
            if q.end <= a or q.start <= cue_at < q.end:
                continue
            a, b = min(a, q.inner_start if q.start < a else a), max(b, q.inner_end)
        spans.append((a, b))
    merged: list[Extent] = []
    for a, b in sorted(spans):
        if merged and a <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
        else:
            merged.append((a, b))
    return tuple(merged)


def _beside(
    tree: Tree, q: Quotation, found: list[Candidate], outer: list[Quotation]
) -> Candidate | None:
    text = tree.text
    if len(text[q.inner_start : q.inner_end].split()) < _SPEECH_WORDS:
        return None
    best, distance = None, 10**9
    for c in found:
        if not c.quotable or not c.cue:
            continue
        a, b = c.cue[0][0], c.cue[-1][1]
        if any(o.start <= a < o.end for o in outer):
            continue
        gap = text[q.end : a] if a >= q.end else text[b : q.start]
        size = len(gap)
        if size < distance and "\n" not in gap and size < 120 and not any(m in gap for m in ".!?"):
            best, distance = c, size
    return best
