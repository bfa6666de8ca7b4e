"""One `ingest` over all that may be sent to harm it: each is named, the rest is taken in."""

import gzip
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

from counterclaim.ledger import Ledger
from tests.fetching.server import Answer, item, rss, serving
from tests.reading.test_feeds import LAUGHS
from tests.reading.webarchives import ARTICLE, http, page, record

COMMAND = [sys.executable, "-c", "from counterclaim.cli.main import main; main()", "ingest"]
MEBIBYTE = 1 << 20
MOST_MEMORY = 600 * MEBIBYTE
"""Of the process: what reading anything takes, and little more."""


def zipped(name: str, data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return packed.getvalue()


def test_hostile_inputs_are_named_and_the_rest_is_taken_in(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text("Kyiv denied the strike.")
    hostile = {
        "bomb.jsonl.gz": gzip.compress(bytes(100 * MEBIBYTE)),
        "bomb.wacz": zipped("archive/a.warc", bytes(100 * MEBIBYTE)),
        "broken.warc": record(http(ARTICLE.format(1)), length=10**15) + page(2),
        "laughs.rss": f"{LAUGHS}<rss><channel><title>&i;</title></channel></rss>".encode(),
        "paths.wacz": zipped("../../archive/a.warc", page(3)),
    }
    for name, data in hostile.items():
        (folder / name).write_bytes(data)
    with (folder / "huge.html").open("wb") as file:
        file.write(b"<html><body><p>")
        file.truncate(200 * MEBIBYTE)
    with serving() as site:
        site.answers["/inward"] = Answer(status=302, headers={"Location": "http://10.0.0.1/x"})
        site.answers["/f"] = Answer(rss(item(1)))
        sources = [str(folder), f"{site.address}/inward", f"{site.address}/f"]
        process = subprocess.Popen(
            [*COMMAND, *sources, "--fast", "--pause", "0", "--ledger", str(tmp_path / "a.ledger")],
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert process.stderr is not None
        lines = process.stderr.read().splitlines()
        process.stderr.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 1, lines
    assert usage.ru_maxrss * 1024 < MOST_MEMORY
    for name in (*hostile, "huge.html", "/inward"):
        assert any(line.startswith("counterclaim: ") and name in line for line in lines), name
    assert "private" in next(line for line in lines if "10.0.0.1" in line)
    with Ledger.open(str(tmp_path / "a.ledger")) as ledger:
        kept = {reading.report.text.split("\n")[0] for reading in ledger.readings()}
    assert {"Kyiv denied the strike.", "Kyiv denies strike 1"} <= kept
