"""Which of many claims share a block, as arrays; :mod:`~counterclaim.linking.blocks` gives keys.

A claim's keys are kept as hashes, so that new claims find those they meet without reading them.
"""

import hashlib
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np

from counterclaim.linking.blocks import block_keys, speaker_keys
from counterclaim.linking.clusters import PARTS, UNSCORED
from counterclaim.linking.columns import Columns, Floats, Ints
from counterclaim.linking.event_scores import event_odds
from counterclaim.linking.facts import Facts, Order
from counterclaim.linking.graph import attributed, event_scorer, origin_scorer
from counterclaim.linking.origin_scores import NEVER, origin_odds
from counterclaim.linking.pairs import Pairs, joined

PORTION = 250_000
"""Pairs compared at a time."""


class Standing(msgspec.Struct, frozen=True, array_like=True):
    """Where a claim stands among all, and whom it meets: hashes of its keys, eight bytes each.

    ``says`` is ``None`` for a claim that names nobody.
    """

    order: Order
    meets: bytes
    says: bytes | None


def standing_of(facts: Facts) -> Standing:
    """What is kept of a claim so that others find it."""
    says = _hashed(speaker_keys(facts)) if attributed(facts) else None
    return Standing(facts.order, _hashed(block_keys(facts)), says)


def _hashed(keys: Iterable[str]) -> bytes:
    return b"".join(hashlib.blake2b(key.encode(), digest_size=8).digest() for key in keys)


def meetings(claims: Sequence[bytes | None], fresh: Sequence[bool]) -> tuple[Ints, Ints]:
    """Pairs of claims (by position, the smaller first) that share a key, at least one fresh.

    Sorted, each once. ``claims`` has the hashes of each claim's keys, ``None`` for one that
    takes no part.
    """
    codes = np.frombuffer(b"".join(keys or b"" for keys in claims), dtype=np.int64)
    owner = np.repeat(np.arange(len(claims)), [len(keys or b"") // 8 for keys in claims])
    order = np.argsort(codes, kind="stable")
    codes, owner = codes[order], owner[order]
    new = np.flatnonzero(np.asarray(fresh, dtype=bool)[owner])
    begin = np.searchsorted(codes, codes[new], side="left")
    size = np.searchsorted(codes, codes[new], side="right") - begin
    one = np.repeat(owner[new], size)
    within = np.arange(len(one)) - np.repeat(np.cumsum(size) - size, size)
    other = owner[np.repeat(begin, size) + within]
    low, high = np.minimum(one, other), np.maximum(one, other)
    different = low != high
    paired = np.unique(low[different] * len(claims) + high[different])
    return paired // max(1, len(claims)), paired % max(1, len(claims))


def compared(
    facts: Sequence[Facts], events: tuple[Ints, Ints], origins: tuple[Ints, Ints]
) -> tuple[Pairs, Pairs]:
    """Scores of pairs for "same event" and "one saying": those better than an unscored pair.

    ``facts`` are in their order; pairs are sorted positions in it.
    """
    claims = Columns(facts)
    found, codes, said = [], [np.zeros(0, dtype=np.int64)], []
    for one, other in _portions(*events):
        odds = event_odds(claims, one, other, event_scorer())
        kept = odds > UNSCORED
        found.append(_scored(claims, one[kept], other[kept], odds[kept]))
        codes.append(one[kept] * len(facts) + other[kept])
    event, known = joined(found), np.concatenate(codes)
    for one, other in _portions(*origins):
        same = _looked_up(one * len(facts) + other, known, event.score)
        odds = origin_odds(claims, one, other, same, origin_scorer())
        kept = (odds > UNSCORED) | (odds == NEVER)
        said.append(_scored(claims, one[kept], other[kept], odds[kept]))
    return event, joined(said)


def _portions(one: Ints, other: Ints) -> Iterable[tuple[Ints, Ints]]:
    for start in range(0, len(one), PORTION):
        yield one[start : start + PORTION], other[start : start + PORTION]


def _scored(claims: Columns, one: Ints, other: Ints, odds: Floats) -> Pairs:
    score = np.rint(odds * PARTS).astype(np.int64)
    return Pairs(claims.keys[one], claims.keys[other], score)


def _looked_up(codes: Ints, known: Ints, score: Ints) -> Floats:
    """Log-odds of the pairs with these codes, those that are not ``known`` unscored."""
    if not len(known):
        return np.full(len(codes), UNSCORED)
    at = np.minimum(np.searchsorted(known, codes), len(known) - 1)
    return np.where(known[at] == codes, score[at] / PARTS, UNSCORED)
