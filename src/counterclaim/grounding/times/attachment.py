"""Which time expression dates a claim."""

from counterclaim.model.document import ClaimDraft, Document, TimeMention

EVENT_TYPES = ("DATE", "TIME", "DURATION")
"""TIMEX3 types that can date an event; a SET only says how often."""


def time_for(document: Document, draft: ClaimDraft) -> TimeMention | None:
    """The time expression of the claim's own clause, or ``None`` when it has none.

    A claim is dated by an expression inside its clause; of several, by the one nearest to
    the trigger.
    """
    start, end = draft.clause
    inside = [
        mention
        for mention in document.times
        if start <= mention.start and mention.end <= end and mention.type in EVENT_TYPES
    ]
    if not inside:
        return None
    anchor = draft.trigger or draft.quote
    return min(inside, key=lambda m: (_gap(m, anchor), m.start))


def _gap(mention: TimeMention, extent: tuple[int, int]) -> int:
    """Code points between ``mention`` and ``extent``; 0 when they touch or overlap."""
    return max(mention.start - extent[1], extent[0] - mention.end, 0)
