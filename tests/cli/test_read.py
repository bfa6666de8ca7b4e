"""The command as a user meets it: exit codes, stdout, stderr."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import jsonschema
import pytest

from counterclaim.cli.main import run
from counterclaim.publishing.jsonform import schema

TEXT = (
    "Ferry not hit, governor says\n\n"
    "The governor of Lipovka said on Tuesday that the ferry had not been hit. "
    "“Seven people were hurt by glass,” his deputy told reporters. Kyiv denied the strike."
)
COMMAND = [sys.executable, "-c", "from counterclaim.cli.main import main; main()"]


class Outcome(NamedTuple):
    code: int
    out: bytes
    err: str


class Terminal:
    """Runs command lines in this process and catches what they write."""

    def __init__(self, capture: pytest.CaptureFixture[bytes]) -> None:
        self._capture = capture

    def __call__(self, *arguments: str | Path) -> Outcome:
        code = run([str(argument) for argument in arguments])
        out, err = self._capture.readouterr()
        return Outcome(code, out, err.decode())


@pytest.fixture
def counterclaim(capfdbinary: pytest.CaptureFixture[bytes]) -> Terminal:
    return Terminal(capfdbinary)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.txt"
    file.write_text(TEXT)
    return file


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    file = tmp_path / "rows.jsonl"
    lines = [{"id": f"r{n}", "text": TEXT, "published": "2024-05-02"} for n in range(3)]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return file


def test_one_report_is_one_object_of_the_schema(counterclaim: Terminal, report: Path) -> None:
    code, out, err = counterclaim("read", report, "--format", "json", "--published", "2024-05-02")
    assert (code, err) == (0, "")
    record = json.loads(out)
    jsonschema.validate(record, schema())
    assert record["report"]["text"] == TEXT
    assert record["report"]["published"] == "2024-05-02"
    assert "Kyiv" in {source["text"] for claim in record["claims"] for source in claim["sources"]}
    assert "layers" not in record


def test_many_reports_are_an_array_or_one_line_each(counterclaim: Terminal, rows: Path) -> None:
    array = json.loads(counterclaim("read", rows, "--format", "json").out)
    lines = counterclaim("read", rows, "--format", "jsonl").out.splitlines()
    assert array == [json.loads(line) for line in lines]
    assert [record["report"]["id"] for record in array] == ["r0", "r1", "r2"]
    for record in array:
        jsonschema.validate(record, schema())


def test_an_array_stays_one_when_only_one_report_can_be_read(
    counterclaim: Terminal, report: Path
) -> None:
    outcome = counterclaim("read", report, report.with_name("missing"), "--format", "json")
    assert outcome.code == 1
    assert len(json.loads(outcome.out)) == 1


def test_layers_are_added_on_request(counterclaim: Terminal, report: Path) -> None:
    record = json.loads(counterclaim("read", report, "--format", "json", "--layers").out)
    jsonschema.validate(record, schema())
    assert set(record["layers"]) == {"attributions", "times", "places"}
    start, end = record["layers"]["attributions"][-1]["cue"][0]
    assert record["report"]["text"][start:end] == "denied"


def test_the_output_can_be_read_again(counterclaim: Terminal, report: Path) -> None:
    saved = report.with_name("saved.jsonl")
    assert counterclaim("read", report, "--format", "jsonl", "--output", saved).code == 0
    again = json.loads(counterclaim("read", saved, "--format", "jsonl").out)
    first = json.loads(saved.read_bytes())
    assert (again["report"]["id"], again["claims"]) == (first["report"]["id"], first["claims"])


def test_the_table_goes_to_stdout_without_colour(counterclaim: Terminal, report: Path) -> None:
    code, out, err = counterclaim("read", report)
    assert (code, err) == (0, "")
    assert "denies" in out.decode()
    assert b"\x1b" not in out


def test_the_page_holds_every_report(counterclaim: Terminal, rows: Path) -> None:
    outcome = counterclaim("read", rows, "--format", "html")
    assert outcome.out.startswith(b"<!DOCTYPE html>")
    assert outcome.out.count(b"Ferry not hit") >= 3


def test_what_fails_is_named_and_the_rest_is_read(counterclaim: Terminal, tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT} {number}")
    (tmp_path / "bad.txt").write_bytes(b"%PDF-1.4 and so on")
    code, out, err = counterclaim("read", tmp_path, "--format", "jsonl")
    assert code == 1
    assert len(out.splitlines()) == 9
    first, last = err.splitlines()
    assert first == (
        f"counterclaim: {tmp_path / 'bad.txt'}: not text but a PDF; "
        "save its text first, for example with pdftotext"
    )
    assert last == "1 failed, 9 read"


def test_quiet_names_failures_and_nothing_else(counterclaim: Terminal, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("The mayor’s office said no.".encode("cp1252"))
    noted = counterclaim("read", tmp_path, "--format", "jsonl")
    assert "encoding guessed to be cp1252" in noted.err
    assert counterclaim("read", tmp_path, "--format", "jsonl", "-q").err == ""
    err = counterclaim("read", tmp_path / "no.txt", "-q").err
    assert err.splitlines() == [
        f"counterclaim: {tmp_path / 'no.txt'}: no such file or folder; check the name"
    ]


def test_nothing_is_written_when_nothing_could_be_read(
    counterclaim: Terminal, tmp_path: Path
) -> None:
    output = tmp_path / "out.json"
    outcome = counterclaim("read", tmp_path / "no.txt", "--output", output, "--format", "json")
    assert (outcome.code, outcome.out) == (1, b"")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["read"], "Missing argument"),
        (["read", "x", "--published", "last week"], "write a date such as 2023-03-02"),
        (["read", "x", "--format", "xml"], "'xml' is not one of"),
        (["read", "x", "--layers"], "--layers goes with --format json or jsonl"),
        (["read", "x", "--processes", "0"], "x>=1"),
        (["read", "x", "--replace", "nonsense"], "write STAGE=OTHER"),
        (["read", "x", "--output", "no/such/folder/x"], "make it first"),
        (["read", "x", "--output", "."], "is a folder"),
        (["reed", "x"], "No such command 'reed'"),
    ],
)
def test_wrong_usage_is_told_in_words(
    counterclaim: Terminal, arguments: list[str], said: str
) -> None:
    code, out, err = counterclaim(*arguments)
    assert (code, out) == (2, b"")
    assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "replacement",
    ["no.such.stage=counterclaim.records.v1", "counterclaim.records.v1=no.such.stage"],
)
def test_an_unknown_stage_is_wrong_usage(
    counterclaim: Terminal, report: Path, replacement: str
) -> None:
    code, out, err = counterclaim("read", report, "--replace", replacement)
    assert (code, out) == (2, b"")
    assert "no.such.stage" in err


def test_a_defect_in_one_report_is_named_and_the_rest_is_read(
    counterclaim: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from counterclaim.grounding.records import RecordStage

    works = RecordStage.__call__

    def breaks(stage: RecordStage, document: object) -> None:
        if "stumble" in document.text:  # type: ignore[attr-defined]
            raise KeyError("stumble")
        works(stage, document)  # type: ignore[arg-type]

    monkeypatch.setattr(RecordStage, "__call__", breaks)
    for name, text in {"a.txt": TEXT, "b.txt": "Some stumble here.", "c.txt": TEXT}.items():
        (tmp_path / name).write_text(text)
    code, out, err = counterclaim("read", tmp_path, "--format", "jsonl")
    assert code == 1
    assert [json.loads(line)["report"]["file"][-5:] for line in out.splitlines()] == [
        "a.txt",
        "c.txt",
    ]
    assert "b.txt: a stage broke on it (KeyError 'stumble' in stage counterclaim.rec" in err
    assert "Traceback" not in err
    assert "Traceback" in counterclaim("read", tmp_path, "--format", "jsonl", "-vv").err


def test_an_output_is_replaced_whole_and_keeps_its_mode(
    counterclaim: Terminal, report: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out.jsonl"
    output.write_text("what stood here before")
    output.chmod(0o640)
    counterclaim("read", report, "--format", "jsonl", "--output", output)
    assert json.loads(output.read_bytes())["report"]["text"] == TEXT
    assert output.stat().st_mode & 0o777 == 0o640
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.jsonl", "report.txt"]


def test_an_output_that_cannot_be_finished_leaves_the_old_one(
    counterclaim: Terminal, rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from counterclaim.cli import writers

    def full(writer: object, reading: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writers.JsonWriter, "feed", full)
    output = tmp_path / "out.jsonl"
    output.write_text("old")
    code, _, err = counterclaim("read", rows, "--format", "jsonl", "--output", output)
    assert (code, err) == (1, "counterclaim: output: No space left on device\n")
    assert output.read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.jsonl", "rows.jsonl"]


def test_output_may_be_a_device_or_dash(counterclaim: Terminal, report: Path) -> None:
    assert counterclaim("read", report, "--output", "/dev/null").code == 0
    assert b"denies" in counterclaim("read", report, "--output", "-").out


def test_machine_formats_are_utf8_in_any_locale(report: Path) -> None:
    report.write_text("The mayor of Łódź said “no”. 🙂")
    for output_format in ("jsonl", "html", "text"):
        outcome = subprocess.run(
            [*COMMAND, "read", str(report), "--format", output_format],
            env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "POSIX"},
            capture_output=True,
            check=True,
        )
        assert outcome.stderr == b""
        if output_format != "text":
            assert "Łódź" in outcome.stdout.decode("utf-8")


def test_standard_input_is_a_report(report: Path) -> None:
    outcome = subprocess.run(
        [*COMMAND, "read", "-", "--format", "jsonl"],
        input=report.read_bytes(),
        capture_output=True,
        check=True,
    )
    assert json.loads(outcome.stdout)["report"]["text"] == TEXT


def test_a_reader_that_goes_away_is_no_error(rows: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    outcome = subprocess.run(
        [*COMMAND, "read", str(rows), "--format", "jsonl"],
        stdout=write_end,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write_end)
    assert (outcome.returncode, outcome.stderr) == (141, b"")


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interruption_leaves_nothing_behind(
    sent: signal.Signals, code: int, tmp_path: Path
) -> None:
    source = tmp_path / "pipe"
    os.mkfifo(source)
    folder = tmp_path / "out"
    folder.mkdir()
    command = [*COMMAND, "read", str(source), "--format", "jsonl"]
    process = subprocess.Popen(
        [*command, "--output", str(folder / "out.jsonl")], stderr=subprocess.PIPE
    )
    with source.open("wb") as pipe:  # held open: the command waits for more
        pipe.write((json.dumps({"text": TEXT}) + "\n").encode() * 40)
        pipe.flush()
        deadline = time.monotonic() + 60
        while not list(folder.iterdir()) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert [p.suffix for p in folder.iterdir()] == [".part"]
        process.send_signal(sent)
        _, err = process.communicate(timeout=60)
    assert process.returncode == code
    assert list(folder.iterdir()) == []
    assert b"Traceback" not in err


def test_help_and_wrong_usage_do_not_load_the_models() -> None:
    check = (
        "import sys; from counterclaim.cli.main import run\n"
        "codes = [run(['--help']), run(['read', '--help']), run(['read']), "
        "run(['read', '/no/such/file'])]\n"
        "assert codes == [0, 0, 2, 1], codes\n"
        "assert not {'spacy', 'trafilatura', 'numpy', 'lxml'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", check], check=True, capture_output=True)


def test_the_stages_are_listed_with_their_contracts(counterclaim: Terminal) -> None:
    out = counterclaim("stages").out.decode()
    assert "* counterclaim.parse.spacy.v1  (counterclaim)\n    nothing -> parse\n" in out


def test_the_version_names_the_reading_too(counterclaim: Terminal) -> None:
    from counterclaim.model.version import EXTRACTOR

    assert EXTRACTOR in counterclaim("--version").out.decode()
