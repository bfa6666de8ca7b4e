"""What a command tells its user, on stderr: failed inputs, notes, progress.

A progress bar appears on a terminal when a command has run for two seconds; never elsewhere.
With ``--log-format json`` every line is a JSON object with ``at`` (UTC), ``level``, ``event`` and
``message``, and what else the event has.
"""

import json
import logging
import sys
import threading
import time
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

import click

from counterclaim.errors import CounterclaimError, InputError

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

LogFormat = Literal["text", "json"]

PATIENCE = 2.0
"""Seconds before a progress bar appears."""


class Talk:
    """One command's talk. ``verbosity``: -1 failures only, 0 notes, 1 details, 2 everything.

    ``bar`` says whether a progress bar may appear; it does so on a terminal only, and only
    among lines of text.
    """

    def __init__(self, verbosity: int, *, bar: bool, log_format: LogFormat = "text") -> None:
        self.quiet = verbosity < 0
        self._json = log_format == "json"
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._started = time.monotonic()
        self._bar = bar and not self.quiet and not self._json and sys.stderr.isatty()
        self._handler = _EchoHandler(self)
        levels = {-1: logging.ERROR, 0: logging.WARNING, 1: logging.INFO}
        self._log = logging.getLogger("counterclaim")
        self._level = levels.get(verbosity, logging.DEBUG)
        self._level_before = logging.NOTSET

    def __enter__(self) -> Self:
        """Take over the package's log, and start waiting for the bar's moment."""
        self._level_before = self._log.level
        self._log.setLevel(self._level)
        self._log.addHandler(self._handler)
        if self._bar:
            self._timer = threading.Timer(PATIENCE, self._show)
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Clear the bar; in JSON, say what ends the command, which is then over."""
        self.hide()
        self._log.removeHandler(self._handler)
        self._log.setLevel(self._level_before)
        if self._json and isinstance(error, CounterclaimError):
            self.say(" ".join(str(error).split()), event="ended", level="error")
            raise click.exceptions.Exit(1) from error

    def fail(self, error: InputError) -> None:
        """Name an input that failed."""
        message = " ".join(str(error).split())
        self.say(
            message if self._json else f"counterclaim: {message}",
            event="failed", level="error", source=error.source, reason=error.reason,
        )  # fmt: skip

    def say(self, line: str, *, event: str = "said", level: str = "info", **fields: object) -> None:
        """Print one line on stderr, above the bar if there is one; ``fields`` in JSON only."""
        if self._json:
            moment = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
            record = {"at": moment, "level": level, "event": event, "message": line, **fields}
            line = json.dumps(record, ensure_ascii=False, default=str)
        with self._lock:
            if self._progress is not None:
                self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)
            else:
                click.echo(line, err=True)

    def log(self, level: str, message: str, logger: str) -> None:
        """Say a log record."""
        if self._json:
            self.say(message, event="log", level=level, logger=logger)
        else:
            self.say(f"{level}: {message}")

    def advance(self, reports: int, position: int, total: int | None) -> None:
        """Tell the bar how many reports are done and how far in the input's bytes that is."""
        with self._lock:
            if self._progress is not None and self._task is not None:
                self._progress.update(
                    self._task,
                    completed=position,
                    total=total,
                    reports=f"{reports:,} report{'s' * (reports != 1)}, {self.rate(reports)}",
                )

    def rate(self, reports: int) -> str:
        """Reports per second since the command began to talk, in words."""
        return f"{reports / max(time.monotonic() - self._started, 1e-3):,.1f}/s"

    def hide(self) -> None:
        """Take the bar away for good."""
        if self._timer is not None:
            self._timer.cancel()
        with self._lock:
            self._bar = False
            if self._progress is not None:
                self._progress.stop()
                self._progress = None

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            Progress,
            SpinnerColumn,
            TaskProgressColumn,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        with self._lock:
            if not self._bar:
                return
            self._progress = Progress(
                SpinnerColumn(), TextColumn("reading"), BarColumn(), TaskProgressColumn(),
                TextColumn("{task.fields[reports]}"), TimeElapsedColumn(),
                TextColumn("left"), TimeRemainingColumn(),
                console=Console(stderr=True), transient=True,
            )  # fmt: skip
            self._task = self._progress.add_task("reading", total=None, reports="")
            self._progress.start()


class _EchoHandler(logging.Handler):
    """Log records as lines of talk."""

    def __init__(self, talk: Talk) -> None:
        super().__init__()
        self._talk = talk

    def emit(self, record: logging.LogRecord) -> None:
        """Say the record; a traceback only where everything was asked for."""
        level = record.levelname.lower()
        self._talk.log(level, self.format(record), record.name)
