"""Reading and writing linking's workings: facts, pairs, groups, ties."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
import numpy as np
import sqlalchemy as sa

from counterclaim.ledger.answers import ReportHeader
from counterclaim.ledger.link_schema import (
    link_facts,
    link_group,
    link_pair,
    link_tie,
    link_workings,
)
from counterclaim.ledger.rows import claim_of, day_number
from counterclaim.ledger.schema import claim, reading, report, text
from counterclaim.linking.cells import NO_DAY, WIDTH, Tie, cell_of
from counterclaim.linking.columns import Ints
from counterclaim.linking.facts import Facts, facts_of
from counterclaim.linking.meeting import Standing, standing_of
from counterclaim.linking.pairs import Pairs, joined
from counterclaim.linking.story import Subject
from counterclaim.linking.workings import workings

TOGETHER = 500
"""Keys in one statement: below the limits of both databases."""

MOST_PARTS = 16
"""Portions in which the pairs of a cell may have come before they are put together."""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Facts).decode
_standing = msgspec.msgpack.Decoder(Standing).decode


def chunks(keys: Iterable[int]) -> Iterator[list[int]]:
    """``keys``, sorted, in lists that fit into one statement."""
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), TOGETHER):
        yield wanted[start : start + TOGETHER]


def begun(connection: sa.Connection) -> bool:
    """Whether any version linked the ledger before."""
    kept = (link_workings.c.made_by, link_facts.c.claim)
    return any(connection.execute(sa.select(column).limit(1)).first() for column in kept)


def up_to_date(connection: sa.Connection) -> bool:
    """Whether the workings, if there are any, are those of this version."""
    return list(connection.scalars(sa.select(link_workings.c.made_by))) == [workings()]


def begin(connection: sa.Connection) -> None:
    """Drop the workings of another version, so that all claims wait to be linked."""
    for table in (link_facts, link_pair, link_group, link_tie, link_workings):
        connection.execute(sa.delete(table))
    connection.execute(sa.insert(link_workings).values(made_by=workings()))


def header_of(row: sa.RowMapping) -> ReportHeader:
    """The header in a row that joins ``report``."""
    return ReportHeader(
        id=row["report_id"], version=row["version"], sha256=row["sha256"], outlet=row["outlet"],
        url=row["url"], published=row["published"], title=row["title"],
        retrieved_at=row["retrieved_at"],
    )  # fmt: skip


def waiting(connection: sa.Connection) -> dict[int, set[int]]:
    """Reports with claims that are not linked yet, by the cell of their day."""
    # two steps, so that the first reads an index alone: a claim's row is long
    linked = sa.exists().where(link_facts.c.claim == claim.c.key)
    keys = connection.scalars(sa.select(claim.c.key).where(~linked).order_by(claim.c.report))
    found: dict[int, set[int]] = defaultdict(set)
    for wanted in chunks(keys):
        for row in connection.execute(
            sa.select(claim.c.report, report.c.published)
            .distinct()
            .join(report, report.c.key == claim.c.report)
            .where(claim.c.key.in_(wanted), claim.c.removed.is_(None))
        ):
            found[cell_of_day(row.published)].add(row.report)
    return found


def cells_with_gone(connection: sa.Connection) -> dict[int, set[int]]:
    """Claims that were linked and are no longer current, by cell."""
    rows = connection.execute(
        sa.select(link_facts.c.cell, link_facts.c.claim)
        .join(claim, claim.c.key == link_facts.c.claim)
        .join(reading, reading.c.key == claim.c.reading)
        .where(reading.c.removed.is_not(None), claim.c.removed.is_not(None))
    )
    found: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        found[row.cell].add(row.claim)
    return found


def forget(connection: sa.Connection, claims: Iterable[int]) -> None:
    """Drop the facts of claims that are gone."""
    for keys in chunks(claims):
        connection.execute(sa.delete(link_facts).where(link_facts.c.claim.in_(keys)))


def unlinked(connection: sa.Connection, reports: Iterable[int]) -> set[int]:
    """Those of ``reports`` that still have claims without facts."""
    found: set[int] = set()
    for keys in chunks(reports):
        found.update(
            connection.scalars(
                sa.select(claim.c.report)
                .distinct()
                .outerjoin(link_facts, link_facts.c.claim == claim.c.key)
                .where(
                    claim.c.report.in_(keys), claim.c.removed.is_(None),
                    link_facts.c.claim.is_(None),
                )
            )
        )  # fmt: skip
    return found


def cell_of_day(published: str | None) -> int:
    """The cell of a report; its claims may fall elsewhere only where it has no date."""
    day = day_number(published)
    return NO_DAY if day is None else day // WIDTH


def make_facts(connection: sa.Connection, reports: Iterable[int]) -> list[Facts]:
    """The facts of the current claims of ``reports``."""
    found = []
    for keys in chunks(reports):
        claims = defaultdict(list)
        for row in connection.execute(
            sa.select(claim.c.key, claim.c.report, claim.c.record)
            .where(claim.c.report.in_(keys), claim.c.removed.is_(None))
            .order_by(claim.c.report, claim.c.position)
        ):
            claims[row.report].append((row.key, claim_of(row.record, None, None)))
        for header in connection.execute(
            sa.select(
                report.c.key, report.c.identity, report.c.id.label("report_id"), report.c.version,
                report.c.sha256, report.c.outlet, report.c.url, report.c.published,
                report.c.title, report.c.retrieved_at, text.c.content,
            )
            .join(text, text.c.sha256 == report.c.sha256)
            .where(report.c.key.in_(keys))
            .order_by(report.c.key)
        ).mappings():  # fmt: skip
            own = claims[header["key"]]
            found += facts_of(
                [c for _, c in own], header_of(header), header["content"],
                keys=[key for key, _ in own], report_key=header["key"],
                identity=header["identity"],
            )  # fmt: skip
    return found


def keep_facts(connection: sa.Connection, facts: Sequence[Facts]) -> None:
    """Keep the facts of claims that had none."""
    if facts:
        rows = [
            {"claim": f.key, "cell": cell_of(f), "standing": _encode(standing_of(f)),
             "facts": _encode(f)}
            for f in facts
        ]  # fmt: skip
        connection.execute(sa.insert(link_facts), rows)


def standings_in(connection: sa.Connection, cell: int) -> dict[int, Standing]:
    """Where all current claims of a cell stand, by key."""
    rows = connection.execute(
        sa.select(link_facts.c.claim, link_facts.c.standing)
        .join(claim, claim.c.key == link_facts.c.claim)
        .where(link_facts.c.cell == cell, claim.c.removed.is_(None))
        .order_by(link_facts.c.claim)
    )
    return {key: _standing(standing) for key, standing in rows.all()}


def facts_with(connection: sa.Connection, keys: Iterable[int]) -> dict[int, Facts]:
    """The facts of the claims with these keys."""
    found: dict[int, Facts] = {}
    for wanted in chunks(keys):
        rows = connection.execute(
            sa.select(link_facts.c.claim, link_facts.c.facts).where(link_facts.c.claim.in_(wanted))
        )
        found |= {key: _decode(facts) for key, facts in rows.all()}
    return found


def facts_to_tell(connection: sa.Connection, reports: Mapping[int, int]) -> dict[int, Facts]:
    """The facts of claims, each given with its report, whatever the workings are.

    Those that another version kept, or none yet, are made for the occasion.
    """
    found = facts_with(connection, reports) if up_to_date(connection) else {}
    lacking = {report for key, report in reports.items() if key not in found}
    made = make_facts(connection, lacking)
    return found | {f.key: f for f in made if f.key in reports}


def keep_pairs(
    connection: sa.Connection, subject: Subject, pairs: Pairs, cell: Mapping[int, int]
) -> None:
    """Keep the scores of pairs that are within a cell or in neighbouring ones."""
    one = np.array([cell[key] for key in pairs.first.tolist()], dtype=np.int64)
    other = np.array([cell[key] for key in pairs.second.tolist()], dtype=np.int64)
    turned = one > other
    pairs = Pairs(
        np.where(turned, pairs.second, pairs.first),
        np.where(turned, pairs.first, pairs.second),
        pairs.score,
    )
    earlier, apart = np.minimum(one, other), np.abs(one - other)
    for across in (0, 1):
        for number in np.unique(earlier[apart == across]).tolist():
            chosen = (apart == across) & (earlier == number)
            _add_pairs(connection, subject, number, across, pairs.only(chosen))


def _add_pairs(
    connection: sa.Connection, subject: Subject, cell: int, across: int, pairs: Pairs
) -> None:
    here = _pairs_of(subject, cell, across)
    last = connection.scalar(sa.select(sa.func.max(link_pair.c.part)).where(*here))
    connection.execute(
        sa.insert(link_pair).values(
            subject=subject, cell=cell, across=across, part=0 if last is None else last + 1,
            pairs=pairs.packed(),
        )
    )  # fmt: skip


def pairs_in(
    connection: sa.Connection, subject: Subject, cell: int, across: int, one: Ints, other: Ints
) -> tuple[Pairs, Pairs]:
    """The pairs of a cell (or of it and the next) from ``one`` claim to the ``other``.

    And those with a claim that is neither, because it is gone: this is their last time.
    """
    here = _pairs_of(subject, cell, across)
    parts = connection.scalars(
        sa.select(link_pair.c.pairs).where(*here).order_by(link_pair.c.part)
    ).all()
    pairs = joined([Pairs.unpacked(part) for part in parts])
    alive = pairs.among(one, other)
    if len(parts) > MOST_PARTS or not alive.all():
        connection.execute(sa.delete(link_pair).where(*here))
        _add_pairs(connection, subject, cell, across, pairs.only(alive))
    return pairs.only(alive), pairs.only(~alive)


def _pairs_of(subject: Subject, cell: int, across: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        link_pair.c.cell == cell, link_pair.c.subject == subject, link_pair.c.across == across,
    )  # fmt: skip


def founders_in(connection: sa.Connection, subject: Subject, cell: int) -> dict[int, int]:
    """The groups of a cell: for each claim the one that founds its group."""
    rows = connection.execute(
        sa.select(link_group.c.claim, link_group.c.founder)
        .where(link_group.c.cell == cell, link_group.c.subject == subject)
        .order_by(link_group.c.claim)
    )
    return dict(map(tuple, rows.all()))


def change_founders(
    connection: sa.Connection,
    subject: Subject,
    cell: int,
    gone: Iterable[int],
    founders: Mapping[int, int],
) -> None:
    """Drop claims that are gone from a cell's groups; enter the founders of those that changed."""
    for keys in chunks((*gone, *founders)):
        connection.execute(
            sa.delete(link_group).where(
                link_group.c.claim.in_(keys), link_group.c.subject == subject
            )
        )
    rows = [
        {"subject": subject, "claim": key, "founder": founder, "cell": cell}
        for key, founder in sorted(founders.items())
    ]
    if rows:
        connection.execute(sa.insert(link_group), rows)


def change_ties(
    connection: sa.Connection,
    subject: Subject,
    cell: int,
    gone: Iterable[Tie],
    new: Iterable[Tie],
) -> None:
    """Drop ties from the cell to the next, and add others."""
    for tie in gone:
        connection.execute(
            sa.delete(link_tie).where(
                link_tie.c.subject == subject, link_tie.c.first == tie.first,
                link_tie.c.second == tie.second,
            )
        )  # fmt: skip
    rows = [
        {"subject": subject, "cell": cell, "first": t.first, "second": t.second, "score": t.score}
        for t in new
    ]
    if rows:
        connection.execute(sa.insert(link_tie), rows)


def all_ties(connection: sa.Connection, subject: Subject) -> dict[int, list[Tie]]:
    """Every tie there is, by the cell it comes from."""
    rows = connection.execute(
        sa.select(link_tie.c.cell, link_tie.c.first, link_tie.c.second, link_tie.c.score)
        .where(link_tie.c.subject == subject)
        .order_by(link_tie.c.first, link_tie.c.second)
    )
    found: dict[int, list[Tie]] = defaultdict(list)
    for cell, *tie in rows:
        found[cell].append(Tie(*tie))
    return found


def members_of(
    connection: sa.Connection, subject: Subject, founders: Iterable[int]
) -> dict[int, list[int]]:
    """The claims of the groups that these claims found."""
    found: dict[int, list[int]] = defaultdict(list)
    for keys in chunks(founders):
        for row in connection.execute(
            sa.select(link_group.c.founder, link_group.c.claim)
            .where(link_group.c.subject == subject, link_group.c.founder.in_(keys))
            .order_by(link_group.c.claim)
        ):
            found[row.founder].append(row.claim)
    return found
