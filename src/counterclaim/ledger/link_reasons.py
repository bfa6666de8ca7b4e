"""Keeping why a claim is in its event or origin: links with their reasons."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from counterclaim.ledger import link_store as store
from counterclaim.ledger.link_schema import link, link_facts
from counterclaim.linking.facts import Facts
from counterclaim.linking.reasons import event_reason, origin_reason
from counterclaim.linking.story import Subject

_REASONS: dict[Subject, Callable[[Facts, Facts], str]] = {
    "event": event_reason,
    "origin": origin_reason,
}


def keep_links(
    connection: sa.Connection,
    revision: Callable[[], int],
    subject: Subject,
    best: Mapping[int, tuple[int, float]],
    claims: Mapping[int, Facts],
    facts: Mapping[int, Facts],
    *,
    across: bool,
) -> None:
    """Put ``best`` in the place of the links that ``claims`` had within or across cells."""
    current: dict[int, tuple[int, int]] = {}
    cell = sa.select(link_facts.c.claim, link_facts.c.cell).subquery()
    other = cell.alias()
    for keys in store.chunks(claims):
        for row in connection.execute(
            sa.select(link.c.key, link.c.claim, link.c.other)
            .join(cell, cell.c.claim == link.c.claim)
            .outerjoin(other, other.c.claim == link.c.other)
            .where(
                link.c.claim.in_(keys),
                link.c.subject == subject,
                link.c.removed.is_(None),
                (other.c.cell.is_(None) | (other.c.cell != cell.c.cell))
                if across
                else (cell.c.cell == other.c.cell),
            )
        ):
            current[row.claim] = (row.key, row.other)
    gone = [
        key for member, (key, at) in current.items()
        if member not in best or best[member][0] != at
    ]  # fmt: skip
    for start in range(0, len(gone), store.TOGETHER):
        connection.execute(
            sa.update(link)
            .where(link.c.key.in_(gone[start : start + store.TOGETHER]))
            .values(removed=revision())
        )
    reason = _REASONS[subject]
    insert_rows(
        connection, revision, link,
        [
            {"subject": subject, "claim": key, "other": at, "score": score,
             "because": reason(facts[key], facts[at])}
            for key, (at, score) in sorted(best.items())
            if current.get(key, (0, -1))[1] != at
        ],
    )  # fmt: skip


def insert_rows(
    connection: sa.Connection,
    revision: Callable[[], int],
    table: sa.Table,
    rows: Sequence[dict[str, Any]],
) -> None:
    """Insert ``rows`` with the next free keys, as of the revision under way."""
    if not rows:
        return
    number = revision()
    first = (connection.scalar(sa.select(sa.func.max(table.c.key))) or 0) + 1
    connection.execute(
        sa.insert(table), [{**row, "key": first + n, "added": number} for n, row in enumerate(rows)]
    )
