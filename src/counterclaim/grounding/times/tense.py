"""Whether the verb over an expression looks back or forward."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counterclaim.grounding.times.lexicon import forward_cues

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLIMB = 8  # steps up the parse to the governing verb
_NEAR = 2  # steps within which a past verb is the expression's own
_AUXILIARY = ("aux", "auxpass")
_PAST_AUXILIARIES = {"was", "were", "had", "has", "have", "been", "did", "'ve", "’ve"}
_PERFECT = {"has", "have", "'ve", "’ve", "'s", "’s"}
_UNTIL = {"until", "till", "to"}
_DEADLINE = {"until", "till", "by", "to", "through", "before"}


@dataclass(frozen=True, slots=True)
class Outlook:
    """``side`` is -1 for back, 1 for forward, 0 for open; ``firm`` allows no exception."""

    side: int
    firm: bool = False


OPEN = Outlook(0)


def outlook(token: "Token") -> Outlook:
    """Where the words that govern ``token`` look: its preposition, then its verb's tense."""
    preposition = _preposition(token)
    if preposition == "since":
        return Outlook(-1, firm=True)
    start = token
    for steps in range(_CLIMB):
        if preposition in _UNTIL and token.lemma_.lower() in forward_cues("deferral"):
            return Outlook(1)
        side = _side(token, own=steps <= _NEAR, fronted=start.i < token.i)
        if side is not None:
            if preposition in _DEADLINE:
                return Outlook(max(side, 0))
            firm = side < 0 and steps <= _NEAR and token.i != start.i and token.tag_ == "VBD"
            return Outlook(side, firm)
        if token.head.i == token.i:
            break
        token = token.head
    return OPEN


def reaches_present(token: "Token") -> bool:
    """Whether the governing verb is a perfect: its stretch of time runs to the report."""
    for _ in range(_CLIMB):
        if token.pos_ in ("VERB", "AUX"):
            marks = {child.lower_ for child in token.children if child.dep_ in _AUXILIARY}
            if marks & _PERFECT:
                return True
            if token.tag_ not in ("VB", "VBG"):
                return False
        if token.head.i == token.i:
            break
        token = token.head
    return False


def _preposition(token: "Token") -> str:
    for _ in range(3):
        if token.dep_ in ("pobj", "pcomp") and token.head.pos_ in ("ADP", "SCONJ", "PART"):
            return token.head.lower_
        if token.head.i == token.i or token.pos_ in ("VERB", "AUX"):
            return ""
        token = token.head
    return ""


def _side(token: "Token", *, own: bool, fronted: bool) -> int | None:  # noqa: PLR0911  (one return a kind)
    """What ``token`` says about the time of what it governs; ``None``: ask its head.

    ``own``: what it governs is near; ``fronted``: and stands before it.
    """
    lemma, tag = token.lemma_.lower(), token.tag_
    if token.pos_ not in ("VERB", "AUX"):
        state = forward_cues("state")
        return 1 if own and (lemma in state or token.lower_ in state) else None
    auxiliaries = {child.lower_ for child in token.children if child.dep_ in _AUXILIARY}
    if auxiliaries & forward_cues("modal"):
        return -1 if "have" in auxiliaries else 1
    plans = own and lemma in forward_cues("plan")
    if plans and (tag in ("VBZ", "VBP") or (tag == "VBD" and not fronted)):
        return 1
    if tag == "VBD":
        return -1
    if tag == "VBN":
        return 1 if own and lemma in forward_cues("state") else -1
    if tag == "VBG" and auxiliaries & _PAST_AUXILIARIES:
        return -1
    if tag in ("VB", "VBG"):
        return _under_governor(token)
    return 0


def _pluperfect(token: "Token") -> bool:
    """Whether a plan is of the past, and so its day: "had been due to expire"."""
    verbs = (token, token.head) if token.pos_ == "ADJ" else (token,)
    return any(
        child.dep_ in _AUXILIARY and child.lower_ == "had" for v in verbs for child in v.children
    )


def _infinitive(token: "Token") -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)


def _under_governor(token: "Token") -> int | None:
    head = token.head
    if head.i == token.i:
        return None
    if head.lemma_.lower() in forward_cues("governor") or head.lower_ in forward_cues("governor"):
        return -1 if _pluperfect(head) else 1
    if head.tag_ in ("VBZ", "VBP") and head.lemma_ == "be" and _infinitive(token):
        return 1  # "is to meet"
    if head.lemma_ == "go" and head.tag_ == "VBG" and token.tag_ == "VB":
        return 1
    return None
