"""A reader without models, and what a ledger must be after any accident."""

import hashlib
import re
import time
from collections.abc import Sequence

from counterclaim import Reader, Reading, Report
from counterclaim.ledger import Ledger
from counterclaim.model.document import Document
from counterclaim.model.records import Claim, Figure, Party, Place, Source, Span, Time


class SentenceStage:
    """Makes a claim of every sentence: quick, and rich enough to fill every table.

    ``pause`` seconds a report make a run long enough to be killed in its middle.
    """

    requires: frozenset[str] = frozenset()
    assigns = frozenset({"claims"})

    def __init__(self, name: str = "test.sentences.v1", pause: float = 0.0) -> None:
        self.name = name
        self._pause = pause

    def __call__(self, document: Document) -> None:
        time.sleep(self._pause)
        if "unreadable" in document.text:
            raise ValueError("this one breaks")
        document.claims = tuple(
            self._claim(document.report, m.start(), m.end())
            for m in re.finditer(r"[^.\s][^.]*", document.text)
        )

    def _claim(self, report: Report, start: int, end: int) -> Claim:
        quote = Span.of(report.text, start, end)
        first = Span.of(report.text, start, start + len(quote.text.split()[0]))
        digest = hashlib.sha256(f"{report.sha256}{self.name}{start}".encode()).hexdigest()
        number = re.search(r"\d+", quote.text)
        day = report.published[:10] if report.published else None
        return Claim(
            id=f"c-{digest[:16]}",
            quote=quote,
            cue=first,
            sources=(
                Source(
                    text=first.text, name=first.text, side="UKR" if "Kyiv" in first.text else "RUS",
                    kind="official", role="speaker", span=first,
                ),
            ),
            stance="denies" if "denied" in quote.text else "asserts",
            type="strike" if "strike" in quote.text else "other",
            trigger=None,
            realis="occurred",
            targets=(Party(text=first.text, name="Target", side="RUS", span=first),),
            places=tuple(self._places(report.text, start, end)),
            time=Time(text=first.text, start=day, end=None, span=first) if "since" in quote.text
            else None,
            figures=(
                Figure(
                    text=number[0], low=float(number[0]), high=None, unit="killed",
                    span=Span.of(report.text, start + number.start(), start + number.end()),
                ),
            ) if number else (),
        )  # fmt: skip

    def _places(self, text: str, start: int, end: int) -> list[Place]:
        found = re.search(r"\b(Lipovka|Ostrov)\b", text[start:end])
        if found is None:
            return []
        span = Span.of(text, start + found.start(), start + found.end())
        lat, lon = {"Lipovka": (47.5, 33.25), "Ostrov": (-12.0, 179.5)}[span.text]
        return [
            Place(
                text=span.text, name=span.text, country="UA", span=span, lat=lat, lon=lon,
                geonameid="77" if span.text == "Lipovka" else None, precision="settlement",
            )
        ]  # fmt: skip


def reader(version: int = 1, pause: float = 0.0) -> Reader:
    return Reader([SentenceStage(f"test.sentences.v{version}", pause)])


def reports(count: int) -> list[Report]:
    return [
        Report.of(
            f"Kyiv denied the strike number {n}. Moscow saw {n} boats burn at Lipovka.",
            id=f"r{n}",
            outlet="Meridian Post",
            url=f"https://meridian.example/{n}",
            published=f"2024-05-{n % 28 + 1:02d}",
        )
        for n in range(count)
    ]


def plain(readings: Sequence[Reading]) -> list[tuple[Report, tuple[Claim, ...]]]:
    """What a ledger keeps of readings, to be compared."""
    return [(r.report, r.claims) for r in readings]


def assert_whole(ledger: Ledger) -> None:
    """Nothing is lost, doubled or half written: every table agrees with every other."""
    with ledger.connection() as connection:

        def one(statement: str) -> object:
            return connection.exec_driver_sql(statement).scalar()

        assert one("SELECT count(*) FROM reading JOIN report ON report.key = reading.report") == (
            one("SELECT count(*) FROM reading")
        )
        assert one("SELECT coalesce(sum(claims), 0) FROM reading") == (
            one("SELECT count(*) FROM claim")
        )
        assert one(
            "SELECT count(*) FROM (SELECT identity, version FROM report "
            "GROUP BY identity, version HAVING count(*) > 1) AS doubled"
        ) == 0  # fmt: skip
        for child in ("claim_source", "claim_party"):
            assert one(f"SELECT count(*) FROM {child}") == one("SELECT count(*) FROM claim")
        if ledger.dialect == "sqlite":
            assert one("PRAGMA integrity_check") == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            assert one("SELECT count(*) FROM claim_fts WHERE claim_fts MATCH 'kyiv OR moscow'") == (
                one("SELECT count(*) FROM claim WHERE quote LIKE 'Kyiv%' OR quote LIKE 'Moscow%'")
            )
            assert one("SELECT count(*) FROM place_box") == (
                one("SELECT count(*) FROM claim_place WHERE lat IS NOT NULL")
            )
    for reading in ledger.readings():
        for claim in reading.claims:
            claim.quote.check(reading.report.text)
