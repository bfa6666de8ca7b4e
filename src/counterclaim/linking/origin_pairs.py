"""What speaks for and against two attributed claims resting on one saying or document."""

from counterclaim.linking.event_pairs import same_number
from counterclaim.linking.facts import Facts
from counterclaim.linking.places import closest
from counterclaim.linking.scorer import Features
from counterclaim.linking.stems import cosine

TWO_PEOPLE = "two people"

_STATE = frozenset({"state", "official"})


def origin_features(a: Facts, b: Facts, event: float) -> Features:
    """The features of a pair; ``event`` is the log-odds that both speak of one event."""
    if b.order < a.order:
        a, b = b, a
    found: Features = {}
    one = "own" if a.report == b.report else "other"
    _speakers(a, b, one, found)
    found["words"] = cosine(a.words, b.words)
    found["context"] = cosine(a.context, b.context)
    found["event"] = max(-2.0, min(4.0, event)) / 4
    found["same type"] = float(a.type == b.type)
    found["same stance"] = float(a.stance == b.stance)
    _occasion(a, b, one, found)
    if a.places and b.places:
        found[f"place={closest(a.places, b.places)}"] = 1.0
    if a.figures and b.figures:
        same = any(same_number(x, y) for x in a.figures for y in b.figures if x.unit == y.unit)
        found[f"figure={'same' if same else 'other'}"] = 1.0
    return found


def _speakers(a: Facts, b: Facts, one: str, found: Features) -> None:
    if a.speaker == b.speaker:
        found[f"same speaker, {one} report"] = 1.0
        found[f"same speaker={a.kind}"] = 1.0
    elif same_person(a.speaker, b.speaker):
        found[f"same name, {one} report"] = 1.0
    elif a.person and b.person:
        found[TWO_PEOPLE] = 1.0
    elif a.side == b.side and a.side not in {"UNK", "IND"}:
        found[f"same side, {one} report"] = 1.0
        if a.kind in _STATE and b.kind in _STATE:
            found["both for the state"] = 1.0
        if a.kind == b.kind:
            found["same kind"] = 1.0
    else:
        found["other side"] = 1.0
    if set(a.chain[1:]) & set(b.chain[1:]):
        found["same venue or relay"] = 1.0
    elif set(a.chain) & set(b.chain):
        found["in the other's chain"] = 1.0


def _occasion(a: Facts, b: Facts, one: str, found: Features) -> None:
    if one == "own":
        steps = abs(a.order[2] - b.order[2])
        found["next" if steps == 1 else "near" if steps <= 3 else "further on"] = 1.0
    elif a.published is not None and b.published is not None:
        gap = abs(a.published - b.published)
        name = "0" if gap == 0 else "1" if gap == 1 else "few" if gap <= 3 else "many"
        found[f"published={name}"] = 1.0
        if a.speaker == b.speaker:
            found[f"same speaker, published={name}"] = 1.0


def same_person(a: str, b: str) -> bool:
    """Whether one folded name is the other with words left out ("Orlova", "Vera Orlova")."""
    first, second = set(a.split()), set(b.split())
    return bool(first and second) and (first <= second or second <= first)
