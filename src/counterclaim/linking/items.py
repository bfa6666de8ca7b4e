"""A claim of an event with all that telling the event needs of it."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from counterclaim.lexicons import load_table
from counterclaim.linking.facts import Facts
from counterclaim.linking.graph import attributed
from counterclaim.linking.story import OWN_VOICE
from counterclaim.model.records import Claim, ReportHeader

QUOTED = 90
"""Characters of a claim's words that a sentence quotes."""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A claim, what it is compared by, its report, and the words around it.

    ``text`` is the report's text where it is at hand, else empty.
    """

    facts: Facts
    claim: Claim
    report: ReportHeader
    text: str = ""
    because: str = ""

    @property
    def key(self) -> int:
        """The claim's key in its ledger."""
        return self.facts.key

    @property
    def side(self) -> str:
        """Whose lane it stands in."""
        return self.facts.side if self.facts.speaker else OWN_VOICE

    @property
    def speaker(self) -> str:
        """Who says it, for people: the source nearest to the content, else the outlet."""
        return speaker_of(self.claim) or self.outlet

    @property
    def outlet(self) -> str:
        """The outlet, or the report's id where it has none."""
        return self.report.outlet or self.report.id

    @property
    def named(self) -> bool:
        """Whether it rests on somebody's saying that can be told from others."""
        return attributed(self.facts)


def speaker_of(claim: Claim) -> str:
    """The name of the source nearest to the content; empty in the outlet's own voice."""
    return (claim.sources[0].name or claim.sources[0].text) if claim.sources else ""


def in_order(items: Iterable[Item]) -> list[Item]:
    """Oldest report first, then by place in it."""
    return sorted(items, key=lambda item: item.facts.order)


def quoted(item: Item) -> str:
    """The claim's words in quotation marks, cut where they are long."""
    words = " ".join(item.claim.quote.text.split())
    if len(words) > QUOTED:
        words = words[: QUOTED - 1].rsplit(" ", 1)[0] + "…"
    return f"“{words}”"


def side_name(side: str) -> str:
    """What a side is called in a sentence."""
    if side == OWN_VOICE:
        return "outlets in their own voice"
    states = {row["side"]: row["name"] for row in load_table("demonyms")}
    named = states | {row["side"]: row["name"] for row in load_table("sides") if row["name"]}
    return named.get(side, side)


def counted(number: int, noun: str) -> str:
    """``3 reports``, ``one report``."""
    return f"one {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(names: Sequence[str]) -> str:
    """``a, b and c``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def by_origin(items: Iterable[Item]) -> Iterator[tuple[str, list[Item]]]:
    """The claims of each origin, the earliest origin first."""
    found: dict[str, list[Item]] = {}
    for item in in_order(items):
        if item.claim.origin is not None:
            found.setdefault(item.claim.origin, []).append(item)
    yield from found.items()
