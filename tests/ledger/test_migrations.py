"""A ledger made by an earlier version is brought up to date with all that is in it."""

from collections.abc import Sequence

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from counterclaim import Reading
from counterclaim.ledger import Box, Ledger, Query
from counterclaim.ledger.engine import SCHEMA
from counterclaim.ledger.writer import Batch
from tests.ledger.stand_in import plain, reader, reports

KILLED = Query(unit="killed", figure_min=0, speaker="moscow")


def remade(url: str, revision: str, readings: Sequence[Reading]) -> None:
    """A ledger as the version with ``revision`` made and filled it."""
    config = Config()
    config.set_main_option("script_location", "counterclaim:ledger/migrations")
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        # Today's writer knows columns that were added since; they go again with what is in them.
        connection.exec_driver_sql("ALTER TABLE report ADD COLUMN captured TEXT")
        Batch([(reading.report, reading) for reading in readings]).write(connection)
        connection.exec_driver_sql("ALTER TABLE report DROP COLUMN captured")
    engine.dispose()


@pytest.mark.parametrize("revision", ["0001", "0002", "0003"])
def test_an_earlier_ledger_answers_as_a_new_one(target: str, revision: str) -> None:
    readings = list(reader().read_many(reports(3)))
    remade(target if "://" in target else f"sqlite:///{target}", revision, readings)
    with Ledger.open(target) as ledger:
        with ledger.connection() as connection:
            found = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
        assert found == SCHEMA
        assert plain(list(ledger.readings())) == plain(readings)
        for query in (Query(speaker="moscow"), Query(place="lipovka"), KILLED):
            assert len(ledger.search(query)) == 3
        assert len(ledger.search(Query(box=Box(30, 45, 35, 50), since="2024-05-02"))) == 2
