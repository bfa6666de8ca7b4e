"""Where a command's data goes: stdout, or a file that is written whole or not at all."""

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import BinaryIO

import click


def checked_output(path: Path | None) -> Path | None:
    """``path`` if it can be written to. Raises :class:`click.BadParameter` before any work."""
    if path is None or path == Path("-"):
        return None
    target = path.resolve()
    if target.is_dir():
        raise click.BadParameter(f"{path} is a folder; name a file in it")
    if not target.parent.is_dir():
        raise click.BadParameter(f"there is no folder {target.parent}; make it first")
    if not os.access(target.parent if _replaceable(target) else target, os.W_OK):
        raise click.BadParameter(f"no permission to write {path}; choose another place")
    return target


def checked_folder(path: Path | None) -> Path | None:
    """``path`` as a folder that is there or can be made. Raises :class:`click.BadParameter`."""
    if path is None:
        return None
    target = path.resolve()
    if target.exists() and not target.is_dir():
        raise click.BadParameter(f"{path} is a file; name a folder")
    if not target.parent.is_dir():
        raise click.BadParameter(f"there is no folder {target.parent}; make it first")
    return target


@contextmanager
def data_output(path: Path | None) -> Iterator[BinaryIO]:
    """A binary file for the data; ``None`` is stdout.

    A file appears under its name only when the block ends well: until then the data is in a
    hidden file beside it, which is removed after an error, Ctrl-C or a termination signal.
    """
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif not _replaceable(path):  # a device or a pipe: it cannot be half there
        with path.open("wb") as device:
            yield device
    else:
        with _ended_by_signal(), _replaced_when_done(path) as file:
            yield file


def _replaceable(path: Path) -> bool:
    return path.is_file() or not path.exists()


@contextmanager
def _replaced_when_done(path: Path) -> Iterator[BinaryIO]:
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


@contextmanager
def _ended_by_signal() -> Iterator[None]:
    """Let SIGTERM unwind the stack, so that the hidden file is removed."""

    def leave(number: int, frame: FrameType | None) -> None:
        sys.exit(128 + number)

    try:
        before = signal.signal(signal.SIGTERM, leave)
    except ValueError:  # not the main thread: signals are somebody else's
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
