"""usage: python -m evaluation.ledger_speed SOURCE [--claims 1000000] [--ledger URL] [--queries 100]

Fills a ledger with claims made from those of the ledger SOURCE (each copy with a text, a date
and coordinates of its own), then asks what analysts ask and prints how long the
median, the 95th percentile and the longest of the answers took, in milliseconds. ``--ledger`` is a
PostgreSQL URL or a path that is kept; a ledger that is filled already is only asked.
"""

import argparse
import itertools
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec

from counterclaim.ledger import Box, Ledger, Query
from counterclaim.model.records import Claim, Reading, Report

SEED = 2024
DAYS = 730
FIRST = date(2022, 1, 1)
WRITTEN_TOGETHER = 500


def copies(source: Ledger, chance: random.Random) -> Iterator[Reading]:
    """Endless readings, each made from one of ``source``."""
    originals = [reading for reading in source.readings() if reading.claims]
    for number in itertools.count():
        original = originals[number % len(originals)]
        day = (FIRST + timedelta(days=chance.randrange(DAYS))).isoformat()
        report = Report.of(
            f"{original.report.text}\n{number}",
            id=f"copy-{number}",
            outlet=original.report.outlet,
            url=f"https://reports.example/{number}",
            published=day,
        )
        claims = tuple(
            _moved(claim, f"c-{number:08x}{position:08x}", day, chance)
            for position, claim in enumerate(original.claims)
        )
        yield Reading(report=report, claims=claims, extractor=original.extractor)


def _moved(claim: Claim, id: str, day: str, chance: random.Random) -> Claim:
    places = tuple(
        place
        if place.lat is None or place.lon is None
        else msgspec.structs.replace(
            place,
            lat=max(-90.0, min(90.0, place.lat + chance.gauss(0, 0.5))),
            lon=max(-180.0, min(180.0, place.lon + chance.gauss(0, 0.5))),
        )
        for place in claim.places
    )
    when = claim.time and msgspec.structs.replace(
        claim.time, start=claim.time.start and day, end=claim.time.end and day
    )
    return msgspec.structs.replace(claim, id=id, places=places, time=when)


def fill(ledger: Ledger, source: Ledger, claims: int) -> None:
    """Add copies until there are ``claims``."""
    started = time.perf_counter()
    had = have = ledger.stats().claims
    readings = copies(source, random.Random(SEED))
    while have < claims:
        have += ledger.add(itertools.islice(readings, WRITTEN_TOGETHER)).claims
    seconds = time.perf_counter() - started
    if have > had:
        print(f"{have - had:,} claims written in {seconds:.0f} s, {(have - had) / seconds:,.0f}/s")


def questions(source: Ledger, chance: random.Random) -> dict[str, Callable[[], Query]]:
    """What is asked: words, speakers, places as they occur."""
    claims = [claim for reading in source.readings() for claim in reading.claims]
    words = [w for c in claims for w in c.quote.text.split() if w.isalpha() and len(w) > 3]
    speakers = [c.sources[0].name for c in claims if c.sources and c.sources[0].name.isascii()]
    figures = [f for c in claims for f in c.figures if f.low is not None]
    places = [(p.lat, p.lon) for c in claims for p in c.places if p.lat and p.lon]

    def week() -> tuple[str, str]:
        start = FIRST + timedelta(days=chance.randrange(DAYS))
        return start.isoformat(), (start + timedelta(days=6)).isoformat()

    def boxed() -> Query:
        lat, lon = chance.choice(places)
        since, until = week()
        south, north = max(-90.0, lat - 1), min(90.0, lat + 1)
        west, east = max(-180.0, lon - 1), min(180.0, lon + 1)
        return Query(box=Box(west, south, east, north), since=since, until=until)

    def denied() -> Query:
        since, until = week()
        return Query(stance="denies", since=since, until=until)

    def counted() -> Query:
        figure = chance.choice(figures)
        low = figure.low or 0.0
        return Query(unit=figure.unit, figure_min=low, figure_max=low * 2 + 1)

    return {
        "one word": lambda: Query(words=chance.choice(words)),
        "two words": lambda: Query(words=" ".join(chance.sample(words, 2))),
        "box and week": boxed,
        "speaker": lambda: Query(speaker=chance.choice(speakers)),
        "denials in a week": denied,
        "figures of a unit": counted,
        "figures": lambda: Query(figure_min=chance.choice(figures).low),
    }


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source")
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--ledger")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Ledger.open(options.source) as source:
        target = options.ledger or str(Path(folder) / "speed.ledger")
        with Ledger.open(target, create=True) as ledger:
            fill(ledger, source, options.claims)
            for name, make in questions(source, random.Random(SEED)).items():
                taken, hits = [], 0
                for _ in range(options.queries):
                    query = make()
                    started = time.perf_counter()
                    hits += len(ledger.search(query))
                    taken.append((time.perf_counter() - started) * 1000)
                cuts = statistics.quantiles(taken, n=20)
                print(
                    f"{name:20} median {statistics.median(taken):8.1f}  p95 {cuts[18]:8.1f}  "
                    f"most {max(taken):8.1f}  {hits / options.queries:6.1f} claims an answer",
                    flush=True,
                )


if __name__ == "__main__":
    main()
