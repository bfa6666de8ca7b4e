"""Finding a model's words in the text.

Words are looked for as they are and, failing that, with white space, quotation marks and dashes
levelled. They must begin and end where words do. Whatever is returned is an extent of the text
itself; words that are not there have none.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from counterclaim.model.document import Extent

_LEVEL = {
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛`´′", "'"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
}
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_AROUND = " \t\r\n\"'“”„«»‘’"
_AFTER = _AROUND + ".,;:"


class Alignment:
    """The words of some regions of ``text`` that do not overlap, and where they stand."""

    def __init__(self, text: str, regions: Iterable[Extent]) -> None:
        self._text = text
        self._regions = tuple(regions)
        self._levelled = [levelled(text, *region) for region in self._regions]
        self._known: dict[str, tuple[Extent, ...]] = {}

    def nearest(
        self,
        words: str | None,
        near: Extent | None,
        *,
        within: Extent | None = None,
        inside: bool = True,
    ) -> Extent | None:
        """The occurrence of ``words`` nearest to ``near``, or ``None``.

        ``inside`` says whether occurrences within ``near`` come first or last. Of two that are
        equally near the earlier is taken. With ``within`` only what lies there counts.
        """
        found: Sequence[Extent] = self._occurrences(words or "")
        if within is not None:
            found = [e for e in found if within[0] <= e[0] and e[1] <= within[1]]
        if near is None:
            return min(found, default=None)

        def distance(extent: Extent) -> tuple[bool, int, Extent]:
            overlaps = extent[0] < near[1] and near[0] < extent[1]
            gap = max(extent[0] - near[1], near[0] - extent[1], 0)
            return overlaps and not inside, gap, extent

        return min(found, key=distance, default=None)

    def _occurrences(self, words: str) -> tuple[Extent, ...]:
        if words not in self._known:
            self._known[words] = self._search(words)
        return self._known[words]

    def _search(self, words: str) -> tuple[Extent, ...]:
        tried: list[str] = []
        for form in (words, words.strip(_AROUND), words.strip(_AROUND).rstrip(_AFTER)):
            if form in tried or not any(map(str.isalnum, form)):
                continue
            tried.append(form)
            found = tuple(self._exact(form)) or tuple(self._tolerant(form))
            if found:
                return found
        return ()

    def _exact(self, words: str) -> Iterator[Extent]:
        for start, end in self._regions:
            for at in _finds(self._text, words, start, end):
                extent = self._trimmed(at, at + len(words))
                if self._is_whole(*extent):
                    yield extent

    def _tolerant(self, words: str) -> Iterator[Extent]:
        wanted = levelled(words, 0, len(words))[0].strip()
        if not wanted:
            return
        for level, offsets in self._levelled:
            for at in _finds(level, wanted, 0, len(level)):
                extent = self._trimmed(offsets[at], offsets[at + len(wanted) - 1] + 1)
                if self._is_whole(*extent):
                    yield extent

    def _trimmed(self, start: int, end: int) -> Extent:
        """The extent without white space at its ends; it holds a letter or digit."""
        words = self._text[start:end]
        return start + len(words) - len(words.lstrip()), start + len(words.rstrip())

    def _is_whole(self, start: int, end: int) -> bool:
        return not (_splits_word(self._text, start) or _splits_word(self._text, end))


def levelled(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """``text[start:end]`` with what may be written in several ways written in one.

    With the offset in ``text`` of each character of it.
    """
    characters: list[str] = []
    offsets: list[int] = []
    for at in range(start, end):
        character = text[at]
        if character in _UNSEEN:
            continue
        if character.isspace():
            if characters and characters[-1] == " ":
                continue
            character = " "
        characters.append(_LEVEL.get(character, character))
        offsets.append(at)
    return "".join(characters), offsets


def _finds(text: str, words: str, start: int, end: int) -> Iterator[int]:
    at = text.find(words, start, end)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, end)


def _splits_word(text: str, at: int) -> bool:
    """Whether ``at`` lies within a word, or before a mark that belongs to the letter before."""
    if not 0 < at < len(text):
        return False
    if unicodedata.combining(text[at]):
        return True
    return text[at - 1].isalnum() and text[at].isalnum()
