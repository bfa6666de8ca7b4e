"""The ledger's commands as a user meets them."""

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

from counterclaim.publishing.jsonform import schema
from tests.cli.test_read import Outcome, Terminal

REPORTS = [
    {
        "id": "lipovka-1",
        "outlet": "Meridian Post",
        "published": "2024-05-02",
        "url": "https://post.example/1",
        "title": "=HYPERLINK(ferry)",
        "text": "Kyiv denied the strike on Kherson. Moscow said 12 men were killed in Donetsk.",
    },
    {
        "id": "lipovka-2",
        "outlet": "Steppe Courier",
        "published": "2024-05-09",
        "text": "The governor of Odesa said on Tuesday that shelling had wounded three dockers.",
    },
]


@pytest.fixture
def counterclaim(capfdbinary: pytest.CaptureFixture[bytes]) -> Terminal:
    return Terminal(capfdbinary)


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    return write(tmp_path / "rows.jsonl", REPORTS)


@pytest.fixture
def ledger(counterclaim: Terminal, rows: Path, tmp_path: Path) -> Path:
    path = tmp_path / "war.ledger"
    outcome = counterclaim("ingest", rows, "--ledger", path)
    assert (outcome.code, outcome.out) == (0, b"")
    assert "2 new reports" in outcome.err
    return path


def test_export_is_what_read_says(counterclaim: Terminal, rows: Path, ledger: Path) -> None:
    exported = counterclaim("export", "--ledger", ledger, "--format", "jsonl").out
    assert exported == counterclaim("read", rows, "--format", "jsonl").out


def test_the_same_again_adds_nothing(counterclaim: Terminal, rows: Path, ledger: Path) -> None:
    outcome = counterclaim("ingest", rows, "--ledger", ledger)
    assert outcome.code == 0
    assert "0 new reports, 0 new versions, 0 claims, 2 already there" in outcome.err
    assert counterclaim("ingest", rows, "--ledger", ledger, "-q").err == ""


def test_a_correction_is_a_version(counterclaim: Terminal, rows: Path, ledger: Path) -> None:
    write(rows, [REPORTS[0] | {"text": "Kyiv admitted the strike on Kherson."}])
    assert "1 new version" in counterclaim("ingest", rows, "--ledger", ledger).err
    stats = json.loads(counterclaim("stats", "--ledger", ledger, "--format", "json").out)
    assert (stats["reports"], stats["versions"], stats["revision"]) == (2, 3, 2)
    lines = counterclaim("export", "--ledger", ledger, "--since-revision", "1").out.splitlines()
    (change,) = (json.loads(line) for line in lines)
    assert (change["change"], change["was"]) == ("MOD", "lipovka-1")
    jsonschema.validate({k: change[k] for k in ("report", "claims", "extractor")}, schema())


def test_versions_may_come_in_one_file(counterclaim: Terminal, tmp_path: Path) -> None:
    rows = write(tmp_path / "v.jsonl", [REPORTS[1], REPORTS[1] | {"text": "Odesa said no."}])
    outcome = counterclaim("ingest", rows, "--ledger", tmp_path / "v.ledger")
    assert outcome.code == 0
    assert "1 new report, 1 new version" in outcome.err


def test_what_fails_is_named_and_the_rest_is_taken_in(
    counterclaim: Terminal, ledger: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "bad.txt").write_bytes(b"%PDF-1.4 and so on")
    (folder / "good.txt").write_text("Kyiv denied the strike.")
    outcome = counterclaim("ingest", folder, "--ledger", folder / "in-it.ledger")
    assert outcome.code == 1
    first, last = outcome.err.splitlines()
    assert first.startswith(f"counterclaim: {folder / 'bad.txt'}: not text but a PDF")
    assert "1 new report" in last
    assert "1 failed" in last
    again = counterclaim("ingest", folder, "--ledger", folder / "in-it.ledger")
    assert "1 already there, 1 failed" in again.err


def found(outcome: Outcome) -> list[tuple[str, str]]:
    assert outcome.code == 0, outcome.err
    return [(claim["report"]["id"], claim["quote"]["text"]) for claim in json.loads(outcome.out)]


def test_search_gives_claims(counterclaim: Terminal, ledger: Path) -> None:
    def search(*arguments: str) -> list[tuple[str, str]]:
        command = ("search", *arguments, "--ledger", ledger, "--format", "json")
        return found(counterclaim(*command))

    everything = search()
    assert {id_ for id_, _ in everything} == {"lipovka-1", "lipovka-2"}
    assert {id_ for id_, _ in search("shelling")} == {"lipovka-2"}
    assert search("submarine") == []
    (claim,) = search("--stance", "denies", "--speaker", "Kyiv")
    assert "strike" in claim[1]
    assert {id_ for id_, _ in search("--outlet", "steppe courier")} == {"lipovka-2"}
    assert {id_ for id_, _ in search("--until", "2024-05-02")} == {"lipovka-1"}
    assert {id_ for id_, _ in search("--place", "Donetsk")} == {"lipovka-1"}
    assert len(search("--limit", "1")) == 1
    assert search("wounded", "dockers") == search("wounded dockers") != []
    assert search("--side", "rus") == search("--side", "RUS")
    for option, value in (("--side", "RUS"), ("--type", "casualties"), ("--realis", "occurred")):
        assert 0 < len(search(option, value)) <= len(everything)


def test_found_claims_are_records(counterclaim: Terminal, ledger: Path) -> None:
    claims = json.loads(counterclaim("search", "--ledger", ledger, "--format", "json").out)
    exported = counterclaim("export", "--ledger", ledger).out.splitlines()
    records = {c["id"]: c for line in exported for c in json.loads(line)["claims"]}
    for claim in claims:
        report = claim.pop("report")
        assert report["version"] == 1
        assert claim == records[claim["id"]]


def test_the_table_is_for_people(counterclaim: Terminal, ledger: Path) -> None:
    out = counterclaim("search", "strike", "--ledger", ledger).out.decode()
    assert "denies" in out
    assert "Meridian" in out
    assert "1 claim" in out
    assert "No claim found" in counterclaim("search", "zeppelin", "--ledger", ledger).out.decode()


def test_a_spreadsheet_runs_nothing(counterclaim: Terminal, ledger: Path) -> None:
    for command in ("search", "export"):
        out = counterclaim(command, "--ledger", ledger, "--format", "csv").out
        rows = list(csv.DictReader(io.StringIO(out.decode())))
        assert {row["title"] for row in rows if row["report"] == "lipovka-1"} == {
            "'=HYPERLINK(ferry)"
        }
        placed = [row for row in rows if row["lat"]]
        assert placed
        assert all(float(row["lat"]) and float(row["lon"]) for row in placed)


def test_geojson_holds_the_located_places(counterclaim: Terminal, ledger: Path) -> None:
    collection = json.loads(counterclaim("export", "--ledger", ledger, "--format", "geojson").out)
    assert collection["type"] == "FeatureCollection"
    names = {f["properties"]["place"] for f in collection["features"]}
    assert "Kherson" in names
    for feature in collection["features"]:
        lon, lat = feature["geometry"]["coordinates"]
        assert 20 < lon < 45 < lat < 60


def test_timemap_may_be_three_files(counterclaim: Terminal, ledger: Path, tmp_path: Path) -> None:
    one = json.loads(counterclaim("export", "--ledger", ledger, "--format", "timemap").out)
    folder = tmp_path / "map"
    folder.mkdir()
    arguments = ("export", "--ledger", ledger, "--format", "timemap", "--output", folder)
    assert counterclaim(*arguments).code == 0
    for name, array in one.items():
        assert json.loads((folder / f"{name}.json").read_text()) == array


def test_figures_are_found_as_intervals(counterclaim: Terminal, ledger: Path) -> None:
    def search(*arguments: str) -> set[str]:
        command = ("search", *arguments, "--ledger", ledger, "--format", "json")
        return {id_ for id_, _ in found(counterclaim(*command))}

    assert search("--unit", "killed") == {"lipovka-1"}
    assert search("--figure-min", "4", "--figure-max", "12") == {"lipovka-1"}
    assert search("--figure-max", "3") == {"lipovka-2"}
    table = counterclaim("search", "--unit", "killed", "--ledger", ledger).out.decode()
    assert "12 killed" in table


def test_shards_of_readings_are_taken_in_without_reading(
    counterclaim: Terminal, rows: Path, ledger: Path, tmp_path: Path
) -> None:
    pytest.importorskip("pyarrow", reason="counterclaim[parquet] is not installed")
    from counterclaim import Reader
    from counterclaim.pipeline.shards import Shard, ShardReader

    folder = tmp_path / "readings"
    folder.mkdir()
    empty = counterclaim("ingest", folder, "--from", "readings", "--ledger", tmp_path / "b.ledger")
    assert (empty.code, "no shard of readings" in empty.err) == (1, True)
    ShardReader(str(folder), Reader()).read(Shard(str(rows.resolve())))
    command = ("ingest", folder, "--from", "readings", "--ledger", tmp_path / "b.ledger")
    assert "2 new reports" in counterclaim(*command).err
    assert "2 already there" in counterclaim(*command).err
    exported = counterclaim("export", "--ledger", tmp_path / "b.ledger").out
    assert exported == counterclaim("export", "--ledger", ledger).out


def test_show_gives_the_words_in_context(counterclaim: Terminal, ledger: Path) -> None:
    command = ("search", "strike", "--ledger", ledger, "--format", "json")
    (claim,) = json.loads(counterclaim(*command).out)
    out = counterclaim("show", claim["id"], "--ledger", ledger).out.decode()
    assert f"⟦{claim['quote']['text']}⟧" in out
    assert "lipovka-1, version 1" in out
    (shown,) = json.loads(
        counterclaim("show", claim["id"][:12], "--ledger", ledger, "--format", "json").out
    )
    span = shown["quote"]
    assert shown["report"]["text"][span["start"] : span["end"]] == span["text"]


def test_a_withdrawn_report_is_told_no_more(
    counterclaim: Terminal, ledger: Path, rows: Path
) -> None:
    command = ("withdraw", "lipovka-1", "--because", "a hoax", "--ledger", ledger)
    assert counterclaim(*command).code == 0
    again = counterclaim(*command)
    assert (again.code, "no report that is current" in again.err) == (1, True)
    assert "2 already there" in counterclaim("ingest", rows, "--ledger", ledger).err
    exported = counterclaim("export", "--ledger", ledger).out.splitlines()
    assert [json.loads(line)["report"]["id"] for line in exported] == ["lipovka-2"]
    delta = counterclaim("export", "--ledger", ledger, "--since-revision", "1").out.splitlines()
    (change,) = map(json.loads, delta)
    assert (change["change"], change["was"]) == ("DEL", "lipovka-1")


def test_output_is_written_whole(counterclaim: Terminal, ledger: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl"
    assert counterclaim("export", "--ledger", ledger, "--output", file).out == b""
    assert file.read_bytes() == counterclaim("export", "--ledger", ledger).out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("stats", "--ledger", "/none.ledger"), 1, "no such ledger"),
        (("search", "x"), 2, "--ledger"),
        (("search", "...", "--ledger", "{}"), 1, "no word to look for"),
        (("search", "--box", "1,2,3", "--ledger", "{}"), 2, "WEST,SOUTH,EAST,NORTH"),
        (("search", "--box", "1,9,3,2", "--ledger", "{}"), 2, "south first"),
        (("search", "--box", "1,2,3", "--ledger", "{}"), 2, "3 of 4 numbers"),
        (("search", "--since", "May", "--ledger", "{}"), 2, "no ISO 8601 date"),
        (
            ("search", "--since", "2024-05-02", "--until", "2024-05-01", "--ledger", "{}"),
            2,
            "change them round",
        ),
        (("search", "--figure-min", "9", "--figure-max", "3", "--ledger", "{}"), 2, "--figure-max"),
        (("export", "--format", "datasette", "--ledger", "{}"), 2, "--output"),
        (("export", "--blur", "0", "--ledger", "{}"), 2, "kilometres"),
        (("export", "--format", "kml", "--output", "/", "--ledger", "{}"), 2, "is a folder"),
        (("show", "c-0000000000", "--ledger", "{}"), 1, "no claim has this id"),
        (("export", "--format", "csv", "--since-revision", "1", "--ledger", "{}"), 2, "jsonl"),
        (("ingest", "/no/such/file", "--ledger", "{}"), 1, "no such file or folder"),
        (("ingest", "--ledger", "{}"), 2, "Missing argument"),
        (("ingest", "ftp://x.example/", "--ledger", "{}"), 1, "give http:// or https://"),
        (
            ("ingest", "x", "--from", "readings", "--published", "2024-05-02", "--ledger", "{}"),
            2,
            "leave it out",
        ),
        (("stats", "--ledger", "postgresql://none.invalid/x"), 1, "check the address"),
        (("watch", "none.example", "--ledger", "{}"), 1, "https://none.example"),
        (("watch", "none.opml", "--ledger", "{}"), 1, "no such file or folder; check the name"),
        (("ingest", "x", "--from", "readings", "--ledger", "{}"), 1, "no such file or folder"),
        (("read", "x", "--engine", "ray"), 2, "--output FOLDER"),
        (("read", "x", "--engine", "ray", "--output", "/none/x"), 2, "there is no folder"),
    ],
)
def test_errors_say_what_to_do(
    counterclaim: Terminal, ledger: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    outcome = counterclaim(*(a.format(ledger) for a in arguments))
    assert (outcome.code, outcome.out) == (code, b"")
    assert words in outcome.err
    assert "Traceback" not in outcome.err
