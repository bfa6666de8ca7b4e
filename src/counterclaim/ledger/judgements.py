"""What persons decide of pairs of claims: kept for good, and followed by every linking.

A judgement is about words: it names both claims by report, text and place in the text, so that
it holds for the claims that a later version of the reader makes of the same words.
"""

from collections.abc import Iterable

import sqlalchemy as sa

from counterclaim.errors import LedgerError
from counterclaim.ledger.link_schema import judgement
from counterclaim.ledger.schema import claim, report
from counterclaim.ledger.writer import new_revision, now
from counterclaim.linking.clusters import Pair
from counterclaim.linking.linker import Judged
from counterclaim.linking.story import Judgement, Subject, Verdict

LEAST_OVERLAP = 0.5
"""Of the words of both, by which a claim of another reading is the one that was judged."""


def judge(
    connection: sa.Connection,
    subject: Subject,
    claims: tuple[int, int],
    verdict: Verdict,
    *,
    by: str,
    note: str = "",
) -> None:
    """Keep a judgement on the claims with two keys; an earlier one on them is superseded.

    Raises :class:`~counterclaim.errors.LedgerError`. The caller holds the writers' lock.
    """
    if not by.strip():
        raise LedgerError("a judgement needs a name; say who judges")
    if claims[0] == claims[1]:
        raise LedgerError("a judgement is about two claims; name another one")
    first, second = (_place_of(connection, key) for key in claims)
    number = new_revision(connection, "judge")
    earlier = [
        row.key
        for row, keys in _resolved(connection)
        if row.subject == subject and set(keys) == set(claims)
    ]
    if earlier:
        connection.execute(
            sa.update(judgement).where(judgement.c.key.in_(earlier)).values(removed=number)
        )
    key = (connection.scalar(sa.select(sa.func.max(judgement.c.key))) or 0) + 1
    connection.execute(
        sa.insert(judgement).values(
            key=key, subject=subject, verdict=verdict, judge=by.strip(), judged_at=now(),
            note=note, added=number,
            **{f"first_{name}": value for name, value in first.items()},
            **{f"second_{name}": value for name, value in second.items()},
        )
    )  # fmt: skip


def judged_pairs(connection: sa.Connection) -> dict[Subject, Judged]:
    """The judgements that bind linking, on claims as they are now."""
    together: dict[Subject, list[Pair]] = {"event": [], "origin": []}
    apart: dict[Subject, list[Pair]] = {"event": [], "origin": []}
    for row, keys in _resolved(connection):
        if row.verdict == "same":
            together[row.subject].append(keys)
        elif row.verdict == "not same":
            apart[row.subject].append(keys)
    return {
        subject: Judged(tuple(sorted(together[subject])), tuple(sorted(apart[subject])))
        for subject in together
    }


def judgements_on(connection: sa.Connection, claims: Iterable[int]) -> list[Judgement]:
    """The judgements of which one claim is among ``claims``, oldest first."""
    wanted = set(claims)
    return [
        Judgement(
            subject=row.subject, claims=keys, verdict=row.verdict, by=row.judge,
            at=row.judged_at, note=row.note,
        )
        for row, keys in _resolved(connection)
        if wanted & set(keys)
    ]  # fmt: skip


def _place_of(connection: sa.Connection, key: int) -> dict[str, object]:
    row = connection.execute(
        sa.select(
            report.c.identity, claim.c.id, report.c.sha256, claim.c.quote_start, claim.c.quote_end
        )
        .join(report, report.c.key == claim.c.report)
        .where(claim.c.key == key, claim.c.removed.is_(None))
    ).first()
    if row is None:
        raise LedgerError(f"{key}: no current claim has this key; `event` and `search` show some")
    return {
        "report": row.identity, "claim": row.id, "sha256": row.sha256,
        "start": row.quote_start, "end": row.quote_end,
    }  # fmt: skip


def _resolved(connection: sa.Connection) -> "list[tuple[sa.Row[tuple[str, ...]], Pair]]":
    """Each judgement that stands, with the keys of its claims as they are now."""
    rows = connection.execute(
        sa.select(judgement).where(judgement.c.removed.is_(None)).order_by(judgement.c.key)
    ).all()
    found = []
    for row in rows:
        keys = [_find(connection, row._mapping, part) for part in ("first", "second")]
        if keys[0] is not None and keys[1] is not None:
            found.append((row, (min(keys[0], keys[1]), max(keys[0], keys[1]))))
    return found


def _find(connection: sa.Connection, row: sa.RowMapping, part: str) -> int | None:
    """The current claim on the words that were judged, if there is one."""
    rows = connection.execute(
        sa.select(claim.c.key, claim.c.id, claim.c.quote_start, claim.c.quote_end)
        .join(report, report.c.key == claim.c.report)
        .where(
            report.c.identity == row[f"{part}_report"],
            report.c.sha256 == row[f"{part}_sha256"],
            claim.c.removed.is_(None),
        )
        .order_by(claim.c.key)
    ).all()
    for found in rows:
        if found.id == row[f"{part}_claim"]:
            return int(found.key)
    start, end = row[f"{part}_start"], row[f"{part}_end"]

    best = max(rows, key=lambda r: _overlap(start, end, r.quote_start, r.quote_end), default=None)
    if best is None:
        return None
    near = _overlap(start, end, best.quote_start, best.quote_end) >= LEAST_OVERLAP
    return int(best.key) if near else None


def _overlap(start: int, end: int, other_start: int, other_end: int) -> float:
    """The share of two extents that both hold (intersection over union)."""
    shared = min(end, other_end) - max(start, other_start)
    return shared / (max(end, other_end) - min(start, other_start))
