"""Readings with what persons judged of their claims beside them."""

from collections import defaultdict
from collections.abc import Iterator

import msgspec
import sqlalchemy as sa

from counterclaim.ledger.contents import readings_in
from counterclaim.ledger.review_schema import review
from counterclaim.ledger.reviews import Review, review_of
from counterclaim.ledger.schema import claim, report
from counterclaim.model.records import Claim, Reading, Report


class JudgedClaim(Claim, frozen=True, kw_only=True):
    """A claim as it was read, and the judgements of it that stand, the first first."""

    judged: tuple[Review, ...]


def judged_readings_in(connection: sa.Connection) -> Iterator[Reading]:
    """The current readings; a claim that somebody judged is a :class:`JudgedClaim`.

    Memory grows with the number of judgements only.
    """
    judged = _judgements(connection)
    for reading in readings_in(connection):
        if not judged:
            yield reading
            continue
        claims = tuple(
            _with(item, judged.get(_key(reading.report, item))) for item in reading.claims
        )
        yield msgspec.structs.replace(reading, claims=claims)


_Key = tuple[str, str, str]


def _judgements(connection: sa.Connection) -> dict[_Key, list[Review]]:
    found: dict[_Key, list[Review]] = defaultdict(list)
    statement = (
        sa.select(review, report.c.id.label("report_id"), report.c.sha256, claim.c.id)
        .join(claim, claim.c.key == review.c.claim)
        .join(report, report.c.key == claim.c.report)
        .where(review.c.removed.is_(None), claim.c.removed.is_(None))
        .order_by(review.c.key)
    )
    for row in connection.execute(statement):
        found[row.report_id, row.sha256, row.id].append(review_of(row))
    return dict(found)


def _key(about: Report, item: Claim) -> _Key:
    return about.id, about.sha256, item.id


def _with(item: Claim, judged: list[Review] | None) -> Claim:
    if judged is None:
        return item
    return JudgedClaim(**msgspec.structs.asdict(item), judged=tuple(judged))
