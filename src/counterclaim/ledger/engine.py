"""Connections to a ledger: by path to SQLite, by URL to PostgreSQL; schema brought up to date.

SQLite runs in WAL mode, so that readers never wait for a writer; a write transaction begins
IMMEDIATE, so that two writers queue instead of failing half-way. On PostgreSQL writers queue
on an advisory lock: revisions then follow the order of commits, which the delta relies on.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import sqlalchemy as sa

from counterclaim.errors import LedgerError

SCHEMA = "0010"
"""The newest migration that this version knows."""

WAIT = 60.0
"""Seconds a SQLite writer waits for another one."""

_WRITERS = 0x636C61696D  # "claim": the advisory lock that PostgreSQL writers queue on

_MARK = "counterclaim_write"


def connect(target: str, *, create: bool) -> sa.Engine:
    """An engine on the ledger at ``target``, its schema up to date.

    ``target`` is the path of a SQLite file or a ``postgresql://`` URL. With ``create`` a ledger
    that is not there yet is made. Raises :class:`LedgerError`.
    """
    engine = _postgresql(target) if _is_url(target) else _sqlite(target, create=create)
    try:
        with reading(engine) as connection:
            found = _schema_of(connection)
            empty = not sa.inspect(connection).get_table_names()
        if found == SCHEMA:
            return engine
        if found is None and not empty:
            raise LedgerError(f"{shown(engine)}: a database, but no ledger; name another")
        if found is None and not create:
            raise LedgerError(f"{shown(engine)}: no ledger in it yet; make one with `ingest`")
        if found is not None and found > SCHEMA:
            raise LedgerError(
                f"{shown(engine)}: written by a newer counterclaim (schema {found}); update yours"
            )
        _migrate(engine)
    except LedgerError:
        engine.dispose()
        raise
    return engine


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A connection that sees one state of the ledger throughout."""
    with _explained(engine), engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that no other writer overlaps; rolled back when the block raises."""
    marked = engine.execution_options(**{_MARK: True})
    with _explained(engine), marked.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({_WRITERS})"))
        yield connection


def shown(engine: sa.Engine) -> str:
    """The ledger's name for messages, without a password."""
    if engine.dialect.name == "sqlite":
        return engine.url.database or "ledger"
    return engine.url.set(drivername="postgresql").render_as_string(hide_password=True)


def _is_url(target: str) -> bool:
    if target.startswith(("postgresql://", "postgres://")):
        return True
    if "://" in target:
        scheme = target.partition("://")[0]
        raise LedgerError(f"{scheme}: no such kind of ledger; give a path or postgresql://...")
    return False


def _sqlite(target: str, *, create: bool) -> sa.Engine:
    path = Path(target)
    if path.is_dir():
        raise LedgerError(f"{target}: a folder; name a file in it")
    if not create and not path.exists():
        raise LedgerError(f"{target}: no such ledger; check the name or make it with `ingest`")
    if not path.parent.is_dir():
        raise LedgerError(f"{target}: there is no folder {path.parent}; make it first")
    url = sa.URL.create("sqlite", database=str(path))
    engine = sa.create_engine(url, connect_args={"timeout": WAIT})
    sa.event.listen(engine, "connect", _prepare)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, record: object) -> None:
    connection.isolation_level = None  # BEGIN is ours to say
    for pragma in ("busy_timeout=60000", "foreign_keys=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    for attempt in range(100):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:  # another process is switching just now
            if "locked" not in str(error) or attempt == 99:
                raise
            time.sleep(0.05)


def _begin(connection: sa.Connection) -> None:
    write = connection.get_execution_options().get(_MARK, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _postgresql(target: str) -> sa.Engine:
    try:
        url = sa.make_url(target).set(drivername="postgresql+psycopg")
        # Nothing is prepared: a plan made without the values knows neither box nor name.
        unprepared = {"prepare_threshold": None}
        return sa.create_engine(url, pool_pre_ping=True, connect_args=unprepared)
    except ImportError:
        raise LedgerError(
            "PostgreSQL needs psycopg; install it with: pip install 'counterclaim[postgres]'"
        ) from None
    except (sa.exc.ArgumentError, ValueError) as error:
        raise LedgerError(f"no address of a PostgreSQL database ({error})") from None


def _schema_of(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found


def _migrate(engine: sa.Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("counterclaim.ledger") / "migrations"))
    with writing(engine) as connection:
        if _schema_of(connection) == SCHEMA:  # another process was faster
            return
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def _explained(engine: sa.Engine) -> Iterator[None]:
    """Turn the database's errors into one line that says what to do."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise LedgerError(f"{shown(engine)}: {_advice(error)}") from error


def _advice(error: sa.exc.DBAPIError) -> str:
    reason = " ".join(str(error.orig).split())
    if error.connection_invalidated or isinstance(error, sa.exc.InterfaceError):
        return f"the connection was lost ({reason}); run the same command again"
    for sign, advice in _ADVICE.items():
        if sign in reason:
            return f"{reason}; {advice}"
    return f"the database refused ({reason}); nothing of this batch was written"


_ADVICE = {
    "disk is full": "make room, then run the same command again: it goes on where it was",
    "No space left": "make room, then run the same command again: it goes on where it was",
    "disk I/O error": "see to the disk (full, over its quota or broken), then run the same command "
    "again: it goes on where it was",
    "locked": "another program holds it; close that or wait, then run the same command again",
    "not a database": "name a ledger, or a file that does not exist yet",
    "readonly database": "allow writing to the file and its folder",
    "unable to open": "check that the file and its folder may be written to",
    "failed to resolve": "check the address and the network",
    "connection": "check address, name and password, and that the server runs",
}
