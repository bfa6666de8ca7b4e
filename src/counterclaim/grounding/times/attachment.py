"""Which time expression dates a claim."""

from counterclaim.model.document import ClaimDraft, Document, TimeMention


def time_for(document: Document, draft: ClaimDraft) -> TimeMention | None:
    """The first time expression in the claim's clause."""
    start, end = draft.clause
    return next((t for t in document.times if start <= t.start and t.end <= end), None)
