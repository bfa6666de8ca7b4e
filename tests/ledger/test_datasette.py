"""A ledger is plain SQLite that Datasette opens well; asked by Datasette itself where it is."""

import importlib.util
import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from counterclaim.ledger import Ledger, Query
from counterclaim.publishing.exports.datasette import DatasetteExporter, metadata, metadata_path
from counterclaim.publishing.exports.exporter import export
from tests.ledger.stand_in import plain, reader, reports


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    path = tmp_path / "war.db"
    export(reader().read_many(reports(5)), DatasetteExporter(path))
    return path


def test_the_file_is_one_and_whole(exported: Path) -> None:
    assert sorted(p.name for p in exported.parent.iterdir()) == ["war.db", "war.metadata.json"]
    connection = sqlite3.connect(exported)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA journal_mode").fetchall() == [("delete",)]
    assert len(connection.execute("PRAGMA foreign_key_list(claim)").fetchall()) >= 4
    assert connection.execute("SELECT count(*) FROM current_claims").fetchall() == [(10,)]
    connection.close()
    with Ledger.open(str(exported)) as ledger:
        assert plain(list(ledger.readings())) == plain(list(reader().read_many(reports(5))))
        assert len(ledger.search(Query(words="boats"))) == 5


def test_metadata_speaks_of_what_is_there(exported: Path) -> None:
    content = json.loads(metadata_path(exported).read_bytes())
    assert content == json.loads(metadata("war"))
    connection = sqlite3.connect(exported)
    for table, about in content["databases"]["war"]["tables"].items():
        columns = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
        assert columns, table
        named = {*about.get("facets", ()), *about.get("columns", ())}
        named |= {about[k] for k in ("sort_desc", "label_column", "fts_pk") if k in about}
        assert named <= columns, table
    connection.close()


ASK = """
import asyncio, json, sys
from datasette.app import Datasette

async def main(path, metadata):
    served = Datasette([path], metadata=json.load(open(metadata)))
    await served.invoke_startup()
    answers = {}
    for address in sys.stdin.read().split():
        response = await served.client.get(address)
        answers[address] = [response.status_code, response.text]
    json.dump(answers, sys.stdout)

asyncio.run(main(*sys.argv[1:]))
"""


def ask(path: Path, *addresses: str) -> dict[str, tuple[int, Any]]:
    command = [sys.executable, "-c", ASK, str(path), str(metadata_path(path))]
    run = subprocess.run(
        command, input="\n".join(addresses), capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


@pytest.mark.skipif(importlib.util.find_spec("datasette") is None, reason="no datasette here")
def test_datasette_searches_facets_and_follows_keys(exported: Path) -> None:
    search = "/war/claim.json?_search=boats&_shape=objects"
    view = "/war/current_claims.json?_search=boats&_facet=stance&_shape=objects"
    claim, report = "/war/claim?_size=1", "/war/report/1"
    answers = ask(exported, search, view, claim, report)
    assert {code for code, _ in answers.values()} == {200}
    for address in (search, view):
        rows = json.loads(answers[address][1])["rows"]
        assert len(rows) == 5
        assert all("boats" in row["quote"] for row in rows)
    facets = json.loads(answers[view][1])["facet_results"]["stance"]["results"]
    assert [(f["value"], f["count"]) for f in facets] == [("asserts", 5)]
    assert 'href="/war/report/5"' in answers[claim][1]
    assert "/war/claim?report=1" in answers[report][1]
