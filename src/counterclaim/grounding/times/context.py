"""What a time expression is read against: the report's date, the narrative, the verb's tense."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from counterclaim.grounding.times.lexicon import War, forward_cues, wars
from counterclaim.grounding.times.periods import Grain, Period
from counterclaim.grounding.times.classify import Word

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NARRATIVE_REACH = 600
"""Code points within which a dated expression is taken to be what "the next day" follows."""

_CLIMB = 8  # steps up the parse to the governing verb
_FINITE_PAST = {"VBD"}
_PERFECT = {"has", "have", "'ve", "’ve", "'s", "’s"}
_PAST_AUXILIARIES = {"was", "were", "had", "has", "have", "been", "did", "'ve", "’ve"}


class Context:
    """One report's frame of reference; grows as its expressions are read."""

    def __init__(self, text: str, words: Sequence[Word], doc: "Doc", published: str | None) -> None:
        self.text = text
        self.words = words
        self.published = parse_date(published)
        self._doc = doc
        self._starts: list[int] | None = None
        self._history: list[tuple[int, Period]] = []
        self._war: War | None = None
        self._war_known = False

    def remember(self, offset: int, period: Period) -> None:
        """Note that the text names ``period`` at ``offset``."""
        self._history.append((offset, period))

    def narrative(self, offset: int, grains: Sequence[Grain]) -> Period | None:
        """The period of one of ``grains`` named last before ``offset``, if not far off."""
        for start, period in reversed(self._history):
            if offset - start > NARRATIVE_REACH:
                return None
            if period.grain in grains:
                return period
        return None

    def in_sentence(self, offset: int, grains: Sequence[Grain]) -> Period | None:
        """As :meth:`narrative`, within the sentence."""
        token = self.token_at(offset)
        if token is None:
            return None
        begin = token.sent.start_char
        for start, period in reversed(self._history):
            if start < begin:
                return None
            if period.grain in grains:
                return period
        return None

    def token_at(self, offset: int) -> "Token | None":
        """The parse's token that holds ``offset``."""
        if self._starts is None:
            self._starts = [token.idx for token in self._doc]
        position = bisect_right(self._starts, offset) - 1
        return self._doc[position] if position >= 0 else None

    def tag_at(self, offset: int) -> str:
        """The fine part-of-speech tag at ``offset``."""
        token = self.token_at(offset)
        return token.tag_ if token is not None else ""

    def direction(self, offset: int) -> int:
        """1 where the governing verb looks forward, -1 where it is past, 0 where neither."""
        token = self.token_at(offset)
        if token is None:
            return 0
        for _ in range(_CLIMB):
            found = _tense(token)
            if found is not None:
                return found
            if token.head.i == token.i:
                return 0
            token = token.head
        return 0

    def reaches_present(self, offset: int) -> bool:
        """Whether the governing verb is a perfect or present: its stretch runs to the report."""
        token = self.token_at(offset)
        for _ in range(_CLIMB):
            if token is None or token.head.i == token.i and token.pos_ not in ("VERB", "AUX"):
                return False
            if token.pos_ in ("VERB", "AUX"):
                marks = {child.lower_ for child in token.children if child.dep_ in ("aux", "auxpass")}
                return bool(marks & _PERFECT)
            token = token.head
        return False

    def war(self) -> War | None:
        """The one conflict of our table that the report is about, ``None`` if not just one."""
        if not self._war_known:
            forms = {word.text for word in self.words}
            found = [war for war in wars() if war.parties & forms]
            self._war = found[0] if len(found) == 1 else None
            self._war_known = True
        return self._war


def parse_date(published: str | None) -> date | None:
    """The day of an ISO 8601 date or date-time; ``None`` when there is none or it is no date."""
    if not published:
        return None
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def _tense(token: "Token") -> int | None:
    """What ``token`` says about the time of what it governs; ``None``: ask its head."""
    lemma = token.lemma_.lower()
    tag = token.tag_
    if token.pos_ not in ("VERB", "AUX"):
        if lemma in forward_cues("state") or token.text.lower() in forward_cues("state"):
            return 1
        return None
    auxiliaries = {child.text.lower() for child in token.children if child.dep_ in ("aux", "auxpass")}
    if any(child in forward_cues("modal") for child in auxiliaries):
        return -1 if "have" in auxiliaries else 1
    if tag in _FINITE_PAST:
        return -1
    if tag == "VBN":
        if lemma in forward_cues("state"):
            return 1
        return -1
    if tag == "VBG" and auxiliaries & _PAST_AUXILIARIES:
        return -1
    if tag in ("VB", "VBG"):
        return _under_governor(token)
    return 0


def _under_governor(token: "Token") -> int | None:
    head = token.head
    if head.i != token.i:
        names = {head.lemma_.lower(), head.text.lower()}
        if names & forward_cues("governor"):
            return 1
        if head.lemma_ == "go" and head.tag_ == "VBG" and token.tag_ == "VB":
            return 1
    return None
