"""Labelled reports as word pieces with the rules' drafts and what a reader made of them."""

import functools
import hashlib
import json
import runpy
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from counterclaim.events.classifier.features import RULES, Parts, opinions_of, parts_of
from counterclaim.language.encoder.wordpieces import Pieces, pieces_of
from counterclaim.model.document import Document
from counterclaim.model.vocabulary import CLAIM_TYPES, REALIS, STANCES
from evaluation.measures import SHARED
from evaluation.predict import rows
from training.draft_labels import drafted
from training.restore_labels import restored
from training.shared_texts import texts_of

GOLD = ("bakhmut", "train-items", "train-articles")
OURS = ("feeds", "articles", "feeds-more", "articles-more")
JUDGED = "drafts"
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
    yield from ((JUDGED, record) for record in judged())


def ours(name: str) -> Iterator[Record]:
    """The records of one file of labels."""
    labelled = list(rows(LABELS / f"{name}.jsonl"))
    texts = {file: texts_of(SHARED, file) for file in sorted({row["file"] for row in labelled})}
    for row in labelled:
        record = restored(texts[row["file"]][row["id"]], row)
        yield json.loads(json.dumps(record))


def judged() -> Iterator[Record]:
    """Reports whose drafts were judged; of its ``claims`` those without a type are none."""
    labelled = list(rows(LABELS / f"{JUDGED}.jsonl"))
    texts = {file: texts_of(SHARED, file) for file in sorted({row["file"] for row in labelled})}
    for row in labelled:
        report = texts[row["file"]][row["id"]]
        if hashlib.sha256(report["text"].encode()).hexdigest() != row["sha256"]:
            raise SystemExit(f"{row['id']}: another text than the judgements were made on")
        both = [*row["drafts"], *row["missed"]]
        yield {"report": report, "claims": [{**label, **_spans(label)} for label in both]}


def _spans(label: Record) -> Record:
    extents = {"quote": label["quote"], "trigger": label["trigger"]}
    return {
        key: extent and dict(zip(("start", "end"), extent, strict=True))
        for key, extent in extents.items()
    }


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
    out = []
    for name, record in table:
        (document,) = drafted([record["report"]])
        pair = _judged if name == JUDGED else _paired
        drafts, claims = pair(document, record["claims"])
        pieces = pieces_of(document.text)
        fold = fold_of(record, windows)
        out.append(Labelled(record, pieces, fold, name in GOLD, drafts, claims))
    return out


def _pair(claims: list[Record], words: list[Record]) -> list[tuple[Record, Record]]:
    """The pairs that the claim scorer makes."""
    return cast(list[tuple[Record, Record]], scorer()["pair"](claims, words))


@functools.cache
def scorer() -> dict[str, Any]:
    """The functions of the claim scorer."""
    return runpy.run_path(str(SHARED / "tools" / "score_claims.py"))


def _paired(
    document: Document, claims: list[Record]
) -> tuple[tuple[Instance | None, ...], tuple[Instance | None, ...]]:
    """Drafts and claims, those that the claim scorer pairs side by side."""
    words = [words_of(document, n) for n in range(len(document.drafts))]
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


def _judged(
    document: Document, judged: list[Record]
) -> tuple[tuple[Instance | None, ...], tuple[Instance | None, ...]]:
    """The drafts that were judged, or that are nearest to a claim which no draft was for."""
    words = [words_of(document, n) for n in range(len(document.drafts))]
    by_place = {place_of(label): label for label in judged}
    found = {n: by_place[at] for n, at in enumerate(map(place_of, words)) if at in by_place}
    met = {place_of(words[n]) for n in found}
    left = [label for label in judged if "type" in label and place_of(label) not in met]
    open_ = [w for w in words if w["n"] not in found]
    found.update((p["n"], claim) for claim, p in _pair(left, open_))
    drafts = []
    for n, label in sorted(found.items()):
        draft = document.drafts[n]
        voice = document.attributions[draft.attribution] if draft.attribution is not None else None
        labels = _labels(label) if "type" in label else None
        drafts.append(Instance(parts_of(draft, voice), opinions_of(draft, voice), labels))
    return tuple(drafts), (None,) * len(drafts)


def place_of(label: Record) -> tuple[int, ...]:
    """Where quote and trigger of a claim or draft stand."""
    spans = [label["quote"], label["trigger"] or label["quote"]]
    return tuple(s[key] for s in spans for key in ("start", "end"))


def words_of(document: Document, n: int) -> Record:
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
