"""The files under what a user named, in an order that does not depend on the machine.

In a folder every regular file is taken, whatever its suffix, so that nothing is left out in
silence: what is no text is named as an error later. Not taken are hidden files and folders
(names that begin with a dot), the ``page_files`` folder that a browser saves beside
``page.html``, and folders already visited (symbolic links may form a loop).
"""

import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from counterclaim.errors import EmptyInput, InputError


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to read: how errors name it, where it is, its size in bytes (0 for a pipe)."""

    name: str
    path: Path
    size: int


def entries_of(path: Path, *, leave_out: Collection[Path] = ()) -> Iterator[Entry | InputError]:
    """The file at ``path``, or the files under it; ``leave_out`` (outputs) are passed over."""
    try:
        if not path.is_dir():
            yield Entry(shown(path), path, path.stat().st_size)
            return
        found = list(_walk(path, set(), leave_out))
    except OSError as error:
        yield unreadable(path, error)
        return
    yield from found
    if not found:
        yield EmptyInput(shown(path), "no files in this folder; name one that holds reports")


def _walk(
    folder: Path, visited: set[tuple[int, int]], leave_out: Collection[Path]
) -> Iterator[Entry | InputError]:
    """Depth first, names sorted by their bytes."""
    status = folder.stat()
    if (status.st_dev, status.st_ino) in visited:
        return
    visited.add((status.st_dev, status.st_ino))
    names = sorted((p.name for p in folder.iterdir() if p.name[0] != "."), key=os.fsencode)
    pages = {n.rpartition(".")[0] for n in names if n.lower().endswith((".html", ".htm"))}
    for name in names:
        path = folder / name
        try:
            if path.is_dir():
                if name.removesuffix("_files") not in pages or not name.endswith("_files"):
                    yield from _walk(path, visited, leave_out)
            elif not any(_same(path, other) for other in leave_out):
                yield _regular(path)
        except OSError as error:
            yield unreadable(path, error)


def _regular(path: Path) -> Entry | InputError:
    status = path.stat()
    if not path.is_file():
        return InputError(shown(path), "not a regular file; name it on its own to read it")
    return Entry(shown(path), path, status.st_size)


def _same(path: Path, other: Path) -> bool:
    return other.exists() and path.samefile(other)


def shown(path: Path) -> str:
    """``path`` on one line of valid text, whatever bytes its name is made of."""
    return printable(os.fsencode(path).decode("utf-8", "replace"))


def printable(text: str) -> str:
    """``text`` without line ends and control characters, which a terminal would obey."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def unreadable(path: Path, error: OSError) -> InputError:
    """``error`` in one line that says what to do."""
    if isinstance(error, FileNotFoundError):
        message = "no such file or folder; check the name"
    elif isinstance(error, PermissionError):
        message = "no permission to read it; change its mode or read it as its owner"
    else:
        message = f"cannot be read ({error.strerror or error}); check the file and its disk"
    return InputError(shown(path), message)
