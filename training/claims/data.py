"""Labelled reports as word pieces with the rules' drafts and what a reader made of them."""

import functools
import hashlib
import json
import runpy
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from counterclaim import Reader
from counterclaim.events.classifier.features import RULES, Parts, opinions_of, parts_of
from counterclaim.language.encoder.wordpieces import Pieces, pieces_of
from counterclaim.model.document import Document
from counterclaim.model.vocabulary import CLAIM_TYPES, REALIS, STANCES
from counterclaim.pipeline.stages import run
from evaluation.measures import SHARED
from evaluation.predict import report_of, rows
from training.restore_labels import restored
from training.shared_texts import texts_of

GOLD = ("bakhmut", "train-items", "train-articles")
OURS = ("feeds", "articles", "feeds-more", "articles-more")
LABELS = Path(__file__).resolve().parents[1] / "labels"
FOLDS = 5
CLASSES = (CLAIM_TYPES, STANCES, REALIS)
UNKNOWN = (0,) * len(RULES)

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Instance:
    """Words, the rules' opinions on them, and the labels (none: it is no claim)."""

    parts: Parts
    opinions: tuple[int, ...]
    labels: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Labelled:
    """One report: its drafts and, where readers found a claim in one, that claim's own words.

    ``drafts[i]`` and ``claims[i]`` are of one claim; where no draft meets a claim, or no claim a
    draft, the other is ``None``. ``seen`` tells that the rules were written with this text at hand.
    """

    record: Record
    pieces: Pieces
    fold: int
    seen: bool
    drafts: tuple[Instance | None, ...]
    claims: tuple[Instance | None, ...]


def records() -> Iterator[tuple[str, Record]]:
    """The claim corpus and the labels of ours, each with the name of its file."""
    for name in GOLD:
        for record in rows(SHARED / "corpus" / "gold" / f"{name}.jsonl"):
            yield name, record
    for name in OURS:
        yield from ((name, record) for record in ours(name))


def ours(name: str) -> Iterator[Record]:
    """The records of one file of labels."""
    labelled = list(rows(LABELS / f"{name}.jsonl"))
    texts = {file: texts_of(SHARED, file) for file in sorted({row["file"] for row in labelled})}
    for row in labelled:
        record = restored(texts[row["file"]][row["id"]], row)
        yield json.loads(json.dumps(record))


def fold_of(record: Record, windows: Sequence[str]) -> int:
    """The fold of a report: a window of the corpus, or a day, lies in one fold alone."""
    report = record["report"]
    if report.get("window"):
        return windows.index(report["window"]) % FOLDS
    day = (report.get("published") or report["id"])[:10]
    return int(hashlib.sha1(day.encode()).hexdigest(), 16) % FOLDS


def labelled(found: Iterable[tuple[str, Record]]) -> list[Labelled]:
    """The reports read by the stages before the classifier."""
    table = list(found)
    windows = sorted({w for _, r in table if (w := r["report"].get("window"))})
    stages = Reader().stages
    last = next(i for i, stage in enumerate(stages) if "drafts" in stage.assigns)
    out = []
    for name, record in table:
        document = Document(report_of(record))
        run(stages[: last + 1], [document])
        drafts, claims = _paired(document, record["claims"])
        pieces = pieces_of(document.text)
        fold = fold_of(record, windows)
        out.append(Labelled(record, pieces, fold, name in GOLD, drafts, claims))
    return out


def _pair(claims: list[Record], words: list[Record]) -> list[tuple[Record, Record]]:
    """The pairs that the claim scorer makes."""
    return cast(list[tuple[Record, Record]], _scorer()["pair"](claims, words))


@functools.cache
def _scorer() -> dict[str, Any]:
    return runpy.run_path(str(SHARED / "tools" / "score_claims.py"))


def _paired(
    document: Document, claims: list[Record]
) -> tuple[tuple[Instance | None, ...], tuple[Instance | None, ...]]:
    """Drafts and claims, those that the claim scorer pairs side by side."""
    words = [_words(document, n) for n in range(len(document.drafts))]
    place = {id(claim): n for n, claim in enumerate(claims)}
    of_draft = {p["n"]: place[id(g)] for g, p in _pair(claims, words)}
    drafts: list[Instance | None] = []
    own: list[Instance | None] = []
    for n, draft in enumerate(document.drafts):
        voice = document.attributions[draft.attribution] if draft.attribution is not None else None
        claim = claims[of_draft[n]] if n in of_draft else None
        labels = _labels(claim) if claim is not None else None
        drafts.append(Instance(parts_of(draft, voice), opinions_of(draft, voice), labels))
        own.append(_as_labelled(claim) if claim is not None else None)
    missed = [c for n, c in enumerate(claims) if n not in of_draft.values()]
    return (*drafts, *(None for _ in missed)), (*own, *map(_as_labelled, missed))


def _words(document: Document, n: int) -> Record:
    """A draft in the form the claim scorer pairs by."""
    draft = document.drafts[n]
    voice = document.attributions[draft.attribution] if draft.attribution is not None else None
    sources = voice.sources[:1] if voice is not None else ()
    spans = [{"start": s.start, "end": s.end} for s in sources]
    return {
        "n": n,
        "quote": dict(zip(("start", "end"), draft.quote, strict=True)),
        "trigger": draft.trigger and dict(zip(("start", "end"), draft.trigger, strict=True)),
        "stance": draft.stance,
        "type": draft.type,
        "sources": [{"span": s, "text": document.text[s["start"] : s["end"]]} for s in spans],
    }


def _labels(claim: Record) -> tuple[int, int, int]:
    kind, stance, realis = claim["type"], claim["stance"], claim["realis"]
    return CLAIM_TYPES.index(kind), STANCES.index(stance), REALIS.index(realis)


def _as_labelled(claim: Record) -> Instance:
    """A claim on the words that its reader marked, without an opinion of the rules."""

    def extents(*spans: Record | None) -> tuple[tuple[int, int], ...]:
        return tuple((s["start"], s["end"]) for s in spans if s)

    source = claim["sources"][0]["span"] if claim["sources"] else None
    parts = (
        extents(claim["quote"]),
        extents(claim["trigger"]),
        extents(claim["cue"]),
        extents(source),
    )
    return Instance(parts, UNKNOWN, _labels(claim))
