"""Which time expression dates a claim.

After the label guide: the time of the claimed event, given by an expression of its own clause;
failing that, one on a verb that governs it (the act of speaking, the clause it hangs on).
"""

from typing import TYPE_CHECKING

from counterclaim.model.document import ClaimDraft, Document, Extent, TimeMention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

EVENT_TYPES = ("DATE", "TIME", "DURATION")
"""TIMEX3 types that can date an event; a SET only says how often."""

UNDATING = ("now", "current", "recent", "future", "previously", "soon", "shortly")
"""Words that are time expressions but place an event nowhere in the calendar."""

HAPPENING = ("occurred", "ongoing")
"""Realis of claims that a time on the verb of speaking can date; what is to come it cannot."""

TIMELESS = ("relation", "assessment", "other")
"""Claim types that a time outside their own words does not date."""

_CLIMB = 12


def time_for(document: Document, draft: ClaimDraft) -> TimeMention | None:
    """The time expression that dates the claim of ``draft``, or ``None`` when none does.

    Of several in its clause, one that hangs on the trigger wins, then the nearest. Only
    expressions with a place in the calendar count, and those that lack one solely for want of
    a publication date.
    """
    usable = [mention for mention in document.times if _dates(document, mention)]
    if not usable or document.parse is None:
        return None
    anchor = draft.trigger or draft.quote
    inside = _within(usable, draft.quote) or _within(usable, draft.clause)
    if inside:
        return min(inside, key=lambda m: (_gap(m, anchor), m.start))
    if draft.realis not in HAPPENING or draft.type in TIMELESS:
        return None
    lent = [m for m in usable if m.type != "DURATION" and not _since(m)]
    return _on_governor(document.parse, lent, anchor)


def _dates(document: Document, mention: TimeMention) -> bool:
    if mention.type not in EVENT_TYPES:
        return False
    if document.text[mention.start : mention.end].lower() in UNDATING:
        return False
    if mention.interval.anchored:
        return True
    return document.report.published is None and mention.type != "DURATION"


def _since(mention: TimeMention) -> bool:
    """Whether the expression opens a stretch ("the first since April") instead of dating."""
    return mention.interval.text.lower().startswith("since")


def _within(mentions: list[TimeMention], extent: Extent) -> list[TimeMention]:
    start, end = extent
    return [m for m in mentions if start <= m.start and m.end <= end]


def _on_governor(doc: "Doc", mentions: list[TimeMention], anchor: Extent) -> TimeMention | None:
    """The expression on the nearest verb above the trigger, within its sentence."""
    head = _head(doc, anchor)
    if head is None:
        return None
    sentence = head.sent
    verbs: dict[int, TimeMention] = {}
    for mention in _within(mentions, (sentence.start_char, sentence.end_char)):
        token = _head(doc, (mention.start, mention.end))
        verb = _governing_verb(token) if token is not None else None
        if verb is not None:
            verbs.setdefault(verb.i, mention)
    for _ in range(_CLIMB):
        if head.i in verbs:
            return verbs[head.i]
        if head.head.i == head.i:
            break
        head = head.head
    return None


def _governing_verb(token: "Token") -> "Token | None":
    for _ in range(_CLIMB):
        if token.pos_ in ("VERB", "AUX") or token.head.i == token.i:
            return token
        token = token.head
    return None


def _head(doc: "Doc", extent: Extent) -> "Token | None":
    """The token of ``extent`` that the others of it hang on."""
    span = doc.char_span(*extent, alignment_mode="expand")
    return span.root if span is not None and len(span) else None


def _gap(mention: TimeMention, extent: Extent) -> int:
    """Code points between ``mention`` and ``extent``; 0 when they touch or overlap."""
    return max(mention.start - extent[1], extent[0] - mention.end, 0)
