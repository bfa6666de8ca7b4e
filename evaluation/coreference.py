"""usage: python -m evaluation.coreference

Event coreference across documents with given mentions, on the ECB+ benchmark: CoNLL F1 on its
dev part after training on its train part. The same way as linking: documents first, then pairs
within a group of documents, then average linkage (``counterclaim.linking.clusters``). The
scorer is a boosted ensemble of trees (scikit-learn) over lemma, participants and context; the
thresholds are chosen by cross-validation over the topics of the train part.
"""

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from counterclaim.linking import clusters as linkage
from counterclaim.linking.clusters import Pair, clusters
from evaluation.coreference_mentions import Mention, Vector, cosine, mentions_of
from evaluation.coreference_scores import Chains, Scores, scores
from evaluation.measures import SHARED

TRAIN = SHARED / "benchmarks" / "coreference.ecbplus.train.jsonl.gz"
DEV = SHARED / "benchmarks" / "coreference.ecbplus.dev.jsonl.gz"

FOLDS = 3
THRESHOLDS = (-1.0, -0.5, 0.0, 0.5, 1.0)
ALIKE_TEXTS = (0.14, 0.18, 0.22)
"""Mean cosines from which documents are taken to tell one story."""

TRAINED_ALIKE = 0.14
"""The same, for the pairs that are trained on."""

Couple = tuple[str, str]


@dataclass
class Lexicon:
    """How often two lemmas stand for one event, in other topics than the one looked at."""

    together: dict[str, Counter[Couple]]
    apart: dict[str, Counter[Couple]]

    @classmethod
    def of(cls, mentions: Sequence[Mention]) -> "Lexicon":
        """Counted over pairs of one topic."""
        together: dict[str, Counter[Couple]] = defaultdict(Counter)
        apart: dict[str, Counter[Couple]] = defaultdict(Counter)
        for topic, members in _by_topic(mentions).items():
            for a, b in _pairs(members):
                same = members[a].chain == members[b].chain
                (together if same else apart)[topic][_couple(members[a], members[b])] += 1
        return cls(dict(together), dict(apart))

    def without(self, topics: set[str]) -> "tuple[Counter[Couple], Counter[Couple]]":
        """The counts of all other topics."""
        return (
            sum((c for t, c in self.together.items() if t not in topics), Counter()),
            sum((c for t, c in self.apart.items() if t not in topics), Counter()),
        )


Counts = tuple[Counter[Couple], Counter[Couple]]


def main() -> None:
    """Train, choose, score."""
    train, dev = mentions_of(TRAIN), mentions_of(DEV)
    print(f"train {len(train)} mentions, dev {len(dev)}", file=sys.stderr)
    threshold, alike = chosen(train)
    lexicon = Lexicon.of(train)
    model = fitted(train, lexicon)
    response = linked(dev, model, lexicon.without(set()), threshold, alike)
    print(f"threshold {threshold}, documents alike from {alike} (chosen on train)")
    _print("dev", dev, response)
    _print("dev, same lemma in a story", dev, by_lemma(dev, alike))


def chosen(train: Sequence[Mention]) -> tuple[float, float]:
    """The thresholds best on topics of the train part that were left out of training."""
    topics = sorted({m.topic for m in train}, key=int)
    lexicon = Lexicon.of(train)
    total: dict[tuple[float, float], float] = defaultdict(float)
    for fold in range(FOLDS):
        out = set(topics[fold::FOLDS])
        inside = [m for m in train if m.topic not in out]
        held = [m for m in train if m.topic in out]
        model = fitted(inside, Lexicon.of(inside))
        counts = lexicon.without(out)
        for alike in ALIKE_TEXTS:
            scored = scored_pairs(held, model, counts, alike)
            for threshold in THRESHOLDS:
                found = scores(_key(held), grouped(held, scored, threshold))
                total[threshold, alike] += found.conll
    return max(total, key=lambda pair: (total[pair], pair))


def fitted(mentions: Sequence[Mention], lexicon: Lexicon) -> HistGradientBoostingClassifier:
    """A scorer fitted on the pairs of each story, lemma counts from other topics."""
    rows: list[list[float]] = []
    labels: list[bool] = []
    story = stories(mentions, TRAINED_ALIKE)
    for topic, members in _by_topic(mentions).items():
        counts = lexicon.without({topic})
        frequency: dict[int, Counter[str]] = defaultdict(Counter)
        for mention in members:
            frequency[story[mention.document]][mention.lemma] += 1
        for a, b in _pairs(members):
            one, other = (story[members[n].document] for n in (a, b))
            if one == other:
                rows.append(features(members[a], members[b], counts, frequency[one]))
                labels.append(members[a].chain == members[b].chain)
    model = HistGradientBoostingClassifier(
        max_iter=150, learning_rate=0.06, max_leaf_nodes=15, min_samples_leaf=60,
        l2_regularization=1.0, random_state=0,
    )  # fmt: skip
    return model.fit(np.array(rows), np.array(labels))


def features(a: Mention, b: Mention, counts: Counts, frequency: Mapping[str, int]) -> list[float]:
    """What speaks for and against a pair."""
    couple = _couple(a, b)
    together, apart = counts[0][couple], counts[1][couple]
    known = math.log((together + 0.2) / (apart + 2.0)) if together + apart else math.nan
    return [
        float(a.lemma == b.lemma),
        float(a.stem == b.stem),
        _jaccard(a.words, b.words),
        _prefix(a.lemma, b.lemma),
        _grams(a.lemma, b.lemma),
        known,
        math.log1p(together + apart),
        float(a.pos == b.pos),
        float("VERB" in {a.pos, b.pos}),
        _jaccard(a.participants, b.participants),
        float(bool(a.participants & b.participants)),
        len(a.names & b.names),
        _jaccard(a.names, b.names),
        len(a.numbers & b.numbers) - 0.5 * bool(a.numbers and b.numbers),
        cosine(a.near, b.near),
        cosine(a.wide, b.wide),
        cosine(a.text, b.text),
        float(a.document == b.document),
        float(a.document == b.document and a.sentence == b.sentence),
        min(a.sentence, b.sentence),
        max(a.sentence, b.sentence),
        math.log(frequency[a.lemma] + frequency[b.lemma]),
        float(_kind(a) == _kind(b)),
    ]


def scored_pairs(
    mentions: Sequence[Mention],
    model: HistGradientBoostingClassifier,
    counts: Counts,
    alike: float,
) -> dict[Pair, float]:
    """Log-odds for the pairs of mentions (by position) whose documents tell one story."""
    story = stories(mentions, alike)
    frequency: dict[int, Counter[str]] = defaultdict(Counter)
    members: dict[int, list[int]] = defaultdict(list)
    for position, mention in enumerate(mentions):
        members[story[mention.document]].append(position)
        frequency[story[mention.document]][mention.lemma] += 1
    pairs = [(a, b, s) for s, m in sorted(members.items()) for n, b in enumerate(m) for a in m[:n]]
    rows = [features(mentions[a], mentions[b], counts, frequency[s]) for a, b, s in pairs]
    odds: NDArray[np.float64] = model.decision_function(np.array(rows))
    return {(a, b): float(x) for (a, b, _), x in zip(pairs, odds, strict=True)}


def grouped(
    mentions: Sequence[Mention], scored: Mapping[Pair, float], threshold: float
) -> dict[tuple[str, str], int]:
    """Chains by average linkage."""
    linkage.UNSCORED = -6.0  # the documents tell different stories
    found = clusters(range(len(mentions)), scored, threshold)
    return {mentions[n].id: number for number, group in enumerate(found) for n in group}


def linked(
    mentions: Sequence[Mention],
    model: HistGradientBoostingClassifier,
    counts: Counts,
    threshold: float,
    alike: float,
) -> dict[tuple[str, str], int]:
    """The whole way for new mentions."""
    return grouped(mentions, scored_pairs(mentions, model, counts, alike), threshold)


def stories(mentions: Sequence[Mention], alike: float) -> dict[str, int]:
    """A number of the story for each document: average linkage of tf-idf vectors."""
    texts: dict[str, Vector] = {m.document: m.text for m in mentions}
    names = sorted(texts)
    likeness = {
        (a, b): cosine(texts[names[a]], texts[names[b]])
        for b in range(len(names))
        for a in range(b)
    }
    linkage.UNSCORED = 0.0
    found = clusters(range(len(names)), {p: c for p, c in likeness.items() if c > 0.02}, alike)
    return {names[n]: number for number, group in enumerate(found) for n in group}


def by_lemma(mentions: Sequence[Mention], alike: float) -> dict[tuple[str, str], tuple[int, str]]:
    """The usual baseline: one chain for each lemma of a story."""
    story = stories(mentions, alike)
    return {m.id: (story[m.document], m.lemma) for m in mentions}


def _print(name: str, mentions: Sequence[Mention], response: Chains) -> None:
    for label, singletons in (("with singletons", True), ("without", False)):
        found: Scores = scores(_key(mentions), response, singletons=singletons)
        print(
            f"{name:28} {label:16} CoNLL {found.conll:.3f}  MUC {found.muc:.3f} "
            f"B3 {found.b_cubed:.3f} CEAFe {found.ceaf_e:.3f}"
        )


def _key(mentions: Iterable[Mention]) -> dict[tuple[str, str], str]:
    return {m.id: m.chain for m in mentions}


def _by_topic(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        found[mention.topic].append(mention)
    return found


def _pairs(members: Sequence[Mention]) -> Iterator[Pair]:
    return ((a, b) for b in range(len(members)) for a in range(b))


def _couple(a: Mention, b: Mention) -> Couple:
    return (a.lemma, b.lemma) if a.lemma < b.lemma else (b.lemma, a.lemma)


def _kind(mention: Mention) -> bool:
    return mention.pos in {"VERB", "AUX"}


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    either = len(a | b)
    return len(a & b) / either if either else 0.0


def _prefix(a: str, b: str) -> float:
    shared = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    length = min(len(a), len(b)) if shared is None else shared
    return length / max(len(a), len(b), 1)


def _grams(a: str, b: str) -> float:
    first, second = ({w[n : n + 3] for n in range(len(w) - 2)} or {w} for w in (a, b))
    return len(first & second) / len(first | second)


if __name__ == "__main__":
    main()
