"""What we read of a labelled snippet, as blocks of features: vectors, and bags of words."""

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token

from counterclaim import Claim, Party, Reader
from counterclaim.events.classifier.features import piece_range
from counterclaim.events.classifier.stage import ClassifierStage, scores_of
from counterclaim.lexicons import alternatives, load_table, load_user_table
from counterclaim.model.document import Document, Encoding, Extent
from counterclaim.model.vocabulary import CLAIM_TYPES, REALIS, STANCES
from counterclaim.pipeline.stages import run
from counterclaim.publishing.exports.event_codes import event_codes, speech_codes
from evaluation.predict import report_of, rows

Floats = NDArray[np.float32]
CONTENT_WORDS = {"NOUN", "VERB", "ADJ"}
ODDS = len(CLAIM_TYPES) + len(STANCES) + len(REALIS) + 1
"""Log-odds that the classifier gives a draft: its labels, and that it is a claim."""
TYPES = Path(__file__).with_name("plover_types.tsv")


@dataclass(slots=True)
class Snippet:
    """One labelled text: its blocks of words and its vectors by the block's name."""

    label: str
    text: str
    likely: list[str] = field(default_factory=list)
    words: dict[str, list[str]] = field(default_factory=dict)
    vectors: dict[str, Floats] = field(default_factory=dict)


def snippets(reader: Reader, gold: Path, label: str) -> list[Snippet]:
    """What we read of each text of ``gold``."""
    position = next(n for n, s in enumerate(reader.stages) if isinstance(s, ClassifierStage))
    found = []
    for row in rows(gold):
        document = Document(report_of(row))
        run(reader.stages[:position], [document])
        snippet = Snippet(row[label], document.text, vectors=_vectors(document))
        run(reader.stages[position:], [document])
        snippet.likely = [event for claim in document.claims for event in likely(claim)]
        snippet.words = {
            "lemmas": _lemmas(document),
            "syntax": list(_syntax(document)),
            "claims": list(_claims(document.claims)),
            "parties": list(_parties(document.claims)),
            "codes": list(_codes(document.text)),
        }
        found.append(snippet)
    return found


def _vectors(document: Document) -> dict[str, Floats]:
    """Means of the encoder's vectors over parts, and the log-odds of the classifier."""
    encoding, drafts = document.encoded, document.drafts
    told = encoding.told
    scores = scores_of(document) if drafts else np.zeros((1, ODDS), dtype=np.float32)
    content = [_extent(t) for t in document.doc if t.pos_ in CONTENT_WORDS]
    roots = [_extent(t) for t in document.doc if t.head.i == t.i]
    first = drafts[0] if drafts else None
    return {
        "mean": told.mean(axis=0, dtype=np.float32),
        "content": _mean(encoding, content),
        "root": _mean(encoding, roots[:1]),
        "trigger": _mean(encoding, [first.trigger] if first and first.trigger else []),
        "cue": _mean(encoding, [first.cue] if first and first.cue else []),
        "scores": scores.max(axis=0),
        "first": scores[0],
    }


def _extent(token: Token) -> Extent:
    return token.idx, token.idx + len(token)


def _mean(encoding: Encoding, extents: Iterable[Extent]) -> Floats:
    pieces = sorted(
        {n for e in extents for n in range(*piece_range(encoding.starts, encoding.ends, e))}
    )
    if not pieces:
        return np.zeros(encoding.told.shape[1], dtype=np.float32)
    mean: Floats = encoding.told[pieces].mean(axis=0, dtype=np.float32)
    return mean


def _lemmas(document: Document) -> list[str]:
    words = [t.lemma_.lower() for t in document.doc if len(t.text) > 1 and not t.is_space]
    return words + [f"{a} {b}" for a, b in pairwise(words)]


def _syntax(document: Document) -> Iterator[str]:
    """The head of the first sentence and what hangs on it, two steps down."""
    root = next((t for t in document.doc if t.head.i == t.i), None)
    if root is None:
        return
    yield f"root={root.lemma_}"
    for child in root.children:
        yield child.dep_ if child.dep_ == "nsubj" else f"{child.dep_}={child.lemma_.lower()}"
        if child.dep_ in {"xcomp", "ccomp", "dobj", "prep"}:
            yield from (f"below={t.lemma_.lower()}" for t in (child, *child.children))


def _claims(claims: Sequence[Claim]) -> Iterator[str]:
    """Labels, event codes, trigger and cue of each claim; the first one's labels apart, too."""
    for n, claim in enumerate(claims):
        code, speech = event_codes(claim), speech_codes(claim.stance)
        labels = [
            f"type={claim.type}", f"stance={claim.stance}", f"realis={claim.realis}",
            f"{claim.type} {claim.realis}", f"{claim.type} {claim.stance}",
            f"plover={code.plover}", f"plover={code.plover} {code.mode}",
            f"plover={code.plover} {claim.realis}", f"said={speech.plover}",
            f"cameo={code.cameo}", f"acled={code.sub_event}",
            *(f"unit={figure.unit}" for figure in claim.figures),
            *(f"source={source.kind}" for source in claim.sources[:1]),
        ]  # fmt: skip
        yield from labels
        if not n:
            yield from (f"first {label}" for label in labels)
        for name, span in (("trigger", claim.trigger), ("cue", claim.cue)):
            yield from (f"{name}={w}" for w in (span.text.lower().split() if span else ()))


def likely(claim: Claim) -> list[str]:
    """The PLOVER event types that ``plover_types.tsv`` gives a claim."""
    told = {"stance": claim.stance, "type": claim.type, "realis": claim.realis}
    return [
        row["event"]
        for row in _plover_types()
        if all(row[column] in ("", value) for column, value in told.items())
    ]


@functools.cache
def _plover_types() -> tuple[dict[str, str], ...]:
    return load_user_table(TYPES)


def _codes(text: str) -> Iterator[str]:
    """The rows of ``event_codes.tsv`` whose words stand anywhere in the text."""
    for row, pattern in _code_patterns():
        if pattern.search(text):
            yield from (f"row={row['type']} {row['words']}", f"acled={row['sub_event']}")
            yield from (f"plover={row['plover']} {row['mode']}", f"cameo={row['cameo']}")


@functools.cache
def _code_patterns() -> tuple[tuple[dict[str, str], re.Pattern[str]], ...]:
    def pattern(words: str) -> re.Pattern[str]:
        parts = (re.escape(w).replace(r"\*", r"\w*") for w in alternatives(words))
        return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)

    return tuple((r, pattern(r["words"])) for r in load_table("event_codes") if r["words"])


def _parties(claims: Sequence[Claim]) -> Iterator[str]:
    for claim in claims:
        sets: tuple[tuple[str, tuple[Party, ...]], ...] = (
            ("agent", claim.agents), ("target", claim.targets),
        )  # fmt: skip
        for role, parties in sets:
            yield f"{role} {bool(parties)} {claim.type}"
            for party in parties:
                head = party.text.lower().split()[-1]
                named = party.side not in ("-", "none")
                yield from (f"{role}={head}", f"{role}={head} {claim.type}")
                yield f"{role} named={named} {claim.type}"
