"""usage: python -m evaluation.event_types [--ablation] [--seeds N]

How well event types of other schemes can be told from what we read: the 30 types of CASE 2021
(task 2) and the 18 of PLOVER's gold records. A linear head is fitted in five stratified folds;
weights of words, scales and C come from a fold's training part alone. Our networks have seen
neither data set. ``--ablation`` scores each block of features alone, and all without it;
``--seeds`` cuts the folds anew so many times and adds the means.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.model_selection import GridSearchCV, StratifiedKFold
from sklearn.preprocessing import StandardScaler, normalize
from sklearn.svm import LinearSVC

from counterclaim import Reader
from evaluation.event_features import Floats, Snippet, snippets
from evaluation.measures import SHARED, Scores, Take

Weights = dict[str, float]
"""Blocks of features and how much each counts in the inner product of two snippets."""
Indices = NDArray[np.int64]

CASE: Weights = {
    "mean": 1, "content": 1, "lemmas": 1, "letters": 1, "claims": 1, "parties": 0.5, "codes": 0.3,
    "trigger": 0.3, "syntax": 0.3,
}  # fmt: skip
PLOVER: Weights = {
    "root": 1, "trigger": 1, "cue": 1, "scores": 1, "first": 1, "claims": 1, "syntax": 1,
}  # fmt: skip
DATA = {
    "case": ("benchmarks/events.case2021-a.dev.jsonl.gz", "label", CASE),
    "plover": ("benchmarks/events.plover-gsr-a.dev.jsonl.gz", "event", PLOVER),
}
FOLDS, SEED = 5, 1
GRID = {"C": [0.1, 0.3, 1, 3]}


def event_types(name: str) -> Take:
    """The figures of one data set."""

    def take(reader: Reader, gold: Path) -> Scores:
        _, label, weights = DATA[name]
        texts = snippets(reader, gold, label)
        return {f"{name}.{k}": v for k, v in scores(texts, weights).items()}

    return take


def scores(texts: Sequence[Snippet], weights: Weights, seed: int = SEED) -> dict[str, float]:
    """F1 over types weighted by their counts, their plain mean, and accuracy (micro-F1)."""
    gold = np.array([text.label for text in texts])
    return _scores(gold, predicted(texts, gold, weights, seed))


def predicted(
    texts: Sequence[Snippet], gold: NDArray[np.str_], weights: Weights, seed: int
) -> NDArray[np.str_]:
    """The label of each text by the head of the folds that it is not in."""
    strata = _strata(gold.tolist())
    found = np.empty_like(gold)
    for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(gold, strata):
        table = np.hstack([block(b, texts, train) * w**0.5 for b, w in weights.items()])
        # the same inner products in fewer columns: the head does not change, its fitting is quick
        table = table @ np.linalg.svd(table[train], full_matrices=False)[2].T
        inner = StratifiedKFold(3, shuffle=True, random_state=seed)
        splits = list(inner.split(train, [strata[n] for n in train]))
        head = GridSearchCV(LinearSVC(random_state=seed), GRID, cv=splits)
        found[test] = head.fit(table[train], gold[train]).predict(table[test])
    return found


def block(name: str, texts: Sequence[Snippet], train: NDArray[np.int64]) -> Floats:
    """A block's rows for all texts, each of length one; fitted on ``train`` alone."""
    if name in texts[0].vectors:
        vectors = np.stack([t.vectors[name] for t in texts])
        scaled: Floats = normalize(StandardScaler().fit(vectors[train]).transform(vectors))
        return scaled
    if name == "letters":
        table = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2, sublinear_tf=True)
        values: list[str] | list[list[str]] = [t.text for t in texts]
    else:
        least = 2 if name in {"claims", "parties"} else 1
        table = TfidfVectorizer(analyzer=list, min_df=least, sublinear_tf=True)
        values = [t.words[name] for t in texts]
    counted: Floats = table.fit([values[n] for n in train]).transform(values).toarray()
    return counted


def _strata(labels: list[str]) -> list[str]:
    """The labels, those too rare for the folds laid to the least of the others."""
    counts = Counter(labels)
    enough = {label for label, count in counts.items() if count >= FOLDS}
    least = min(enough, key=lambda label: (counts[label], label))
    return [label if label in enough else least for label in labels]


def _scores(gold: NDArray[np.str_], found: NDArray[np.str_]) -> dict[str, float]:
    by_type = {a: float(f1_score(gold, found, average=a)) for a in ("weighted", "macro")}
    accuracy = float((gold == found).mean())
    return {"weighted_f1": by_type["weighted"], "macro_f1": by_type["macro"], "f1": accuracy}


def by_table(texts: Sequence[Snippet]) -> dict[str, float]:
    """What ``plover_types.tsv`` alone makes of a text's first claim; nothing is fitted."""
    found = [next(iter(text.likely), "") for text in texts]
    return _scores(np.array([text.label for text in texts]), np.array(found))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--ablation", action="store_true", help="each block alone and left out")
    parser.add_argument("--seeds", type=int, default=1, help="how often folds are cut anew")
    options = parser.parse_args(arguments)
    reader = Reader()
    for name, (gold, label, weights) in DATA.items():
        texts = snippets(reader, SHARED / gold, label)
        print(f"{name}: {len(texts)} texts, {len({t.label for t in texts})} types")
        sets = {"all": weights}
        if options.ablation:
            sets |= {f"{b} alone": {b: 1.0} for b in weights}
            sets |= {f"without {b}": {k: w for k, w in weights.items() if k != b} for b in weights}
        for which, chosen in sets.items():
            cut = [scores(texts, chosen, SEED + n) for n in range(options.seeds)]
            _print(which, {k: [c[k] for c in cut] for k in cut[0]})
        if name == "plover":
            _print("table alone", {k: [v] for k, v in by_table(texts).items()})


def _print(which: str, figures: dict[str, list[float]]) -> None:
    shown = (
        f"{name} {np.mean(v):.3f}" + (f" ({', '.join(f'{x:.3f}' for x in v)})" if v[1:] else "")
        for name, v in figures.items()
    )
    print(f"  {which:20} {'  '.join(shown)}", flush=True)


if __name__ == "__main__":
    main()
