"""Pairs of claims that are worth comparing, and what comparing them says."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from counterclaim.linking.blocks import block_keys, speaker_keys
from counterclaim.linking.clusters import UNSCORED, Pair
from counterclaim.linking.event_pairs import event_features
from counterclaim.linking.facts import Facts
from counterclaim.linking.origin_pairs import TWO_PEOPLE, origin_features
from counterclaim.linking.origin_scores import NEVER
from counterclaim.linking.scorer import Scorer, scorer_of

NAMELESS = frozenset({"anonymous", "other", ""})
"""Kinds of sources that, of no known side, name nobody: "reports", "some"."""


def event_scorer() -> Scorer:
    """The fitted scorer of "same event"."""
    return scorer_of("event_link_weights")


def origin_scorer() -> Scorer:
    """The fitted scorer of "same origin"."""
    return scorer_of("origin_link_weights")


def attributed(facts: Facts) -> bool:
    """Whether the claim rests on somebody's saying that can be told from others."""
    return bool(facts.speaker) and not (facts.kind in NAMELESS and facts.side in {"UNK", ""})


def candidates(
    facts: Iterable[Facts], keys_of: Callable[[Facts], tuple[str, ...]] = block_keys
) -> Iterator[Pair]:
    """Pairs of keys, each once with the smaller first, of claims that share a block."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for item in facts:
        others: set[int] = set()
        for name in keys_of(item):
            others.update(blocks[name])
            blocks[name].append(item.key)
        others.discard(item.key)
        for other in sorted(others):
            yield (other, item.key) if other < item.key else (item.key, other)


def candidates_with(
    fresh: set[int], facts: Iterable[Facts], keys_of: Callable[[Facts], tuple[str, ...]]
) -> Iterator[Pair]:
    """As :func:`candidates`, but only pairs of which at least one claim is ``fresh``."""
    ordered = sorted(facts, key=lambda f: f.key not in fresh)
    blocks: dict[str, list[int]] = defaultdict(list)
    for item in ordered:
        others: set[int] = set()
        for name in keys_of(item):
            others.update(blocks.get(name, ()))
            if item.key in fresh:
                blocks[name].append(item.key)
        others.discard(item.key)
        for other in sorted(others):
            yield (other, item.key) if other < item.key else (item.key, other)


def event_scores(facts: Mapping[int, Facts], pairs: Iterable[Pair]) -> dict[Pair, float]:
    """Log-odds that the claims of a pair are of one event, for pairs better than unscored."""
    scorer = event_scorer()
    found = {}
    for a, b in pairs:
        score = scorer.score(event_features(facts[a], facts[b]))
        if score > UNSCORED:
            found[a, b] = round(score, 4)
    return found


def origin_scores(
    facts: Mapping[int, Facts], pairs: Iterable[Pair], events: Mapping[Pair, float]
) -> dict[Pair, float]:
    """Log-odds that the claims of a pair rest on one saying; ``events`` of the same pairs."""
    scorer = origin_scorer()
    found = {}
    for a, b in pairs:
        same_event = events.get((a, b), UNSCORED)
        found_features = origin_features(facts[a], facts[b], same_event)
        if TWO_PEOPLE in found_features:
            found[a, b] = NEVER
            continue
        score = scorer.score(found_features)
        if score > UNSCORED:
            found[a, b] = round(score, 4)
    return found


def origin_candidates(facts: Iterable[Facts]) -> Iterator[Pair]:
    """Pairs of attributed claims that may rest on one saying."""
    return candidates((f for f in facts if attributed(f)), speaker_keys)
