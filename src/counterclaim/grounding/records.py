"""Joining words and their meanings into claim records.

A draft brings the words; the times, places and parties found in the report bring what they
denote. Nothing is decided here but the source chain across nested attributions, the claim's
id and, because it needs the speaker's side, the stance `admits`.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator

import msgspec

from counterclaim.grounding.admission import stance_of
from counterclaim.grounding.parties.joint import joint_speakers
from counterclaim.grounding.parties.nobody import is_somebody
from counterclaim.grounding.parties.tables import shipped_tables
from counterclaim.grounding.parties.whereabouts import with_sides
from counterclaim.grounding.parties.words import closed_class, split
from counterclaim.grounding.places.attachment import places_for
from counterclaim.grounding.times.attachment import time_for
from counterclaim.model.document import ClaimDraft, Document, Extent, PartyMention, SourceMention
from counterclaim.model.records import Claim, Party, Source, Span
from counterclaim.model.version import EXTRACTOR

_RECIPROCAL = re.compile(r"\b(?:each other|one another|accusations|blame|claims)\b", re.IGNORECASE)
"""Words by which each of two means the other: "traded accusations"."""


class RecordStage:
    """Writes ``claims``: one record a draft, in the order of their quotes in the text.

    ``extractor`` is the version that enters the claims' ids.
    """

    name = "counterclaim.records.v1"
    requires = frozenset({"parse", "attributions", "drafts", "times", "places", "parties"})
    assigns = frozenset({"claims"})

    def __init__(self, extractor: str = EXTRACTOR) -> None:
        self._extractor = extractor

    def __call__(self, document: Document) -> None:
        """Write ``claims``."""
        mentions = {(m.start, m.end): m for m in document.parties}
        drafts = sorted(document.drafts, key=lambda d: (d.quote, d.clause))
        claims = [
            _claim(document, draft, chain, mentions)
            for draft in drafts
            for chain in _chains(document, draft, mentions)
        ]
        document.claims = tuple(self._identified(document, claims))

    def _identified(self, document: Document, claims: list[Claim]) -> Iterator[Claim]:
        """``claims`` with ids that depend on the text, the version and the claim's core only."""
        seen: dict[str, int] = {}
        for claim in claims:
            core = "\x1f".join(
                [
                    document.report.sha256,
                    self._extractor,
                    f"{claim.quote.start}:{claim.quote.end}",
                    claim.stance,
                    claim.type,
                    *(source.name for source in claim.sources),
                ]
            )
            ordinal = seen.get(core, 0)
            seen[core] = ordinal + 1
            digest = hashlib.sha256(f"{core}\x1e{ordinal}".encode("utf-8", "surrogatepass"))
            yield msgspec.structs.replace(claim, id=f"c-{digest.hexdigest()[:16]}")


def _chains(
    document: Document, draft: ClaimDraft, mentions: dict[Extent, PartyMention]
) -> list[tuple[SourceMention, ...]]:
    """The source chain of a draft; one for each of several speakers joined by "and"."""
    chain = source_chain(document, draft.attribution)
    if not chain or chain[0].role != "speaker":
        return [chain]
    words = split(document.text, chain[0].start, chain[0].end)
    parts = joint_speakers(words, shipped_tables())
    if not parts or not all(part in mentions for part in parts):
        return [chain]
    return [(SourceMention(*part, "speaker"), *chain[1:]) for part in parts]


def _claim(
    document: Document,
    draft: ClaimDraft,
    chain: tuple[SourceMention, ...],
    mentions: dict[Extent, PartyMention],
) -> Claim:
    text = document.text
    time = time_for(document, draft)
    places = tuple(mention.place for mention in places_for(document, draft))
    sources = tuple(_source(text, hop, mentions, nearest=not n) for n, hop in enumerate(chain))
    agents = _other_speakers(document, draft, chain, mentions)
    agents = agents or _in_role(text, draft.agents, mentions)
    targets = _in_role(text, draft.targets, mentions)
    acting = tuple(mention.party for mention in agents)
    return Claim(
        id="",
        quote=Span.of(text, *draft.quote),
        cue=Span.of(text, *draft.cue) if draft.cue else None,
        sources=sources,
        stance=stance_of(draft, sources, agents, targets, text),
        type=draft.type,
        trigger=Span.of(text, *draft.trigger) if draft.trigger else None,
        realis=draft.realis,
        agents=acting,
        targets=with_sides([m.party for m in targets], acting, places, draft.type),
        places=places,
        time=time.interval if time else None,
        figures=draft.figures,
    )


def source_chain(document: Document, attribution: int | None) -> tuple[SourceMention, ...]:
    """The hops of an attribution, nearest to the content first.

    Those of the attribution itself, then the speakers of the attributions around it: in
    "A says B told C that P" the claim P comes through B (told C), then A.
    """
    chain: list[SourceMention] = []
    seen: set[int] = set()
    nearest = attribution
    while attribution is not None and attribution not in seen:
        inner = not seen
        seen.add(attribution)
        relation = document.attributions[attribution]
        for hop in relation.sources:
            if (inner or hop.role == "speaker") and hop not in chain:
                chain.append(hop)
        attribution = relation.parent
    if nearest is not None and len(chain) > 1 and _is_sentiment(document, nearest, chain[0]):
        chain = chain[1:]  # "they discussed fears that P, an official said": the official's
    return tuple(chain)


def _is_sentiment(document: Document, attribution: int, hop: SourceMention) -> bool:
    """Whether a source is no more than the cue of a clause: "concerns that ...", "fears that"."""
    words = (hop.start, hop.end)
    cue = document.attributions[attribution].cue
    return cue == (words,) and document.text[slice(*words)].lower() in closed_class("sentiment")


def _other_speakers(
    document: Document,
    draft: ClaimDraft,
    chain: tuple[SourceMention, ...],
    mentions: dict[Extent, PartyMention],
) -> tuple[PartyMention, ...]:
    """Whom one of two means who "accuse each other": the other one."""
    if draft.attribution is None or draft.cue is None or draft.stance != "accuses":
        return ()
    whole = source_chain(document, draft.attribution)[:1]
    if not whole or not chain or whole == chain[:1]:
        return ()
    said = document.text[min(draft.cue[0], draft.quote[0]) : max(draft.cue[1], draft.quote[1])]
    if _RECIPROCAL.search(said) is None:
        return ()
    own = (chain[0].start, chain[0].end)
    words = split(document.text, whole[0].start, whole[0].end)
    others = [p for p in joint_speakers(words, shipped_tables()) if p != own]
    return tuple(mentions[p] for p in others)


def _source(
    text: str, hop: SourceMention, mentions: dict[Extent, PartyMention], *, nearest: bool
) -> Source:
    """The source of a hop; a medium that tells what somebody else said passes it on."""
    found = _mention(text, (hop.start, hop.end), mentions).source
    passes_on = hop.role == "speaker" and not nearest and found.kind == "media"
    return msgspec.structs.replace(found, role="relay" if passes_on else hop.role)


def _in_role(
    text: str, extents: Iterable[Extent], mentions: dict[Extent, PartyMention]
) -> tuple[PartyMention, ...]:
    """The parties of a role; words that are nobody ("4", "it") are left out."""
    found = (_mention(text, extent, mentions) for extent in extents)
    return tuple(mention for mention in found if is_somebody(mention.party))


def _mention(text: str, extent: Extent, mentions: dict[Extent, PartyMention]) -> PartyMention:
    """The mention of those words; of a party of no known side if no stage has resolved it."""
    found = mentions.get(extent)
    if found is not None:
        return found
    span = Span.of(text, *extent)
    party = Party(text=span.text, name=span.text, side="UNK", span=span)
    source = Source(
        text=span.text, name=span.text, side="UNK", kind="other", role="speaker", span=span
    )
    return PartyMention(*extent, party, source)
