"""What a run of linking has read of its workings, kept for the next steps."""

import sqlalchemy as sa

from counterclaim.ledger import link_store as store
from counterclaim.ledger.schema import revision
from counterclaim.linking.cells import Tie
from counterclaim.linking.meeting import Standing
from counterclaim.linking.story import Subject

CELLS_KEPT = 6
"""Cells of which claims and groups stay in memory: a step needs three."""


class Workings:
    """Claims and groups by cell, and ties. They are read again when somebody else has written."""

    def __init__(self) -> None:
        self._revision: int | None = None
        self._standings: dict[int, dict[int, Standing]] = {}
        self._founders: dict[tuple[Subject, int], dict[int, int]] = {}
        self._ties: dict[Subject, dict[int, list[Tie]]] = {}

    def begin(self, connection: sa.Connection) -> None:
        """Before a step, in its transaction."""
        if self._latest(connection) != self._revision:
            self._standings.clear()
            self._founders.clear()
            self._ties.clear()
        while len(self._standings) > CELLS_KEPT:
            oldest = next(iter(self._standings))
            del self._standings[oldest]
            for key in [key for key in self._founders if key[1] == oldest]:
                del self._founders[key]

    def end(self, connection: sa.Connection) -> None:
        """After a step, in its transaction."""
        self._revision = self._latest(connection)

    def standings(self, connection: sa.Connection, cell: int) -> dict[int, Standing]:
        """Where the current claims of a cell stand."""
        if cell not in self._standings:
            self._standings[cell] = store.standings_in(connection, cell)
        return self._standings[cell]

    def read_anew(self, cells: set[int]) -> None:
        """Forget the claims of ``cells``: some came, some went."""
        for cell in cells:
            self._standings.pop(cell, None)

    def founders(self, connection: sa.Connection, subject: Subject, cell: int) -> dict[int, int]:
        """The groups of a cell: for each claim its group's founder. May be changed in place."""
        if (subject, cell) not in self._founders:
            self._founders[subject, cell] = store.founders_in(connection, subject, cell)
        return self._founders[subject, cell]

    def ties(self, connection: sa.Connection, subject: Subject) -> dict[int, list[Tie]]:
        """All ties, by the cell they come from. May be changed in place."""
        if subject not in self._ties:
            self._ties[subject] = store.all_ties(connection, subject)
        return self._ties[subject]

    def _latest(self, connection: sa.Connection) -> int | None:
        latest: int | None = connection.scalar(sa.select(sa.func.max(revision.c.number)))
        return latest
