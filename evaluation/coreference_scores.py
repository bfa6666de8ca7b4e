"""Scores of coreference: MUC, B-cubed, CEAF-e and their mean, the CoNLL F1.

Vilain et al. 1995; Bagga & Baldwin 1998; Luo 2005; Pradhan et al. 2012. Both sides must hold the
same mentions, as where mentions are given.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

Chains = Mapping[Any, Hashable]
"""The chain of each mention."""


class Scores(NamedTuple):
    """F1 by each measure."""

    muc: float
    b_cubed: float
    ceaf_e: float

    @property
    def conll(self) -> float:
        """Their mean."""
        return sum(self) / 3


def scores(key: Chains, response: Chains, *, singletons: bool = True) -> Scores:
    """All measures; without ``singletons`` those chains of the key are left out on both sides."""
    if key.keys() != response.keys():
        raise ValueError("the sides hold different mentions; score given mentions only")
    if not singletons:
        counts = Counter(key.values())
        kept = {mention for mention, chain in key.items() if counts[chain] > 1}
        key = {mention: key[mention] for mention in kept}
        response = {mention: response[mention] for mention in kept}
    gold, found = _sets(key), _sets(response)
    muc = _f1(_muc(gold, response), _muc(found, key))
    b_cubed = _f1(_b_cubed(key, response), _b_cubed(response, key))
    return Scores(muc, b_cubed, _ceaf_e(gold, found))


def _sets(chains: Chains) -> list[set[Hashable]]:
    found: dict[Hashable, set[Hashable]] = defaultdict(set)
    for mention, chain in chains.items():
        found[chain].add(mention)
    return list(found.values())


def _muc(gold: Iterable[set[Hashable]], response: Chains) -> float:
    """Recall of links: each chain needs one fewer than it has mentions."""
    got = needed = 0
    for chain in gold:
        needed += len(chain) - 1
        got += len(chain) - len({response[mention] for mention in chain})
    return got / needed if needed else 0.0


def _b_cubed(key: Chains, response: Chains) -> float:
    """Mean over mentions of the share of its key chain that the response has with it."""
    sizes = Counter(key.values())
    shared = Counter((chain, response[mention]) for mention, chain in key.items())
    total = sum(shared[chain, response[m]] / sizes[chain] for m, chain in key.items())
    return total / len(key) if key else 0.0


def _ceaf_e(gold: Sequence[set[Hashable]], found: Sequence[set[Hashable]]) -> float:
    """F1 of the best one-to-one alignment of chains, by their Dice coefficient."""
    if not gold or not found:
        return 0.0
    number = {mention: n for n, chain in enumerate(found) for mention in chain}
    likeness = np.zeros((len(gold), len(found)))
    for row, chain in enumerate(gold):
        for column, shared in Counter(number[mention] for mention in chain).items():
            likeness[row, column] = 2 * shared / (len(chain) + len(found[column]))
    rows, columns = linear_sum_assignment(-likeness)
    total = likeness[rows, columns].sum()
    return _f1(total / len(gold), total / len(found))


def _f1(recall: float, precision: float) -> float:
    both = recall + precision
    return float(2 * recall * precision / both) if both else 0.0
