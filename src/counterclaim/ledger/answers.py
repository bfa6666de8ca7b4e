"""What a ledger answers with."""

from typing import Literal

import msgspec

from counterclaim.linking.story import EventStory
from counterclaim.model.records import Claim, Reading, ReportHeader

__all__ = ["Change", "Digest", "Found", "ReportHeader", "Shown", "Stats"]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A claim and the report it stands in."""

    claim: Claim
    report: ReportHeader


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with all of its report's text.

    ``removed`` is the revision that removed it (a newer version or reading took its place, or
    the report was withdrawn), or ``None`` while it is current.
    """

    claim: Claim
    report: ReportHeader
    text: str
    extractor: str
    removed: int | None


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One report that is new (ADD), different (MOD) or gone (DEL).

    ``was`` is the report's id before: a report without a given id gets another one with
    another text. ``reading`` is ``None`` for DEL, and ``was`` for ADD.
    """

    kind: Literal["ADD", "MOD", "DEL"]
    was: str | None
    reading: Reading | None


class Stats(msgspec.Struct, frozen=True, kw_only=True):
    """Counts. All but ``versions``, ``readings`` and ``texts`` are of what is current.

    ``unread`` are reports on which the reader failed; they are kept and tried again.
    ``published`` holds the first and the last date of publication. Sides are those of the
    source nearest to the content, ``own voice`` where the outlet itself speaks.
    """

    ledger: str = ""
    revision: int
    reports: int
    unread: int
    versions: int
    texts: int
    readings: int
    claims: int
    outlets: int
    published: tuple[str | None, str | None]
    extractors: dict[str, int]
    stances: dict[str, int]
    types: dict[str, int]
    sides: dict[str, int]


class Digest(msgspec.Struct, frozen=True, kw_only=True):
    """Events in full, for a brief. ``more`` counts those that met the question beyond them.

    With ``since``, a revision: ``new`` are ids of events all of whose claims came later,
    ``changed`` of those with claims that came, went or were linked otherwise later, and
    ``new_claims`` keys of claims that came later.
    """

    revision: int
    since: int | None
    stories: tuple[EventStory, ...]
    more: int
    new: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    new_claims: frozenset[int] = frozenset()
