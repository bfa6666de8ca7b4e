"""Readings in the formats of ``counterclaim read``.

Each writer takes readings one at a time (``feed``) and closes the format (``finish``); all but
the page write as they go and keep nothing. The machine formats are UTF-8 whatever the locale.
"""

import io
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, BinaryIO, Literal, Protocol, TextIO

import msgspec

from counterclaim.model.records import Reading

if TYPE_CHECKING:
    from rich.console import Console

Format = Literal["text", "json", "jsonl", "html"]

WIDTH_WITHOUT_TERMINAL = 120
"""Columns of a table that goes to a file or a pipe."""


class Writer(Protocol):
    """Takes readings, writes one format."""

    def feed(self, reading: Reading) -> None:
        """Write one reading."""

    def finish(self) -> None:
        """Write what ends the format."""


def writer_for(name: Format, file: BinaryIO, *, layers: bool, many: bool) -> Writer:
    """The writer of format ``name`` on ``file``.

    ``many``: the input holds more than one report, so that ``json`` is an array.
    """
    if name == "text":
        return TableWriter(file)
    if name == "html":
        return PageWriter(file)
    if name == "json" and many:
        return JsonArrayWriter(file, layers=layers)
    return JsonWriter(file, layers=layers, pretty=name == "json")


class JsonWriter:
    """One object a line, or a single object laid out for people."""

    def __init__(self, file: BinaryIO, *, layers: bool, pretty: bool) -> None:
        from counterclaim.publishing.jsonform import encode

        self._encode = encode
        self._file = file
        self._layers = layers
        self._pretty = pretty

    def feed(self, reading: Reading) -> None:
        """Write the reading's record."""
        record = self._encode(reading, layers=self._layers, pretty=self._pretty)
        self._file.write(record + b"\n")

    def finish(self) -> None:
        """Nothing follows."""


class JsonArrayWriter(JsonWriter):
    """A JSON array, one record a line."""

    def __init__(self, file: BinaryIO, *, layers: bool) -> None:
        super().__init__(file, layers=layers, pretty=False)
        self._before = b"[\n"

    def feed(self, reading: Reading) -> None:
        """Write the next member."""
        self._file.write(self._before + self._encode(reading, layers=self._layers))
        self._before = b",\n"

    def finish(self) -> None:
        """Close the array."""
        self._file.write(b"\n]\n")


class TableWriter:
    """A table a report, for people; coloured on a terminal only."""

    def __init__(self, file: BinaryIO) -> None:
        from counterclaim.publishing.table import render_table

        self._render = render_table
        self._stack = ExitStack()
        self._console = self._stack.enter_context(console_on(file))
        self._first = True

    def feed(self, reading: Reading) -> None:
        """Print the reading's table, an empty line before the next."""
        if not self._first:
            self._console.print()
        self._first = False
        self._render(reading, self._console)

    def finish(self) -> None:
        """Hand the binary file back open."""
        self._stack.close()


@contextmanager
def console_on(file: BinaryIO) -> Iterator["Console"]:
    """A console that prints on ``file``; on a terminal only it is as wide and has colours."""
    from rich.console import Console

    text: TextIO
    if file is getattr(sys.stdout, "buffer", None):
        text = sys.stdout
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # a locale that is not UTF-8
    else:
        text = io.TextIOWrapper(file, encoding="utf-8", write_through=True)
    columns = shutil.get_terminal_size((WIDTH_WITHOUT_TERMINAL, 40)).columns
    yield Console(file=text, width=None if text.isatty() else columns)
    text.flush()
    if text is not sys.stdout and isinstance(text, io.TextIOWrapper):
        text.detach()


class PageWriter:
    """One self-contained HTML page; keeps its readings, without layers, until the end."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._readings: list[Reading] = []

    def feed(self, reading: Reading) -> None:
        """Keep the reading."""
        self._readings.append(msgspec.structs.replace(reading, layers=None))

    def finish(self) -> None:
        """Write the page."""
        from counterclaim.publishing.page import render_page

        self._file.write(render_page(self._readings).encode("utf-8"))
