"""Choosing the place each toponym denotes, from all that the report says.

A log-linear choice among the candidates (weights ``place_weights.tsv``, model ``place``). The
first pass weighs each candidate by itself and by the words beside the name; later passes add
which countries, divisions and points the report's other names lead to. The score of a choice
is its share of the candidates' total, so that it can be read as a probability.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from counterclaim.grounding.places.cues import capitals
from counterclaim.grounding.places.gazetteer import Candidate
from counterclaim.grounding.places.geodesy import distance_km
from counterclaim.grounding.places.keys import SKELETON_COUNTRIES, THEATRES
from counterclaim.grounding.places.recognition import Toponym
from counterclaim.grounding.places.schema import Entry
from counterclaim.grounding.places.weights import Weights, load_weights, weigh

CONSIDERED = 12
"""Candidates that are weighed with the context; the rest are far less likely by themselves."""

POINTS = 40
"""Points of a report, those named most, that candidates are held against."""

PASSES = 2

Features = list[tuple[str, float]]

Key = tuple[str, str | None]
"""What is resolved alike throughout a report: a spelling and the kind a word beside it names."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A candidate and its probability among the candidates of its name."""

    entry: Entry
    score: float


@dataclass(slots=True)
class Context:
    """Where the report's names lead: shares by country and division, and points."""

    countries: dict[str, float] = field(default_factory=dict)
    admins: dict[int, float] = field(default_factory=dict)
    points: list[tuple[float, float, str]] = field(default_factory=list)


@dataclass(slots=True)
class Neighbours:
    """Candidates of the names beside a name, over all its mentions in the report."""

    enclosing: set[int | str] = field(default_factory=set)
    containers: set[int] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    contained: set[int] = field(default_factory=set)
    contained_countries: set[str] = field(default_factory=set)


def key_of(toponym: Toponym) -> Key:
    """The key under which mentions of one name share their place."""
    return toponym.text.casefold(), toponym.generic


def rank_all(
    toponyms: Sequence[Toponym], *, home: str | None = None, weights: Weights | None = None
) -> dict[Key, list[Choice]]:
    """The candidates of every name of a report, likeliest first.

    ``home`` is the country (ISO 3166-1 alpha-2) of the outlet where it is known.
    """
    weights = load_weights("place") if weights is None else weights
    names: dict[Key, Toponym] = {}
    counts: Counter[Key] = Counter()
    for toponym in toponyms:
        if toponym.candidates:
            names.setdefault(key_of(toponym), toponym)
            counts[key_of(toponym)] += 1
    beside = neighbours(toponyms)
    alone = {
        key: [(c, static_features(t, c, beside[key], home)) for c in t.candidates]
        for key, t in names.items()
    }
    short: dict[Key, list[tuple[Candidate, float]]] = {}
    ranked: dict[Key, list[Choice]] = {}
    for key, rows in alone.items():
        scored = sorted(((c, weigh(f, weights)) for c, f in rows), key=_order)
        short[key] = scored[:CONSIDERED]
        ranked[key] = _choices(short[key])
    for _ in range(PASSES):
        context = context_of(ranked, counts)
        ranked = {
            key: _choices(
                sorted(
                    ((c, s + weigh(context_features(c, context, key), weights)) for c, s in rows),
                    key=_order,
                )
            )
            for key, rows in short.items()
        }
    return ranked


def static_features(
    toponym: Toponym, candidate: Candidate, beside: Neighbours, home: str | None
) -> Features:
    """Features of a candidate by itself and by the words and names beside the name."""
    entry = candidate.entry
    found: Features = [
        ("population", math.log10(entry.population + 1) / 4),
        (f"kind={entry.kind}", 1.0),
        (f"match={candidate.match}", 1.0),
        *_inside(entry, beside),
    ]
    for name, true in (
        ("capital", entry.geonameid in capitals()),
        ("site-table", entry.site),
        ("approximate", entry.approximate),
        ("home", home is not None and entry.country == home),
        ("theatre", entry.country in THEATRES),
        ("has-seat", toponym.generic is None and _has_seat(entry, toponym)),
    ):
        if true:
            found.append((name, 1.0))
    if toponym.generic is not None:
        same = entry.kind == toponym.generic
        found.append((f"generic={toponym.generic}-{'same' if same else entry.kind}", 1.0))
    return found


def _inside(entry: Entry, beside: Neighbours) -> Features:
    """Whether the names beside the name contain the candidate, or are in it."""
    found: Features = []
    country = entry.kind in ("country", "continent")
    if not country and (entry.country in beside.enclosing or entry.admin1 in beside.enclosing):
        found.append(("enclosed", 1.0))
    if entry.admin1 in beside.containers or entry.admin2 in beside.containers:
        found.append(("inside-neighbour", 1.0))
    elif not country and entry.country in beside.countries:
        found.append(("in-neighbouring-country", 1.0))
    if entry.id in beside.contained or (
        entry.kind == "country" and entry.country in beside.contained_countries
    ):
        found.append(("contains-neighbour", 1.0))
    return found


def _has_seat(entry: Entry, toponym: Toponym) -> bool:
    """Whether a division shares its name with a town in it, which the bare name then means."""
    state = entry.kind == "admin1" and entry.country in SKELETON_COUNTRIES
    if not state and entry.kind != "admin2":
        return False
    return any(
        c.entry.kind == "settlement" and entry.id in (c.entry.admin1, c.entry.admin2)
        for c in toponym.candidates
    )


def context_features(candidate: Candidate, context: Context, key: Key) -> Features:
    """Features of a candidate by where the report's other names lead."""
    entry = candidate.entry
    found: Features = []
    if entry.country:
        found.append(("country-share", context.countries.get(entry.country, 0.0)))
    admin = entry.admin1 if entry.kind != "admin1" else entry.id
    if admin:
        found.append(("admin-share", context.admins.get(admin, 0.0)))
    if (
        entry.lat is not None
        and entry.lon is not None
        and entry.kind not in ("country", "continent")
    ):
        nearest = min(
            (
                distance_km(entry.lat, entry.lon, lat, lon)
                for lat, lon, name in context.points
                if name != key[0]
            ),
            default=None,
        )
        if nearest is not None:
            found.append(("near-50", math.exp(-nearest / 50)))
            found.append(("near-300", math.exp(-nearest / 300)))
    return found


def neighbours(toponyms: Sequence[Toponym]) -> dict[Key, Neighbours]:
    """What stands beside each name: ``X, Y`` and ``X in Y`` say that Y contains X."""
    beside: dict[Key, Neighbours] = defaultdict(Neighbours)
    for at, toponym in enumerate(toponyms):
        own = beside[key_of(toponym)]
        for other in toponyms[at + 1 : at + 3]:
            gap = other.first - toponym.last
            if not 0 < gap <= 4 or other.form == "demonym":
                continue
            own.containers.update(e.id for e in _entries(other) if e.kind in _CONTAINERS)
            own.countries.update(
                e.country for e in _entries(other) if e.kind == "country" and e.country
            )
            if gap <= 2:
                _relate(toponym, own, other, beside[key_of(other)])
    return beside


_CONTAINERS = frozenset(("admin1", "admin2", "region"))


def _relate(inner: Toponym, own: Neighbours, outer: Toponym, its: Neighbours) -> None:
    """Note that ``outer``, right after ``inner``, may contain it."""
    if outer.after_comma or outer.locative == "in":
        own.enclosing |= _names_of(outer)
    for entry in _entries(inner):
        its.contained.update(i for i in (entry.admin1, entry.admin2) if i)
        if entry.country and entry.kind != "country":
            its.contained_countries.add(entry.country)


def _names_of(container: Toponym) -> set[int | str]:
    """Ids of the divisions, codes of the countries that a name may denote."""
    entries = list(_entries(container))
    divisions: set[int | str] = {e.id for e in entries if e.kind in ("admin1", "region")}
    return divisions | {e.country for e in entries if e.kind == "country" and e.country}


def context_of(ranked: dict[Key, list[Choice]], counts: Counter[Key]) -> Context:
    """The context that the present ranking of a report's names makes."""
    countries: dict[str, float] = defaultdict(float)
    admins: dict[int, float] = defaultdict(float)
    points: list[tuple[float, float, str]] = []
    total = 0.0
    for key, choices in sorted(ranked.items(), key=lambda row: (-counts[row[0]], row[0][0])):
        weight = math.sqrt(counts[key])
        total += weight
        for choice in choices[:5]:
            entry = choice.entry
            if entry.country:
                countries[entry.country] += weight * choice.score
            admin = entry.admin1 if entry.kind != "admin1" else entry.id
            if admin:
                admins[admin] += weight * choice.score
        if choices and choices[0].score > 0.5:
            best = choices[0].entry
            local = best.kind not in ("country", "continent") and len(points) < POINTS
            if local and best.lat is not None and best.lon is not None:
                points.append((best.lat, best.lon, key[0]))
    total = total or 1.0
    return Context(
        {c: n / total for c, n in countries.items()},
        {a: n / total for a, n in admins.items()},
        points,
    )


def _choices(scored: Sequence[tuple[Candidate, float]]) -> list[Choice]:
    if not scored:
        return []
    top = scored[0][1]
    exponentials = [math.exp(s - top) for _, s in scored]
    total = sum(exponentials)
    return [Choice(c.entry, e / total) for (c, _), e in zip(scored, exponentials, strict=True)]


def _order(row: tuple[Candidate, float]) -> tuple[float, int]:
    return -row[1], row[0].entry.id


def _entries(toponym: Toponym) -> Iterable[Entry]:
    return (c.entry for c in toponym.candidates[:CONSIDERED])
