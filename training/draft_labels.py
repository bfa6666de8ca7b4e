"""Labels of drafts: sheets to be judged by reading, and the judgements as offsets.

usage: python -m training.draft_labels SHARED sheets OUT [--seed N] [--reports N] [--sheets N]
       python -m training.draft_labels SHARED collect ANNOTATOR SHEET ANSWERS >> LABELS.jsonl

Judging what the rules propose takes a tenth of the time of labelling a report in full, and is what
the classifier of claims learns from. ``sheets`` chooses reports that are not labelled yet (a fixed
seed; half of them for the cue words of rare stances; none that shares eight words in a row with a
report held out) and writes their texts and drafts, numbered (with ``?`` what the rules only offer).
An answer is a line ``# ID``, then one line a draft: ``N type [stance [realis]]`` (``asserts`` and
``occurred`` where they are left out) or ``N -`` for what is no claim of its own; a final ``!``
says that the speaker shown is wrong. A claim that no draft has is ``+ type stance realis | its
words | trigger``.
``collect`` turns answers into labels without words. Sheets quote: they stay outside the repository.
"""

import argparse
import functools
import hashlib
import json
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from counterclaim import Reader
from counterclaim.model.document import ClaimDraft, Document
from counterclaim.model.vocabulary import CLAIM_TYPES, REALIS, STANCES
from counterclaim.pipeline.stages import Stage, run
from evaluation.predict import report_of
from training.select_reports import RARE, candidates, gold_texts
from training.shared_texts import ARTICLES, FEEDS, Report, reports_of, texts_of

LABELS = Path(__file__).resolve().parent / "labels"
SHINGLE = 8
"""Words in a row that no chosen report shares with one held out."""
Row = dict[str, Any]


def _labelled() -> dict[str, set[str]]:
    """Ids of reports by the file that labels them."""
    return {
        path.stem: {json.loads(line)["id"] for line in path.read_text("utf-8").splitlines()}
        for path in sorted(LABELS.glob("*.jsonl"))
    }


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = text.casefold().split()
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def choose(
    shared: Path, seed: int, number: int, without: Iterable[Path]
) -> list[tuple[str, Report]]:
    """Reports to judge, each with the shared file it is of; articles come first."""
    labelled = _labelled()
    taken = set().union(*labelled.values())
    for path in without:
        taken |= {json.loads(line)["id"] for line in path.read_text("utf-8").splitlines()}
    held_out: set[tuple[str, ...]] = set()
    feeds = list(reports_of(shared / FEEDS))
    for report in feeds:
        if report["id"] in labelled["feeds-held-out"]:
            held_out |= _shingles(report["text"])
    known = gold_texts(shared / "corpus" / "gold")
    pool = [
        report
        for report in candidates(feeds, known)
        if report["id"] not in taken and not _shingles(report["text"]) & held_out
    ]
    random.Random(seed).shuffle(pool)
    rare = [r for r in pool if RARE.search(r["text"])][: number // 2]
    taken |= {r["id"] for r in rare}
    rest = [r for r in pool if r["id"] not in taken][: number - len(rare)]
    articles = [
        r
        for r in reports_of(shared / ARTICLES)
        if r["text"] not in known and r["id"] not in taken and len(r["text"]) < 9000
    ]
    random.Random(seed).shuffle(articles)
    both = [*rare, *rest]
    random.Random(seed).shuffle(both)
    return [(ARTICLES, r) for r in articles[: number // 100]] + [(FEEDS, r) for r in both]


@functools.cache
def _stages() -> tuple[Stage, ...]:
    stages = Reader().stages
    last = next(i for i, stage in enumerate(stages) if "drafts" in stage.assigns)
    return stages[: last + 1]


def drafted(reports: Iterable[Report]) -> Iterator[Document]:
    """Reports read up to the rules' drafts of claims."""
    stages = _stages()
    for report in reports:
        document = Document(report_of(report))
        run(stages, [document])
        yield document


def sheet_of(document: Document, file: str) -> tuple[str, Row]:
    """The page to judge, and where its drafts stand."""
    report, text = document.report, document.text
    lines = [f"# {report.id} {str(report.published or '')[:10]} {report.outlet or ''}", text]
    places = []
    for n, draft in enumerate(document.drafts, 1):
        voice = document.attributions[draft.attribution] if draft.attribution is not None else None
        by = ", by the outlet"
        if voice is not None:
            cue = " ... ".join(text[start:end] for start, end in voice.cue)
            who = " <- ".join(text[s.start : s.end] for s in voice.sources) or "nobody named"
            by = f", by {who} ({cue})"
        trigger = text[slice(*draft.trigger)] if draft.trigger else ""
        number = f"{n}" if draft.sure else f"{n}?"
        lines.append(f"{number} [{text[slice(*draft.quote)]}] {{{trigger}}}{by}")
        lines[-1] = lines[-1].replace("\n", " / ")
        places.append(_place(draft))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return "\n".join(lines) + "\n\n", {
        "file": file,
        "id": report.id,
        "sha256": digest,
        "drafts": places,
    }


def _place(draft: ClaimDraft) -> Row:
    return {"quote": list(draft.quote), "trigger": draft.trigger and list(draft.trigger)}


def answers(lines: Iterable[str]) -> Iterator[tuple[str, dict[int, str], list[str]]]:
    """Judgements by report id: by number of the draft, and the claims that no draft has."""
    report, found, more = "", dict[int, str](), list[str]()
    for line in filter(None, map(str.strip, lines)):
        head, _, rest = line.partition(" ")
        if head == "#":
            if report:
                yield report, found, more
            report, found, more = rest.split()[0], {}, []
        elif head == "+":
            more.append(rest)
        elif head.rstrip(".?").isdigit():
            found[int(head.rstrip(".?"))] = rest
        else:
            raise SystemExit(f"{report}: {line}: begins with neither a number nor '#' nor '+'")
    if report:
        yield report, found, more


def read_as(words: str, where: str) -> Row:
    """Type, stance and realis of an answer; refuses what is none of the vocabulary's."""
    kind, stance, realis = [*words.split(), "", ""][:3]
    label = {"type": kind, "stance": stance or "asserts", "realis": realis or "occurred"}
    for (field, value), known in zip(label.items(), (CLAIM_TYPES, STANCES, REALIS), strict=True):
        if value not in known:
            raise SystemExit(f"{where}: {words}: {value} is no {field}")
    return label


def judged(row: Row, found: dict[int, str], more: list[str], text: str, annotator: str) -> Row:
    """A row of labels."""
    drafts = []
    for n, draft in enumerate(row["drafts"], 1):
        if n in found:
            words = found[n].removesuffix("!").strip()
            label = {} if words == "-" else read_as(words, f"{row['id']} {n}")
            voice = {"speaker": "wrong"} if found[n].endswith("!") else {}
            drafts.append({**draft, **voice, **label})
    missed = []
    for line in more:
        said, quote, trigger = (part.strip() for part in (line + "||").split("|")[:3])
        start = text.find(quote)
        if start < 0 or not quote:
            raise SystemExit(f"{row['id']}: not in the text as written: {quote}")
        at = text.find(trigger, start, start + len(quote)) if trigger else -1
        place = [at, at + len(trigger)] if at >= 0 else None
        missed.append(
            {"quote": [start, start + len(quote)], "trigger": place, **read_as(said, row["id"])}
        )
    known = {k: row[k] for k in ("file", "id", "sha256")}
    return {**known, "annotator": annotator, "drafts": drafts, "missed": missed}


def _write_sheets(options: argparse.Namespace) -> None:
    choice = choose(options.shared, options.seed, options.reports, options.without)
    options.out.mkdir(parents=True, exist_ok=True)
    documents = drafted(report for _, report in choice)
    sheets: list[list[tuple[str, Row]]] = [[] for _ in range(options.sheets)]
    for n, ((file, _), document) in enumerate(zip(choice, documents, strict=True)):
        if document.drafts:
            sheets[n % options.sheets].append(sheet_of(document, file))
    for n, sheet in enumerate(sheets, 1):
        (options.out / f"sheet{n}.txt").write_text("".join(page for page, _ in sheet), "utf-8")
        rows = "".join(json.dumps(row) + "\n" for _, row in sheet)
        (options.out / f"sheet{n}.jsonl").write_text(rows, "utf-8")


def _collect(options: argparse.Namespace) -> None:
    lines = options.answers.read_text("utf-8").splitlines()
    found = {report: (drafts, more) for report, drafts, more in answers(lines)}
    rows = [json.loads(line) for line in options.sheet.read_text("utf-8").splitlines()]
    texts = {file: texts_of(options.shared, file) for file in {row["file"] for row in rows}}
    for row in rows:
        if row["id"] in found:
            text = texts[row["file"]][row["id"]]["text"]
            label = judged(row, *found[row["id"]], text, options.annotator)
            sys.stdout.write(json.dumps(label) + "\n")


def main() -> None:
    """Write sheets, or labels."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    commands = parser.add_subparsers(required=True)
    sheets = commands.add_parser("sheets")
    sheets.add_argument("out", type=Path)
    sheets.add_argument("--seed", type=int, default=20261124)
    sheets.add_argument("--reports", type=int, default=4800)
    sheets.add_argument("--sheets", type=int, default=6)
    sheets.add_argument("--without", type=Path, nargs="*", default=[], help="earlier sheets (JSON)")
    sheets.set_defaults(work=_write_sheets)
    collect = commands.add_parser("collect")
    collect.add_argument("annotator")
    collect.add_argument("sheet", type=Path)
    collect.add_argument("answers", type=Path)
    collect.set_defaults(work=_collect)
    options = parser.parse_args()
    options.work(options)


if __name__ == "__main__":
    main()
