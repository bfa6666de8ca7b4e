import gzip
import io
import json
import os
import tracemalloc
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from counterclaim import Report
from counterclaim.errors import BinaryInput, EmptyInput, InputError, MalformedReport
from counterclaim.reading import Inputs
from counterclaim.reading.inputs import MAX_BYTES

TEXT = "The mayor said on Monday that the bridge still stood."


def outcomes(*names: Path | str, **options: Any) -> list[Report | InputError]:
    return list(Inputs([str(name) for name in names], **options))


def reports(found: Sequence[Report | InputError]) -> list[Report]:
    assert not [f for f in found if isinstance(f, InputError)]
    return [f for f in found if isinstance(f, Report)]


def errors(found: Sequence[Report | InputError]) -> list[str]:
    return [str(f) for f in found if isinstance(f, InputError)]


def row(**fields: object) -> str:
    return json.dumps({"text": TEXT, **fields})


def test_a_text_file_is_read_unchanged(tmp_path: Path) -> None:
    text = "\ufeffA headline\r\n\r\nSays\u00ad who?\r\n\tTwo  spaces \n\n"
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode())
    (report,) = reports(outcomes(file))
    assert report.text == text.removeprefix("\ufeff")
    assert (report.file, report.published, report.title) == (str(file), None, None)


def test_a_date_given_for_all_overrides_what_reports_say(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(row(published="2023-03-02") + "\n" + row() + "\n")
    assert [r.published for r in reports(outcomes(file))] == ["2023-03-02", None]
    dated = reports(outcomes(file, published="2024-01-01"))
    assert [r.published for r in dated] == ["2024-01-01"] * 2


def test_rows_keep_what_they_say_of_themselves(tmp_path: Path) -> None:
    fields = {
        "id": "x-1",
        "outlet": "The Invented Post",
        "url": "https://post.example/1",
        "published": "2023-03-02T10:00:00Z",
        "title": "Bridge stands",
        "language": "en",
    }
    file = tmp_path / "a.jsonl"
    nested = json.dumps({"report": {"text": TEXT, "id": "x-2"}, "claims": [{"id": "c"}]})
    file.write_text(row(**fields, window="ignored") + "\n\n" + nested + "\n")
    first, second = reports(outcomes(file))
    assert {name: getattr(first, name) for name in fields} == fields
    assert (second.id, second.text, second.file) == ("x-2", TEXT, f"{file}:3")


def test_each_bad_row_is_named_by_its_line_and_the_rest_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    lines = [
        row(id="good").encode(),
        b'{"text": "broken',
        b'["no object"]',
        b'{"id": "no text"}',
        b'{"text": 5}',
        row(id=7).encode(),
        row(published="last week").encode(),
        row(id="good").encode(),
        b'{"text": "  "}',
        rb'{"text": "half \ud83d a character"}',
        rb'{"text": "fine", "title": "\udc00"}',
        b'{"text": "\xff"}',
        b'{"text": "a", "n": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        row(id="last").encode(),
    ]
    file.write_bytes(b"\n".join(lines))
    found = outcomes(file)
    assert [f.id for f in found if isinstance(f, Report)] == ["good", "last"]
    said = errors(found)
    assert [message.split(": ")[0] for message in said] == [
        f"{file}:{line}" for line in range(2, len(lines))
    ]
    for message, words in zip(
        said,
        ["broken JSON", "no JSON object", "required field `text`", "text: expected `str`",
         "id: expected `str", "no ISO 8601 date", f"was given at {file}:1", "text is empty",
         "half a character", "half a character", "byte 10 is not UTF-8", "number", "nested"],
        strict=True,
    ):  # fmt: skip
        assert words in message
        assert "\n" not in message


def test_one_id_in_two_files_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(row(id="x"))
    (tmp_path / "b.jsonl").write_text(row(id="x"))
    (message,) = errors(outcomes(tmp_path))
    assert "b.jsonl:1: id 'x' was given at" in message


def test_gzipped_inputs_are_unpacked(tmp_path: Path) -> None:
    for name, data in {"a.jsonl.gz": row().encode(), "b.txt.gz": TEXT.encode()}.items():
        (tmp_path / name).write_bytes(gzip.compress(data))
    assert [r.text for r in reports(outcomes(tmp_path))] == [TEXT, TEXT]


def test_a_truncated_archive_gives_what_stands_before_the_break(tmp_path: Path) -> None:
    rows = "\n".join(row(id=os.urandom(20).hex()) for _ in range(2000))
    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(gzip.compress(rows.encode())[:-3000])
    found = outcomes(file)
    assert len([f for f in found if isinstance(f, Report)]) > 100
    assert "broken gzip data" in errors(found)[-1]


def test_json_files_hold_one_report_or_an_array(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"report": {"text": TEXT}}, indent=2))
    (tmp_path / "b.json").write_text(json.dumps([{"text": TEXT}, {"text": 5}, {"text": TEXT}]))
    (tmp_path / "c.json").write_text("{")
    found = outcomes(tmp_path)
    assert len([f for f in found if isinstance(f, Report)]) == 3
    first, second = errors(found)
    assert "b.json: report 2: text: expected `str`" in first
    assert "c.json: broken JSON" in second


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \r\n\t \n", "empty"),
        ("\u3000\u00a0\u2028".encode(), "nothing but white space"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a", "a.md"])
def test_inputs_without_text_are_empty(name: str, data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    (error,) = outcomes(tmp_path)
    assert isinstance(error, EmptyInput)
    assert said in str(error)


def test_a_jsonl_without_rows_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n\n")
    assert isinstance(outcomes(tmp_path)[0], EmptyInput)
    (tmp_path / "none.json").write_text("[]")
    assert isinstance(outcomes(tmp_path / "none.json")[0], EmptyInput)


def test_one_bad_file_among_ninety_good(tmp_path: Path) -> None:
    for number in range(90):
        (tmp_path / f"{number:02}.txt").write_text(f"{TEXT} {number}")
    (tmp_path / "45-bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    found = outcomes(tmp_path)
    assert [type(f) for f in found].index(BinaryInput) == 45
    assert sum(isinstance(f, Report) for f in found) == 90


def test_folders_are_walked_in_the_order_of_their_bytes(tmp_path: Path) -> None:
    for name in ["b/2.txt", "b/10.txt", "a.txt", "Z.txt", "ä.txt", "b/c/x.txt"]:
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(TEXT)
    found = [
        Path(str(r.file)).relative_to(tmp_path).as_posix() for r in reports(outcomes(tmp_path))
    ]
    assert found == ["Z.txt", "a.txt", "b/10.txt", "b/2.txt", "b/c/x.txt", "ä.txt"]


def test_hidden_files_and_a_saved_pages_parts_are_left_out(tmp_path: Path) -> None:
    for name in ["a.txt", ".b.txt", ".git/c.txt", "page_files/style.css", "other_files/d.txt"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT)
    (tmp_path / "page.html").write_text(f"<html><body><p>{TEXT}</p></body></html>")
    names = {Path(str(r.file)).name for r in reports(outcomes(tmp_path))}
    assert names == {"a.txt", "page.html", "d.txt"}


def test_the_output_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "out.jsonl").write_text("what an earlier run wrote")
    assert len(reports(outcomes(tmp_path, leave_out=[tmp_path / "out.jsonl"]))) == 1


def test_links_that_form_a_loop_are_followed_once(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.txt").write_text(TEXT)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    found = outcomes(tmp_path)
    assert len([f for f in found if isinstance(f, Report)]) == 1
    assert [message.split("/")[-1].split(":")[0] for message in errors(found)] == [
        "dangling",
        "self",
    ]


def test_missing_inputs_and_empty_folders_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    first, second = errors(outcomes(tmp_path / "no.txt", tmp_path / "empty"))
    assert "no such file or folder" in first
    assert "no files in this folder" in second


def test_an_address_is_not_fetched() -> None:
    (message,) = errors(outcomes("https://post.example/war/ferry"))
    assert message.startswith("https://post.example/war/ferry: an address")


def test_a_file_without_permission_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT)
    opened = Path.open

    def refuse(path: Path, *arguments: Any, **options: Any) -> Any:
        if path.name == "a.txt":  # a mode would not stop a test that runs as root
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)
    found = outcomes(tmp_path)
    assert "a.txt: no permission to read it" in str(found[0])
    assert isinstance(found[1], Report)


def test_pipes_in_folders_are_named_rather_than_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "not a regular file" in errors(outcomes(tmp_path))[0]


def test_odd_file_names_are_shown_on_one_line(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff\nname.txt"))
    path.write_text(TEXT)
    (report,) = reports(outcomes(path))
    assert str(report.file).endswith("bad\ufffd\ufffdname.txt")


def test_too_large_a_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * (MAX_BYTES + 1))
    (tmp_path / "b.jsonl").write_bytes(row().encode() + b"\n" + b"x" * (MAX_BYTES + 1))
    found = outcomes(tmp_path)
    assert [type(f) for f in found] == [InputError, Report, InputError]


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (TEXT.encode(), 1),
        ((row() + "\n" + row()).encode(), 2),
        (gzip.compress(row().encode()), 1),
        (json.dumps({"text": TEXT}, indent=2).encode(), 1),
        (json.dumps([{"text": TEXT}, {"text": TEXT}]).encode(), 2),
        (f"<!DOCTYPE html><html><body><article><p>{TEXT}</p></article></body></html>".encode(), 1),
    ],
)
def test_standard_input_is_taken_for_what_it_begins_as(data: bytes, count: int) -> None:
    stdin = io.BufferedReader(io.BytesIO(data))
    found = reports(outcomes("-", stdin=stdin))
    assert [r.text for r in found] == [TEXT] * count


def test_what_inputs_hold_can_be_told(tmp_path: Path) -> None:
    (tmp_path / "a.dat").write_text(row())
    (report,) = reports(outcomes(tmp_path, kind="text"))
    assert report.text == row()
    (report,) = reports(outcomes(tmp_path, kind="jsonl"))
    assert report.text == TEXT


def test_the_position_tells_how_far_the_stream_has_come(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("".join(row(id=str(n)) + "\n" for n in range(2000)))
    (tmp_path / "b.txt").write_text(TEXT)
    found = Inputs([str(tmp_path)])
    positions = [found.position for _ in found]
    assert positions == sorted(positions)
    assert positions[0] < positions[1000] < positions[-1]
    assert found.position == found.total


def test_errors_have_their_own_kinds(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("{")
    (error,) = outcomes(tmp_path)
    assert isinstance(error, MalformedReport)


def test_memory_does_not_grow_with_the_lines_of_a_file() -> None:
    class Lines(io.RawIOBase):
        """A hundred reports of a megabyte, made as they are read."""

        def __init__(self) -> None:
            self._left = 100
            self._rest = b""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            if not self._rest and self._left:
                self._left -= 1
                self._rest = (row(id=str(self._left), text=TEXT * 20_000) + "\n").encode()
            data, self._rest = self._rest[: len(buffer)], self._rest[len(buffer) :]
            buffer[: len(data)] = data
            return len(data)

    tracemalloc.start()
    try:
        stdin = io.BufferedReader(Lines())
        count = sum(isinstance(r, Report) for r in Inputs(["-"], stdin=stdin))  # type: ignore[arg-type]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert count == 100
    assert peak < 15_000_000
