"""What speaks for and against two claims being of one event.

Families of features as in event coreference (Bejan & Harabagiu 2010; Cybulska & Vossen 2015):
type, place, time, participants, words, and where both stand in one report.
"""

from collections.abc import Iterable

from counterclaim.linking.facts import Facts, FigureFact, adversaries
from counterclaim.linking.places import Relation, closest
from counterclaim.linking.scorer import Features
from counterclaim.linking.stems import cosine, idf

BESIDE = 200
"""Characters between two quotes of one report that still stand side by side."""

CONTENTIONS = frozenset({"denies", "accuses"})


def event_features(a: Facts, b: Facts) -> Features:
    """The features of a pair, whichever comes first."""
    if b.order < a.order:
        a, b = b, a
    found: Features = {}
    words = cosine(a.words, b.words)
    context = cosine(a.context, b.context)
    crossed = max(cosine(a.words, b.context), cosine(a.context, b.words))
    found["words"] = words
    found["context"] = context
    found["crossed"] = crossed
    place = _places(a, b, found)
    same_type = a.type == b.type
    _types(a, b, words, found)
    if same_type and place in {"same", "within", "near"}:
        found["type and place"] = 1.0
    _days(a, b, found)
    _parties(a, b, found)
    _figures(a, b, found)
    trigger = _trigger(a.trigger, b.trigger)
    if trigger:
        found["trigger"] = trigger
        found["trigger and type" if same_type else "trigger only"] = 1.0
    if a.report == b.report:
        _one_report(a, b, words, found)
    else:
        found["other report"] = 1.0
        found["context, other report"] = context
    found["rarest word"] = _trigger(a.words, b.words)
    if _answers(a, b):
        found["answer"] = 1.0
    return found


def _places(a: Facts, b: Facts, found: Features) -> Relation:
    """How the places lie to one another; those of the setting count apart."""
    place = closest(a.places or a.setting, b.places or b.setting)
    if a.places and b.places:
        found[f"place={place}"] = 1.0
    elif (a.places or a.setting) and (b.places or b.setting):
        found[f"setting={place}"] = 1.0
    else:
        found["place=none"] = 1.0
    return place


def _types(a: Facts, b: Facts, words: float, found: Features) -> None:
    first, second = sorted((a.type, b.type))
    found[f"types={first}+{second}"] = 0.5
    if a.type == b.type:
        found["same type"] = 1.0
        found["words, same type"] = words
    elif a.family == b.family:
        found["same family"] = 1.0
    else:
        found["other family"] = 1.0
        found["words, other family"] = words
    if (a.family == "harm") != (b.family == "harm"):
        found["facet"] = 1.0
    if a.stance == b.stance:
        found["same stance"] = 1.0
    if a.realis == b.realis:
        found["same realis"] = 1.0
    elif "planned" in {a.realis, b.realis} or "possible" in {a.realis, b.realis}:
        found["not yet"] = 1.0


def _days(a: Facts, b: Facts, found: Features) -> None:
    if a.first is not None and b.first is not None:
        last_a, last_b = a.last or a.first, b.last or b.first
        gap = max(0, a.first - last_b, b.first - last_a)
        found[f"time={_gap(gap)}"] = 1.0
        if gap == 0 and last_a == a.first and last_b == b.first:
            found["same day"] = 1.0
    else:
        found["time=none" if a.first is None and b.first is None else "time=one"] = 1.0
    if a.published is not None and b.published is not None:
        found[f"published={_gap(abs(a.published - b.published))}"] = 1.0


def _gap(days: int) -> str:
    return "0" if days == 0 else "1" if days == 1 else "few" if days <= 3 else "many"


def _parties(a: Facts, b: Facts, found: Features) -> None:
    for part, one, other in (("agents", a.agents, b.agents), ("targets", a.targets, b.targets)):
        if one and other:
            found[f"{part}={'same' if set(one) & set(other) else 'other'}"] = 1.0
    if a.agent_sides and b.agent_sides:
        same = bool(set(a.agent_sides) & set(b.agent_sides))
        found[f"agent sides={'same' if same else 'other'}"] = 1.0
    if a.target_sides and b.target_sides:
        same = bool(set(a.target_sides) & set(b.target_sides))
        found[f"target sides={'same' if same else 'other'}"] = 1.0
    if a.speaker and a.speaker == b.speaker:
        found["same speaker"] = 1.0
    elif a.side and a.side == b.side:
        found["same side"] = 1.0
    elif a.side and adversaries().get(a.side) == b.side:  # of the earlier, should they differ
        found["adversaries"] = 1.0


def _figures(a: Facts, b: Facts, found: Features) -> None:
    if not a.figures or not b.figures:
        if a.figures or b.figures:
            found["figure=one"] = 1.0
        return
    alike = [(x, y) for x in a.figures for y in b.figures if x.unit == y.unit]
    if not alike:
        found["figure=other unit"] = 1.0
    elif any(same_number(x, y) for x, y in alike):
        found["figure=same"] = 1.0
    else:
        found["figure=other"] = 1.0


def same_number(a: FigureFact, b: FigureFact) -> bool:
    """Whether two figures share a bound ("more than 40" and "40" do)."""
    return bool({a.low, a.high} & {b.low, b.high} - {None})


def _trigger(a: Iterable[str], b: Iterable[str]) -> float:
    """How rare the rarest stem is that both triggers hold, from 0 to 1."""
    return max((idf(s) / 8 for s in set(a) & set(b)), default=0.0)


def _one_report(a: Facts, b: Facts, words: float, found: Features) -> None:
    apart = max(a.start, b.start) - min(a.end, b.end)
    if apart <= 0:
        found["overlap"] = 1.0
    elif apart <= BESIDE:
        found["beside"] = 1.0
    else:
        found["far"] = 1.0
    steps = abs(a.order[2] - b.order[2])
    found["next" if steps == 1 else "two on" if steps == 2 else "further on"] = 1.0
    if a.headline != b.headline:
        found["headline and body"] = 1.0
        found["words, headline and body"] = words
    if a.speaker == b.speaker and a.stance == b.stance and steps == 1:
        found["goes on"] = 1.0


def _answers(a: Facts, b: Facts) -> bool:
    """Whether one claim is the other side's contention next to the first, without a place."""
    if a.report != b.report or abs(a.order[2] - b.order[2]) > 2 or a.side == b.side:
        return False
    return bool({a.stance, b.stance} & CONTENTIONS) or "deception" in {a.type, b.type}
