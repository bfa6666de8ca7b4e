"""usage: python -m evaluation.fit_attribution [LABELLED.jsonl[.gz]]

Fits the weights of ``counterclaim.attribution.reliability`` on labelled attributions (the train
part of the attribution benchmark by default) and writes them into the two tables that hold
them: ``attribution_weights.tsv`` and the ``weight`` column of ``cues.tsv``.

Logistic regression with an L2 penalty, by Adam on the whole batch; the same input gives the
same tables. The threshold row is kept as it is.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import numpy as np

from counterclaim.attribution.assembly import candidates
from counterclaim.attribution.candidates import Candidate
from counterclaim.attribution.reliability import features
from counterclaim.attribution.tree import Tree
from counterclaim.language.parse import ParseStage
from counterclaim.model.document import Document, Extent
from evaluation.predict import report_of, rows

LABELLED = (
    Path(__file__).resolve().parents[2] / "shared" / "benchmarks" / "attribution.train.jsonl.gz"
)
RARE = 4
"""A cue seen fewer times gets no weight of its own."""
PENALTY, CUE_PENALTY, STEPS = 1.0, 3.0, 400
SMALL = 0.02, 0.1
"""Feature and cue weights nearer to zero than these are left out of the tables."""

Example = tuple[str, list[str], bool]


def examples(path: Path) -> list[Example]:
    """Cue, features and whether the label agrees, for each candidate of each text."""
    parse, out = ParseStage(), []
    for row in rows(path):
        document = Document(report_of(row))
        parse(document)
        tree = Tree(document.doc)
        labels = [(_characters(r["source"]), _characters(r["content"])) for r in row["relations"]]
        for c in candidates(tree):
            speaker = [(s.relative or (s.start, s.end)) for s in c.sources[:1]]
            said = _characters(speaker), _characters(c.content)
            agrees = any(
                _f1(said[0], source) >= 0.5 and _f1(said[1], content) >= 0.5
                for source, content in labels
                if content & said[1]
            )
            out.append((_cue(c), features(tree, c), agrees))
    return out


def fit(data: list[Example]) -> tuple[dict[str, float], dict[str, float]]:
    """Weights of the features and of the cues."""
    seen = Counter(cue for cue, _, _ in data)
    names = sorted({f for _, found, _ in data for f in found})
    known = sorted(cue for cue, n in seen.items() if n >= RARE)
    place = {("feature", f): i for i, f in enumerate(names)}
    place |= {("cue", c): i + len(names) for i, c in enumerate(known)}
    example, column = [], []
    for n, (cue, found, _) in enumerate(data):
        keys = [("feature", f) for f in sorted(set(found))] + [("cue", cue)]
        for key in keys:
            if key in place:
                example.append(n)
                column.append(place[key])
    penalty = np.array([PENALTY] * len(names) + [CUE_PENALTY] * len(known))
    target = np.array([float(agrees) for _, _, agrees in data])
    weights = _adam(np.array(example), np.array(column), target, penalty)
    return (
        {f: float(weights[place["feature", f]]) for f in names},
        {c: float(weights[place["cue", c]]) for c in known},
    )


def _adam(
    example: "np.ndarray", column: "np.ndarray", y: "np.ndarray", penalty: "np.ndarray"
) -> "np.ndarray":
    size = len(penalty)
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        z = np.bincount(example, weights=weights[column], minlength=len(y))
        error = 1 / (1 + np.exp(-z)) - y
        slope = np.bincount(column, weights=error[example], minlength=size) + penalty * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope * slope
        rate = 0.1 * (1 - step / STEPS) + 0.002
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def write(features_: dict[str, float], cues: dict[str, float]) -> None:
    """Put the weights into the shipped tables, comments and other columns unchanged."""
    folder = Path(str(files("counterclaim.lexicons")))
    table = folder / "attribution_weights.tsv"
    kept = [
        line
        for line in table.read_text("utf-8").splitlines()
        if line.startswith(("#", "feature\t", "threshold\t"))
    ]
    kept += [f"{f}\t{w:.2f}" for f, w in sorted(features_.items()) if abs(w) >= SMALL[0]]
    table.write_text("\n".join(kept) + "\n", "utf-8")
    table = folder / "cues.tsv"
    lines, header = [], None
    for line in table.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("#") or not line:
            lines.append(line)
        elif header is None:
            header = cells
            lines.append(line)
        else:
            weight = cues.get(f"{cells[1]}:{cells[0]}", 0.0)
            cells += [""] * (len(header) - len(cells))
            cells[header.index("weight")] = f"{weight:.2f}" if abs(weight) >= SMALL[1] else ""
            lines.append("\t".join(cells))
    table.write_text("\n".join(lines) + "\n", "utf-8")


def _cue(c: Candidate) -> str:
    return f"{c.pos}:{c.lemma}"


def _characters(extents: Iterable[Extent | list[int]]) -> frozenset[int]:
    return frozenset(i for start, end in extents for i in range(start, end))


def _f1(a: frozenset[int], b: frozenset[int]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def main() -> None:
    """Fit on the labelled texts and write the tables."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else LABELLED
    data = examples(path)
    print(f"{len(data)} candidates, {sum(agrees for _, _, agrees in data)} agree with a label")
    write(*fit(data))


if __name__ == "__main__":
    main()
