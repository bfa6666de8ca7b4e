"""Which of a report's places are the places of one claim."""

from counterclaim.model.document import ClaimDraft, Document, PlaceMention


def places_for(document: Document, draft: ClaimDraft) -> tuple[PlaceMention, ...]:
    """The places where the claimed event is, in the order of the text.

    Toponyms and nominals within the claim's quote that locate the event; not those that name
    a government or a people as agent, target or speaker.
    """
    start, end = draft.quote
    parties = [*draft.agents, *draft.targets]
    return tuple(
        mention
        for mention in document.places
        if start <= mention.start
        and mention.end <= end
        and not mention.associative
        and not any(a <= mention.start and mention.end <= b for a, b in parties)
    )
