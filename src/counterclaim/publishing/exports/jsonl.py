"""Readings as JSON Lines: the record that ``counterclaim read`` prints, a report a line."""

from typing import BinaryIO

from counterclaim.model.records import Reading
from counterclaim.publishing.jsonform import encode


class JsonLinesExporter:
    """Writes readings as they come; keeps nothing."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def setup(self) -> None:
        """Nothing goes before."""

    def feed(self, reading: Reading) -> None:
        """Write the reading's record."""
        self._file.write(encode(reading, layers=False) + b"\n")

    def finish(self) -> None:
        """Nothing follows."""
