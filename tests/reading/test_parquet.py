from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from counterclaim import Report
from counterclaim.errors import EmptyInput, InputError, MalformedReport, PackedTooTightly
from counterclaim.reading import Inputs

pa = pytest.importorskip("pyarrow", reason="counterclaim[parquet] is not installed")
pq = pytest.importorskip("pyarrow.parquet")

TEXT = "The mayor said on Monday that the bridge still stood."


def outcomes(path: Path, columns: dict[str, Any], **options: Any) -> list[Report | InputError]:
    pq.write_table(pa.table(columns), path, **options)
    return list(Inputs([str(path)]))


def test_columns_become_fields_whatever_their_types(tmp_path: Path) -> None:
    moments = [datetime(2023, 3, 2, 10, tzinfo=UTC), None]
    found = outcomes(
        tmp_path / "a.parquet",
        {
            "ID": [7, 8],
            "Article_Text": pa.array([TEXT, TEXT + "!"]).dictionary_encode(),
            "published_at": pa.array(moments, pa.timestamp("us", tz="UTC")),
            "publisher": pa.array(["Post", ""], pa.large_string()),
            "other": [[1], [2]],
        },
    )
    first, second = found
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.id, first.text, first.outlet) == ("7", TEXT, "Post")
    assert first.published == "2023-03-02T10:00:00Z"
    assert (second.id, second.outlet, second.published) == ("8", None, None)
    assert second.file == f"{tmp_path / 'a.parquet'}:2"


def test_days_are_dates(tmp_path: Path) -> None:
    (report,) = outcomes(tmp_path / "a", {"text": [TEXT], "date": [date(2023, 3, 2)]})
    assert isinstance(report, Report)
    assert report.published == "2023-03-02"


def test_a_bad_row_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    found = outcomes(
        tmp_path / "a.parquet", {"id": ["a", "b", "c", "a"], "text": [TEXT, None, TEXT, TEXT]}
    )
    assert [type(f) for f in found] == [Report, EmptyInput, Report, MalformedReport]
    assert ":2: the report's text is empty" in str(found[1])


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"text": [1, 2]}, "holds int64, no text"),
        ({"text": [[b"x"]]}, "no text"),
        ({"name": ["x"]}, "name it text"),
        ({"text": pa.array([], pa.string())}, "no rows"),
    ],
)
def test_other_tables_are_refused(tmp_path: Path, columns: dict[str, Any], words: str) -> None:
    (error,) = outcomes(tmp_path / "a.parquet", columns)
    assert isinstance(error, InputError)
    assert words in str(error)


def test_damaged_files_are_named(tmp_path: Path) -> None:
    good = tmp_path / "a.parquet"
    outcomes(good, {"text": [f"{TEXT} {n}" for n in range(500)]})
    data = good.read_bytes()
    broken = [
        data[:-30],
        data[:200],
        b"PAR1" + data[50:],
        b"PAR1",
        b"PAR1" + b"\xff" * 99 + b"PAR1",
    ]
    for number, piece in enumerate(broken):
        path = tmp_path / f"{number}.parquet"
        path.write_bytes(piece)
        found = list(Inputs([str(path)]))
        assert "damaged" in str(found[-1])


def test_a_small_file_of_endless_texts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    with pq.ParquetWriter(path, pa.schema([("text", pa.string())]), compression="zstd") as file:
        for _ in range(8):
            file.write_table(pa.table({"text": ["x" * 2_000_000] * 16}))
    assert path.stat().st_size < 200_000
    found = list(Inputs([str(path)]))
    assert isinstance(found[-1], PackedTooTightly)
    assert len(found) < 64


def test_a_large_table_is_no_bomb(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    words = [f"{n:x} boats burnt, {n * 7919:x} sank. " * 4000 for n in range(600)]
    found = outcomes(path, {"text": words})
    assert len(found) == 600
    assert all(isinstance(f, Report) for f in found)


def test_a_pipe_cannot_hold_one(tmp_path: Path) -> None:
    import io

    (error,) = Inputs(["-"], stdin=io.BufferedReader(io.BytesIO(b"PAR1...")))  # type: ignore[arg-type]
    assert "cannot be read from a pipe" in str(error)
