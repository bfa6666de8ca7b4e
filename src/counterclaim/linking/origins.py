"""The origins of an event: what each rests on, and how it came into each report."""

from collections.abc import Iterator, Sequence

from counterclaim.linking.copies import Copy, copies, credit
from counterclaim.linking.items import Item, by_origin, counted, in_order
from counterclaim.linking.story import EdgeKind, Origin, OriginEdge

UNSOURCED = "unsourced"
UNNAMED = "unnamed"


def origins(items: Sequence[Item]) -> tuple[Origin, ...]:
    """Sayings and documents first, by their first report; then what names no origin."""
    ordered = in_order(items)
    copied = {c.copy: c for c in copies(_texts(ordered))}
    named = [_named(name, claims, copied, ordered) for name, claims in by_origin(ordered)]
    return (*_without_relays(named, ordered), *_rest(ordered, copied))


def _texts(items: Sequence[Item]) -> dict[int, str]:
    return {item.facts.report: item.text for item in items if item.text}


def _named(name: str, claims: list[Item], copied: dict[int, Copy], every: Sequence[Item]) -> Origin:
    first = claims[0]
    reports = {item.facts.report for item in claims}
    speakers = list(dict.fromkeys(item.speaker for item in claims))
    shown = max(speakers, key=lambda s: (sum(i.speaker == s for i in claims), len(s)))
    because = f"{counted(len(reports), 'report')} name {shown} as the speaker"
    if len(reports) == 1:
        because = f"{first.outlet} names {shown} as the speaker"
    others = [s for s in speakers if s != shown]
    if others:
        because += f" (also as {', '.join(others[:3])})"
    return Origin(
        id=name, name=shown, side=first.side, kind=first.facts.kind, counts=True,
        derived_from=None, first_report=first.report.id, reports=len(reports),
        outlets=len({item.outlet for item in claims}), claims=tuple(i.key for i in claims),
        edges=tuple(_edges(claims, copied, every)), because=because + ".",
    )  # fmt: skip


def _without_relays(found: list[Origin], items: Sequence[Item]) -> Iterator[Origin]:
    """A medium that only passes on another origin of the event is none of its own."""
    import msgspec

    carries: dict[str, str] = {}
    for item in items:
        for link in item.claim.sources[1:]:
            if link.role == "relay" and item.claim.origin is not None:
                carries.setdefault(link.name or link.text, item.claim.origin)
    for origin in found:
        source = carries.get(origin.name) if origin.kind == "media" else None
        if source is not None and source != origin.id:
            name = next(o.name for o in found if o.id == source)
            yield msgspec.structs.replace(
                origin, counts=False, derived_from=source,
                because=f"{origin.name} passes on what {name} said.",
            )  # fmt: skip
        else:
            yield origin


def _rest(items: Sequence[Item], copied: dict[int, Copy]) -> Iterator[Origin]:
    """Claims that name no origin: an outlet's own voice, "reports of"."""
    rest: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        if item.claim.origin is None:
            kind = UNNAMED if item.facts.speaker else UNSOURCED
            name = item.speaker if kind == UNNAMED else item.outlet
            rest.setdefault((kind, name), []).append(item)
    for (kind, name), claims in rest.items():
        because = f"{name} says it in its own voice and names no origin; it confirms nothing."
        if kind == UNNAMED:
            because = f"“{name}” names nobody; it confirms nothing."
        yield Origin(
            id=f"{kind}:{name}", name=name, side=claims[0].side, kind=kind, counts=False,
            derived_from=None, first_report=claims[0].report.id,
            reports=len({i.facts.report for i in claims}), outlets=len({i.outlet for i in claims}),
            claims=tuple(i.key for i in claims),
            edges=tuple(_edges(claims, copied, items)), because=because,
        )  # fmt: skip


def _edges(
    claims: Sequence[Item], copied: dict[int, Copy], every: Sequence[Item]
) -> Iterator[OriginEdge]:
    outlets = {item.facts.report: item.outlet for item in every}
    seen: set[tuple[EdgeKind, str, str, int]] = set()
    for item in claims:
        for edge in (*_said(item), *_carried(item, copied, outlets)):
            name = (edge.kind, edge.source, edge.target, item.facts.report)
            if name not in seen:
                seen.add(name)
                yield edge


def _said(item: Item) -> Iterator[OriginEdge]:
    """Along the source chain to the outlet, each step on the report's own words."""
    chain = item.claim.sources
    if not chain:
        yield OriginEdge(
            kind="repeats", source=UNSOURCED, target=item.outlet, claim=item.key,
            words=item.claim.quote.text, because=f"{item.outlet} names nobody for it.",
        )  # fmt: skip
        return
    cue = f" … {item.claim.cue.text}" if item.claim.cue else ""
    for position, link in enumerate(chain):
        after = chain[position + 1] if position + 1 < len(chain) else None
        target = (after.name or after.text) if after else item.outlet
        name = link.name or link.text
        kind: EdgeKind = link.role
        if position == 0 and link.kind == "media" and name.casefold() == item.outlet.casefold():
            kind = "own witness"
        words = f"{link.text}{cue}" if position == 0 else link.text
        yield OriginEdge(
            kind=kind, source=name, target=target, claim=item.key, words=words,
            because=_step(kind, name, item.outlet, words),
        )  # fmt: skip


def _step(kind: EdgeKind, name: str, outlet: str, words: str) -> str:
    if kind == "venue":
        return f"{outlet} says that it was said on {name}: “{words}”."
    if kind == "relay":
        return f"{outlet} has it by way of {name}: “{words}”."
    if kind == "own witness":
        return f"{outlet} gives its own account: “{words}”."
    return f"{outlet} names {name} as the speaker: “{words}”."


def _carried(item: Item, copied: dict[int, Copy], outlets: dict[int, str]) -> Iterator[OriginEdge]:
    agency = credit(item.text) if item.text else None
    if agency is not None:
        yield OriginEdge(
            kind="credit", source=agency.agency, target=item.outlet, claim=item.key,
            words=agency.words, because=f"{item.outlet} credits {agency.agency}: “{agency.words}”.",
        )  # fmt: skip
    found = copied.get(item.facts.report)
    if found is not None:
        original = outlets[found.original]
        yield OriginEdge(
            kind="copy", source=original, target=item.outlet, claim=item.key, words=None,
            because=f"{item.outlet} has {found.share:.0%} of its words in common with an "
            f"earlier report of {original}.",
        )  # fmt: skip
