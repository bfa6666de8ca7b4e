"""Which of a report's places are the places of one claim.

A place in the claim's own words counts when it locates the event: after a locative
preposition, or as what a physical event befalls ("captured X", "the battle for X"). A country
or a capital that stands for its government, and a place that only modifies somebody
("Russian troops"), never does. A claim of fighting, harm or a state without a place of its
own takes the last place named before it, as a reader does.
"""

import functools
from collections.abc import Sequence

from spacy.tokens import Span as Phrase
from spacy.tokens import Token

from counterclaim.grounding.places.cues import capitals, load_cues
from counterclaim.lexicons import load_table
from counterclaim.model.document import ClaimDraft, Document, PlaceMention

REACH = 1500
"""Code points back within which a claim takes its place from the report."""

_DIRECTION = frozenset(("compound", "amod", "nmod", "poss"))
_OBJECT = frozenset(("dobj", "obj", "nsubjpass", "nsubj:pass"))


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("place_attachment") if row["class"] == name)


def places_for(document: Document, draft: ClaimDraft) -> tuple[PlaceMention, ...]:
    """The places where the claimed event is, in the order of the text."""
    mentions = [m for m in document.places if not m.associative]
    own = _locating(document, draft, mentions, draft.quote)
    if not own and draft.type in _words("inherit") and _has_content(document, draft):
        own = _locating(document, draft, mentions, draft.clause)
        own = own or _inherited(document, draft, mentions)
    return _finest(own)


def _has_content(document: Document, draft: ClaimDraft) -> bool:
    """Whether something is said to be somewhere: not a bare "denied involvement", no threat."""
    if draft.realis in ("planned", "possible") or draft.stance in ("threatens", "demands"):
        return False
    words = document.text[draft.quote[0] : draft.quote[1]].split()
    return draft.stance != "denies" or len(words) > 3


def stands_for_government(document: Document, mention: PlaceMention) -> bool:
    """Whether a country or a capital acts or speaks there rather than locates.

    "Kyiv said", "Washington's decision", "a proposal to Moscow": it does. "in Kyiv" does not.
    """
    token = _head(document, mention)
    if token is None or mention.nominal:
        return False
    if token.dep_ in ("nsubj", "agent", "dative", "appos", "ROOT"):
        return token.dep_ == "nsubj" or mention.place.precision == "country"
    if token.dep_ == "pobj":
        return token.head.lower_ in ("by", "against", "with", "to", "for")
    return token.dep_ == "poss" and mention.place.precision == "country"


def _locating(
    document: Document,
    draft: ClaimDraft,
    mentions: Sequence[PlaceMention],
    extent: tuple[int, int],
) -> list[PlaceMention]:
    start, end = extent
    return [
        m for m in mentions if start <= m.start and m.end <= end and _locates(document, draft, m)
    ]


def _locates(document: Document, draft: ClaimDraft, mention: PlaceMention) -> bool:
    token = _head(document, mention)
    if token is None:
        return False
    if draft.cue is not None and mention.start < draft.cue[1] and draft.cue[0] < mention.end:
        return False
    if _is_source(document, draft, mention):
        return False
    physical = draft.type in _words("physical")
    country = mention.place.precision == "country" or mention.place.country is None
    preposition = _preposition(token)
    if preposition is not None:
        word = preposition.lower_
        if word in _words("locative"):
            return not _belongs_elsewhere(draft, preposition, country)
        return word in _words("goal") and physical and not country
    if _overlaps(mention, draft.agents):
        return False
    if token.dep_ == "nsubj":
        return physical and not country and not stands_for_government(document, mention)
    if token.dep_ in _OBJECT or token.dep_ in _DIRECTION or _overlaps(mention, draft.targets):
        return physical and not country
    return physical and not country and token.dep_ in ("ROOT", "appos", "conj", "npadvmod", "attr")


def _belongs_elsewhere(draft: ClaimDraft, preposition: Token, country: bool) -> bool:
    """Whether a locative phrase hangs on a noun that is not the event's."""
    head = preposition.head
    if head.lower_ in _words("seat"):
        return True
    if not country or draft.trigger is None:
        return False
    # "to help Russia's war in Ukraine": the war is there, the helping is not said to be
    return (
        head.pos_ == "NOUN"
        and head.lower_ in ("war", "invasion", "conflict", "offensive")
        and not (draft.trigger[0] <= head.idx < draft.trigger[1])
    )


def _inherited(
    document: Document, draft: ClaimDraft, mentions: Sequence[PlaceMention]
) -> list[PlaceMention]:
    start = draft.quote[0]
    before = [
        m
        for m in mentions
        if m.end <= start and start - m.start <= REACH and _may_be_taken(document, m)
    ]
    if before:
        return [before[-1]]
    after = [m for m in mentions if m.start >= draft.quote[1] and _may_be_taken(document, m)]
    return after[:1] if not before and "\n" in document.text[: draft.quote[1] + 3] else []


def _may_be_taken(document: Document, mention: PlaceMention) -> bool:
    place = mention.place
    if place.lat is None or place.precision == "country" or place.country is None:
        return False
    token = _head(document, mention)
    if token is None:
        return False
    preposition = _preposition(token)
    if preposition is not None and preposition.head.lower_ in _words("seat"):
        return False
    if token.dep_ == "nsubj" and token.head.lower_ in load_cues().speaking:
        return False
    located = preposition is not None and preposition.lower_ in _words("locative")
    return located or mention.nominal or not _is_capital(mention)


def _is_capital(mention: PlaceMention) -> bool:
    return mention.place.geonameid is not None and int(mention.place.geonameid) in capitals()


def _finest(mentions: list[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Without a country that a finer place is in, and without second mentions of a place."""
    finer = {m.place.country for m in mentions if m.place.precision != "country"}
    kept: list[PlaceMention] = []
    names: set[str] = set()
    for mention in mentions:
        if mention.place.precision == "country" and mention.place.country in finer:
            continue
        if mention.place.name not in names:
            names.add(mention.place.name)
            kept.append(mention)
    return tuple(kept)


def _is_source(document: Document, draft: ClaimDraft, mention: PlaceMention) -> bool:
    if draft.attribution is None:
        return False
    sources = document.attributions[draft.attribution].sources
    return any(s.start <= mention.start and mention.end <= s.end for s in sources)


def _overlaps(mention: PlaceMention, extents: Sequence[tuple[int, int]]) -> bool:
    return any(a <= mention.start and mention.end <= b for a, b in extents)


def _head(document: Document, mention: PlaceMention) -> Token | None:
    """The syntactic head of the mention's words."""
    phrase: Phrase | None = document.doc.char_span(
        mention.start, mention.end, alignment_mode="expand"
    )
    return None if phrase is None or not len(phrase) else phrase.root


def _preposition(token: Token) -> Token | None:
    """The preposition that the name, or the noun phrase it ends, is governed by."""
    for _ in range(6):
        if token.dep_ in ("pobj", "pcomp"):
            head = token.head
            if head.lower_ == "of" and head.head.lower_ in load_cues().generics:
                token = head.head  # "in the city of X"
                continue
            return head
        if token.dep_ in ("compound", "appos", "conj", "nmod", "poss") and token.head is not token:
            generic = token.head.lower_ in load_cues().generics
            if token.dep_ in ("conj", "appos") or generic:
                token = token.head
                continue
        return None
    return None
