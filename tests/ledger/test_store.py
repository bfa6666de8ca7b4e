from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from counterclaim.errors import LedgerError, MalformedReport, SpanError
from counterclaim.ledger import Added, Ledger
from counterclaim.ledger.schema import metadata
from counterclaim.model.records import Claim, Reading, Report, Span
from tests.ledger.stand_in import assert_whole, plain, reader, reports


def read(items: list[Report], version: int = 1) -> list[Reading]:
    return list(reader(version).read_many(items))


def test_what_goes_in_comes_out(ledger: Ledger) -> None:
    readings = read(reports(7))
    assert ledger.add(readings) == Added(reports=7, versions=0, readings=7, claims=14)
    assert plain(list(ledger.readings())) == plain(readings)
    assert_whole(ledger)


def test_the_same_again_adds_nothing(ledger: Ledger) -> None:
    readings = read(reports(3))
    ledger.add(readings)
    before = ledger.stats()
    assert ledger.add(readings) == Added()
    assert ledger.add([*readings, *readings]) == Added()
    assert ledger.stats() == before


def test_a_batch_with_doubles_keeps_each_once(ledger: Ledger) -> None:
    readings = read(reports(2))
    assert ledger.add([*readings, *readings]).reports == 2
    assert_whole(ledger)


def test_the_file_a_report_came_from_does_not_make_it_another(ledger: Ledger) -> None:
    ledger.add(read([Report.of("Kyiv said so", id="a", file="x.txt")]))
    assert ledger.add(read([Report.of("Kyiv said so", id="a", file="y.txt")])) == Added()


@pytest.mark.parametrize("id_", ["a", None])
def test_another_text_is_the_next_version_and_the_first_is_kept(
    ledger: Ledger, id_: str | None
) -> None:
    first, second = (
        Report.of(text, id=id_, url="https://post.example/1")
        for text in ("Moscow lost 3 boats", "Moscow lost 4 boats")
    )
    ledger.add(read([first]))
    lost = read([first])[0].claims[0].id
    assert ledger.add(read([second])) == Added(reports=0, versions=1, readings=1, claims=1)
    assert [r.report for r in ledger.readings()] == [second]
    shown = ledger.show(lost)
    assert [(s.text, s.report.version, s.removed) for s in shown] == [(first.text, 1, 2)]
    stats = ledger.stats()
    assert (stats.reports, stats.versions, stats.claims) == (1, 2, 1)


def test_versions_in_one_batch_follow_one_another(ledger: Ledger) -> None:
    versions = [Report.of(f"Moscow lost {n} boats", id="a") for n in range(3)]
    assert ledger.add(read(versions)) == Added(reports=1, versions=2, readings=3, claims=3)
    assert [r.report for r in ledger.readings()] == [versions[-1]]
    assert ledger.add(read(versions)) == Added()


def test_a_corrected_date_is_a_version_too(ledger: Ledger) -> None:
    ledger.add(read([Report.of("Kyiv said so", id="a", published="2024-05-01")]))
    assert ledger.add(read([Report.of("Kyiv said so", id="a", published="2024-05-02")])).versions


def test_a_newer_reading_stands_in_for_the_old_which_is_kept(ledger: Ledger) -> None:
    ledger.add(read(reports(2)))
    added = ledger.add(read(reports(2), version=2))
    assert added == Added(reports=0, versions=0, readings=2, claims=4)
    assert {r.extractor.split("+")[1] for r in ledger.readings()} == {"test.sentences.v2"}
    stats = ledger.stats()
    assert (stats.claims, stats.readings) == (4, 4)
    assert_whole(ledger)


def test_an_inexact_span_is_refused_and_nothing_of_its_batch_is_written(ledger: Ledger) -> None:
    good, bad = read(reports(2))
    claim = bad.claims[0]
    shifted = Span(claim.quote.start + 1, claim.quote.end + 1, claim.quote.text)
    wrong = msgspec.structs.replace(
        bad, claims=(msgspec.structs.replace(claim, quote=shifted), *bad.claims[1:])
    )
    with pytest.raises(SpanError, match=claim.id):
        ledger.add([good, wrong])
    assert ledger.stats().versions == 0


@pytest.mark.parametrize("field", ["cue", "sources", "targets", "places", "figures"])
def test_every_field_s_span_is_checked(ledger: Ledger, field: str) -> None:
    (reading,) = read(reports(1))
    index = 1 if field == "places" else 0
    claim = reading.claims[index]
    wrong = Span(0, 3, "???")
    value: object = wrong
    if field != "cue":
        value = (msgspec.structs.replace(getattr(claim, field)[0], span=wrong),)
    changed = msgspec.structs.replace(claim, **{field: value})
    with pytest.raises(SpanError):
        ledger.add([msgspec.structs.replace(reading, claims=(changed,))])


def test_a_withdrawn_report_leaves_a_tombstone(ledger: Ledger) -> None:
    readings = read(reports(2))
    ledger.add(readings)
    assert ledger.withdraw("r0", "asked for by its publisher") == 1
    assert ledger.withdraw("r0", "once more") == 0
    assert [r.report.id for r in ledger.readings()] == ["r1"]
    assert ledger.add(readings) == Added()
    assert ledger.show(readings[0].claims[0].id)[0].removed == 2


def test_the_delta_leads_from_one_state_to_the_next(ledger: Ledger) -> None:
    ledger.add(read(reports(4)))
    kept = {r.report.id: r for r in ledger.readings()}
    revision = ledger.stats().revision
    ledger.add(read([Report.of("Kyiv denied it", id="r1"), Report.of("Moscow did", id="new")]))
    ledger.add(read(reports(4)[2:3], version=2))
    ledger.withdraw("r3", "asked")
    changes = list(ledger.changes(revision))
    assert [(c.kind, c.was, c.reading and c.reading.report.id) for c in changes] == [
        ("DEL", "r3", None),
        ("MOD", "r2", "r2"),
        ("MOD", "r1", "r1"),
        ("ADD", None, "new"),
    ]
    for change in changes:
        if change.was is not None:
            del kept[change.was]
        if change.reading is not None:
            kept[change.reading.report.id] = change.reading
    assert kept == {r.report.id: r for r in ledger.readings()}
    assert list(ledger.changes(ledger.stats().revision)) == []
    assert [c.kind for c in ledger.changes(0)] == ["ADD"] * 4


def test_what_came_and_went_between_is_no_change(ledger: Ledger) -> None:
    ledger.add(read(reports(1)))
    ledger.withdraw("r0", "asked")
    assert list(ledger.changes(0)) == []


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM report",
        "DELETE FROM claim_source",
        "UPDATE text SET content = 'other'",
        "UPDATE claim SET quote = 'other'",
        "UPDATE report SET outlet = 'other'",
    ],
)
def test_no_program_can_change_what_is_kept(ledger: Ledger, statement: str) -> None:
    ledger.add(read(reports(1)))
    with ledger._engine.connect() as connection, pytest.raises(sa.exc.DBAPIError, match="keeps"):
        connection.exec_driver_sql(statement)


def test_the_migrations_make_the_tables_of_the_schema(ledger: Ledger) -> None:
    with ledger._engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_object": lambda o, name, kind, reflected, other: not reflected},
        )
        found = compare_metadata(context, metadata)
    assert [d for d in found if "comment" not in str(d[0])] == []


def test_odd_texts_survive(ledger: Ledger) -> None:
    texts = ["Kyiv \U0001f30a e\u0301.\r\nMoscow\tשלום", "\u202eKyiv", "x", "% _ \\ ' \" ; --"]
    readings = read([Report.of(text, id=f"o{n}") for n, text in enumerate(texts)])
    ledger.add(readings)
    assert plain(list(ledger.readings())) == plain(readings)


def test_a_nul_is_kept_or_refused_by_name(ledger: Ledger) -> None:
    readings = read([Report.of("Kyiv\x00 said so", id="n")])
    if ledger.dialect == "sqlite":
        ledger.add(readings)
        assert plain(list(ledger.readings())) == plain(readings)
    else:
        with pytest.raises(MalformedReport, match="NUL"):
            ledger.add(readings)


def test_a_field_too_long_for_an_index_is_refused_by_name(ledger: Ledger) -> None:
    with pytest.raises(MalformedReport, match="id is over 2000 bytes"):
        ledger.add([], unread=[Report.of("Kyiv said so", id="é" * 1500)])


def test_opening_says_what_is_wrong(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sa.create_engine(f"sqlite:///{other}").begin() as connection:
        connection.exec_driver_sql("CREATE TABLE t (x)")
    text = tmp_path / "text.txt"
    text.write_text("no database at all, but long enough to be looked at" * 50)
    for target, words in [
        (tmp_path / "none.ledger", "no such ledger"),
        (tmp_path / "no" / "such.ledger", "no such ledger"),
        (tmp_path, "a folder"),
        (other, "no ledger"),
        (text, "not a database"),
        ("mysql://host/db", "no such kind"),
    ]:
        with pytest.raises(LedgerError, match=words):
            Ledger.open(str(target))
    with pytest.raises(LedgerError, match="make it first"):
        Ledger.open(str(tmp_path / "no" / "such.ledger"), create=True)


def test_a_ledger_of_a_newer_version_is_refused(target: str) -> None:
    with Ledger.open(target, create=True) as made, made._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(LedgerError, match="newer counterclaim"):
        Ledger.open(target)


def test_claim_types_are_those_of_the_record(ledger: Ledger) -> None:
    ledger.add(read(reports(1)))
    (reading,) = ledger.readings()
    assert all(isinstance(claim, Claim) for claim in reading.claims)
