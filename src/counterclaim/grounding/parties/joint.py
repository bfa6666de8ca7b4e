"""Speakers joined by "and": "Poland and Lithuania said" is two who say the same."""

from collections.abc import Sequence

from counterclaim.grounding.parties.lexemes import Named, State
from counterclaim.grounding.parties.phrases import Item, Segment, read_items, read_segments
from counterclaim.grounding.parties.tables import Tables
from counterclaim.grounding.parties.words import Word
from counterclaim.model.document import Extent

_JOINS = frozenset({"and", "both"})
_MOST = 4


def joint_speakers(words: Sequence[Word], tables: Tables) -> list[Extent]:
    """The extents of the speakers that a source's words join, none where they are one.

    Each must stand for itself: in "officials in Poland and Lithuania", "US and British
    officials", "Bosnia and Herzegovina" nobody does. A comma joins bare states and names only.
    """
    if not any(word.broken or word.text.lower() == "and" for word in words):
        return []
    parts = _parts(read_items(words, tables))
    if not 2 <= len(parts) <= _MOST or not all(parts):
        return []
    listed = any(part[0].words[0].broken for part in parts[1:])
    segments = [_segment(part, tables) for part in parts]
    if listed and not all(len(part) == 1 and _is_name(part[0]) for part in parts):
        return []
    for at, segment in enumerate(segments):
        last = at + 1 == len(segments)
        if segment is None or (segment.tails and not last) or _leans(segment, segments[-1], last):
            return []
    return [(part[0].words[0].start, part[-1].words[-1].end) for part in parts]


def _parts(items: Sequence[Item]) -> list[list[Item]]:
    parts: list[list[Item]] = [[]]
    for item in items:
        joins = len(item.words) == 1 and item.lower in _JOINS
        if joins and item.lower == "and":
            parts.append([])
        elif item.words[0].broken and parts[-1]:
            parts.append([item])
        elif not joins:
            parts[-1].append(item)
    return [part for n, part in enumerate(parts) if part or n == len(parts) - 1]


def _segment(part: Sequence[Item], tables: Tables) -> Segment | None:
    words = [word for item in part for word in item.words]
    segments = read_segments(words, tables)
    return segments[0] if len(segments) == 1 and segments[0].core else None


def _leans(segment: Segment, following: Segment | None, last: bool) -> bool:
    """Whether a part needs the noun after it: the "US" of "US and British officials"."""
    head = segment.head
    state = head.get(State)
    if state is not None and state.form == "adjective":
        return True
    if last or len(segment.core) > 1 or following is None:
        return False
    described = not _is_name(following.head)
    return described and (state is None or state.form != "seat") and head.get(Named) is None


def _is_name(item: Item) -> bool:
    return item.get(State) is not None or item.get(Named) is not None
