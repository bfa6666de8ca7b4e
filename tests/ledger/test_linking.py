import random
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from counterclaim import Report
from counterclaim.errors import LedgerError
from counterclaim.ledger import Ledger
from counterclaim.ledger.link_schema import link_facts
from counterclaim.ledger.link_store import facts_with
from counterclaim.ledger.schema import claim
from counterclaim.linking import EventQuery
from counterclaim.linking.linker import link
from tests.ledger.stand_in import reader

TOPICS = (
    "The strike on the ferry depot at Lipovka burned {n} barges",
    "Kyiv denied the strike on the ferry depot at Lipovka",
    "Moscow accused partisans of the warehouse fire at Ostrov",
    "Harvest talks about barley tariffs went on since Tuesday",
)


def some_reports(days: int = 14) -> list[Report]:
    """Reports over ``days`` days: enough to fall into several cells of the calendar."""
    return [
        Report.of(
            f"{TOPICS[n % 4].format(n=n % 3)}. {TOPICS[(n + 1) % 4].format(n=1)}.",
            id=f"r{n}",
            outlet=f"Outlet {n % 3}",
            title=TOPICS[n % 4].format(n=n % 3),
            published=f"2024-05-{n % days + 1:02d}",
        )
        for n in range(2 * days)
    ]


def ids(ledger: Ledger) -> dict[tuple[str, str], tuple[str | None, str | None]]:
    return {
        (reading.report.id, claim.id): (claim.event, claim.origin)
        for reading in ledger.readings()
        for claim in reading.claims
    }


def key_of(ledger: Ledger, report: str, position: int = 0) -> int:
    with ledger.connection() as connection:
        found = connection.scalar(
            sa.text(
                "SELECT claim.key FROM claim JOIN report ON report.key = claim.report "
                "WHERE report.id = :id AND claim.position = :position AND claim.removed IS NULL"
            ),
            {"id": report, "position": position},
        )
    assert isinstance(found, int)
    return found


def ingest(ledger: Ledger, reports: list[Report], version: int = 1) -> None:
    ledger.add(list(reader(version).read_many(reports)))


def test_every_claim_gets_an_event_and_every_saying_an_origin(ledger: Ledger) -> None:
    ingest(ledger, some_reports())
    ledger.link()
    found = ids(ledger)
    assert all(event and event.startswith("e-") for event, _ in found.values())
    assert all(origin and origin.startswith("o-") for _, origin in found.values())
    assert len({event for event, _ in found.values()}) < len(found) / 3


@pytest.mark.parametrize("seed", range(4))
def test_neither_the_order_nor_the_portions_of_ingestion_matter(
    ledger: Ledger, tmp_path: Path, seed: int
) -> None:
    reports = some_reports()
    ingest(ledger, reports)
    ledger.link()
    shuffled = list(reports)
    random.Random(seed).shuffle(shuffled)
    with Ledger.open(str(tmp_path / "other.ledger"), create=True) as other:
        for start in range(0, len(shuffled), 5):
            ingest(other, shuffled[start : start + 5])
            other.link()
        assert ids(other) == ids(ledger)


def test_a_ledger_links_as_claims_in_memory_are_linked(ledger: Ledger) -> None:
    reports = some_reports(24)
    for start in range(0, len(reports), 9):
        ingest(ledger, reports[start : start + 9])
        ledger.link()
    with ledger.connection() as connection:
        keys = set(connection.scalars(sa.select(link_facts.c.claim)))
        facts = facts_with(connection, keys)
        rows = connection.execute(sa.select(claim.c.key, claim.c.event, claim.c.origin)).all()
    expected = link(list(facts.values()))
    assert {row.key: row.event for row in rows} == expected.events
    assert {row.key: row.origin for row in rows} == expected.origins


def test_linking_again_changes_nothing(ledger: Ledger) -> None:
    ingest(ledger, some_reports())
    first = ledger.link()
    revision = ledger.stats().revision
    assert first.new == 56
    assert ledger.link() == type(first)()
    assert ledger.stats().revision == revision


def test_the_delta_tells_of_links(ledger: Ledger) -> None:
    ingest(ledger, some_reports())
    before = ledger.stats().revision
    ledger.link()
    changes = list(ledger.changes(before))
    assert {change.kind for change in changes} == {"MOD"}
    assert len(changes) == 28


def test_a_withdrawn_report_leaves_its_event_as_if_it_had_never_been(
    ledger: Ledger, tmp_path: Path
) -> None:
    reports = some_reports()
    ingest(ledger, reports)
    ledger.link()
    ledger.withdraw("r0", "retracted")
    ledger.link()
    with Ledger.open(str(tmp_path / "other.ledger"), create=True) as other:
        ingest(other, reports[1:])
        other.link()
        assert ids(other) == ids(ledger)


def test_judgements_win_and_outlast_other_readings(ledger: Ledger) -> None:
    ingest(ledger, some_reports())
    ledger.link()
    first, far = key_of(ledger, "r0"), key_of(ledger, "r3")
    beside = key_of(ledger, "r1")
    before = ids(ledger)
    assert before[_name(ledger, first)][0] == before[_name(ledger, beside)][0]
    assert before[_name(ledger, first)][0] != before[_name(ledger, far)][0]
    ledger.judge("event", (first, far), "same", by="Ada")
    ledger.judge("event", (first, beside), "not same", by="Ada", note="two depots")
    _assert_judged(ledger)
    ingest(ledger, some_reports(), version=2)
    ledger.link()
    _assert_judged(ledger)


def _assert_judged(ledger: Ledger) -> None:
    after = ids(ledger)
    events = [after[_name(ledger, key_of(ledger, r))][0] for r in ("r0", "r1", "r3")]
    assert events[0] == events[2] != events[1]


def test_a_later_judgement_supersedes_and_unsure_binds_nothing(ledger: Ledger) -> None:
    ingest(ledger, some_reports())
    ledger.link()
    before = ids(ledger)
    pair = key_of(ledger, "r0"), key_of(ledger, "r3")
    ledger.judge("event", pair, "same", by="Ada")
    assert ids(ledger) != before
    ledger.judge("event", pair, "unsure", by="Ben")
    assert ids(ledger) == before


@pytest.mark.parametrize(
    ("claims", "by", "message"),
    [((1, 1), "Ada", "about two claims"), ((1, 999), "Ada", "no current"), ((1, 2), " ", "name")],
)
def test_what_is_no_judgement_is_refused(
    ledger: Ledger, claims: tuple[int, int], by: str, message: str
) -> None:
    ingest(ledger, some_reports())
    with pytest.raises(LedgerError, match=message):
        ledger.judge("event", claims, "same", by=by)


@pytest.mark.parametrize("table", ["event", "origin", "link", "judgement"])
def test_what_linking_found_is_kept(ledger: Ledger, table: str) -> None:
    ingest(ledger, some_reports())
    ledger.link()
    ledger.judge("event", (1, 2), "unsure", by="Ada")
    with ledger._engine.connect() as connection, pytest.raises(sa.exc.DBAPIError, match="keeps"):
        connection.exec_driver_sql(f"DELETE FROM {table}")


def _name(ledger: Ledger, key: int) -> tuple[str, str]:
    with ledger.connection() as connection:
        row = connection.execute(
            sa.text(
                "SELECT report.id AS report, claim.id FROM claim "
                "JOIN report ON report.key = claim.report WHERE claim.key = :key"
            ),
            {"key": key},
        ).one()
    return row.report, row.id


def as_an_earlier_version_left_it(target: str, *, named: str | None) -> None:
    """Workings whose facts lack their last field, made by the version ``named``, if any."""
    address = target.replace("postgresql://", "postgresql+psycopg://")
    engine = sa.create_engine(address if "://" in address else f"sqlite:///{address}")
    with engine.begin() as connection:
        rows = connection.execute(sa.text("SELECT claim, facts FROM link_facts")).all()
        shorter = sa.text("UPDATE link_facts SET facts = :facts WHERE claim = :claim")
        for key, facts in rows:
            kept = msgspec.msgpack.encode(msgspec.msgpack.decode(facts)[:-1])
            connection.execute(shorter, {"claim": key, "facts": kept})
        connection.execute(sa.text("UPDATE event_summary SET reports = 99"))
        connection.execute(sa.text("DELETE FROM link_workings"))
        if named is not None:
            connection.execute(
                sa.text("INSERT INTO link_workings (made_by) VALUES (:name)"), {"name": named}
            )
    engine.dispose()


@pytest.mark.parametrize("named", [None, "0123456789abcdef"])
def test_what_an_earlier_version_linked_can_be_told_and_is_linked_anew(
    ledger: Ledger, target: str, named: str | None
) -> None:
    ingest(ledger, some_reports())
    ledger.link()
    before = ids(ledger)
    stories = {summary.id: ledger.event(summary.id) for summary in ledger.events()}
    as_an_earlier_version_left_it(target, named=named)

    assert ledger.linked
    assert {summary.id: ledger.event(summary.id) for summary in ledger.events()} == stories
    with pytest.raises(LedgerError, match=r"run `counterclaim link`"):
        ledger.judge("event", (1, 2), "same", by="Ada")

    assert ledger.link().new == len(before)
    assert ids(ledger) == before
    assert ledger.events(EventQuery(reports=99)) == []
    assert {summary.id: ledger.event(summary.id) for summary in ledger.events()} == stories
    assert ledger.link().new == 0
    ledger.judge("event", (1, 2), "same", by="Ada")


def test_new_reports_do_not_mix_with_workings_of_another_version(
    ledger: Ledger, target: str
) -> None:
    reports = some_reports()
    ingest(ledger, reports[:20])
    ledger.link()
    as_an_earlier_version_left_it(target, named="0123456789abcdef")
    ingest(ledger, reports[20:])
    assert ledger.link().new == 56
