"""Claim drafts by rules: propositions with stance, type, trigger, realis, roles, figures."""

from collections import Counter

from counterclaim.events.candidates import candidates
from counterclaim.events.contents import with_contents
from counterclaim.events.extents import clause_tokens, piece_tokens, quote_tokens, trigger_tokens
from counterclaim.events.figures import figures
from counterclaim.events.findings import VERBAL, Proposition
from counterclaim.events.promotion import muted
from counterclaim.events.propositions import propositions
from counterclaim.events.realis import is_scheduled, noun_realis, verb_realis
from counterclaim.events.refine import refined
from counterclaim.events.roles import RoleFinder, extents
from counterclaim.events.speakers import accused, speaker_as_agent
from counterclaim.events.stance import Claimed, stance_of
from counterclaim.events.tree import Tree
from counterclaim.events.voices import Voices, only_leads_on, voices
from counterclaim.model.document import Attribution, ClaimDraft, Document, Extent
from counterclaim.model.vocabulary import ClaimType, Stance


class EventStage:
    """Writes ``drafts``; with ``offers`` also those that only a classifier could take or leave."""

    name = "counterclaim.events.rules.v1"
    requires = frozenset({"parse", "attributions"})
    assigns = frozenset({"drafts"})
    offers = False

    def __call__(self, document: Document) -> None:
        """Write ``drafts``."""
        tree = Tree.of(document.text, document.doc)
        marked = voices(tree, document.attributions)
        mute = muted(tree)
        findings = propositions(tree, marked, mute)
        spoken = with_contents(tree, marked, document.attributions, mute, findings.in_order())
        found = settled(tree, marked, spoken)
        drafter = _Drafter(document, tree, marked, found)
        if self.offers:
            taken = {i for p in spoken for i in (p.head, *(p.match.tokens if p.match else ()))}
            found = [*found, *settled(tree, marked, candidates(findings, taken))]
        document.drafts = tuple(sorted(map(drafter.draft, found), key=_order))


class OfferingEventStage(EventStage):
    """Writes ``drafts`` for a classifier: its own, and every other that could be a claim."""

    name = "counterclaim.events.offers.v1"
    offers = True


def settled(tree: Tree, marked: Voices, found: list[Proposition]) -> list[Proposition]:
    """``found`` with the types settled, without verbs that only lead on to a cue."""
    return [p for p in refined(tree, found) if not only_leads_on(tree, marked, p.head, _event(p))]


def _event(p: Proposition) -> int:
    """The token that names the event."""
    return p.match.head if p.match is not None else p.head


def _order(draft: ClaimDraft) -> tuple[Extent, int]:
    return draft.quote, -1 if draft.attribution is None else draft.attribution


class _Drafter:
    """Fills the fields of the drafts of one document."""

    def __init__(
        self, document: Document, tree: Tree, marked: Voices, found: list[Proposition]
    ) -> None:
        self.document = document
        self.tree = tree
        self.voices = marked
        self.heads = [p.head for p in found]
        self.shared = Counter(p.voice for p in found)

    def draft(self, p: Proposition) -> ClaimDraft:
        """The draft of one proposition."""
        tree = self.tree
        attribution = self._attribution(p)
        kind: ClaimType = p.type or "other"
        event = _event(p)
        heads = self.heads if p.sure else sorted([*self.heads, p.head])
        first, last = quote_tokens(tree, self.voices, p, heads)
        stance = stance_of(tree, Claimed(p.head, event, first, last, kind), attribution)
        if tree.pos[p.head] in VERBAL:
            realis = verb_realis(tree, p.head, kind, stance, event)
            if realis == "possible" and is_scheduled(tree, p.head, kind, attribution):
                realis = "planned"
        else:
            realis = noun_realis(tree, p.head, kind, stance)
            first, last = self._with_content(p, first, last)
        agents, targets = self._roles(p, kind, stance)
        named = trigger_tokens(p.match.tokens if p.match is not None else (), event)
        return ClaimDraft(
            quote=self._extent(first, last),
            clause=self._extent(*clause_tokens(tree, self.voices, p.head, first, last)),
            attribution=self._said_by(p.voice),
            cue=attribution.cue[0] if attribution is not None and attribution.cue else None,
            stance=stance,
            type=kind,
            trigger=self._extent(*named),
            realis=realis,
            agents=agents,
            targets=targets,
            figures=tuple(figures(tree, self.document.text, first, last)),
            sure=p.sure,
        )

    def _attribution(self, p: Proposition) -> Attribution | None:
        voice = self._said_by(p.voice)
        return self.document.attributions[voice] if voice is not None else None

    def _said_by(self, voice: int | None) -> int | None:
        """Whose the words are: of what is "expected to announce" the one who expects it."""
        if voice is None:
            return None
        attribution = self.document.attributions[voice]
        up = attribution.parent
        if up is None or not attribution.cue:
            return voice
        outer = self.document.attributions[up]
        foreseen = outer.stance == "predicts" and not outer.sources
        cue = self.document.text[slice(*attribution.cue[0])].lower()
        return up if foreseen and cue.startswith("to ") else voice

    def _with_content(self, p: Proposition, first: int, last: int) -> tuple[int, int]:
        """The only claim of a content, named by a noun, is quoted with all of the content."""
        if p.voice is None or p.whole or p.echo or self.shared[p.voice] > 1:
            return first, last
        return piece_tokens(self.tree, self.voices, p.voice, p.head)

    def _roles(
        self, p: Proposition, kind: ClaimType, stance: Stance
    ) -> tuple[tuple[Extent, ...], tuple[Extent, ...]]:
        agents, targets = RoleFinder(self.tree, p.head, p.match, kind).find()
        if not agents and p.voice is not None and stance == "accuses":
            agents = [a for a in [accused(self.tree, self.voices, p.voice)] if a is not None]
        acting = extents(self.tree, agents)
        attribution = self._attribution(p)
        if not acting and attribution is not None:
            speaker = speaker_as_agent(self.tree, p, kind, stance, attribution)
            acting = (speaker,) if speaker is not None else ()
        return acting, extents(self.tree, targets)

    def _extent(self, first: int, last: int) -> Extent:
        return self.tree.start[first], self.tree.end[last]
