"""Choosing the place each toponym denotes, from all that the report says.

Two passes: the first weighs each candidate by itself and by the words beside the name; the
second adds which countries, divisions and points the report's other names lead to.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.grounding.places.gazetteer import Candidate, Gazetteer
from counterclaim.grounding.places.geodesy import distance_km
from counterclaim.grounding.places.recognition import Toponym
from counterclaim.grounding.places.schema import Entry

KIND_WEIGHT = {
    "continent": 3.0, "country": 3.0, "admin1": 0.5, "admin2": -1.5,
    "settlement": 0.0, "site": 1.0, "region": 1.0, "water": 1.0,
}  # fmt: skip
MATCH_WEIGHT = {"name": 0.0, "alternate": -1.0, "skeleton": -2.0, "consonants": -3.0}
THRESHOLD = 0.0


@dataclass(frozen=True, slots=True)
class Resolution:
    """A toponym, the place chosen (``None``: abstained) and the score of every candidate."""

    toponym: Toponym
    entry: Entry | None
    score: float
    alternatives: tuple[tuple[Entry, float], ...]


@dataclass(slots=True)
class _Context:
    countries: dict[str, float]
    admins: dict[int, float]
    points: list[tuple[float, float, str]]


def resolve(
    toponyms: Sequence[Toponym], gazetteer: Gazetteer, *, threshold: float = THRESHOLD
) -> list[Resolution]:
    """The place of each toponym; the same spelling denotes one place throughout a report."""
    containers = [_containers(toponyms, i) for i in range(len(toponyms))]
    first = [_rank(t, containers[i], None) for i, t in enumerate(toponyms)]
    context = _context(first, toponyms)
    second = [_rank(t, containers[i], context) for i, t in enumerate(toponyms)]
    best: dict[tuple[str, str | None], list[tuple[Candidate, float]]] = {}
    for toponym, ranked in zip(toponyms, second, strict=True):
        key = (toponym.text.casefold(), toponym.generic)
        if ranked and (key not in best or ranked[0][1] > best[key][0][1]):
            best[key] = ranked
    resolutions = []
    for toponym in toponyms:
        ranked = best.get((toponym.text.casefold(), toponym.generic), [])
        entry = ranked[0][0].entry if ranked and ranked[0][1] >= threshold else None
        score = ranked[0][1] if ranked else 0.0
        resolutions.append(
            Resolution(toponym, entry, score, tuple((c.entry, s) for c, s in ranked[:5]))
        )
    return resolutions


def _containers(toponyms: Sequence[Toponym], position: int) -> list[Toponym]:
    """Toponyms right after (``X, Y``; ``X in Y``) that may contain this one."""
    here = toponyms[position]
    return [t for t in toponyms[position + 1 : position + 3] if 0 < t.first - here.last <= 4]


def _rank(
    toponym: Toponym, containers: list[Toponym], context: _Context | None
) -> list[tuple[Candidate, float]]:
    inside: set[int] = set()
    codes: set[str] = set()
    for container in containers:
        for candidate in container.candidates:
            if candidate.entry.kind in ("admin1", "admin2"):
                inside.add(candidate.entry.id)
            elif candidate.entry.kind == "country" and candidate.entry.country:
                codes.add(candidate.entry.country)
    scored = [(c, _score(toponym, c, inside, codes, context)) for c in toponym.candidates]
    return sorted(scored, key=lambda x: (-x[1], x[0].entry.id))


def _score(
    toponym: Toponym,
    candidate: Candidate,
    inside: set[int],
    codes: set[str],
    context: _Context | None,
) -> float:
    entry = candidate.entry
    score = 0.6 * math.log10(entry.population + 1)
    score += KIND_WEIGHT[entry.kind] + MATCH_WEIGHT[candidate.match]
    if toponym.generic is not None:
        score += 3.0 if entry.kind == toponym.generic else -1.0
    if entry.admin1 in inside or entry.admin2 in inside:
        score += 4.0
    elif entry.country in codes and entry.kind != "country":
        score += 3.0
    if context is not None:
        score += 3.0 * context.countries.get(entry.country or "", 0.0)
        score += 2.0 * context.admins.get(entry.admin1 or entry.id, 0.0)
        score += _nearness(entry, context, toponym.text)
    return score


def _nearness(entry: Entry, context: _Context, name: str) -> float:
    if entry.lat is None or entry.lon is None or entry.kind in ("country", "continent"):
        return 0.0
    nearest = min(
        (
            distance_km(entry.lat, entry.lon, lat, lon)
            for lat, lon, other in context.points
            if other != name
        ),
        default=math.inf,
    )
    return 1.5 * math.exp(-nearest / 100.0)


def _context(
    rankings: list[list[tuple[Candidate, float]]], toponyms: Sequence[Toponym]
) -> _Context:
    countries: Counter[str] = Counter()
    admins: dict[int, float] = defaultdict(float)
    points: dict[str, tuple[float, float, str]] = {}
    for toponym, ranked in zip(toponyms, rankings, strict=True):
        if not ranked:
            continue
        total = sum(math.exp(s - ranked[0][1]) for _, s in ranked[:5])
        for candidate, score in ranked[:5]:
            share = math.exp(score - ranked[0][1]) / total
            entry = candidate.entry
            if entry.country:
                countries[entry.country] += share
            if entry.admin1 or entry.kind == "admin1":
                admins[entry.admin1 or entry.id] += share
        entry = ranked[0][0].entry
        if entry.kind in ("settlement", "site", "admin2") and entry.lat is not None:
            points[toponym.text] = (entry.lat, entry.lon or 0.0, toponym.text)
    total = sum(countries.values()) or 1.0
    return _Context(
        {c: n / total for c, n in countries.items()},
        {a: n / total for a, n in admins.items()},
        list(points.values()),
    )
