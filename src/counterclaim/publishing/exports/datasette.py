"""A ledger as one plain SQLite file for Datasette, with the metadata that explains it.

Only what is current is in it. It is a ledger itself: `search` and `export` take it too.
"""

import os
import sqlite3
from importlib.resources import files
from pathlib import Path

import msgspec

from counterclaim.ledger.store import Ledger
from counterclaim.model.records import Reading

WRITTEN_TOGETHER = 256
"""Readings in a transaction: bounds memory."""


class DatasetteExporter:
    """Writes a ledger beside ``path`` and renames it there when it is whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._part = path.with_name(f".{path.name}.{os.getpid()}.part")
        self._ledger: Ledger | None = None
        self._readings: list[Reading] = []

    def setup(self) -> None:
        """Make the ledger."""
        self._part.unlink(missing_ok=True)
        self._ledger = Ledger.open(str(self._part), create=True)

    def feed(self, reading: Reading) -> None:
        """Take a reading."""
        self._readings.append(reading)
        if len(self._readings) >= WRITTEN_TOGETHER:
            self._write()

    def finish(self) -> None:
        """Pack the file into one, put it in its place, and write the metadata beside it."""
        self._write()
        if self._ledger is not None:
            self._ledger.close()
        connection = sqlite3.connect(self._part, isolation_level=None)
        try:
            for statement in ("PRAGMA journal_mode = DELETE", "ANALYZE", "VACUUM"):
                connection.execute(statement)
        finally:
            connection.close()
        self._part.replace(self._path)
        metadata_path(self._path).write_bytes(metadata(self._path.stem))

    def _write(self) -> None:
        if self._ledger is not None and self._readings:
            self._ledger.add(self._readings)
        self._readings = []


def metadata_path(path: Path) -> Path:
    """Where the metadata of a database file goes."""
    return path.with_suffix(".metadata.json")


def metadata(database: str) -> bytes:
    """Datasette's metadata for a ledger that it calls ``database``: the file's name, no suffix."""
    text = files("counterclaim.ledger").joinpath("datasette.json").read_bytes()
    content = msgspec.json.decode(text)
    content["databases"] = {database: content["databases"]["DATABASE"]}
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"
