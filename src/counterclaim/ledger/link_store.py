"""Reading and writing linking's workings: facts, pairs, groups, ties."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
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
from counterclaim.linking.clusters import Pair
from counterclaim.linking.facts import Facts, facts_of
from counterclaim.linking.story import Subject
from counterclaim.linking.workings import workings

TOGETHER = 500
"""Keys in one statement: below the limits of both databases."""

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Facts).decode


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
        connection.execute(
            sa.insert(link_facts),
            [{"claim": f.key, "cell": cell_of(f), "facts": _encode(f)} for f in facts],
        )


def facts_in(connection: sa.Connection, cells: Iterable[int]) -> dict[int, Facts]:
    """The facts of all current claims in ``cells``, by key."""
    rows = connection.execute(
        sa.select(link_facts.c.claim, link_facts.c.facts)
        .join(claim, claim.c.key == link_facts.c.claim)
        .where(link_facts.c.cell.in_(sorted(set(cells))), claim.c.removed.is_(None))
        .order_by(link_facts.c.claim)
    )
    return {row.claim: _decode(row.facts) for row in rows}


def facts_with(connection: sa.Connection, keys: Iterable[int]) -> dict[int, Facts]:
    """The facts of the claims with these keys."""
    found: dict[int, Facts] = {}
    for wanted in chunks(keys):
        rows = connection.execute(
            sa.select(link_facts.c.claim, link_facts.c.facts).where(link_facts.c.claim.in_(wanted))
        )
        found |= {row.claim: _decode(row.facts) for row in rows}
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
    connection: sa.Connection,
    subject: Subject,
    scores: Mapping[Pair, float],
    cell: Mapping[int, int],
) -> None:
    """Keep the scores of pairs that are within a cell or in neighbouring ones."""
    rows = []
    for (a, b), score in scores.items():
        first, second = (a, b) if cell[a] <= cell[b] else (b, a)
        apart = cell[second] - cell[first]
        if apart <= 1:
            rows.append(
                {"subject": subject, "cell": cell[first], "across": apart, "first": first,
                 "second": second, "score": score}
            )  # fmt: skip
    if rows:
        connection.execute(sa.insert(link_pair), rows)


def pairs_in(
    connection: sa.Connection, subject: Subject, cell: int, across: int, known: Mapping[int, object]
) -> dict[Pair, float]:
    """The pairs of a cell (or of it and the next), both of which are ``known``."""
    rows = connection.execute(
        sa.select(link_pair.c.first, link_pair.c.second, link_pair.c.score).where(
            link_pair.c.cell == cell, link_pair.c.subject == subject, link_pair.c.across == across
        )
    )
    return {(a, b): score for a, b, score in rows if a in known and b in known}


def groups_in(
    connection: sa.Connection, subject: Subject, cell: int, known: Mapping[int, object]
) -> list[list[int]]:
    """The groups of a cell, the founder of each first."""
    rows = connection.execute(
        sa.select(link_group.c.founder, link_group.c.claim)
        .where(link_group.c.cell == cell, link_group.c.subject == subject)
        .order_by(link_group.c.founder, link_group.c.claim)
    )
    found: dict[int, list[int]] = {}
    for founder, member in rows:
        group = found.setdefault(founder, [founder])
        if member != founder and member in known:
            group.append(member)
    return [group for founder, group in found.items() if founder in known]


def keep_groups(
    connection: sa.Connection, subject: Subject, cell: int, groups: Iterable[Sequence[int]]
) -> None:
    """Put ``groups`` in the place of those the cell had."""
    connection.execute(
        sa.delete(link_group).where(link_group.c.cell == cell, link_group.c.subject == subject)
    )
    rows = [
        {"subject": subject, "claim": key, "founder": group[0], "cell": cell}
        for group in groups
        for key in group
    ]
    if rows:
        connection.execute(sa.insert(link_group), rows)


def keep_ties(connection: sa.Connection, subject: Subject, cell: int, ties: Iterable[Tie]) -> None:
    """Put ``ties`` in the place of those from the cell to the next."""
    connection.execute(
        sa.delete(link_tie).where(link_tie.c.cell == cell, link_tie.c.subject == subject)
    )
    rows = [
        {"subject": subject, "cell": cell, "first": t.first, "second": t.second, "score": t.score}
        for t in ties
    ]
    if rows:
        connection.execute(sa.insert(link_tie), rows)


def all_ties(connection: sa.Connection, subject: Subject) -> list[Tie]:
    """Every tie there is."""
    rows = connection.execute(
        sa.select(link_tie.c.first, link_tie.c.second, link_tie.c.score)
        .where(link_tie.c.subject == subject)
        .order_by(link_tie.c.first, link_tie.c.second)
    )
    return [Tie(*row) for row in rows]


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
