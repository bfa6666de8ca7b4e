"""What a side is called, and which colour and line pattern it gets on the page.

Colours are told apart with any of the common colour-vision deficiencies only up to a point, so
every slot has a line pattern of its own too, and the side's code always stands beside it.
"""

from collections.abc import Iterable
from functools import cache

from counterclaim.lexicons import load_table
from counterclaim.publishing.wording import OWN_VOICE

PARTY_SLOTS = ("a", "b", "c", "d", "e", "f")
"""Slots for parties; the stylesheet gives each a colour and a pattern."""


def name(side: str) -> str:
    """What ``side`` stands for, or the code itself where no table names it."""
    if side == OWN_VOICE:
        return "of the outlet"
    return _names().get(side, side)


def slots(sides: Iterable[str]) -> dict[str, str]:
    """The slot of each side: those of ``sides.tsv`` first, the others in order of code.

    With more parties on one page than slots, slots are shared; the codes still differ.
    """
    present = set(sides)
    fixed = _fixed_slots()
    given = {side: fixed[side] for side in sorted(present) if side in fixed}
    free = [slot for slot in PARTY_SLOTS if slot not in given.values()] or list(PARTY_SLOTS)
    for number, side in enumerate(sorted(present - fixed.keys())):
        given[side] = free[number % len(free)]
    return given


@cache
def _names() -> dict[str, str]:
    states = {row["side"]: row["name"] for row in load_table("demonyms")}
    return states | {row["side"]: row["name"] for row in load_table("sides") if row["name"]}


@cache
def _fixed_slots() -> dict[str, str]:
    named = {row["side"]: row["slot"] for row in load_table("sides") if row["slot"]}
    return {OWN_VOICE: "own", **named}
