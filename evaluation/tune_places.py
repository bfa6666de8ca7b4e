"""usage: python -m evaluation.tune_places [--all] [--write]

Learns the weights of the two models of place names (``place_weights.tsv``) from the labelled
toponyms of the places benchmarks' dev parts: every other report, so that the rest stay blind;
``--all`` takes all of them. Prints the fit; ``--write`` replaces the shipped table.
"""

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from counterclaim.grounding.places import evidence, resolution
from counterclaim.grounding.places.cues import load_cues
from counterclaim.grounding.places.gazetteer import default_gazetteer
from counterclaim.grounding.places.geodesy import distance_km
from counterclaim.grounding.places.recognition import Recogniser, Toponym
from counterclaim.grounding.places.words import Words
from counterclaim.language.parse import ParseStage
from counterclaim.model.document import Document
from evaluation.measures import SHARED
from evaluation.predict import report_of, rows
from evaluation.suite import MEASURES

TABLE = Path(__file__).resolve().parents[1] / "src/counterclaim/lexicons/place_weights.tsv"
TRAINED_ON = frozenset({"places: GeoWebNews", "places: TR-News-a"})
HEADER = """\
# Weights of the two models of place names. Written by `python -m evaluation.tune_places`.
# model: toponym (is it one?) or place (which one?)
# feature: see grounding/places/evidence.py and resolution.py
# weight: added to the log-odds for each unit of the feature
model\tfeature\tweight
"""
FIXED = {
    "match=skeleton": -1.0,
    "match=consonants": -2.5,
    "approximate": -0.5,
    "site-table": 1.0,
    "generic=settlement-settlement": 1.0,
    "generic=admin1-same": 4.0,
    "generic=admin1-settlement": -1.0,
    "generic=admin2-same": 2.0,
    "generic=region-same": 1.0,
    "generic=water-same": 2.0,
    "home": 0.5,
    "enclosed": 5.0,
    "theatre": 0.5,
    "has-seat": -2.5,
}
"""Weights of the choice among places that the benchmarks have no examples to learn from."""

FIXED_TOPONYM = {"runs-on": -4.0, "whole-text": 5.0, "theatre": 0.7, "site-table": 1.2}
"""Likewise: the benchmarks have no front line."""

RIGHT_KM = 30.0
RARE = 4
"""Features seen less often than this in training get no weight."""

Weights = dict[str, float]
Sparse = list[tuple[str, float]]


def main() -> None:
    """Learn, print, and with ``--write`` keep."""
    documents = list(_documents(everything="--all" in sys.argv))
    place = _learn_places(documents)
    toponym = _learn_toponyms(documents, place)
    if "--write" in sys.argv:
        lines = [
            f"{model}\t{feature}\t{weight:.3f}"
            for model, weights in (("toponym", toponym), ("place", place))
            for feature, weight in sorted(weights.items())
        ]
        TABLE.write_text(HEADER + "\n".join(lines) + "\n", "utf-8")


class Labelled:
    """A report's words, candidates and gold toponyms."""

    def __init__(self, words: Words, toponyms: list[Toponym], gold: list[dict[str, Any]]) -> None:
        self.words, self.toponyms, self.gold = words, toponyms, gold

    def label(self, toponym: Toponym) -> dict[str, Any] | None:
        """The gold toponym that overlaps a candidate."""
        for gold in self.gold:
            if gold["start"] < toponym.end and toponym.start < gold["end"]:
                return gold
        return None


def _documents(*, everything: bool) -> Iterator[Labelled]:
    recognise = Recogniser(default_gazetteer())
    parse = ParseStage()
    for measure in (m for m in MEASURES if m.name in TRAINED_ON):
        table = list(rows(measure.path))[:: 1 if everything else 2]
        documents = [Document(report_of(row)) for row in table]
        parse.batch(documents)
        for row, document in zip(table, documents, strict=True):
            words = Words.of(document.doc)
            yield Labelled(words, recognise(words), row["toponyms"])


def _conflict_reports() -> Iterator[Labelled]:
    """Claims' places are toponyms, and words inside the names of their speakers are none.

    Only where the claim corpus says either; the windows of June 2023 stay blind.
    """
    recognise = Recogniser(default_gazetteer())
    table = [
        row
        for row in rows(SHARED / "corpus/gold/train-items.jsonl")
        if not row["report"].get("window", "").startswith("2023-06")
    ]
    documents = [Document(report_of(row)) for row in table]
    ParseStage().batch(documents)
    for row, document in zip(table, documents, strict=True):
        words = Words.of(document.doc)
        places, people = set(), []
        for claim in row["claims"]:
            places |= {p["text"] for p in claim["places"]}
            people += [s for s in claim["sources"] if s["kind"] in ("official", "person", "expert")]
        gold = []
        for toponym in recognise(words):
            inside = any(
                p["span"]["start"] <= toponym.start and toponym.end <= p["span"]["end"]
                for p in people
                if p.get("span")
            )
            named = any(toponym.text in place for place in places)
            if named or (inside and toponym.form == "name"):
                gold.append({"start": toponym.start, "end": toponym.end, "place": named})
        yield Labelled(words, recognise(words), gold)


def _learn_places(documents: list[Labelled]) -> Weights:
    """A conditional logit over the candidates, alternated with the contexts it makes."""
    weights: Weights = {"population": 2.0, "kind=country": 2.0} | FIXED
    for _ in range(3):
        cases = []
        for document in documents:
            kept = [t for t in document.toponyms if t.candidates and document.label(t)]
            ranked = resolution.rank_all(kept, weights=weights)
            counts = Counter(resolution.key_of(t) for t in kept)
            context = resolution.context_of(ranked, counts)
            beside = resolution.neighbours(kept)
            for toponym in kept:
                gold = document.label(toponym)
                if gold is None or gold["lat"] is None:
                    continue
                key = resolution.key_of(toponym)
                options = [
                    (
                        resolution.static_features(toponym, c, beside[key], None)
                        + resolution.context_features(c, context, key),
                        _right(c.entry, gold),
                    )
                    for c in toponym.candidates
                ]
                if any(right for _, right in options) and len(options) > 1:
                    cases.append(options)
        weights = _fit_choice(cases) | FIXED
        print(f"place: {len(cases)} choices, right {_choice_accuracy(cases, weights):.3f}")
    return weights


def _right(entry: Any, gold: dict[str, Any]) -> bool:
    if str(entry.geonameid) == str(gold["geonameid"]):
        return True
    if entry.lat is None:
        return False
    return distance_km(entry.lat, entry.lon, gold["lat"], gold["lon"]) < RIGHT_KM


def _learn_toponyms(documents: list[Labelled], place: Weights) -> Weights:
    cases: list[Sparse] = []
    labels = []
    cues = load_cues()
    for document in documents:
        ranked = resolution.rank_all(document.toponyms, weights=place)
        scene = evidence.Scene.of(document.words, document.toponyms, ranked, cues)
        for at, toponym in enumerate(document.toponyms):
            gold = document.label(toponym)
            if gold is not None and gold["lat"] is None:
                continue  # not scored, and neither clearly a place nor clearly none
            cases.append(evidence.features(scene, at))
            labels.append(gold is not None)
    for document in _conflict_reports():
        ranked = resolution.rank_all(document.toponyms, weights=place)
        scene = evidence.Scene.of(document.words, document.toponyms, ranked, cues)
        for at, toponym in enumerate(document.toponyms):
            gold = document.label(toponym)
            if gold is not None:
                cases.append(evidence.features(scene, at))
                labels.append(gold["place"])
    weights = _fit_logistic(cases, labels)
    guesses = [sum(v * weights.get(f, 0.0) for f, v in case) > 0 for case in cases]
    right = sum(g == y for g, y in zip(guesses, labels, strict=True)) / len(labels)
    print(f"toponym: {len(labels)} candidates, {sum(labels)} toponyms, right {right:.3f}")
    return weights


def _names(cases: list[Sparse]) -> list[str]:
    seen: dict[str, int] = defaultdict(int)
    for case in cases:
        for feature, _ in case:
            seen[feature] += 1
    return sorted(f for f, n in seen.items() if n >= RARE)


def _matrix(cases: list[Sparse], names: list[str]) -> Any:
    column = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(cases), len(names)))
    for row, case in enumerate(cases):
        for feature, value in case:
            if feature in column:
                matrix[row, column[feature]] += value
    return matrix


def _fit_logistic(cases: list[Sparse], labels: list[bool], ridge: float = 1.0) -> Weights:
    """Newton's method with an L2 penalty, around the fixed weights."""
    names = [name for name in _names(cases) if name not in FIXED_TOPONYM]
    x, y = _matrix(cases, names), np.array(labels, float)
    fixed = np.array([math.fsum(v * FIXED_TOPONYM.get(f, 0.0) for f, v in case) for case in cases])
    w = np.zeros(len(names))
    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(x @ w + fixed, -30, 30)))
        gradient = x.T @ (y - p) - ridge * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(names))
        w += np.linalg.solve(hessian, gradient)
    return dict(zip(names, w.tolist(), strict=True)) | FIXED_TOPONYM


def _fit_choice(cases: list[list[tuple[Sparse, bool]]], ridge: float = 1.0) -> Weights:
    """Conditional logit by gradient ascent (Adam); several candidates may be right."""
    flat = [features for case in cases for features, _ in case]
    names = _names(flat)
    x = _matrix(flat, names)
    right = np.array([r for case in cases for _, r in case])
    sizes = [len(case) for case in cases]
    group = np.repeat(np.arange(len(cases)), sizes)
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    w, m, v = (np.zeros(len(names)) for _ in range(3))
    for step in range(1, 601):
        score = x @ w
        score = np.exp(score - np.maximum.reduceat(score, starts)[group])
        p = score / np.add.reduceat(score, starts)[group]
        good = np.where(right, score, 0)
        q = good / np.maximum(np.add.reduceat(good, starts)[group], 1e-12)
        gradient = x.T @ (q - p) - ridge * w
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        w += 0.05 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return dict(zip(names, w.tolist(), strict=True))


def _choice_accuracy(cases: list[list[tuple[Sparse, bool]]], weights: Weights) -> float:
    def best(case: list[tuple[Sparse, bool]]) -> bool:
        return max(case, key=lambda o: sum(v * weights.get(f, 0.0) for f, v in o[0]))[1]

    return math.fsum(best(case) for case in cases) / len(cases)


if __name__ == "__main__":
    main()
