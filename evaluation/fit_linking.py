"""usage: python -m evaluation.fit_linking [--write]

Fits "same event" and "same origin" on the labelled windows, prints what leaving one window out
gives, and with ``--write`` writes ``event_link_weights.tsv`` and ``origin_link_weights.tsv``.

Logistic regression (scikit-learn, L2) over the pairs that share a block. B-cubed F1 is computed
as the claim scorer does, over the windows of feed items.
"""

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from counterclaim.linking.clusters import UNSCORED, Pair, clusters
from counterclaim.linking.event_pairs import event_features
from counterclaim.linking.facts import Facts
from counterclaim.linking.graph import attributed, candidates, origin_candidates
from counterclaim.linking.origin_pairs import TWO_PEOPLE, origin_features
from counterclaim.linking.origin_scores import NEVER
from counterclaim.linking.scorer import Features, Scorer
from evaluation.linking_gold import Window, windows

PENALTY = 1.0
"""Inverse strength of the L2 penalty; .3 to 3 give the same within .01."""

EVENT_THRESHOLD, ORIGIN_THRESHOLD = -0.6, 0.0
"""Chosen on the windows left out; B-cubed F1 is flat about them."""

SMALL = 0.01
"""Weights nearer to zero are left out of the tables."""

HEAD = """\
# Log-odds of the features of two claims {what}, fitted by logistic regression on labelled
# windows of news (evaluation/fit_linking.py); linking/{module}.py gives the features their names.
# feature  name; "threshold" is the mean log-odds at which two groups are still joined
# weight   log-odds
feature	weight
"""


@dataclass
class Examples:
    """Pairs of one window: keys, features, and whether the labels agree (``None``: unknown)."""

    window: Window
    pairs: list[Pair]
    features: list[Features]
    labels: list[bool | None]


def main() -> None:
    """Fit, report, perhaps write."""
    events, origins = examples()
    for name, (total, parts) in {
        "events": _left_out(events, EVENT_THRESHOLD, _event_ids),
        "origins": _left_out(origins, ORIGIN_THRESHOLD, _origin_ids),
    }.items():
        print(f"{name}, one window left out: {total:.3f}")
        for window, value in parts.items():
            print(f"  {window} {value:.3f}")
    if "--write" in sys.argv:
        write("event", "being of one event", fit(events, EVENT_THRESHOLD))
        write("origin", "resting on one saying", fit(origins, ORIGIN_THRESHOLD))


def left_out() -> dict[str, float]:
    """B-cubed F1 with each window left out of the fitting in its turn."""
    events, origins = examples()
    return {
        "events": _left_out(events, EVENT_THRESHOLD, _event_ids)[0],
        "origins": _left_out(origins, ORIGIN_THRESHOLD, _origin_ids)[0],
    }


def examples() -> tuple[list[Examples], list[Examples]]:
    """The pairs of all windows, for events and for origins."""
    found = windows()
    events = [event_examples(window) for window in found]
    scorers = [fit(events[:n] + events[n + 1 :]) for n in range(len(events))]
    return events, [origin_examples(w, s) for w, s in zip(found, scorers, strict=True)]


def event_examples(window: Window) -> Examples:
    """The pairs of a window, for "same event"."""
    by_key = {f.key: f for f in window.facts}
    pairs = sorted(candidates(window.facts))
    features = [event_features(by_key[a], by_key[b]) for a, b in pairs]
    return Examples(window, pairs, features, [_agree(window.events, p) for p in pairs])


def origin_examples(window: Window, scorer: Scorer) -> Examples:
    """The pairs of a window, for "same origin"; ``scorer`` has not seen the window."""
    by_key = {f.key: f for f in window.facts}
    pairs = sorted(origin_candidates(window.facts))
    shared = set(candidates(window.facts))
    features = []
    for a, b in pairs:
        event = UNSCORED
        if (a, b) in shared:
            event = scorer.score(event_features(by_key[a], by_key[b]))
        features.append(origin_features(by_key[a], by_key[b], event))
    return Examples(window, pairs, features, [_agree(window.origins, p) for p in pairs])


def fit(examples: Sequence[Examples], threshold: float = 0.0) -> Scorer:
    """A scorer fitted on ``examples``."""
    known = [
        (x, y) for e in examples for x, y in zip(e.features, e.labels, strict=True) if y is not None
    ]
    names = DictVectorizer()
    model = LogisticRegression(C=PENALTY, max_iter=3000)
    model.fit(names.fit_transform([x for x, _ in known]), [y for _, y in known])
    weights = dict(zip(names.get_feature_names_out(), map(float, model.coef_[0]), strict=True))
    return Scorer(weights | {"bias": float(model.intercept_[0]), "threshold": threshold})


def write(name: str, what: str, scorer: Scorer) -> None:
    """Write a scorer as the shipped table."""
    table = Path(str(files("counterclaim.lexicons"))) / f"{name}_link_weights.tsv"
    rows = {f: round(w, 2) for f, w in scorer.weights.items() if abs(w) >= SMALL}
    first = {f: rows.pop(f, 0.0) for f in ("threshold", "bias")}
    lines = (f"{feature}\t{weight}\n" for feature, weight in (first | rows).items())
    table.write_text(HEAD.format(what=what, module=f"{name}_pairs") + "".join(lines), "utf-8")


def b_cubed(items: Sequence[tuple[str, str]]) -> float:
    """B-cubed F1 of (given id, found id) pairs (Bagga & Baldwin 1998)."""
    given, found = Counter(g for g, _ in items), Counter(f for _, f in items)
    both = Counter(items)
    precision = sum(both[i] / found[i[1]] for i in items) / len(items)
    recall = sum(both[i] / given[i[0]] for i in items) / len(items)
    return 2 * precision * recall / (precision + recall)


def _left_out(
    examples: list[Examples], threshold: float, ids: Callable[[Window], dict[int, str]]
) -> tuple[float, dict[str, float]]:
    items, parts = [], {}
    for number, example in enumerate(examples):
        scorer = fit(examples[:number] + examples[number + 1 :])
        window, given = example.window, ids(example.window)
        scores = {
            p: s
            for p, x in zip(example.pairs, example.features, strict=True)
            if (s := NEVER if TWO_PEOPLE in x else scorer.score(x)) > UNSCORED or s == NEVER
        }
        keys = [f.key for f in window.facts if _takes_part(f, ids)]
        group = {k: str(n) for n, g in enumerate(clusters(keys, scores, threshold)) for k in g}
        own = [(given[k], group.get(k, f"alone {k}")) for k in given]
        parts[window.name] = b_cubed(own)
        if window.name.startswith("2023"):  # windows of several reports
            items += [(f"{window.name} {g}", f"{window.name} {f}") for g, f in own]
    return b_cubed(items), parts


def _takes_part(facts: Facts, ids: Callable[[Window], dict[int, str]]) -> bool:
    return ids is _event_ids or attributed(facts)


def _event_ids(window: Window) -> dict[int, str]:
    return window.events


def _origin_ids(window: Window) -> dict[int, str]:
    return window.origins


def _agree(ids: dict[int, str], pair: Pair) -> bool | None:
    a, b = ids.get(pair[0]), ids.get(pair[1])
    return None if a is None or b is None else a == b


if __name__ == "__main__":
    main()
