"""Choose reports to label: python -m training.select_reports SHARED [--seed N] ... > CHOSEN.

Chooses unlabelled feed reports for labelling: with a fixed seed, spread over all months, away from
the days of the gold windows, half at random among those about the fighting and the politics of the
war, half for the cue words of rare stances; then some for the rarest of them, and full-length
articles with several such cues.
One row a report: id, month, why, length; in an order that keeps the spread wherever the labelling
stops.
"""

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.shared_texts import ARTICLES, FEEDS, Report, reports_of

FULL_LENGTHS = range(3000, 6500)  # of articles
ARTICLE_CUES = 3  # at least
LENGTHS = range(170, 1700)  # characters; shorter items are bare headlines, longer ones digests

GOLD = ("train-items.jsonl", "train-articles.jsonl", "bakhmut.jsonl")
# Days on which a report could tell the same story as a gold window.
GOLD_DAYS = (
    ("2023-02-26", "2023-03-14"),
    ("2023-05-01", "2023-05-08"),
    ("2023-05-18", "2023-05-28"),
    ("2023-06-04", "2023-06-14"),
)

WAR = re.compile(
    r"\b(ukrain\w*|russia\w*|kyiv|kiev|moscow|kremlin|putin|zelensk\w*|donbas|crimea\w*|wagner)\b",
    re.I,
)
FIGHTING = re.compile(
    r"\b(attack\w*|strike\w*|struck|missile\w*|drone\w*|troop\w*|forces|army|soldier\w*|shell\w*|"
    r"kill\w*|bomb\w*|offensive|counteroffensive|battle\w*|fight\w*|invasion|front ?line|weapon\w*|"
    r"tanks?|sanction\w*|nato|talks|ceasefire|mobili[sz]\w*|annex\w*|nuclear|captur\w*|mutiny|"
    r"prisoner\w*|border|military|war crimes?|mercenar\w*)\b",
    re.I,
)
RARE = re.compile(
    r"\b(den(?:y|ies|ied|ying|ials?)|accus\w+|blam(?:e[sd]?|ing)|admit\w*|acknowledg\w+|threat\w*|"
    r"vow(?:s|ed|ing)?|warn\w*|pledg\w+|condemn\w*|suspect\w*|claim\w* (?:responsibility|credit)|"
    r"reject\w*|dismiss\w*|confess\w*)\b",
    re.I,
)
RAREST = re.compile(
    r"\b(den(?:y|ies|ied|ying|ials?)|admit(?:s|ted|ting)?|acknowledg\w+|conced(?:e[sd]?|ing)|"
    r"confess\w*|(?:claim\w*|tak\w+|took) (?:responsibility|credit)|threaten(?:s|ed|ing)?|"
    r"accus(?:e[sd]?|ing)|vow(?:s|ed|ing)?)\b",
    re.I,
)
# Items that are not reports of the war: sport, quizzes, games, reviews, podcasts.
OTHER = re.compile(
    r"\b(podcast|quiz|crossword|film|album|novel|review|recipe|football|tennis|wimbledon|olympic\w*|"
    r"eurovision|fifa|uefa|games?|newsletter|firstft|star wars|first thing|briefing: )\b",
    re.I,
)


def is_near_gold(published: str) -> bool:
    """Whether a date-time falls on the days of a gold window."""
    return any(first <= published[:10] <= last for first, last in GOLD_DAYS)


def gold_texts(folder: Path) -> set[str]:
    """Texts that are labelled already."""
    lines = (line for name in GOLD for line in (folder / name).read_text("utf-8").splitlines())
    return {json.loads(line)["report"]["text"] for line in lines}


def candidates(reports: Iterable[Report], known: set[str]) -> Iterator[Report]:
    """Reports on the war that may be chosen, each title once."""
    titles: set[str] = set()
    for report in reports:
        text, title = report["text"], (report["title"] or "").casefold()
        if text in known or title in titles or len(text) not in LENGTHS:
            continue
        if is_near_gold(report["published"]) or OTHER.search(text):
            continue
        if WAR.search(text) and FIGHTING.search(text):
            titles.add(title)
            yield report


def chosen(reports: Iterable[Report], seed: int, per_month: int) -> Iterator[tuple[Report, str]]:
    """Round robin over months and halves of candidates, shuffled."""
    months: dict[tuple[str, str], list[Report]] = defaultdict(list)
    pool = list(reports)
    random.Random(seed).shuffle(pool)
    for report in pool:
        # A report with a rare cue counts for the other half, too, as often as chance has it.
        month = report["published"][:7]
        for half in ("rare", "random") if RARE.search(report["text"]) else ("random",):
            if len(months[month, half]) < per_month:
                months[month, half].append(report)
                break
    for turn in range(per_month):
        for (_, half), month_reports in sorted(months.items()):
            if turn < len(month_reports):
                yield month_reports[turn], half


def chosen_rarest(
    reports: Iterable[Report], taken: set[str], seed: int, per_month: int
) -> list[Report]:
    """Reports with the cue words of the rarest stances, spread over months, round robin."""
    pool = [r for r in reports if r["id"] not in taken and RAREST.search(r["text"])]
    random.Random(seed).shuffle(pool)
    months: dict[str, list[Report]] = defaultdict(list)
    for report in pool:
        months[report["published"][:7]].append(report)
    return [
        month_reports[turn]
        for turn in range(per_month)
        for _, month_reports in sorted(months.items())
        if turn < len(month_reports)
    ]


def chosen_articles(
    reports: Iterable[Report], known: set[str], seed: int, number: int
) -> list[Report]:
    """Full-length articles on the war with several rare cues, shuffled."""
    pool = {
        report["title"]: report
        for report in reports
        if len(report["text"]) in FULL_LENGTHS
        and report["text"] not in known
        and len(RARE.findall(report["text"])) >= ARTICLE_CUES
        and len(FIGHTING.findall(report["text"])) >= ARTICLE_CUES
    }
    return random.Random(seed).sample(list(pool.values()), k=min(number, len(pool)))


def main() -> None:
    """Print the choice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--seed", type=int, default=20230224)
    parser.add_argument("--per-month", type=int, default=6, help="reports of each half")
    parser.add_argument("--rarest", type=int, default=6, help="a month, for the rarest stances")
    parser.add_argument("--articles", type=int, default=10)
    parser.add_argument("--without", type=Path, nargs="*", default=[], help="earlier choices")
    options = parser.parse_args()
    earlier = {
        line.split("\t")[0] for path in options.without for line in path.open(encoding="utf-8")
    }
    known = gold_texts(options.shared / "corpus" / "gold")

    def fresh(file: str) -> Iterator[Report]:
        return (r for r in reports_of(options.shared / file) if r["id"] not in earlier)

    feeds = list(candidates(fresh(FEEDS), known))
    choice = list(chosen(feeds, options.seed, options.per_month))
    taken = {report["id"] for report, _ in choice}
    choice += [
        (report, "rarest") for report in chosen_rarest(feeds, taken, options.seed, options.rarest)
    ]
    choice += [
        (report, "article")
        for report in chosen_articles(fresh(ARTICLES), known, options.seed, options.articles)
    ]
    for report, half in choice:
        row = (report["id"], report["published"][:7], half, len(report["text"]))
        sys.stdout.write("\t".join(map(str, row)) + "\n")


if __name__ == "__main__":
    main()
