"""The unlabelled and labelled texts that robustness and speed are shown on."""

from collections.abc import Iterator
from pathlib import Path

from counterclaim import Report
from evaluation.measures import SHARED
from evaluation.predict import rows

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "reports.jsonl"


def text_files() -> list[Path]:
    """Every ``.jsonl`` and ``.jsonl.gz`` of the shared data; the project's own without it."""
    found = sorted([*SHARED.rglob("*.jsonl"), *SHARED.rglob("*.jsonl.gz")])
    return found or [EXAMPLES]


def reports_in(path: Path, *, every: int = 1) -> Iterator[Report]:
    """The report of every ``every``-th row that has a text; rows need no other field."""
    for number, row in enumerate(rows(path)):
        fields = row.get("report", row)
        if number % every == 0 and fields.get("text"):
            yield Report.of(
                fields["text"],
                outlet=fields.get("outlet"),
                published=fields.get("published"),
                title=fields.get("title"),
                file=f"{path.name}:{number + 1}",
            )


def feeds_and_articles(feeds: int, articles: int) -> list[Report]:
    """Feed items spread over the whole period, and full-length articles."""
    chosen: list[Report] = []
    for pattern, wanted in (("feeds-*", feeds), ("articles-*", articles)):
        if not wanted:
            continue
        for path in SHARED.glob(f"corpus/reports/{pattern}.jsonl.gz"):
            count = sum(1 for _ in rows(path))
            chosen += list(reports_in(path, every=max(1, count // wanted)))[:wanted]
    return chosen or list(reports_in(EXAMPLES))
