"""What persons judge of single claims: accepted, corrected or rejected.

The claim stays as it was read; a correction says which of its fields should read otherwise, and
carries a name. Whoever judges a claim again supersedes their own judgement, nobody else's.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

import msgspec
import sqlalchemy as sa

from counterclaim.errors import LedgerError
from counterclaim.ledger.browse import KeyedClaim, claims_with_keys
from counterclaim.ledger.link_schema import judgement
from counterclaim.ledger.query import Query, matching
from counterclaim.ledger.review_schema import review
from counterclaim.ledger.schema import claim, report, text
from counterclaim.ledger.writer import new_revision, now
from counterclaim.model.records import Span
from counterclaim.model.vocabulary import ClaimType, Realis, Stance

ReviewVerdict = Literal["accept", "correct", "reject"]
Round = Literal["first", "second", "disagreed"]


class Correction(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The fields of a claim that should read otherwise; ``None`` leaves a field as it is.

    ``speaker`` empty: nobody is named, it is the outlet's own voice. ``low``, ``high`` and
    ``unit`` are of the first figure, ``place`` is the name of the first place; days are ISO.
    """

    quote: Span | None = None
    speaker: str | None = None
    side: str | None = None
    stance: Stance | None = None
    type: ClaimType | None = None
    realis: Realis | None = None
    place: str | None = None
    time_start: str | None = None
    time_end: str | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """One person's judgement of one claim. ``removed``: the revision at which they judged anew."""

    key: int
    claim: int
    verdict: ReviewVerdict
    correction: Correction | None
    note: str
    by: str
    at: str
    removed: int | None = None


class LogEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the log of judgements, of claims and of links alike."""

    at: str
    by: str
    about: Literal["claim", "event", "origin"]
    verdict: str
    claim: str
    other: str | None
    note: str
    superseded: bool


class ReviewCounts(msgspec.Struct, frozen=True, kw_only=True):
    """How far the reviewing is: claims that one person judged, that two did, at odds."""

    once: int
    twice: int
    disagreed: int


def judge_claim(
    connection: sa.Connection,
    key: int,
    verdict: ReviewVerdict,
    *,
    by: str,
    note: str = "",
    correction: Correction | None = None,
) -> int:
    """Keep a judgement of the claim with this key; its own key.

    Raises :class:`~counterclaim.errors.LedgerError`: without a name, on a claim that is not
    there, or on a correction that says nothing or whose words are not in the text. The caller
    holds the writers' lock.
    """
    if not by.strip():
        raise LedgerError("a judgement needs a name; say who judges")
    row = connection.execute(
        sa.select(text.c.content)
        .select_from(claim)
        .join(report, report.c.key == claim.c.report)
        .join(text, text.c.sha256 == report.c.sha256)
        .where(claim.c.key == key)
    ).first()
    if row is None:
        raise LedgerError(f"{key}: no claim has this key; load the page again")
    if (verdict == "correct") != (correction is not None and correction != Correction()):
        raise LedgerError("a correction, and only a correction, changes some field; change one")
    if correction is not None and correction.quote is not None:
        correction.quote.check(row.content)
    number = new_revision(connection, "review")
    connection.execute(
        sa.update(review)
        .where(
            review.c.claim == key, review.c.reviewer == by.strip(), review.c.removed.is_(None)
        )
        .values(removed=number)
    )  # fmt: skip
    own = (connection.scalar(sa.select(sa.func.max(review.c.key))) or 0) + 1
    connection.execute(
        sa.insert(review).values(
            key=own, claim=key, verdict=verdict, note=note, reviewer=by.strip(),
            reviewed_at=now(), added=number,
            correction=msgspec.json.encode(correction).decode() if correction else None,
        )
    )  # fmt: skip
    return own


def reviews_on(connection: sa.Connection, keys: Iterable[int]) -> dict[int, list[Review]]:
    """The judgements that stand of each of these claims, the first first."""
    found: dict[int, list[Review]] = defaultdict(list)
    statement = (
        sa.select(review)
        .where(review.c.claim.in_(list(keys)), review.c.removed.is_(None))
        .order_by(review.c.key)
    )
    for row in connection.execute(statement):
        found[row.claim].append(review_of(row))
    return dict(found)


def reviews_of(connection: sa.Connection, claim_id: str) -> list[Review]:
    """The judgements that stand of the claims with this id, the first first."""
    keys = connection.scalars(sa.select(claim.c.key).where(claim.c.id == claim_id)).all()
    found = reviews_on(connection, keys)
    return sorted((r for reviews in found.values() for r in reviews), key=lambda r: r.key)


def next_to_review(
    connection: sa.Connection, query: Query, by: str, which: Round, before: int | None = None
) -> KeyedClaim | None:
    """The next claim that ``query`` asks for and ``by`` has not judged, newest first.

    ``first``: that nobody has judged; ``second``: that one other person has; ``disagreed``: on
    which two others are at odds.
    """
    standing = sa.select(review.c.claim).where(review.c.removed.is_(None))
    mine = standing.where(review.c.reviewer == by)
    condition: sa.ColumnElement[bool]
    if which == "first":
        condition = claim.c.key.not_in(standing)
    else:
        judged = standing.where(review.c.reviewer != by).group_by(review.c.claim)
        if which == "second":
            judged = judged.having(sa.func.count() == 1)
        else:
            judged = judged.having(sa.func.count(_what.distinct()) > 1)
        condition = sa.and_(claim.c.key.in_(judged), claim.c.key.not_in(mine))
    columns = sa.select(claim.c.key).join(report, report.c.key == claim.c.report)
    statement = matching(connection.dialect.name, query, columns, before).where(condition)
    key = connection.scalar(statement.limit(1))
    return None if key is None else claims_with_keys(connection, [key]).get(key)


def review_counts(connection: sa.Connection) -> ReviewCounts:
    """How far the reviewing is, over current claims."""
    by_claim = (
        sa.select(
            sa.func.count().label("people"), sa.func.count(_what.distinct()).label("verdicts")
        )
        .join(claim, claim.c.key == review.c.claim)
        .where(review.c.removed.is_(None), claim.c.removed.is_(None))
        .group_by(review.c.claim)
        .subquery()
    )
    once, twice, disagreed = connection.execute(
        sa.select(
            sa.func.count(),
            sa.func.sum(sa.case((by_claim.c.people > 1, 1), else_=0)),
            sa.func.sum(sa.case((by_claim.c.verdicts > 1, 1), else_=0)),
        ).select_from(by_claim)
    ).one()
    return ReviewCounts(once=once, twice=twice or 0, disagreed=disagreed or 0)


def log_of(connection: sa.Connection, *, by: str | None = None, limit: int = 200) -> list[LogEntry]:
    """What was judged, of claims and of links, the last first; by one person or by all."""
    claims = sa.select(review, claim.c.id).join(claim, claim.c.key == review.c.claim)
    links = sa.select(judgement)
    if by is not None:
        claims = claims.where(review.c.reviewer == by)
        links = links.where(judgement.c.judge == by)
    entries = [
        LogEntry(
            at=row.reviewed_at, by=row.reviewer, about="claim", verdict=row.verdict, claim=row.id,
            other=None, note=row.note, superseded=row.removed is not None,
        )
        for row in connection.execute(claims.order_by(review.c.key.desc()).limit(limit))
    ]  # fmt: skip
    entries += [
        LogEntry(
            at=row.judged_at, by=row.judge, about=row.subject, verdict=row.verdict,
            claim=row.first_claim, other=row.second_claim, note=row.note,
            superseded=row.removed is not None,
        )
        for row in connection.execute(links.order_by(judgement.c.key.desc()).limit(limit))
    ]  # fmt: skip
    return sorted(entries, key=lambda e: e.at, reverse=True)[:limit]


_what: sa.ColumnElement[str] = review.c.verdict + sa.func.coalesce(review.c.correction, "")
"""What is judged, to tell whether two judgements agree."""


def review_of(row: sa.Row[tuple[object, ...]]) -> Review:
    """The judgement of a row of the table."""
    values = row._mapping
    correction = values["correction"]
    return Review(
        key=values["key"],
        claim=values["claim"],
        verdict=values["verdict"],
        correction=msgspec.json.decode(correction, type=Correction) if correction else None,
        note=values["note"],
        by=values["reviewer"],
        at=values["reviewed_at"],
        removed=values["removed"],
    )
