"""Labelled reports as linking sees them: facts, and the ids people gave."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from counterclaim.grounding.places.gazetteer import default_gazetteer
from counterclaim.linking.facts import Facts, facts_of
from counterclaim.model.records import Claim, Place, ReportHeader
from evaluation.measures import SHARED
from evaluation.predict import rows

GOLD = tuple(
    SHARED / "corpus" / "gold" / name
    for name in ("train-items.jsonl", "bakhmut.jsonl", "train-articles.jsonl")
)
LEVELS = {"country": "country", "admin1": "admin1", "admin2": "admin2"}


@dataclass
class Window:
    """Reports that are linked with one another; ``events`` and ``origins`` by claim key."""

    name: str
    facts: list[Facts]
    events: dict[int, str]
    origins: dict[int, str]
    texts: dict[int, str]


def windows(*paths: Path) -> list[Window]:
    """The labelled windows, each an independent little ledger."""
    found: dict[str, Window] = {}
    key = 0
    for path in paths or GOLD:
        for number, row in enumerate(rows(path)):
            report = row["report"]
            name = report.get("window") or report["id"]
            window = found.setdefault(name, Window(name, [], {}, {}, {}))
            header, report_key = header_of(report), len(found) * 10_000 + number
            claims = [claim_of(given) for given in row["claims"]]
            keys = range(key + 1, key + 1 + len(claims))
            key += len(claims)
            window.facts += facts_of(
                claims, header, report["text"], keys=keys, report_key=report_key,
                identity=header.id,
            )  # fmt: skip
            for claim_key, given in zip(keys, row["claims"], strict=True):
                window.texts[claim_key] = given["quote"]["text"]
                if given.get("event"):
                    window.events[claim_key] = given["event"]
                if given.get("origin"):
                    window.origins[claim_key] = given["origin"]
    return list(found.values())


def header_of(report: dict[str, Any]) -> ReportHeader:
    """The header of a labelled report."""
    return ReportHeader(
        id=report["id"], version=1, sha256="", outlet=report.get("outlet"), url=None,
        published=report.get("published"), title=report.get("title"), retrieved_at="",
    )  # fmt: skip


def claim_of(given: dict[str, Any]) -> Claim:
    """A labelled claim as our record; its places are located, as ours are."""
    claim = msgspec.convert({**given, "event": None, "origin": None}, Claim)
    return msgspec.structs.replace(claim, places=tuple(located(p) for p in claim.places))


def located(place: Place) -> Place:
    """``place`` where the gazetteer knows it: the most populous of its name and country."""
    found = [
        c.entry
        for c in default_gazetteer().find(place.name)
        if c.entry.country == place.country and c.entry.lat is not None
    ]
    if not found:
        return place
    area = "oblast" in place.name.casefold() or "region" in place.name.casefold()
    best = max(found, key=lambda e: (e.kind == "country", (e.kind in LEVELS) == area, e.population))
    return msgspec.structs.replace(
        place, lat=best.lat, lon=best.lon, precision=LEVELS.get(best.kind, "settlement"),
        geonameid=str(best.geonameid) if best.geonameid else None,
    )  # fmt: skip


def by_report(facts: list[Facts]) -> Iterator[list[Facts]]:
    """The claims of each report."""
    groups: dict[int, list[Facts]] = defaultdict(list)
    for item in facts:
        groups[item.report].append(item)
    yield from groups.values()
