"""What a reader should know of single claims: lost attributions, drifting figures, admissions."""

from collections.abc import Iterator, Sequence

from counterclaim.linking.event_pairs import same_number
from counterclaim.linking.facts import FigureFact
from counterclaim.linking.items import Item, in_order, quoted
from counterclaim.linking.stems import cosine
from counterclaim.linking.story import Flag
from counterclaim.model.records import Figure

ALIKE = 0.5
"""Cosine of two claims' words from which one says what the other says."""

ALIKE_WITH_FIGURE = 0.2
"""The same where both give the same figure of the same things."""


def flags(items: Sequence[Item]) -> tuple[Flag, ...]:
    """The flags of an event's claims, in the claims' order."""
    ordered = in_order(items)
    found = []
    for position, item in enumerate(ordered):
        if item.facts.stance == "admits" and item.named:
            because = f"{item.speaker} acknowledges it of its own side: {quoted(item)}."
            found.append(Flag(kind="admission", claim=item.key, against=None, because=because))
        found += _lost(item, ordered)
        found += _drifted(item, ordered[:position])
    return tuple(found)


def _lost(item: Item, others: Sequence[Item]) -> Iterator[Flag]:
    """In its own voice the outlet says what this or an earlier report attributes."""
    if item.facts.speaker or item.facts.realis in {"planned", "possible"}:
        return
    said = [
        other
        for other in others
        if other.named
        and other.facts.stance not in {"denies", "demands"}
        and _not_after(other, item)
        and _says_the_same(item, other)
    ]
    if not said:
        return
    own = [other for other in said if other.facts.report == item.facts.report]
    best = max(own or said, key=lambda other: cosine(item.facts.words, other.facts.words))
    where = "the same report" if own else f"{best.outlet} before"
    yield Flag(
        kind="attribution lost", claim=item.key, against=best.key,
        because=f"{item.outlet} says {quoted(item)} in its own voice; "
        f"{where} has it from {best.speaker}: {quoted(best)}.",
    )  # fmt: skip


def _not_after(other: Item, item: Item) -> bool:
    if other.facts.report == item.facts.report:
        return True
    before, after = other.facts.published, item.facts.published
    return before is not None and after is not None and before <= after


def _says_the_same(item: Item, other: Item) -> bool:
    a, b = item.facts, other.facts
    if a.type != b.type or (a.realis == "negated") != (b.realis == "negated"):
        return False
    if a.agent_sides and b.agent_sides and not set(a.agent_sides) & set(b.agent_sides):
        return False  # "they hold the pier" against "we hold the pier"
    alike = cosine(a.words, b.words)
    figures = any(x.unit == y.unit and same_number(x, y) for x in a.figures for y in b.figures)
    if a.figures and b.figures and not figures:
        return False
    return alike >= (ALIKE_WITH_FIGURE if figures else ALIKE)


def _drifted(item: Item, before: Sequence[Item]) -> Iterator[Flag]:
    """A bound that fell away on the way: "more than 40" that became "40"."""
    for figure, fact in zip(item.claim.figures, item.facts.figures, strict=True):
        if fact.low is None or fact.low != fact.high:
            continue
        for other in before:
            if item.facts.speaker and other.claim.origin != item.claim.origin:
                continue
            open_figure = _open(other, fact)
            if open_figure is not None and other.facts.type == item.facts.type:
                yield Flag(
                    kind="drift", claim=item.key, against=other.key,
                    because=f"“{open_figure.text}” in {other.outlet} became “{figure.text}” "
                    f"in {item.outlet}.",
                )  # fmt: skip
                return


def _open(other: Item, fact: FigureFact) -> Figure | None:
    """A figure of ``other`` with the same number as one open bound."""
    for figure, its in zip(other.claim.figures, other.facts.figures, strict=True):
        half_open = (its.low is None) != (its.high is None)
        if half_open and its.unit == fact.unit and fact.low in {its.low, its.high}:
            return figure
    return None
