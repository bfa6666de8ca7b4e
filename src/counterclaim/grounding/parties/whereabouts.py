"""The side of those who are hit and not named: by where they are, else by who hits them."""

from collections.abc import Sequence

import msgspec

from counterclaim.grounding.parties.entities import UNKNOWN
from counterclaim.grounding.parties.tables import Tables, shipped_tables
from counterclaim.model.records import Party, Place
from counterclaim.model.vocabulary import ClaimType

HARM: frozenset[ClaimType] = frozenset(
    {
        "attack", "strike", "explosion", "raid", "casualties", "damage", "detention",
        "displacement", "interception", "repulsion",
    }
)  # fmt: skip
"""Events in which an unnamed target is on the other side than its agent."""


def with_sides(
    targets: Sequence[Party],
    agents: Sequence[Party],
    places: Sequence[Place],
    event: ClaimType,
) -> tuple[Party, ...]:
    """``targets`` with sides for those that are described only ("civilians", "the bridge").

    A place counts by international recognition of its country, and only if all the claim's
    places are of one country.
    """
    side = _side(agents, places, event, shipped_tables())
    return tuple(
        msgspec.structs.replace(target, side=side)
        if side and target.side == UNKNOWN and target.name.islower()
        else target
        for target in targets
    )


def _side(
    agents: Sequence[Party], places: Sequence[Place], event: ClaimType, tables: Tables
) -> str | None:
    countries = {tables.countries.get(p.country) for p in places if p.country}
    if len(countries) == 1:
        return countries.pop()
    against = {tables.enemies.get(a.side) for a in agents if a.side != UNKNOWN}
    if event in HARM and len(against) == 1:
        return against.pop()
    return None
