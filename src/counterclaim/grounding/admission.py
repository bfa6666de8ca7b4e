"""The stance `admits`: a side acknowledging a loss of its own.

A cue such as "admitted" is the events room's business; here are the cases that only the
sides decide: "Wagner says 20,000 of its troops have died" is an admission because speaker
and dead belong together; "Wagner says it took the town" is none, and neither is "Kyiv says
three civilians were killed".
"""

import re
from collections.abc import Iterable

from counterclaim.grounding.parties.words import closed_class
from counterclaim.model.document import ClaimDraft, PartyMention
from counterclaim.model.records import Source
from counterclaim.model.vocabulary import SourceKind, Stance

_BELLIGERENT: frozenset[SourceKind] = frozenset({"state", "official", "military", "armed_group"})
"""Speakers whose own losses are an admission when they tell of them."""

_FIGHTERS: frozenset[SourceKind] = frozenset({"military", "armed_group"})
_LOST = re.compile(
    r"\b(?:lost|losing|lose|loss of|fell|fallen|surrendered|abandoned)\b", re.IGNORECASE
)
_DEEDS = frozenset({"strike", "attack", "raid", "explosion"})
_ITSELF = re.compile(r"(?:it|they|we|he|she)\b", re.IGNORECASE)
_LOSABLE = frozenset({"control", "capture", "condition"})


def stance_of(
    draft: ClaimDraft,
    sources: tuple[Source, ...],
    agents: Iterable[PartyMention],
    targets: Iterable[PartyMention],
    text: str,
) -> Stance:
    """The draft's stance, or ``admits`` where a side asserts a loss or owns up to an act.

    A loss is: its fighters killed, wounded or captured; its withdrawal; a place it held and
    lost. An attack of its own that it "confirms" is an admission too. The quote and the cue
    are looked up in ``text``.
    """
    if draft.stance != "asserts" or not sources or draft.realis not in {"occurred", "ongoing"}:
        return draft.stance
    speaker = sources[0]
    if speaker.kind not in _BELLIGERENT or speaker.side in {"UNK", "IND", "INT"}:
        return draft.stance
    own_agents = [a for a in agents if a.party.side == speaker.side]
    own_targets = [t for t in targets if t.party.side == speaker.side]
    if draft.type in {"casualties", "detention"}:
        lost = any(t.source.kind in _FIGHTERS for t in own_targets) and not own_agents
    elif draft.type == "withdrawal":
        lost = bool(own_agents)
    elif draft.type in _DEEDS:
        lost = _owns_up(draft, text) and bool(own_agents or _by_itself(draft, text))
    elif draft.type in _LOSABLE:
        own = bool(own_agents or own_targets)
        lost = own and _LOST.search(text, *draft.quote) is not None
    else:
        lost = False
    return "admits" if lost else draft.stance


def _owns_up(draft: ClaimDraft, text: str) -> bool:
    cue = text[slice(*draft.cue)].lower() if draft.cue else ""
    return not closed_class("owning").isdisjoint(cue.split())


def _by_itself(draft: ClaimDraft, text: str) -> bool:
    """Whether the quote begins with the speaker's own pronoun."""
    return not draft.agents and _ITSELF.match(text, draft.quote[0]) is not None
