"""What a time expression is read against: the report's date, the narrative, the verb's tense."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from counterclaim.grounding.times.classify import Word
from counterclaim.grounding.times.lexicon import War, wars
from counterclaim.grounding.times.periods import Grain, Period
from counterclaim.grounding.times.tense import OPEN, Outlook, outlook, reaches_present

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NARRATIVE_REACH = 600
"""Code points within which a dated expression is taken to be what "the next day" follows."""


class Context:
    """One report's frame of reference; grows as its expressions are read."""

    def __init__(self, text: str, words: Sequence[Word], doc: "Doc", published: str | None) -> None:
        self.text = text
        self.words = words
        self.published = parse_date(published)
        self._doc = doc
        self._starts: list[int] | None = None
        self._history: list[tuple[int, Period]] = []
        self._end = -1
        self._war: War | None = None
        self._war_known = False

    def remember(self, start: int, end: int, period: Period) -> None:
        """Note that the text names ``period`` from ``start`` to ``end`` (exclusive)."""
        self._history.append((start, period))
        self._end = end

    def ends_at(self, offset: int) -> bool:
        """Whether the period named last ends at ``offset``."""
        return self._end == offset

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

    def outlook(self, offset: int) -> Outlook:
        """Where the words over the expression at ``offset`` look, back or forward."""
        token = self.token_at(offset)
        return outlook(token) if token is not None else OPEN

    def reaches_present(self, offset: int) -> bool:
        """Whether a stretch of time at ``offset`` runs up to the report ("has held for weeks")."""
        token = self.token_at(offset)
        return token is not None and reaches_present(token)

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
        day = date.fromisoformat(published[:10])
    except ValueError:
        return None
    earliest, latest = 1000, 3000  # outside, it is a placeholder of some feed
    return day if earliest <= day.year < latest else None
