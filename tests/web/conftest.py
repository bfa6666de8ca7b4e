"""A ledger of invented dispatches, and the application on it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="counterclaim[web] is not installed")

from counterclaim.ledger import Ledger
from counterclaim.web.security.users import Users
from counterclaim.web.settings import Settings
from tests.web.asking import Asker
from tests.web.readings import readings

PASSWORD = "correct horse battery"


@pytest.fixture(scope="session")
def ledger_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "first.ledger"
    with Ledger.open(str(path), create=True) as made:
        made.add(readings())
        made.link()
    return path


@pytest.fixture
def ledger(ledger_file: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A copy of one's own."""
    path = tmp_path / "test.ledger"
    shutil.copy(ledger_file, path)
    with Ledger.open(str(path)) as opened:
        yield opened


@pytest.fixture
def web(ledger: Ledger) -> Iterator[Asker]:
    """An open server, as on somebody's own computer."""
    with Asker(ledger, Settings(hosts=("testserver",))) as asker:
        yield asker


@pytest.fixture
def users(tmp_path: Path) -> Users:
    table = Users(tmp_path / "users.tsv")
    table.put("ada", "reader", PASSWORD)
    return table
