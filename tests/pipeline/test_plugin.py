"""A plug-in package registers a stage; the package here is a real, installed distribution."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from counterclaim import Reader
from counterclaim.errors import StageError
from counterclaim.pipeline.stages import installed_stages, load_stage

MODULE = '''
from counterclaim.model.document import Document


class ShoutStage:
    """Finds no times."""

    name = "acme.shout.v1"
    requires = frozenset({"parse"})
    assigns = frozenset({"times"})

    def __call__(self, document: Document) -> None:
        document.times = ()


def not_a_stage():
    return object()
'''

ENTRY_POINTS = """
[counterclaim.stages]
acme.shout.v1 = acme_counterclaim:ShoutStage
acme.broken.v1 = acme_counterclaim:not_a_stage
acme.gone.v1 = acme_gone:GoneStage
"""

METADATA = "Metadata-Version: 2.1\nName: acme-counterclaim\nVersion: 1.2\n"

DATED = "Kyiv said that its troops had repelled an attack on 3 May 2024."


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the distribution is installed, put on ``sys.path``."""
    info = tmp_path / "acme_counterclaim-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(METADATA)
    (info / "entry_points.txt").write_text(ENTRY_POINTS)
    (tmp_path / "acme_counterclaim.py").write_text(MODULE)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "acme_counterclaim", raising=False)
    return tmp_path


@pytest.mark.usefixtures("plugin")
def test_a_plugins_stage_is_found_by_its_name() -> None:
    reader = Reader(replace={"counterclaim.times.rules.v1": "acme.shout.v1"})
    assert "acme.shout.v1" in [stage.name for stage in reader.stages]
    reading = reader.read(DATED)
    assert reading.claims
    assert not any(claim.time for claim in reading.claims)


@pytest.mark.usefixtures("plugin")
def test_what_is_no_stage_is_refused() -> None:
    with pytest.raises(
        StageError, match=r"'acme.broken.v1' of acme-counterclaim is no stage: give it name"
    ):
        load_stage("acme.broken.v1")


def test_without_the_plugin_its_stage_is_unknown() -> None:
    with pytest.raises(StageError, match=r"no stage is named 'acme.shout.v1'"):
        load_stage("acme.shout.v1")


def test_the_command_line_uses_it_too(plugin: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(DATED)
    arguments = ["read", str(report), "--format", "json", "--processes", "2"]
    arguments += ["--replace", "counterclaim.times.rules.v1=acme.shout.v1"]
    outcome = subprocess.run(
        [sys.executable, "-c", "from counterclaim.cli.main import main; main()", *arguments],
        env={"PYTHONPATH": ":".join([str(plugin), *sys.path]), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        check=False,
    )
    assert (outcome.returncode, outcome.stderr) == (0, b"")
    record = json.loads(outcome.stdout)
    assert [claim["time"] for claim in record["claims"]] == [None] * len(record["claims"]) != []
    assert record["extractor"].endswith("+acme.shout.v1")


@pytest.mark.usefixtures("plugin")
def test_installed_stages_name_their_package_and_what_is_wrong_with_them() -> None:
    found = {stage.name: stage for stage in installed_stages()}
    assert found["acme.shout.v1"].package == "acme-counterclaim"
    assert found["acme.shout.v1"].assigns == {"times"}
    assert found["acme.shout.v1"].fault is None
    assert "is no stage" in str(found["acme.broken.v1"].fault)
    assert "No module named 'acme_gone'" in str(found["acme.gone.v1"].fault)


@pytest.mark.usefixtures("plugin")
def test_a_plugin_that_cannot_be_imported_is_named() -> None:
    with pytest.raises(StageError, match=r"'acme.gone.v1' of acme-counterclaim cannot be loaded"):
        load_stage("acme.gone.v1")
