"""The side of those who are not named: by where they are, of those hit also by who hits them.

By international recognition, like the countries of places: police in an occupied town whom
no word ties to the occupier count for the town's country. A private person speaks for nobody:
where a resident lives does not tell their side.
"""

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from counterclaim.grounding.parties.entities import UNKNOWN, Entity
from counterclaim.grounding.parties.tables import Tables, shipped_tables
from counterclaim.grounding.parties.words import closed_class, split
from counterclaim.model.document import Extent, PlaceMention
from counterclaim.model.records import Party, Place
from counterclaim.model.vocabulary import ClaimType


def is_local(entity: Entity) -> bool:
    """Whether somebody unnamed speaks for where they are: police, city officials."""
    if entity.named or entity.side != UNKNOWN:
        return False
    words = {w.text.lower() for w in split(entity.name)}
    return entity.kind in {"official", "company", "anonymous"} and bool(
        words & closed_class("local")
    )


def is_authority(entity: Entity) -> bool:
    """Whether somebody unnamed speaks for whoever rules or fights where the report is set."""
    if entity.named or entity.side != UNKNOWN or entity.number == "words":
        return False
    words = split(entity.name)
    return bool(words) and words[-1].text.lower() in closed_class("authority")


def side_of_relay(entity: Entity, chain: Sequence[Entity], tables: Tables) -> str | None:
    """The side of officials whom a warring state's media quote without saying whose.

    Such media mean their own state's, in a place that it holds, too.
    """
    if entity.named or entity.side != UNKNOWN or entity.kind not in {"official", "media"}:
        return None
    sides = {e.side for e in chain if e is not entity and e.kind == "media" and e.named}
    return (
        next((s for s in sorted(sides) if s in tables.enemies), None) if len(sides) == 1 else None
    )


def side_there(
    places: Sequence[PlaceMention], extents: Sequence[Extent], tables: Tables
) -> str | None:
    """The side of the country that all places in ``extents`` are in, if they are in one.

    ``places`` are in the order of the text; what is only "Russian" is nowhere.
    """
    countries: set[str] = set()
    for start, end in extents:
        at = bisect_left(places, start, key=lambda m: m.start)
        while at < len(places) and places[at].end <= end:
            country = places[at].place.country
            if country and not places[at].associative:
                countries.add(country)
            at += 1
    return tables.countries.get(countries.pop()) if len(countries) == 1 else None


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
