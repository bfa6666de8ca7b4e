"""An event in full and in a line, from its claims alone."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from counterclaim.linking.disputes import denied_by, disputes
from counterclaim.linking.figures import timeline
from counterclaim.linking.flags import flags
from counterclaim.linking.items import Item, counted, in_order, listed, side_name
from counterclaim.linking.origins import origins
from counterclaim.linking.stems import cosine
from counterclaim.linking.story import (
    OWN_VOICE,
    Dispute,
    EventStory,
    EventSummary,
    Flag,
    Judgement,
    Lane,
    Origin,
    SideCount,
    StoryClaim,
)
from counterclaim.linking.suggestions import suggestions
from counterclaim.model.records import Place

TITLE = (18, 110)
"""Characters a title has at best."""

COMPARED = 40
"""Claims that are compared for the title; of many, the earliest."""

NO_PARTY = frozenset({"UNK", "IND", "INT", OWN_VOICE})
"""Sides that take no part and so owe no word."""


def summary_of(id: str, items: Sequence[Item]) -> EventSummary:
    """The event ``id`` in a line; ``items`` are all its claims."""
    ordered = in_order(items)
    found = origins(ordered)
    points = timeline(ordered)
    disputed = disputes(ordered, points)
    return _summary(id, ordered, found, disputed, flags(ordered))


def story_of(
    id: str,
    items: Sequence[Item],
    *,
    judgements: Sequence[Judgement] = (),
    facets: Sequence[EventSummary] = (),
) -> EventStory:
    """The event ``id`` in full; ``items`` are all its claims."""
    ordered = in_order(items)
    found = origins(ordered)
    points = timeline(ordered)
    disputed = disputes(ordered, points)
    flagged = flags(ordered)
    summary = _summary(id, ordered, found, disputed, flagged)
    return EventStory(
        summary=summary,
        lanes=_lanes(ordered, flagged),
        origins=found,
        figures=points,
        disputes=disputed,
        flags=flagged,
        suggestions=suggestions(found, disputed),
        judgements=tuple(judgements),
        facets=tuple(facets),
    )


def _summary(
    id: str,
    items: Sequence[Item],
    found: Sequence[Origin],
    disputed: Sequence[Dispute],
    flagged: Sequence[Flag],
) -> EventSummary:
    title = _title(items)
    counting = [o for o in found if o.counts]
    sides = _sides(items, counting)
    reports = {item.facts.report for item in items}
    types = Counter(item.claim.type for item in items)
    first, last = _days(items)
    speakers = list(dict.fromkeys(item.speaker for item in items if item.named))
    repeats = _repeats(items)
    kinds = Counter(flag.kind for flag in flagged)
    return EventSummary(
        id=id,
        title=" ".join(title.claim.quote.text.split()),
        title_claim=title.claim.id,
        title_report=title.report.id,
        family=title.facts.family,
        types=tuple(sorted(types, key=lambda t: (-types[t], t))),
        places=_places(items),
        first_day=first,
        last_day=last,
        claims=len(items),
        reports=len(reports),
        outlets=len({item.outlet for item in items}),
        speakers=len(speakers),
        origins=len(counting),
        sides=sides,
        unsourced=sum(not item.facts.speaker for item in items),
        repeats=repeats,
        disputed=bool(disputed),
        disputes=len(disputed),
        conflicting_figures=any(d.kind == "figures" for d in disputed),
        silent=_silent(items),
        flags={kind: kinds[kind] for kind in sorted(kinds)},
        glance=_glance(len(reports), speakers, counting, sides, repeats,
                       denied_by(disputed, {item.key: item for item in items})),
    )  # fmt: skip


def _title(items: Sequence[Item]) -> Item:
    """The claim whose words are most like the others', of a length that can be read."""
    some = items[:COMPARED]

    def fitness(item: Item) -> tuple[bool, float, tuple[str, str, int]]:
        shared = sum(cosine(item.facts.words, other.facts.words) for other in some)
        length = len(item.claim.quote.text)
        plain = item.facts.stance != "denies" and TITLE[0] <= length <= TITLE[1]
        year, identity, position = item.facts.order
        return plain, round(shared, 6), (year, identity, -position)

    return max(some, key=fitness)


def _last(side: str) -> int:
    """Sides come first, then whose side nobody knows, then what outlets say themselves."""
    return {"UNK": 1, OWN_VOICE: 2}.get(side, 0)


def _sides(items: Sequence[Item], counting: Sequence[Origin]) -> tuple[SideCount, ...]:
    claims = Counter(item.side for item in items)
    number = Counter(origin.side for origin in counting)
    return tuple(
        SideCount(side=side, origins=number[side], claims=claims[side])
        for side in sorted(claims, key=lambda s: (_last(s), -number[s], -claims[s], s))
    )


def _days(items: Sequence[Item]) -> tuple[str | None, str | None]:
    """The days most claims give, else those of publication; a stray date counts for nothing."""
    given = [(f.first, f.last) for f in (i.facts for i in items) if f.first and f.last]
    if given:
        counts = Counter(given)
        first, last = max(counts, key=lambda days: (counts[days], days[0] - days[1], -days[0]))
    else:
        published = [f.published for f in (i.facts for i in items) if f.published]
        if not published:
            return None, None
        first, last = min(published), max(published)
    return date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()


def _places(items: Sequence[Item]) -> tuple[Place, ...]:
    """Distinct places, those of most claims first, the precise before the wide."""
    counts: Counter[str] = Counter()
    places: dict[str, tuple[int, Place]] = {}
    for item in items:
        for place, fact in zip(item.claim.places, item.facts.places, strict=True):
            counts[fact.name] += 1
            places.setdefault(fact.name, (fact.level, place))
    ranking = sorted(places, key=lambda n: (places[n][0] == 3, -counts[n], places[n][0], n))
    return tuple(places[name][1] for name in ranking)


def _repeats(items: Sequence[Item]) -> int:
    """Reports that bring no origin which an earlier report had not brought."""
    seen: set[str] = set()
    adding: set[int] = set()
    for item in items:
        origin = item.claim.origin
        if origin is not None and origin not in seen:
            seen.add(origin)
            adding.add(item.facts.report)
    return len({item.facts.report for item in items} - adding)


def _silent(items: Sequence[Item]) -> tuple[str, ...]:
    """Sides that are said to act or to suffer, and have said nothing."""
    parties = Counter(side for i in items for side in {*i.facts.agent_sides, *i.facts.target_sides})
    spoken = {item.side for item in items}
    return tuple(sorted(side for side in parties if side not in spoken | NO_PARTY))


def _glance(
    reports: int,
    speakers: Sequence[str],
    counting: Sequence[Origin],
    sides: Sequence[SideCount],
    repeats: int,
    deniers: Sequence[str],
) -> str:
    if not counting:
        return f"{counted(reports, 'report').capitalize()}, no origin named."
    if len(counting) == 1:
        parts = [f"{counted(reports, 'report').capitalize()}, one origin ({counting[0].name})"]
    else:
        by_side = [f"{s.origins} {_of(s.side)}" for s in sides if s.origins]
        parts = [
            f"{counted(reports, 'report').capitalize()}, "
            f"{len(counting)} origins: {listed(by_side)}; {counted(len(speakers), 'speaker')}"
        ]
    if deniers:
        parts.append(f"denied by {listed([side_name(side) for side in deniers])}")
    if repeats:
        parts.append(f"{counted(repeats, 'report')} add{'s' * (repeats == 1)} no origin")
    return "; ".join(parts) + "."


def _of(side: str) -> str:
    if side in {"IND", "INT"}:
        return side_name(side)
    return "of unknown side" if side == "UNK" else f"of {side_name(side)}"


def _lanes(items: Sequence[Item], flagged: Sequence[Flag]) -> tuple[Lane, ...]:
    lanes: dict[str, list[StoryClaim]] = {}
    for item in items:
        kinds = tuple(dict.fromkeys(f.kind for f in flagged if f.claim == item.key))
        claim = StoryClaim(
            key=item.key, claim=item.claim, report=item.report, side=item.side,
            origin=item.claim.origin, flags=kinds, because=item.because,
        )  # fmt: skip
        lanes.setdefault(item.side, []).append(claim)
    order = sorted(lanes, key=lambda side: (_last(side), -len(lanes[side]), side))
    return tuple(Lane(side=side, claims=tuple(lanes[side])) for side in order)
