"""Writing a batch: what is new in it, and what that takes the place of."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

import msgspec
import sqlalchemy as sa

from counterclaim.errors import MalformedReport
from counterclaim.ledger import rows
from counterclaim.ledger.rows import Row
from counterclaim.ledger.schema import (
    claim,
    claim_figure,
    claim_party,
    claim_place,
    claim_source,
    reading,
    report,
    revision,
    text,
)
from counterclaim.model.records import Claim, Reading, Report

MAX_FIELD_BYTES = 2000
"""Longest id, address, outlet or date: what an index entry of PostgreSQL holds."""

_CHILDREN: tuple[tuple[sa.Table, Callable[[Claim], Iterator[Row]]], ...] = (
    (claim_source, rows.source_rows),
    (claim_party, rows.party_rows),
    (claim_place, rows.place_rows),
    (claim_figure, rows.figure_rows),
)


class Added(msgspec.Struct, frozen=True):
    """What a batch added: ``versions`` are reports that follow one that was there."""

    reports: int = 0
    versions: int = 0
    readings: int = 0
    claims: int = 0

    def __add__(self, other: "Added") -> "Added":
        """Both together."""
        return Added(
            self.reports + other.reports,
            self.versions + other.versions,
            self.readings + other.readings,
            self.claims + other.claims,
        )


def now() -> str:
    """This moment in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def tool() -> str:
    """Name and version of the program that writes."""
    return f"counterclaim {version('counterclaim')}"


def new_revision(connection: sa.Connection, action: str) -> int:
    """The number of the revision that the running transaction makes."""
    number = _next(connection, revision.c.number)
    connection.execute(
        sa.insert(revision).values(number=number, made_at=now(), tool=tool(), action=action)
    )
    return number


class Batch:
    """Reports, each with its reading or ``None``, to be written together."""

    def __init__(self, items: Sequence[tuple[Report, Reading | None]]) -> None:
        self._items = items
        self._prints = [rows.fingerprint_of(r) for r, _ in items]
        self._keys: dict[str, int] = {}
        self._rows: dict[sa.Table, list[Row]] = {}
        self._followed: list[int] = []
        self._counts: dict[sa.Table, int] = {}
        self._versions = 0

    def check(self, dialect: str) -> None:
        """Raise where an item must not or cannot be written."""
        for item, made in self._items:
            check_report(item, dialect)
            if made is not None:
                rows.check_spans(made)

    def write(self, connection: sa.Connection) -> Added:
        """Write what is new. The caller holds the writers' lock until the commit."""
        removed = self._look_up(connection)
        known = self._readings_there(connection)
        new = [p for p in dict.fromkeys(self._prints) if p not in self._keys]
        readings = {
            (p, made.extractor): made
            for p, (_, made) in zip(self._prints, self._items, strict=True)
            if made is not None and (self._keys.get(p), made.extractor) not in known
        }
        if not new and not readings:
            return Added()
        number = new_revision(connection, "ingest")
        self._add_reports(connection, new, number)
        obsolete = removed | set(self._followed)
        self._remove(connection, report.c.key, self._followed, number, because="superseded")
        reread = [self._keys[p] for p, _ in readings]
        for table in (reading, claim):
            self._remove(connection, table.c.report, [*self._followed, *reread], number)
        for (print_, _), made in readings.items():
            self._add_reading(connection, self._keys[print_], made, number, obsolete)
        for table in (text, report, reading, claim, *(t for t, _ in _CHILDREN)):
            if self._rows.get(table):
                connection.execute(sa.insert(table), self._rows[table])
        return Added(
            len(new) - self._versions,
            self._versions,
            len(readings),
            len(self._rows.get(claim, ())),
        )

    def _look_up(self, connection: sa.Connection) -> set[int]:
        """Find the reports that are there; the keys of those that are no longer current."""
        found = connection.execute(
            sa.select(report.c.fingerprint, report.c.key, report.c.removed).where(
                report.c.fingerprint.in_(set(self._prints))
            )
        ).all()
        self._keys = {row.fingerprint: row.key for row in found}
        return {row.key for row in found if row.removed is not None}

    def _readings_there(self, connection: sa.Connection) -> set[tuple[int | None, str]]:
        found = connection.execute(
            sa.select(reading.c.report, reading.c.extractor).where(
                reading.c.report.in_(self._keys.values())
            )
        )
        return {(row.report, row.extractor) for row in found}

    def _add_reports(self, connection: sa.Connection, new: Sequence[str], number: int) -> None:
        reports = dict(zip(self._prints, (r for r, _ in self._items), strict=True))
        newest = self._newest(connection, {rows.identity_of(reports[p]) for p in new})
        stamp = {"retrieved_at": now(), "tool": tool(), "added": number}
        for print_ in new:
            item = reports[print_]
            identity = rows.identity_of(item)
            key = self._key(connection, report)
            previous, count = newest.get(identity, (None, 0))
            newest[identity] = (key, count + 1)
            self._keys[print_] = key
            if previous is not None:
                self._versions += 1
                self._followed.append(previous)
            given = msgspec.structs.asdict(item)
            content = given.pop("text")
            self._row(
                report, **given, **stamp, key=key, identity=identity, version=count + 1,
                fingerprint=print_, previous=previous, removed=None, removed_because=None,
            )  # fmt: skip
            self._row(text, sha256=item.sha256, content=content, characters=len(content))
        self._close_versions_within(number)
        self._leave_known_texts(connection)

    def _close_versions_within(self, number: int) -> None:
        """Mark versions that are followed in the very batch that brings them."""
        for row in self._rows.get(report, ()):
            if row["key"] in self._followed:
                row.update(removed=number, removed_because="superseded")

    def _leave_known_texts(self, connection: sa.Connection) -> None:
        wanted = {row["sha256"]: row for row in self._rows.get(text, ())}
        found = connection.scalars(sa.select(text.c.sha256).where(text.c.sha256.in_(wanted)))
        for sha256 in found.all():
            del wanted[sha256]
        self._rows[text] = list(wanted.values())

    def _newest(
        self, connection: sa.Connection, identities: Iterable[str]
    ) -> dict[str, tuple[int, int]]:
        """Key and number of the newest version of each identity that is there."""
        found = connection.execute(
            sa.select(report.c.identity, report.c.key, report.c.version)
            .where(report.c.identity.in_(set(identities)))
            .order_by(report.c.version)
        )
        return {row.identity: (row.key, row.version) for row in found}

    def _add_reading(
        self, connection: sa.Connection, key: int, made: Reading, number: int, obsolete: set[int]
    ) -> None:
        removed = number if key in obsolete else None
        for earlier in self._rows.get(reading, ()):  # by another extractor, in this batch
            if earlier["report"] == key:
                raise ValueError("two readings of one report in a batch: add one after the other")
        made_key = self._key(connection, reading)
        span = {"added": number, "removed": removed}
        self._row(
            reading, **span, key=made_key, report=key, sha256=made.report.sha256,
            extractor=made.extractor, claims=len(made.claims), read_at=now(),
        )  # fmt: skip
        for position, item in enumerate(made.claims):
            claim_key = self._key(connection, claim)
            self._row(
                claim, **rows.claim_row(item, made.report.published), **span, key=claim_key,
                reading=made_key, report=key, position=position, changed=None,
            )  # fmt: skip
            for table, rows_of in _CHILDREN:
                for row in rows_of(item):
                    self._row(table, **row, key=self._key(connection, table), claim=claim_key)

    def _remove(
        self,
        connection: sa.Connection,
        column: sa.Column[Any],
        keys: Sequence[int],
        number: int,
        *,
        because: str | None = None,
    ) -> None:
        if not keys:
            return
        table = column.table
        values: Row = {"removed": number} | ({"removed_because": because} if because else {})
        connection.execute(
            sa.update(table).where(column.in_(keys), table.c.removed.is_(None)).values(values)
        )

    def _row(self, table: sa.Table, **row: Any) -> None:
        self._rows.setdefault(table, []).append(row)

    def _key(self, connection: sa.Connection, table: sa.Table) -> int:
        """The next free key of ``table``; no other writer is at work."""
        if table not in self._counts:
            self._counts[table] = _next(connection, table.c.key)
        key = self._counts[table]
        self._counts[table] = key + 1
        return key


def check_report(item: Report, dialect: str) -> None:
    """Raise :class:`MalformedReport` where the ledger cannot hold ``item`` as it is."""
    fields = msgspec.structs.asdict(item)
    where = item.file or item.id[:100]
    for name in ("id", "url", "outlet", "published"):
        if len((fields[name] or "").encode()) > MAX_FIELD_BYTES:
            raise MalformedReport(where, f"{name} is over {MAX_FIELD_BYTES} bytes; shorten it")
    if dialect == "postgresql" and any("\x00" in (value or "") for value in fields.values()):
        raise MalformedReport(
            where, "a NUL character, which PostgreSQL cannot hold; remove it from the report"
        )


def _next(connection: sa.Connection, column: sa.Column[int]) -> int:
    highest = connection.scalar(sa.select(sa.func.max(column)))
    return (highest or 0) + 1
