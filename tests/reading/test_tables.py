"""CSV in the forms that people have it in, and auto-archiver's tables."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim import Report
from counterclaim.errors import EmptyInput, EncodingUnknown, InputError, MalformedReport
from counterclaim.reading import Inputs
from counterclaim.reading.tables import reports_of_csv

TEXT = "The mayor said on Monday that the bridge, the only one, still stood."


def outcomes(path: Path, data: bytes | str, **options: Any) -> list[Report | InputError]:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(Inputs([str(path)], **options))


def only(found: list[Report | InputError]) -> Report:
    (report,) = found
    assert isinstance(report, Report), report
    return report


def said(found: list[Report | InputError]) -> list[str]:
    return [str(f) for f in found if isinstance(f, InputError)]


def sheet(*rows: tuple[str, ...], separator: str = ",") -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=separator).writerows(rows)
    return buffer.getvalue()


def test_documented_columns_become_fields(tmp_path: Path) -> None:
    row = ("x-1", "Meridian Post", "https://m.example/1", "2023-03-02", "Bridge", "en", TEXT)
    names = ("id", "outlet", "url", "published", "title", "language", "text")
    report = only(outcomes(tmp_path / "a.csv", sheet(names, row)))
    assert tuple(getattr(report, name) for name in names) == row
    assert report.file == f"{tmp_path / 'a.csv'}:2"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_aliases_separators_and_encodings(tmp_path: Path, separator: str, encoding: str) -> None:
    text = "Мэр сказал: «мост, единственный; ещё|стоит\tи держится»."
    data = sheet(
        ("Full_Text", "Publisher", "Date Published"), (text, "Вести", "2023-03-02"),
        separator=separator,
    )  # fmt: skip
    report = only(outcomes(tmp_path / "a.csv", data.encode(encoding)))
    assert (report.text, report.outlet, report.published) == (text, "Вести", "2023-03-02")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\r\n\t",;')))
def test_any_text_comes_back_as_it_was(end: str) -> None:
    text = f"{TEXT} {end}"
    data = sheet(("id", "text"), ("a", text)).encode()
    (report,) = reports_of_csv(io.BytesIO(data), "a.csv", None)
    assert isinstance(report, Report)
    assert report.text == text


def test_a_bad_row_is_named_by_its_line_and_the_rest_is_read(tmp_path: Path) -> None:
    data = (
        "id,text,published\n"
        'a,"two\nlines",\n'
        "b,,\n"
        "c,fine,last week\n"
        'd,"half" quoted,\n'
        "e,one,,too many,cells\n"
        "a,again,\n"
        "\n"
        "f,short row\n"
        'g,"never closed\n'
    )
    found = outcomes(tmp_path / "a.csv", data)
    assert [f.id for f in found if isinstance(f, Report)] == ["a", "f"]
    where = [
        message.removeprefix(f"{tmp_path / 'a.csv'}:").split(":")[0] for message in said(found)
    ]
    assert where == ["4", "5", "6", "7", "8", "11"]
    for message, words in zip(
        said(found),
        ["text is empty", "no ISO 8601", "broken CSV", "5 cells under 3", "was given at", "CSV"],
        strict=True,
    ):
        assert words in message


def test_an_id_may_come_again_where_versions_are_wanted(tmp_path: Path) -> None:
    data = "id,text\na,first words\na,second words\n"
    assert len(said(outcomes(tmp_path / "a.csv", data, versions=True))) == 0


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b"", EmptyInput, "empty"),
        (b"id,text\n", EmptyInput, "no rows"),
        (b"name,age\nx,1\n", MalformedReport, "name it text (found: name, age)"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), InputError, "not text but a PNG"),
        (b'"' + b"x" * 300_000, MalformedReport, "CSV"),
    ],
)
def test_what_is_no_table_is_refused(
    tmp_path: Path, data: bytes, kind: type[InputError], words: str
) -> None:
    (error,) = outcomes(tmp_path / "a.csv", data)
    assert isinstance(error, kind)
    assert words in str(error)


def test_bytes_that_break_the_encoding_far_down_are_named(tmp_path: Path) -> None:
    rows = "".join(f"{n},{TEXT}\n".replace(TEXT, f'"{TEXT}"') for n in range(6000))
    found = outcomes(tmp_path / "a.csv", b"id,text\n" + rows.encode() + b"x,\xff\xfe\n")
    assert len(found) > 5000
    assert isinstance(found[-1], EncodingUnknown)


def test_a_cell_of_ten_million_characters_is_read(tmp_path: Path) -> None:
    text = "Kyiv said so. " * 750_000
    assert only(outcomes(tmp_path / "a.csv", sheet(("text",), (text,)))).text == text


def test_the_sheet_of_auto_archiver(tmp_path: Path) -> None:
    names = ("Link", "Archive status", "Upload timestamp", "Upload title", "Text content")
    link = "https://video.example/7"
    when = "2023-03-02T10:00:00+00:00"
    data = sheet(names, (link, "success", when, "Bridge", TEXT), (link, "nothing", "", "", ""))
    report, error = outcomes(tmp_path / "a.csv", data)
    assert isinstance(report, Report)
    assert report.text == f"Bridge\n\n{TEXT}"
    assert (report.url, report.published, report.title) == (link, when, "Bridge")
    assert isinstance(error, EmptyInput)


def archived(metadata: object, status: str = "telegram: success") -> str:
    return sheet(("status", "metadata", "media"), (status, repr(metadata), "[]"))


def test_the_csv_database_of_auto_archiver(tmp_path: Path) -> None:
    metadata = {
        "_processed_at": datetime(2024, 1, 1, tzinfo=UTC),
        "url": "https://t.example/9",
        "title": "Bridge",
        "content": TEXT,
        "timestamp": datetime(2023, 3, 2, 10, 0, 5, tzinfo=UTC),
        "media": {"nested": [1, 2.5, None]},
    }
    report = only(outcomes(tmp_path / "a.csv", archived(metadata)))
    assert report.text == f"Bridge\n\n{TEXT}"
    assert (report.url, report.published) == ("https://t.example/9", "2023-03-02T10:00:05Z")


@pytest.mark.parametrize(
    ("metadata", "words"),
    [
        ("{'url': 'x', 'title': 'no words'}", "nothing was archived of its words (nothing)"),
        ("__import__('os').system('touch pwned')", "no dictionary"),
        ("{'content': __import__('os').system('touch pwned')}", "nothing was archived"),
        ("{'content'", "no dictionary"),
        ("(" * 5000, "no dictionary"),
        ("-" * 90_000 + "1", "no dictionary"),
        ("{'content': " + "a." * 60_000 + "b()}", ""),
        ("", "nothing was archived"),
    ],
)
def test_metadata_are_taken_apart_and_never_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, metadata: str, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    data = sheet(("status", "metadata", "media"), ("nothing", metadata, ""))
    (error,) = outcomes(tmp_path / "a.csv", data)
    assert isinstance(error, InputError)
    assert words in str(error)
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize(
    "moment", ["datetime.datetime(99999, 1, 1)", "datetime.datetime('x')", "datetime.datetime()"]
)
def test_an_impossible_moment_is_no_date(tmp_path: Path, moment: str) -> None:
    metadata = f"{{'content': 'Kyiv said so.', 'timestamp': {moment}}}"
    data = sheet(("status", "metadata", "media"), ("ok", metadata, ""))
    assert only(outcomes(tmp_path / "a.csv", data)).published is None
