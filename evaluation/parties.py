"""usage: python -m evaluation.parties [--gold-drafts] [--blind PREFIX] [--errors N]

How well the parties of claims are named: canonical name, side and kind of the sources, name
and side of agents and targets. Stricter than the claim scorer, which is content with an
overlapping span. ``--gold-drafts`` puts the gold's own words through the party stage alone,
so that it is measured apart from the rooms before it; otherwise whole readings are paired
with the gold as the claim scorer pairs them. Windows that begin with PREFIX are counted
apart and their errors never shown.
"""

import argparse
import importlib.util
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from counterclaim import Reader, Stage
from counterclaim.grounding.parties.stage import PartyStage
from counterclaim.grounding.places.stage import PlaceStage
from counterclaim.language.parse import ParseStage
from counterclaim.model.document import Attribution, ClaimDraft, Document, Extent, SourceMention
from evaluation.measures import SHARED, Scores
from evaluation.predict import report_of, rows

GOLD = ("bakhmut", "train-items", "train-articles")

Json = dict[str, Any]


def scorer() -> ModuleType:
    """The claim scorer, as a module."""
    path = SHARED / "tools" / "score_claims.py"
    spec = importlib.util.spec_from_file_location("score_claims", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is missing; put the scorers there")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def extent(item: Json | None) -> Extent | None:
    """The extent of a gold item or of its span, if it has one."""
    if not item:
        return None
    span = item.get("span") or item
    return (span["start"], span["end"]) if isinstance(span.get("start"), int) else None


def gold_document(row: Json) -> Document:
    """A document whose attributions and drafts are the gold's words."""
    document = Document(report_of(row))
    attributions: list[Attribution] = []
    drafts: list[ClaimDraft] = []
    for claim in row["claims"]:
        quote = extent(claim["quote"])
        assert quote is not None
        hops = tuple(
            SourceMention(*words, s["role"]) for s in claim["sources"] if (words := extent(s))
        )
        cue = extent(claim["cue"])
        number = None
        if hops:
            number = len(attributions)
            attributions.append(
                Attribution(
                    sources=hops,
                    cue=(cue,) if cue else (),
                    content=(quote,),
                    construction="indirect",
                    stance=claim["stance"],
                )
            )
        drafts.append(
            ClaimDraft(
                quote=quote,
                clause=quote,
                attribution=number,
                cue=cue,
                stance=claim["stance"],
                type=claim["type"],
                trigger=extent(claim["trigger"]),
                realis=claim["realis"],
                agents=tuple(e for a in claim["agents"] if (e := extent(a))),
                targets=tuple(e for t in claim["targets"] if (e := extent(t))),
            )
        )
    document.attributions, document.drafts = tuple(attributions), tuple(drafts)
    return document


def gold_pairs(row: Json, stages: Sequence[Stage]) -> Iterator[tuple[str, Json, Json]]:
    """Each gold party with what the stage makes of the same words."""
    document = gold_document(row)
    for stage in stages:
        stage(document)
    found = {(m.start, m.end): m for m in document.parties}
    for claim in row["claims"]:
        for place in ("sources", "agents", "targets"):
            for item in claim[place]:
                words = extent(item)
                if words is None:
                    continue
                mention = found[words]
                made = mention.source if place == "sources" else mention.party
                group = item["role"] if place == "sources" else place
                yield group, item, msgspec.to_builtins(made)


def read_pairs(row: Json, reader: Reader, score: ModuleType) -> Iterator[tuple[str, Json, Json]]:
    """The nearest source of each paired attributed claim; agents and targets on the same words."""
    reading = msgspec.to_builtins(reader.read(report_of(row)))
    for gold, made in score.pair(row["claims"], reading["claims"]):
        if gold["sources"]:
            nothing = {"text": "", "name": "(none)", "side": "-", "kind": "-"}
            first = next(iter(made["sources"]), nothing)
            yield gold["sources"][0]["role"], gold["sources"][0], first
        for place in ("agents", "targets"):
            for item in gold[place]:
                for other in made[place]:
                    if score.ov(score.span(item), score.span(other)):
                        yield place, item, other
                        break


def strict_speakers(reader: Reader, gold: Path) -> Scores:
    """Shares of paired attributed claims whose nearest source has the gold's name, side, kind."""
    score = scorer()
    right: Counter[str] = Counter()
    total = 0
    for row in rows(gold):
        for group, want, made in read_pairs(row, reader, score):
            if group in {"agents", "targets"}:
                continue
            total += 1
            right["name"] += score.norm(want["name"]) == score.norm(made["name"])
            right["side"] += want["side"] == made["side"]
            right["kind"] += want["kind"] == made["kind"]
    return {key: right[key] / (total or 1) for key in ("name", "side", "kind")}


def tally(part: str, pairs: list[tuple[str, Json, Json]], score: ModuleType, errors: int) -> None:
    """Print the shares that are right, by place in the claim, and some that are not."""
    counts: Counter[tuple[str, str]] = Counter()
    wrong: Counter[str] = Counter()
    for group, gold, made in pairs:
        counts[group, "n"] += 1
        name = score.norm(gold["name"]) == score.norm(made["name"])
        side = gold["side"] == made["side"]
        kind = gold.get("kind") == made.get("kind")
        counts[group, "name"] += name
        counts[group, "side"] += side
        counts[group, "kind"] += kind
        counts[group, "scorer"] += score.same_name(gold, made)
        if not (name and side and kind):
            want = f"{gold['name']}/{gold['side']}/{gold.get('kind', '')}"
            got = f"{made['name']}/{made['side']}/{made.get('kind', '')}"
            wrong[f"{group}: {gold['text']!r} ({made['text']!r}): {want} <- {got}"] += 1
    for group in sorted({g for g, _ in counts}):
        n = counts[group, "n"]
        shares = " ".join(
            f"{k} {counts[group, k] / n:.3f}" for k in ("name", "side", "kind", "scorer")
        )
        print(f"{part:6} {group:8} n {n:4} {shares}")
    for line, times in sorted(wrong.items(), key=lambda x: (-x[1], x[0]))[:errors]:
        print(f"  {times} {line}")


def main() -> None:
    """Read, pair, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold-drafts", action="store_true")
    parser.add_argument("--blind", default="2023-06")
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    score = scorer()
    stages = (ParseStage(), PlaceStage(), PartyStage())
    reader = None if options.gold_drafts else Reader()
    parts: dict[str, list[tuple[str, Json, Json]]] = {"seen": [], "blind": []}
    for name in GOLD:
        for row in rows(SHARED / "corpus" / "gold" / f"{name}.jsonl"):
            window = row["report"].get("window") or ""
            part = parts["blind" if window.startswith(options.blind) else "seen"]
            part += gold_pairs(row, stages) if reader is None else read_pairs(row, reader, score)
    for part_name, pairs in parts.items():
        tally(part_name, pairs, score, options.errors if part_name == "seen" else 0)


if __name__ == "__main__":
    main()
