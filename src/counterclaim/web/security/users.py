"""The table of users: names, roles, and passwords as Argon2id hashes (RFC 9106).

A ``.tsv`` file of its own, readable by its owner only, and not part of the ledger: a ledger is
copied and handed on, its readers' passwords should not be.
"""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from counterclaim.errors import CounterclaimError

if TYPE_CHECKING:
    from counterclaim.web.settings import Role

HEADER = "name\trole\tpassword"
ROLES = ("reader", "reviewer", "admin")
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 1024


class UsersError(CounterclaimError):
    """A table of users that cannot be read, or a user that cannot be entered."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may log in."""

    name: str
    role: "Role"
    password: str  # Argon2id, in its own encoded form


class Users:
    """The users of one file."""

    def __init__(self, path: Path) -> None:
        from argon2 import PasswordHasher

        self._path = path
        self._hasher = PasswordHasher()
        self._users = _read(path) if path.exists() else {}
        # checked for unknown names, so that they take as long as known ones
        self._nobody = self._hasher.hash("nobody has this password")

    def __len__(self) -> int:
        """How many there are."""
        return len(self._users)

    def __iter__(self) -> Iterator[User]:
        """The users, by name."""
        return iter(sorted(self._users.values(), key=lambda u: u.name))

    def check(self, name: str, password: str) -> User | None:
        """The user of that name and password, or ``None``."""
        from argon2.exceptions import InvalidHashError, VerificationError

        user = self._users.get(name)
        try:
            self._hasher.verify(
                user.password if user else self._nobody, password[:LONGEST_PASSWORD]
            )
        except (VerificationError, InvalidHashError):
            return None
        return user

    def put(self, name: str, role: "Role", password: str) -> None:
        """Enter a user, or give one another role and password. Raises :class:`UsersError`."""
        if not name or len(name) > 60 or not all(c.isalnum() or c in "._-@ " for c in name):
            raise UsersError(f"{name!r}: no name for a user; give letters, digits and . _ - @")
        if len(password) < SHORTEST_PASSWORD:
            raise UsersError(f"a password has {SHORTEST_PASSWORD} characters or more; give another")
        self._users[name] = User(name, role, self._hasher.hash(password[:LONGEST_PASSWORD]))
        self._write()

    def remove(self, name: str) -> None:
        """Take a user out. Raises :class:`UsersError`."""
        if self._users.pop(name, None) is None:
            raise UsersError(f"{name}: no such user in {self._path}; check the name")
        self._write()

    def _write(self) -> None:
        rows = [f"{u.name}\t{u.role}\t{u.password}" for _, u in sorted(self._users.items())]
        handle, part = tempfile.mkstemp(dir=self._path.parent, prefix=f".{self._path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:  # mkstemp: owner only
            file.write("\n".join([HEADER, *rows]) + "\n")
        Path(part).replace(self._path)


def _read(path: Path) -> dict[str, User]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsersError(f"{path}: cannot be read ({error}); check it") from None
    if not lines or lines[0] != HEADER:
        raise UsersError(f"{path}: no table of users; make one with `counterclaim users put`")
    found = {}
    for number, line in enumerate(lines[1:], start=2):
        cells = line.split("\t")
        if len(cells) != 3 or cells[1] not in ROLES:
            raise UsersError(f"{path}:{number}: not a user; make the table with `users put`")
        found[cells[0]] = User(cells[0], cells[1], cells[2])  # type: ignore[arg-type]
    return found
