"""Shards of reports to shards of readings, on one machine and without Ray."""

import functools
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim import Reading, Report
from counterclaim.errors import InputError, MalformedReport
from counterclaim.ledger import Ledger
from counterclaim.ledger.ingest import Ingest
from counterclaim.reading.inputs import Inputs
from tests.ledger.stand_in import plain, reader, reports
from tests.reading.webarchives import packed, page

pytest.importorskip("pyarrow", reason="counterclaim[parquet] is not installed")

from counterclaim.pipeline import shards
from counterclaim.pipeline.shards import Shard, ShardReader, ShelvedReadings, done_with
from counterclaim.pipeline.tables import outcomes_of, read_table, table_of_reports


def readings_of(items: list[Report]) -> list[Reading]:
    return list(reader().read_many(items))


def test_a_table_of_readings_is_what_the_reader_says() -> None:
    items = [*reports(3), Report.of("Kyiv 🌊 said\r\nיום so", id="odd", published="2024-05-01")]
    table = read_table(reader(), table_of_reports(items))
    assert read_table(reader(), table_of_reports(items)).equals(table)
    assert [outcome for _, outcome in outcomes_of(table)] == [
        Reading(report=r.report, claims=r.claims, extractor=r.extractor) for r in readings_of(items)
    ]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), max_size=5))
def test_any_text_survives_a_table(texts: list[str]) -> None:
    items = [Report.of(text) for text in texts]
    table = read_table(reader(), table_of_reports(items))
    assert [report for report, _ in outcomes_of(table)] == items


def test_what_cannot_be_read_is_a_row() -> None:
    table = read_table(reader(), table_of_reports([*reports(1), Report.of("unreadable", id="u")]))
    (_, first), (report, second) = outcomes_of(table)
    assert isinstance(first, Reading)
    assert isinstance(second, InputError)
    assert report is not None
    assert report.id == "u"
    assert "breaks" in str(second)


@pytest.fixture
def shard(tmp_path: Path) -> Shard:
    path = tmp_path / "may.jsonl"
    rows = [{"id": r.id, "text": r.text, "published": r.published} for r in reports(70)]
    rows.insert(3, {"id": "u", "text": "unreadable"})
    lines = [json.dumps(row) for row in rows]
    lines.insert(5, "{broken")
    path.write_text("\n".join(lines))
    return Shard(str(path))


@pytest.fixture
def output(tmp_path: Path) -> str:
    path = tmp_path / "out"
    path.mkdir()
    return str(path)


def test_a_shard_becomes_readings_and_then_a_marker(shard: Shard, output: str) -> None:
    done = ShardReader(output, reader()).read(shard)
    assert (done.reports, done.failed) == (70, 2)
    assert len(done.errors) == 2
    names = sorted(path.name for path in Path(output).iterdir())
    assert names == [shard.name + shards.DONE, shard.name + shards.READINGS]
    assert done_with(shard, output, reader().extractor) == done


def test_done_is_done_only_for_the_same_file_and_reader(shard: Shard, output: str) -> None:
    ShardReader(output, reader()).read(shard)
    extractor = reader().extractor
    assert done_with(shard, output, "another") is None
    assert done_with(Shard(shard.path, "2024-05-01"), output, extractor) is None
    with Path(shard.path).open("a") as file:
        file.write("\n{}")
    assert done_with(shard, output, extractor) is None
    ShardReader(output, reader()).read(shard)
    Path(output, shard.name + shards.READINGS).unlink()
    assert done_with(shard, output, extractor) is None


def test_what_is_broken_off_leaves_nothing(
    shard: Shard, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(shards, "table_of_errors", broken)
    with pytest.raises(KeyboardInterrupt):
        ShardReader(output, reader()).read(shard)
    assert list(Path(output).iterdir()) == []


def _same(shelf: ShelvedReadings) -> ShelvedReadings:
    return shelf


def test_a_ledger_of_shards_is_a_ledger_of_reports(
    shard: Shard, output: str, tmp_path: Path
) -> None:
    ShardReader(output, reader()).read(shard)
    path = Path(output, shard.name + shards.READINGS)
    named: list[InputError] = []
    with Ledger.open(str(tmp_path / "l.ledger"), create=True) as ledger:
        for expected in (70, 0):
            shelf = ShelvedReadings(path)
            found = (r for r in shelf.reports() if isinstance(r, Report))
            version = shelf.extractor() or ""
            same = functools.partial(_same, shelf)
            job = Ingest(ledger, same, version, on_failure=named.append)
            assert job.run(found).added.readings == expected
        expected_readings = readings_of(
            [Report.of(r.text, id=r.id, published=r.published) for r in reports(70)]
        )
        kept = [
            Reading(report=Report.of(r.report.text, id=r.report.id, published=r.report.published),
                    claims=r.claims, extractor=r.extractor)
            for r in ledger.readings()
        ]  # fmt: skip
        assert plain(kept) == plain(expected_readings)
        assert ledger.stats().unread == 1


@pytest.mark.parametrize("content", [b"", b"PAR1 and no more", b"{}"])
def test_what_is_no_shard_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.readings.parquet"
    path.write_bytes(content)
    with pytest.raises(MalformedReport, match="no shard of readings"):
        ShelvedReadings(path).extractor()


def parquet_shard(path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(table_of_reports(reports(2)), path)


def archive_shard(path: Path) -> None:
    pytest.importorskip("warcio", reason="warcio is not installed")
    path.write_bytes(packed([page(1), page(2)]))


@pytest.mark.parametrize(
    ("name", "write"), [("may.parquet", parquet_shard), ("may.warc.gz", archive_shard)]
)
def test_tables_and_web_archives_are_shards(
    tmp_path: Path, output: str, name: str, write: Callable[[Path], None]
) -> None:
    write(tmp_path / name)
    done = ShardReader(output, reader()).read(Shard(str(tmp_path / name)))
    assert (done.reports, done.failed) == (2, 0)
    shelf = ShelvedReadings(Path(output, f"{Shard(str(tmp_path / name)).name}{shards.READINGS}"))
    found = [r for r in shelf.reports() if isinstance(r, Report)]
    assert found == list(Inputs([str(tmp_path / name)]))
