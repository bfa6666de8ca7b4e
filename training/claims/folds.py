"""Five-fold figures of the classifier on the claim corpus and on our labels.

usage: python -m training.claims.folds TAGGER [--folds N ...] [--thresholds X ...] [--offers X ...]

Each fold is read by a classifier that was trained on the others (no window of the corpus and no
day of our labels lies in two), everything else of the pipeline as shipped; the claim scorer
judges all readings together, those of the rules beside them.
"""

import argparse
import functools
import json
import logging
import runpy
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import torch

from counterclaim import Reader
from counterclaim.events.classifier.features import Floats
from counterclaim.events.classifier.stage import ClassifierStage, inputs_of
from counterclaim.language.encoder.wordpieces import pieces_of, windows
from counterclaim.model.document import Document
from evaluation.measures import SHARED
from evaluation.predict import report_of
from training.attribution.train import Tagger
from training.claims.certainty import sentences
from training.claims.data import FOLDS, Labelled, Record, labelled, records
from training.claims.train import ClaimReader, Shared, train, vectors_of

log = logging.getLogger("training.claims")
CLASSIFIER = "counterclaim.events.classifier.v1"
SHOWN = ("RECORD", "found", "source", "source_attributed", "stance", "stance_macro", "type",
         "type_macro", "realis")  # fmt: skip


def scores(document: Document, *, shared: Shared, reader: ClaimReader) -> Floats:
    """The scores of a document's drafts by a reader that is not shipped."""
    told = document.encoded.told.copy()
    source = Labelled({}, pieces_of(document.text), 0, False, (), ())
    for window, view in zip(windows(len(told)), shared.views(source), strict=True):
        with torch.no_grad():
            vectors = vectors_of(reader, [view])[0].numpy()
        core = slice(window.core_first, window.core_last)
        told[core] = vectors[core.start + 1 - window.first : core.stop + 1 - window.first]
    document.encoding = replace(document.encoded, told=told)
    words, rules = inputs_of(document)
    with torch.no_grad():
        found: Floats = reader.classifier(torch.from_numpy(words), torch.from_numpy(rules)).numpy()
    return found


def read_with(stage: Any, reports: Sequence[Labelled]) -> list[list[Record]]:
    """The claims of some reports, as records."""
    reader = Reader(replace={CLASSIFIER: stage})
    readings = reader.read_many(report_of(report.record) for report in reports)
    return [json.loads(msgspec.json.encode(reading.claims)) for reading in readings]


class Unchanged:
    """The rules' drafts as they are."""

    name = CLASSIFIER
    requires = frozenset({"drafts"})
    assigns = frozenset({"drafts"})

    def __call__(self, document: Document) -> None:
        """Change nothing."""


def main() -> None:
    """Train the folds and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tagger", type=Path)
    parser.add_argument("--folds", type=int, nargs="*", default=list(range(FOLDS)))
    parser.add_argument("--thresholds", type=float, nargs="*", default=[-1.5, -0.5, 0.0])
    parser.add_argument("--offers", type=float, nargs="*", default=[0.0, 0.5, 1.0])
    parser.add_argument("--epochs", type=int, default=6)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_flush_denormal(True)
    tagger = Tagger()
    tagger.load_state_dict(torch.load(options.tagger))
    shared = Shared(tagger.encoder)
    reports = labelled(records())
    views = [(report, view) for report in reports for view in shared.views(report)]
    certain = [view for sentence in sentences("train") for view in shared.views(sentence)]
    read: dict[str, list[tuple[Labelled, list[Record]]]] = defaultdict(list)
    for fold in options.folds:
        held_out = [report for report in reports if report.fold == fold]
        reader = train(
            [v for r, v in views if r.fold != fold], certain, epochs=options.epochs, seed=1 + fold
        )
        by_reader = functools.partial(scores, shared=shared, reader=reader)
        stages = {
            f"claims above {t}, offers above {o}": ClassifierStage(
                by_reader, {"claim": t, "offer": o}
            )
            for t in options.thresholds
            for o in options.offers
        }
        for name, stage in {"rules": Unchanged(), **stages}.items():
            read[name] += zip(held_out, read_with(stage, held_out), strict=True)
        _show(read)


def _show(read: dict[str, list[tuple[Labelled, list[Record]]]]) -> None:
    """Log the figures so far: on all reports, on the corpus, on ours."""
    score = runpy.run_path(str(SHARED / "tools" / "score_claims.py"))["score"]
    for part, belongs in (
        ("all", lambda r: True),
        ("corpus", lambda r: r.seen),
        ("ours", lambda r: not r.seen),
    ):
        for name, found in read.items():
            docs = [
                (r.record["claims"], claims, r.record["report"].get("window") or n)
                for n, (r, claims) in enumerate(found)
                if belongs(r)
            ]
            if docs:
                figures = score(docs)
                flat = {k: v["f1"] if isinstance(v := figures[k], dict) else v for k in SHOWN}
                line = ", ".join(f"{k} {v:.3f}" for k, v in flat.items())
                log.info("%s, %s (%d claims): %s", part, name, figures["gold"], line)


if __name__ == "__main__":
    main()
