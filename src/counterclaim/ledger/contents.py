"""The ledger's contents as a whole: readings, what changed, counts."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from counterclaim.ledger.answers import Change, Stats
from counterclaim.ledger.rows import claim_of, report_of
from counterclaim.ledger.schema import claim, reading, report, revision, text
from counterclaim.model.records import Claim, Reading

PAGE = 200
"""Reports fetched together: bounds memory whatever the ledger's size."""

OWN_VOICE = "own voice"


def readings_in(connection: sa.Connection) -> Iterator[Reading]:
    """The current readings, by their reports' order of arrival."""
    yield from _paged(connection, reading.c.removed.is_(None))


def changes_since(connection: sa.Connection, since: int) -> Iterator[Change]:
    """What differs between revision ``since`` and now, in the order of the reports' arrival."""
    touched = (
        sa.select(report.c.identity)
        .join(reading, reading.c.report == report.c.key)
        .where(sa.or_(reading.c.added > since, reading.c.removed > since))
        .union(
            sa.select(report.c.identity)
            .join(claim, claim.c.report == report.c.key)
            .where(claim.c.changed > since)
        )
        .subquery()
    )
    then = sa.and_(
        reading.c.added <= since, sa.or_(reading.c.removed.is_(None), reading.c.removed > since)
    )
    states = (
        sa.select(report.c.identity, report.c.id, reading.c.key, then.label("then"))
        .join(reading, reading.c.report == report.c.key)
        .join(touched, touched.c.identity == report.c.identity)
        .where(sa.or_(reading.c.removed.is_(None), then))
        .order_by(report.c.key)
    )
    before: dict[str, str] = {}
    after: dict[str, int] = {}
    for row in connection.execute(states.add_columns(reading.c.removed)):
        if row.then:
            before[row.identity] = row.id
        if row.removed is None:
            after[row.identity] = row.key
    for identity, was in before.items():
        if identity not in after:
            yield Change(kind="DEL", was=was, reading=None)
    order = list(after)
    for start in range(0, len(order), PAGE):
        page = order[start : start + PAGE]
        keys = [after[identity] for identity in page]
        found = dict(_with_keys(connection, keys))
        for identity in page:
            reading_now = found[after[identity]]
            if identity in before:
                yield Change(kind="MOD", was=before[identity], reading=reading_now)
            else:
                yield Change(kind="ADD", was=None, reading=reading_now)


def stats_of(connection: sa.Connection) -> Stats:
    """Counts of what is there."""
    current = report.c.removed.is_(None)
    read = sa.exists().where(reading.c.report == report.c.key, reading.c.removed.is_(None))
    first, last, outlets = connection.execute(
        sa.select(
            sa.func.min(report.c.published),
            sa.func.max(report.c.published),
            sa.func.count(report.c.outlet.distinct()),
        ).where(current)
    ).one()
    return Stats(
        revision=connection.scalar(sa.select(sa.func.max(revision.c.number))) or 0,
        reports=_count(connection, report, current),
        unread=_count(connection, report, current, ~read),
        versions=_count(connection, report),
        texts=_count(connection, text),
        readings=_count(connection, reading),
        claims=_count(connection, claim, claim.c.removed.is_(None)),
        outlets=outlets,
        published=(first, last),
        extractors=_tally(connection, reading, reading.c.extractor),
        stances=_tally(connection, claim, claim.c.stance),
        types=_tally(connection, claim, claim.c.type),
        sides=_tally(connection, claim, sa.func.coalesce(claim.c.side, OWN_VOICE)),
    )


def _paged(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> Iterator[Reading]:
    last = 0
    while True:
        page = connection.execute(
            sa.select(report.c.key, reading.c.key.label("reading"))
            .join(reading, reading.c.report == report.c.key)
            .where(condition, report.c.key > last)
            .order_by(report.c.key)
            .limit(PAGE)
        ).all()
        if not page:
            return
        last = page[-1].key
        found = dict(_with_keys(connection, [row.reading for row in page]))
        yield from (found[row.reading] for row in page)


def _with_keys(connection: sa.Connection, keys: Sequence[int]) -> Iterator[tuple[int, Reading]]:
    """The readings with these keys."""
    claims: dict[int, list[Claim]] = {key: [] for key in keys}
    for row in connection.execute(
        sa.select(claim.c.reading, claim.c.record, claim.c.event, claim.c.origin)
        .where(claim.c.reading.in_(keys))
        .order_by(claim.c.reading, claim.c.position)
    ):
        claims[row.reading].append(claim_of(row.record, row.event, row.origin))
    for found in connection.execute(
        sa.select(reading.c.key.label("reading_key"), reading.c.extractor, report, text.c.content)
        .join(report, report.c.key == reading.c.report)
        .join(text, text.c.sha256 == report.c.sha256)
        .where(reading.c.key.in_(keys))
    ).mappings():
        key = found["reading_key"]
        yield (
            key,
            Reading(
                report=report_of(dict(found)),
                claims=tuple(claims[key]),
                extractor=found["extractor"],
            ),
        )


def _count(connection: sa.Connection, table: sa.Table, *where: sa.ColumnElement[bool]) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(table).where(*where)) or 0


def _tally(
    connection: sa.Connection, table: sa.Table, column: sa.ColumnElement[Any]
) -> dict[str, int]:
    """How often each value occurs in what is current, the most frequent first."""
    number = sa.func.count().label("number")
    value = column.label("value")
    found = connection.execute(
        sa.select(value, number).where(table.c.removed.is_(None)).group_by(value)
    )
    return {r.value: r.number for r in sorted(found, key=lambda r: (-r.number, r.value))}
