"""Claims of one event that cannot both be so, from their structure; each with its reason."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from counterclaim.linking.facts import Facts, adversaries
from counterclaim.linking.items import Item, in_order, quoted, side_name
from counterclaim.linking.places import closest
from counterclaim.linking.stems import cosine
from counterclaim.linking.story import Dispute, DisputeKind, FigurePoint

_CONTROL = frozenset({"control", "capture", "withdrawal", "repulsion"})
_SAYING_SO = frozenset({"asserts", "accuses", "admits", "condemns", "suspects"})
_REAL = frozenset({"occurred", "ongoing"})

ALIKE = 0.3
"""Cosine of the words from which a negated claim is about the other."""


def disputes(items: Sequence[Item], figures: Sequence[FigurePoint]) -> tuple[Dispute, ...]:
    """The disputes of an event: one for each kind and pair of speakers."""
    ordered = in_order(items)
    found: dict[tuple[DisputeKind, frozenset[str]], Dispute] = {}
    for kind, pairs in (
        ("denial", _denials(ordered)),
        ("other agent", _pairs(ordered, _other_agent)),
        ("opposed realis", _pairs(ordered, _opposed)),
        ("control", _pairs(ordered, _control)),
    ):
        for a, b in pairs:
            dispute = _dispute(kind, a, b)  # type: ignore[arg-type]  # a tuple's literals widen
            found.setdefault((dispute.kind, frozenset({_who(a), _who(b)})), dispute)
    by_key = {item.key: item for item in ordered}
    for dispute in _figures(figures, by_key):
        names = frozenset(_who(by_key[key]) for key in dispute.claims)
        found.setdefault(("figures", names), dispute)
    return tuple(found.values())


def _who(item: Item) -> str:
    return item.claim.origin or item.facts.speaker or f"own voice of {item.outlet}"


def _denials(items: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """Each denial or charge of deception with the claim it is likeliest about."""
    for item in items:
        if item.facts.stance != "denies" and item.facts.type != "deception":
            continue
        against = [
            other
            for other in items
            if other.facts.speaker
            and other.facts.speaker != item.facts.speaker
            and other.facts.side != item.facts.side
            and other.facts.stance in _SAYING_SO
            and other.facts.type != "deception"
            and other.facts.realis != "negated"
        ]
        best = max(against, key=lambda other: _nearness(item, other), default=None)
        if best is not None:
            yield item, best


def _nearness(item: Item, other: Item) -> tuple[bool, bool, float, str]:
    a, b = item.facts, other.facts
    enemy = adversaries().get(a.side) == b.side
    alike = cosine(a.words, b.words) + cosine(a.context, b.context)
    return a.report == b.report, enemy, alike, b.order[1]


def _pairs(
    items: Sequence[Item], holds: Callable[[Facts, Facts], bool]
) -> Iterator[tuple[Item, Item]]:
    said = [item for item in items if item.named]
    for position, a in enumerate(said):
        for b in said[:position]:
            if a.facts.speaker != b.facts.speaker and holds(b.facts, a.facts):
                yield b, a


def _other_agent(a: Facts, b: Facts) -> bool:
    if a.family != b.family or not (a.agent_sides and b.agent_sides):
        return False
    if set(a.agent_sides) & set(b.agent_sides) or a.side == b.side:
        return False
    if a.type in {"clash", "repulsion"} or b.type in {"clash", "repulsion"}:
        return False  # two sides act there by nature
    real = {a.realis, b.realis} <= _REAL and {a.stance, b.stance} <= _SAYING_SO
    return real and (a.type == b.type or a.family in {"fighting", "harm"})


def _opposed(a: Facts, b: Facts) -> bool:
    negated = [f.realis == "negated" for f in (a, b)]
    if negated[0] == negated[1] or a.type != b.type or "denies" in {a.stance, b.stance}:
        return False
    other = b if negated[0] else a
    alike = cosine(a.words, b.words) >= ALIKE or bool(set(a.trigger) & set(b.trigger))
    return other.realis in _REAL and other.stance in _SAYING_SO and alike


def _control(a: Facts, b: Facts) -> bool:
    """Both sides hold, or take, one place at one time."""
    if not {a.type, b.type} <= _CONTROL or not (a.agent_sides and b.agent_sides):
        return False
    if set(a.agent_sides) & set(b.agent_sides) or {a.type, b.type} == {"withdrawal", "capture"}:
        return False
    real = {a.realis, b.realis} <= _REAL and "denies" not in {a.stance, b.stance}
    return real and closest(a.places or a.setting, b.places or b.setting) == "same"


def _figures(points: Sequence[FigurePoint], by_key: dict[int, Item]) -> Iterator[Dispute]:
    for number, point in enumerate(points):
        for other in point.conflicts:
            if other > number:
                a, b = by_key[point.claim], by_key[points[other].claim]
                yield Dispute(
                    kind="figures", claims=(a.key, b.key), sides=(a.side, b.side),
                    because=f"{a.speaker} says “{point.text}”, {b.speaker} “{points[other].text}”: "
                    f"no number of {point.unit or 'these'} fits both.",
                )  # fmt: skip


def _dispute(kind: DisputeKind, a: Item, b: Item) -> Dispute:
    return Dispute(
        kind=kind, claims=(a.key, b.key), sides=(a.side, b.side), because=_because(kind, a, b)
    )


def _because(kind: DisputeKind, a: Item, b: Item) -> str:
    one, other = f"{a.speaker} ({quoted(a)})", f"{b.speaker} ({quoted(b)})"
    if kind == "denial":
        verb = "denies" if a.facts.stance == "denies" else "calls a deception"
        return f"{a.speaker} {verb} what {other} says: {quoted(a)}."
    if kind == "other agent":
        return f"{one} names {_sides(a)} as the one who acts, {other} names {_sides(b)}."
    if kind == "opposed realis":
        return f"{one} and {other} cannot both be so: one says it is not."
    return f"{one} and {other} put one place into different hands at one time."


def _sides(item: Item) -> str:
    return " and ".join(side_name(side) for side in item.facts.agent_sides)


def denied_by(items: Iterable[Dispute], by_key: dict[int, Item]) -> tuple[str, ...]:
    """The sides that deny, in order of code."""
    return tuple(sorted({by_key[d.claims[0]].side for d in items if d.kind == "denial"}))
