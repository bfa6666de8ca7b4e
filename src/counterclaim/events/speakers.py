"""Agents that only the attribution shows: who is accused, who vows, who denies having done it."""

from counterclaim.events.findings import VERBAL, Proposition
from counterclaim.events.tree import Tree
from counterclaim.events.voices import Voices
from counterclaim.model.document import Attribution, Extent
from counterclaim.model.vocabulary import ClaimType, Stance

_OWN_ACT: frozenset[Stance] = frozenset({"denies", "pledges", "threatens", "admits"})
_OWN_FEAT: frozenset[ClaimType] = frozenset(
    {"capture", "control", "withdrawal", "offensive", "advance"}
)


def accused(tree: Tree, voices: Voices, k: int) -> int | None:
    """The object of the cue of attribution ``k``: "accused X of ...", "blames X for ..."."""
    for i in (i for first, last in voices.cues[k] for i in range(first, last + 1)):
        if tree.pos[i] in VERBAL:
            noun = tree.object(i)
            if noun is not None and voices.voice[noun] is None:
                return noun
    return None


def speaker_as_agent(
    tree: Tree, p: Proposition, kind: ClaimType, stance: Stance, attribution: Attribution
) -> Extent | None:
    """The speaker's extent where the content leaves out its agent and means the speaker."""
    if not attribution.sources or attribution.sources[0].role != "speaker":
        return None
    if tree.pos[p.head] in VERBAL and tree.subject(p.head) is not None:
        return None
    if stance in _OWN_ACT or (stance == "asserts" and kind in _OWN_FEAT):
        source = attribution.sources[0]
        return source.start, source.end
    return None
