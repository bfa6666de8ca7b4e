"""Which of a report's places are the places of one claim.

A place in the claim's own words counts when it locates the event: after a locative
preposition, or as what the event befalls ("captured X", "the battle for X"). A country or a
capital that stands for its government, and a place that only modifies somebody ("Russian
troops"), never does. A claim of fighting, harm or a state without a place of its own takes
one from its clause; one that goes on about the sentence before takes the last named there.
"""

import functools
from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Span as Phrase
from spacy.tokens import Token

from counterclaim.grounding.places.cues import capitals, load_cues
from counterclaim.language.segments import in_dateline
from counterclaim.lexicons import load_table
from counterclaim.model.document import ClaimDraft, Document, Extent, PlaceMention

REACH = 200
"""Code points back within which a claim goes on about the place named last."""

_ACTING = frozenset(("nsubj", "agent", "dative"))
_MODIFYING = frozenset(("amod", "compound", "nmod", "poss"))


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(row["word"] for row in load_table("place_attachment") if row["class"] == name)


def places_for(document: Document, draft: ClaimDraft) -> tuple[PlaceMention, ...]:
    """The places where the claimed event is, in the order of the text."""
    mentions = _near(document, draft)
    own = [m for m in _within(mentions, draft.quote) if _locates(document, draft, m)]
    if not own and draft.type in _words("inherit") and _has_content(document, draft):
        own = _around(document, draft, mentions)
        if not own and draft.type in _words("continue"):
            own = _before(document, draft, mentions)
    return _finest(own)


def stands_for_government(document: Document, mention: PlaceMention) -> bool:
    """Whether a country or a capital acts or speaks there rather than locates.

    "Kyiv said", "Washington's decision", "a proposal to Moscow": it does. "in Kyiv" does not.
    """
    token = _head(document, mention)
    state = _is_capital(mention) or mention.place.precision == "country"
    if token is None or mention.nominal or not state:
        return False
    preposition = _preposition(token)
    if preposition is not None:
        return preposition.lower_ not in _words("locative")
    return token.dep_ in _ACTING or token.dep_ in ("poss", "dobj", "compound", "conj", "ROOT")


def _near(document: Document, draft: ClaimDraft) -> list[PlaceMention]:
    """The mentions that may matter to a claim; a long report has thousands that do not."""
    places = document.places
    start = min(draft.quote[0] - REACH, draft.clause[0])
    end = max(draft.quote[1], draft.clause[1])
    first = bisect_left(places, start, key=lambda m: m.start)
    last = bisect_left(places, end, key=lambda m: m.start)
    return [m for m in places[first:last] if not m.associative]


def _locates(document: Document, draft: ClaimDraft, mention: PlaceMention) -> bool:
    """Whether a mention in the claim's words says where the event is."""
    token = _head(document, mention)
    if token is None or _speaks(document, draft, mention):
        return False
    preposition = _preposition(token)
    if preposition is not None and preposition.lower_ in _words("locative"):
        return not _belongs_elsewhere(draft, preposition, broad=_broad(mention))
    if preposition is not None and preposition.head.lemma_.lower() in _words("journey"):
        return draft.type == "meeting" or draft.type in _words("physical")
    critics = _is_seat(mention) and token.dep_ in _MODIFYING and draft.type not in _words("struck")
    if critics or _broad(mention) or _overlaps(mention, draft.agents):
        return False
    if _is_capital(mention):
        governor = preposition.head if preposition is not None else token.head
        befallen = _overlaps(mention, draft.targets) or _is_trigger(draft, governor)
        return draft.type in _words("struck") and befallen and token.dep_ not in _ACTING
    return not (token.dep_ == "nsubj" and token.head.lower_ in load_cues().speaking)


def _speaks(document: Document, draft: ClaimDraft, mention: PlaceMention) -> bool:
    """Whether the mention is in the words of the claim's speaker or cue."""
    extents: list[Extent] = [draft.cue] if draft.cue is not None else []
    if draft.attribution is not None:
        sources = document.attributions[draft.attribution].sources
        extents += [(s.start, s.end) for s in sources]
    return _overlaps(mention, extents)


def _belongs_elsewhere(draft: ClaimDraft, preposition: Token, *, broad: bool) -> bool:
    """Whether a locative phrase hangs on a noun that is not the event's."""
    head = preposition.head
    if head.lower_ in _words("seat"):
        return True
    # "to help Russia's war in Ukraine": the war is there, the helping is not said to be
    return broad and head.lower_ in _words("war") and not _is_trigger(draft, head)


def _has_content(document: Document, draft: ClaimDraft) -> bool:
    """Whether something is said to be somewhere: not a bare "denied involvement", no threat."""
    if draft.realis in ("planned", "possible") or draft.stance in _words("placeless"):
        return False
    words = document.text[draft.quote[0] : draft.quote[1]].split()
    return draft.stance != "denies" or len(words) > 3


def _around(
    document: Document, draft: ClaimDraft, mentions: Sequence[PlaceMention]
) -> list[PlaceMention]:
    """The places of the claim's clause, outside its quote: those before it, else after it."""
    clause = _within(mentions, draft.clause)
    found = [m for m in clause if not _broad(m) and _locates(document, draft, m)]
    before = [m for m in found if m.end <= draft.quote[0]]
    return before or found


def _before(
    document: Document, draft: ClaimDraft, mentions: Sequence[PlaceMention]
) -> list[PlaceMention]:
    """The last place that is named shortly before the claim."""
    start = draft.quote[0]
    near = [m for m in mentions if m.end <= start and start - m.end <= REACH]
    return [m for m in near if _may_be_taken(document, m)][-1:]


def _may_be_taken(document: Document, mention: PlaceMention) -> bool:
    token = _head(document, mention)
    if token is None or _broad(mention) or in_dateline(document.text, mention.start):
        return False
    preposition = _preposition(token)
    if preposition is not None and preposition.head.lower_ in _words("seat"):
        return False
    if token.dep_ == "nsubj" and token.head.lower_ in load_cues().speaking:
        return False
    located = preposition is not None and preposition.lower_ in _words("locative")
    return located or mention.nominal or not _is_capital(mention)


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


def _broad(mention: PlaceMention) -> bool:
    """A country, a continent or a sea."""
    place = mention.place
    return (place.country is None and place.lat is not None) or (
        place.precision == "country" and not mention.nominal
    )


def _is_capital(mention: PlaceMention) -> bool:
    id = mention.place.geonameid
    return id is not None and int(id) in capitals() and not mention.nominal


def _is_seat(mention: PlaceMention) -> bool:
    """Whether it is the building that a government is called by: "Kremlin critics"."""
    return mention.place.text.lower() in _words("building")


def _is_trigger(draft: ClaimDraft, token: Token) -> bool:
    return draft.trigger is not None and draft.trigger[0] <= token.idx < draft.trigger[1]


def _within(mentions: Sequence[PlaceMention], extent: Extent) -> list[PlaceMention]:
    return [m for m in mentions if extent[0] <= m.start and m.end <= extent[1]]


def _overlaps(mention: PlaceMention, extents: Sequence[Extent]) -> bool:
    return any(a <= mention.start and mention.end <= b for a, b in extents)


def _head(document: Document, mention: PlaceMention) -> Token | None:
    """The syntactic head of the mention's words."""
    phrase: Phrase | None = document.doc.char_span(
        mention.start, mention.end, alignment_mode="expand"
    )
    return None if phrase is None or not len(phrase) else phrase.root


def _preposition(token: Token) -> Token | None:
    """The preposition that governs the name, or the noun phrase it belongs to."""
    generics = load_cues().generics
    for _ in range(6):
        if token.dep_ in ("pobj", "pcomp"):
            if token.head.lower_ != "of" or token.head.head.lower_ not in generics:
                return token.head
            token = token.head.head  # "in the city of X"
        elif token.dep_ in ("conj", "appos") or token.head.lower_ in generics:
            if token.head is token:
                return None
            token = token.head
        else:
            return None
    return None
