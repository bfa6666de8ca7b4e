"""Claim drafts by rules: propositions with stance, type, trigger, realis, roles, figures."""

from counterclaim.events.contents import with_contents
from counterclaim.events.extents import clause_tokens, quote_tokens, trigger_tokens
from counterclaim.events.figures import figures
from counterclaim.events.findings import VERBAL, Proposition
from counterclaim.events.promotion import muted
from counterclaim.events.propositions import propositions
from counterclaim.events.realis import noun_realis, verb_realis
from counterclaim.events.refine import refined
from counterclaim.events.roles import RoleFinder, extents
from counterclaim.events.speakers import accused, speaker_as_agent
from counterclaim.events.stance import Claimed, stance_of
from counterclaim.events.tree import Tree
from counterclaim.events.voices import Voices, voices
from counterclaim.model.document import ClaimDraft, Document, Extent
from counterclaim.model.vocabulary import ClaimType


class EventStage:
    """Writes ``drafts``."""

    name = "counterclaim.events.rules.v1"
    requires = frozenset({"parse", "attributions"})
    assigns = frozenset({"drafts"})

    def __call__(self, document: Document) -> None:
        """Write ``drafts``."""
        tree = Tree.of(document.text, document.doc)
        marked = voices(tree, document.attributions)
        mute = muted(tree)
        found = propositions(tree, marked, mute)
        found = with_contents(tree, marked, document.attributions, mute, found)
        found = refined(tree, found)
        heads = [p.head for p in found]
        drafts = [_draft(document, tree, marked, p, heads) for p in found]
        document.drafts = tuple(sorted(drafts, key=_order))


def _order(draft: ClaimDraft) -> tuple[Extent, int]:
    return draft.quote, -1 if draft.attribution is None else draft.attribution


def _draft(
    document: Document, tree: Tree, marked: Voices, p: Proposition, heads: list[int]
) -> ClaimDraft:
    attribution = document.attributions[p.voice] if p.voice is not None else None
    kind: ClaimType = p.type or "other"
    first, last = quote_tokens(tree, marked, p, heads)
    event = p.match.head if p.match is not None else p.head
    stance = stance_of(tree, Claimed(p.head, event, first, last, kind), attribution)
    if tree.pos[p.head] in VERBAL:
        realis = verb_realis(tree, p.head, kind, stance, event)
    else:
        realis = noun_realis(tree, p.head, kind, stance)
    agents, targets = RoleFinder(tree, p.head, p.match, kind).find()
    if not agents and p.voice is not None and stance == "accuses":
        agents = [a for a in [accused(tree, marked, p.voice)] if a is not None]
    acting = extents(tree, agents)
    if not acting and attribution is not None:
        speaker = speaker_as_agent(tree, p, kind, stance, attribution)
        acting = (speaker,) if speaker is not None else ()
    named = trigger_tokens(p.match.tokens if p.match is not None else (), event)
    clause = clause_tokens(tree, marked, first, last)
    return ClaimDraft(
        quote=(tree.start[first], tree.end[last]),
        clause=(tree.start[clause[0]], tree.end[clause[1]]),
        attribution=p.voice,
        cue=attribution.cue[0] if attribution is not None and attribution.cue else None,
        stance=stance,
        type=kind,
        trigger=(tree.start[named[0]], tree.end[named[1]]),
        realis=realis,
        agents=acting,
        targets=extents(tree, targets),
        figures=tuple(figures(tree, document.text, first, last)),
    )
