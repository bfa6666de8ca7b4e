"""Which places a claim is about."""

from counterclaim.model.document import ClaimDraft, Document, PlaceMention


def places_for(document: Document, draft: ClaimDraft) -> tuple[PlaceMention, ...]:
    """The places named in the claim's quote."""
    start, end = draft.quote
    return tuple(p for p in document.places if start <= p.start and p.end <= end)
