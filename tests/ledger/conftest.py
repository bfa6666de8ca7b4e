"""Each test of the store runs on SQLite and, where a server is named, on PostgreSQL."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from counterclaim.ledger import Ledger

SERVER = os.environ.get("COUNTERCLAIM_TEST_POSTGRES")


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(tmp_path / "test.ledger")
        return
    if SERVER is None:
        pytest.skip("COUNTERCLAIM_TEST_POSTGRES names no server to test on")
    pytest.importorskip("psycopg", reason="counterclaim[postgres] is not installed")
    url = sa.make_url(SERVER).set(drivername="postgresql+psycopg")
    name = f"counterclaim_test_{uuid.uuid4().hex}"
    server = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    try:
        address = url.set(drivername="postgresql", database=name)
        yield address.render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
        server.dispose()


@pytest.fixture
def ledger(target: str) -> Iterator[Ledger]:
    with Ledger.open(target, create=True) as opened:
        yield opened
