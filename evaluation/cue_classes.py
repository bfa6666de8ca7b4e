"""Attribution by classes of cue: recall of the rare stances, and the figures on speech alone.

A cue's class is that of its words in the lexicon of cues: ``denies``, ``accuses``, ``admits`` and
``threatens`` by stance, ``speech`` by kind; "vow" and "warn" count with the threats, as they voice
them as often as not. Recall counts a labelled relation as found when some
relation read has a cue and a content that overlap its own. The subset of speech holds the
relations, labelled and read, with a cue of that kind, scored by the scorer of layers.
"""

import gzip
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from counterclaim import Reader
from counterclaim.language.parse import ParseStage
from counterclaim.lexicons import load_table
from counterclaim.model.document import Document
from evaluation.measures import WORK, Scores, score
from evaluation.predict import report_of, rows

RARE = ("denies", "accuses", "admits", "threatens")
Spans = Sequence[Sequence[int]]
Relation = dict[str, Any]


def by_cue_class(reader: Reader, gold: Path) -> Scores:
    """Recall of each rare class, with its number of cues, and soft and exact F on speech."""
    parse, labelled = ParseStage(), list(rows(gold))
    met = dict.fromkeys(RARE, 0)
    there = dict.fromkeys(RARE, 0)
    said: list[Relation] = []
    read: list[Relation] = []
    reports = [report_of(row) for row in labelled]
    for row, reading in zip(labelled, reader.read_many(reports), strict=True):
        document = Document(reading.report)
        parse(document)
        found = [_plain(r) for r in (reading.layers.attributions if reading.layers else ())]
        for relation in row["relations"]:
            for stance in _classes(document.doc, relation["cue"]) & set(RARE):
                there[stance] += 1
                met[stance] += any(_same(relation, other) for other in found)
        said.append({**row, "relations": _speech(document.doc, row["relations"])})
        spoken = {"attributions": _speech(document.doc, found)}
        read.append({"report": {"id": row["id"]}, "layers": spoken})
    figures: Scores = {f"{s}.recall": 100 * met[s] / max(there[s], 1) for s in RARE}
    figures |= {f"{s}.cues": float(there[s]) for s in RARE}
    paths = [
        _written(WORK / "speech" / name, table) for name, table in (("gold", said), ("read", read))
    ]
    speech = score(("score_layers.py", "attribution"), *paths)
    return figures | {f"speech.{key}": value for key, value in speech.items()}


def _written(stem: Path, table: Iterable[Relation]) -> Path:
    path = stem.with_suffix(".jsonl.gz")
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in table)
    return path


def _plain(relation: Any) -> Relation:
    return {key: list(getattr(relation, key)) for key in ("source", "cue", "content")}


def _speech(doc: Doc, relations: Iterable[Relation]) -> list[Relation]:
    return [r for r in relations if "speech" in _classes(doc, r["cue"])]


def _classes(doc: Doc, cue: Spans) -> set[str]:
    """The stances and kinds of a cue's words."""
    classes: set[str] = set()
    for start, end in cue:
        span = doc.char_span(start, end, alignment_mode="expand")
        for token in span if span is not None else ():
            classes |= _lexicon().get((token.lemma_.lower(), token.pos_), set())
    return classes


def _lexicon() -> dict[tuple[str, str], set[str]]:
    """Stances and kinds of the one-word cues, by lemma and part of speech."""
    if not _TABLE:
        for row in load_table("cues"):
            for pos in _POS.get(row["pos"], ()):
                classes = _TABLE.setdefault((row["cue"], pos), set())
                classes |= {row["stance"], row["kind"]}
                if row["cue"] in _MENACES:
                    classes.add("threatens")
    return _TABLE


_MENACES = frozenset({"vow", "warn", "warning"})
_TABLE: dict[tuple[str, str], set[str]] = {}
_POS = {
    "verb": ("VERB", "AUX"),
    "noun": ("NOUN", "PROPN"),
    "adjective": ("ADJ",),
    "adverb": ("ADV",),
}


def _same(a: Relation, b: Relation) -> bool:
    return _overlap(a["cue"], b["cue"]) and _overlap(a["content"], b["content"])


def _overlap(a: Spans, b: Spans) -> bool:
    return any(s < y and x < e for s, e in a for x, y in b)
