"""Which colour and line pattern a side gets on the page.

Colours are told apart with any of the common colour-vision deficiencies only up to a point, so
every slot has a line pattern of its own too, and the side's code always stands beside it.
"""

from collections.abc import Iterable

from counterclaim.publishing.wording import OWN_VOICE

PARTY_SLOTS = ("a", "b", "c", "d", "e", "f")
"""Slots for countries; the stylesheet gives each a colour and a pattern."""

FIXED = {OWN_VOICE: "own", "UNK": "unk", "IND": "ind", "INT": "int", "UKR": "a", "RUS": "b"}
"""Slots that are the same on every page."""


def slots(sides: Iterable[str]) -> dict[str, str]:
    """The slot of each side: fixed ones first, the others in order of code.

    With more than six countries on one page slots are shared; the codes still differ.
    """
    present = set(sides)
    given = {side: FIXED[side] for side in sorted(present) if side in FIXED}
    others = sorted(present - FIXED.keys())
    free = [slot for slot in PARTY_SLOTS if slot not in given.values()] or list(PARTY_SLOTS)
    for number, side in enumerate(others):
        given[side] = free[number % len(free)]
    return given
