"""The ledger: many reports and what they claim, kept for good (see ``docs/ledger.md``).

:class:`Ledger` is the store, :class:`Query` a question to it; :mod:`.ingest` takes reports in.
"""

from counterclaim.ledger.answers import Change, Found, ReportHeader, Shown, Stats
from counterclaim.ledger.query import Box, Query
from counterclaim.ledger.store import Ledger
from counterclaim.ledger.writer import Added

__all__ = [
    "Added",
    "Box",
    "Change",
    "Found",
    "Ledger",
    "Query",
    "ReportHeader",
    "Shown",
    "Stats",
]
