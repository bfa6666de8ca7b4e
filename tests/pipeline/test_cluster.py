"""A real Ray on this machine, two workers, one of them killed in the middle of a shard."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from counterclaim.pipeline.reader import Reader
from tests.ledger.stand_in import SentenceStage, plain, reports

if importlib.util.find_spec("ray") is None:
    pytest.skip("counterclaim[ray] is not installed", allow_module_level=True)

ROOT = Path(__file__).parents[2]


def test_a_killed_worker_costs_nothing(tmp_path: Path) -> None:
    from counterclaim.pipeline.shards import READINGS
    from counterclaim.pipeline.tables import outcomes_of

    parquet = pytest.importorskip("pyarrow.parquet")
    folder, output, flag = (tmp_path / name for name in ("in", "out", "killed"))
    folder.mkdir()
    output.mkdir()
    items = reports(12)
    for number in range(4):
        rows = [{"id": r.id, "text": r.text, "published": r.published} for r in items[number::4]]
        (folder / f"{number}.jsonl").write_text("\n".join(map(json.dumps, rows)))
    command = [sys.executable, "-m", "tests.pipeline.ray_run", str(folder), str(output), str(flag)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    assert flag.exists(), "no worker was killed"
    assert re.findall(r"^\d+ \d+$", run.stdout, re.MULTILINE) == ["3 6"] * 4
    made = [
        outcome
        for path in output.glob(f"*{READINGS}")
        for _, outcome in outcomes_of(parquet.read_table(path))
    ]
    made.sort(key=lambda reading: int(reading.report.id[1:]))
    wanted = Reader([SentenceStage()]).read_many([r.report for r in made])
    assert plain(made) == plain(list(wanted))
    assert len(made) == 12
