"""The one interface of all exports: one pass over the readings, a reading at a time."""

from collections.abc import Iterable
from typing import Protocol

from counterclaim.model.records import Reading
from counterclaim.publishing.exports.blur import Blur


class Exporter(Protocol):
    """Takes readings, writes one form. ``setup`` comes first, ``finish`` last, each once."""

    def setup(self) -> None:
        """Write what the form begins with."""

    def feed(self, reading: Reading) -> None:
        """Write one reading."""

    def finish(self) -> None:
        """Write what ends the form."""


def export(readings: Iterable[Reading], exporter: Exporter, *, blur: Blur | None = None) -> int:
    """Write ``readings`` with ``exporter``, their coordinates coarsened if ``blur`` is given.

    How many readings there were.
    """
    count = 0
    exporter.setup()
    for reading in readings:
        exporter.feed(reading if blur is None else blur.reading(reading))
        count += 1
    exporter.finish()
    return count
