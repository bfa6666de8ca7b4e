"""Which claims are worth comparing: those that share a key made of a place, a day, a word.

A claim's keys depend on it alone. Days fall into two grids of cells, half a cell apart, so that
any two that are at most :data:`REACH` days from one another share one.
"""

from collections.abc import Iterator

from counterclaim.linking.facts import Facts
from counterclaim.linking.stems import Vector, idf

REACH = 4
"""Days between reports that may still speak of one event as news."""

RARE = 4.0
"""Inverse document frequency from which a word alone, with the day, makes a block."""

RARE_WORDS = 4


def block_keys(facts: Facts) -> tuple[str, ...]:
    """The keys of a claim, sorted. Two claims of one report are always compared."""
    return tuple(sorted({f"report {facts.report}", *_cross(facts)}))


def speaker_keys(facts: Facts) -> tuple[str, ...]:
    """The keys by which an attributed claim meets others of the same saying."""
    found = {f"report {facts.report}"}
    for cell in _cells(facts):
        found.update(f"{cell} by {name}" for name in facts.chain)
        about = [p.name for p in facts.places or facts.setting if p.level < 3]
        about += _rarest(facts.context)
        found.update(f"{cell} for {facts.side} on {name}" for name in about)
    return tuple(sorted(found))


def _cross(facts: Facts) -> Iterator[str]:
    for cell in _cells(facts):
        for place in facts.places or facts.setting:
            if place.level == 3:
                yield f"{cell} in {place.name} {facts.type}"
            else:
                yield f"{cell} at {place.name}"
                if place.lat is not None and place.lon is not None:
                    for box in _boxes(place.lat, place.lon):
                        yield f"{cell} box {box} {facts.family}"
        for word in (*_rarest(facts.words), *_rarest(facts.context)):
            yield f"{cell} says {word}"
        if facts.speaker:
            yield f"{cell} by {facts.speaker} {facts.type}"
        for side in facts.agent_sides:
            yield f"{cell} of {side} {facts.type} {facts.stance}"


def _rarest(words: Vector) -> list[str]:
    """The words that weigh most, those that are in every report left out."""
    rare = [s for s in words if idf(s) >= RARE and s.isalpha()]
    return sorted(rare, key=lambda s: (-words[s], s))[:RARE_WORDS]


def _cells(facts: Facts) -> Iterator[str]:
    day = facts.published if facts.published is not None else facts.first
    if day is None:
        yield "no day"
        return
    width = 2 * REACH
    yield f"a{day // width}"
    yield f"b{(day + REACH) // width}"


def _boxes(lat: float, lon: float) -> Iterator[str]:
    """Cells of half a degree, in two grids, so that near neighbours share one."""
    yield f"a{int(lat * 2 // 1)},{int(lon * 2 // 1)}"
    yield f"b{int((lat * 2 + 0.5) // 1)},{int((lon * 2 + 0.5) // 1)}"
