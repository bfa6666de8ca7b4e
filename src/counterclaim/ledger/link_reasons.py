"""Keeping why a claim is in its event or origin: links with their reasons."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from counterclaim.ledger import link_store as store
from counterclaim.ledger.link_schema import link
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
    claims: Iterable[int],
    cell: Container[int],
    *,
    across: bool,
) -> None:
    """Put ``best`` in the place of the links that ``claims`` had within or across cells.

    ``claims`` are all of one cell, which holds the claims ``cell``, those just gone among them.
    """
    current: dict[int, int] = {}
    gone: list[int] = []
    for keys in store.chunks(claims):
        for row in connection.execute(
            # by the claims alone: the index of what still holds leads to nearly every link
            sa.select(link.c.key, link.c.subject, link.c.claim, link.c.other, link.c.removed).where(
                link.c.claim.in_(keys)
            )
        ):
            if row.removed is not None or row.subject != subject or (row.other in cell) == across:
                continue
            if best.get(row.claim, (None,))[0] == row.other:
                current[row.claim] = row.key
            else:
                gone.append(row.key)
    for start in range(0, len(gone), store.TOGETHER):
        connection.execute(
            sa.update(link)
            .where(link.c.key.in_(sorted(gone)[start : start + store.TOGETHER]))
            .values(removed=revision())
        )
    new = [(key, *best[key]) for key in sorted(best) if key not in current]
    facts = store.facts_with(connection, {key for one, other, _ in new for key in (one, other)})
    reason = _REASONS[subject]
    insert_rows(
        connection, revision, link,
        [
            {"subject": subject, "claim": key, "other": at, "score": score,
             "because": reason(facts[key], facts[at])}
            for key, at, score in new
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
