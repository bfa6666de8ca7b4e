"""What people browse: pages of claims, facets, reports, speakers and outlets."""

from collections import Counter
from collections.abc import Iterable

import msgspec
import sqlalchemy as sa

from counterclaim.ledger.contents import OWN_VOICE
from counterclaim.ledger.event_schema import event_summary
from counterclaim.ledger.query import Query, find_with_keys, header_of, matching
from counterclaim.ledger.rows import claim_of, report_of
from counterclaim.ledger.schema import claim, reading, report, revision, text
from counterclaim.model.records import Claim, Report, ReportHeader

FACETS = ("side", "stance", "type", "realis", "outlet")
"""The fields of :class:`Query` that are counted, each by the name it has there."""

NO_OUTLET = ""
"""Stands for the outlet of reports that name none."""


# Literal, not bound: PostgreSQL takes two bound values for two different expressions to group by.
_OWN: sa.ColumnElement[str] = sa.literal_column(f"'{OWN_VOICE}'")
_NONE: sa.ColumnElement[str] = sa.literal_column(f"'{NO_OUTLET}'")


class KeyedClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim, its key in the ledger, and the report it stands in."""

    key: int
    claim: Claim
    report: ReportHeader


class ClaimPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some of the claims asked for; ``next`` is what to give as ``before`` for those after."""

    claims: tuple[KeyedClaim, ...]
    next: int | None


class Facets(msgspec.Struct, frozen=True, kw_only=True):
    """How many claims there are: in all, and by each value of each facet.

    The counts of a facet are those with every condition met but the facet's own, so that they
    say what choosing another value would give. Values come by number, then by name.
    """

    total: int
    counts: dict[str, dict[str, int]]


class ReportOnFile(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a report with what the reader made of it; ``keys`` are the claims'.

    ``removed`` is the revision that ended it, ``None`` while it is current; ``extractor`` is
    ``None`` where it could not be read.
    """

    report: Report
    version: int
    versions: int
    retrieved_at: str
    extractor: str | None
    removed: int | None
    claims: tuple[Claim, ...]
    keys: tuple[int, ...]


class Speaker(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who claims; numbers are of current claims of which they are the nearest source.

    ``disputed`` counts those that belong to an event in which something is disputed, by whomever.
    """

    name: str
    side: str
    claims: int
    reports: int
    outlets: int
    denials: int
    admissions: int
    accusations: int
    disputed: int


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """Who publishes; ``own_voice`` counts claims that it states itself."""

    name: str
    reports: int
    claims: int
    own_voice: int
    speakers: int
    first: str | None
    last: str | None


def current_revision(connection: sa.Connection) -> int:
    """The number of the last write that changed claims, reports or links.

    What was asked of them at the same number needs no asking again; reviews of claims are left
    out, for they change none.
    """
    last = (
        sa.select(revision.c.number)
        .where(revision.c.action != "review")
        .order_by(revision.c.number.desc())
        .limit(1)
    )
    return connection.scalar(last) or 0


def page_of(connection: sa.Connection, query: Query, before: int | None = None) -> ClaimPage:
    """The first ``query.limit`` claims, or those after the key ``before``; last taken in first."""
    asked = msgspec.structs.replace(query, limit=query.limit + 1 if query.limit else 0)
    found = find_with_keys(connection, asked, before)
    shown = found[: query.limit] if query.limit else found
    return ClaimPage(
        claims=tuple(KeyedClaim(key=k, claim=f.claim, report=f.report) for k, f in shown),
        next=shown[-1][0] if len(found) > len(shown) else None,
    )


FacetRows = list[tuple[tuple[str, ...], int]]
"""Values of :data:`FACETS` and how many claims have them."""


def facet_rows(connection: sa.Connection, query: Query) -> FacetRows:
    """How many claims have each combination of the facets' values.

    Conditions on the facets themselves are left out: :func:`facets_of` meets them.
    """
    values = (
        sa.func.coalesce(claim.c.side, _OWN),
        claim.c.stance,
        claim.c.type,
        claim.c.realis,
        sa.func.coalesce(report.c.outlet, _NONE),
    )
    columns = sa.select(*values, sa.func.count()).join(report, report.c.key == claim.c.report)
    statement = matching(connection.dialect.name, without_facets(query), columns)
    rows = connection.execute(statement.order_by(None).group_by(*values))
    return [(tuple(row[:-1]), row[-1]) for row in rows]


def facets_of(rows: FacetRows, query: Query) -> Facets:
    """The counts beside ``query``'s answers, from :func:`facet_rows` of the same query."""
    wanted = {
        number: value.lower() if name == "outlet" else value
        for number, name in enumerate(FACETS)
        if (value := getattr(query, name)) is not None
    }
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    total = 0
    outlet = FACETS.index("outlet")
    for values, number in rows:
        missed = [
            at
            for at, value in wanted.items()
            if (values[at].lower() if at == outlet else values[at]) != value
        ]
        if not missed:
            total += number
        for at, name in enumerate(FACETS):
            if not missed or missed == [at]:
                counts[name][values[at]] += number
    return Facets(total=total, counts={name: _ranked(c) for name, c in counts.items()})


def without_facets(query: Query) -> Query:
    """``query`` without its conditions on :data:`FACETS`."""
    return msgspec.structs.replace(
        query, side=None, stance=None, type=None, realis=None, outlet=None
    )


def report_on_file(
    connection: sa.Connection, report_id: str, version: int | None = None
) -> ReportOnFile | None:
    """The report with this id: its current version, or the one asked for; with its claims."""
    statement = (
        sa.select(report, text.c.content)
        .join(text, text.c.sha256 == report.c.sha256)
        .where(report.c.id == report_id)
        .order_by(report.c.removed.is_not(None), report.c.version.desc(), report.c.key.desc())
    )
    if version is not None:
        statement = statement.where(report.c.version == version)
    row = connection.execute(statement.limit(1)).mappings().first()
    if row is None:
        return None
    read = connection.execute(
        sa.select(reading.c.key, reading.c.extractor)
        .where(reading.c.report == row["key"])
        .order_by(reading.c.removed.is_not(None), reading.c.key.desc())
        .limit(1)
    ).first()
    claims = () if read is None else _claims_of(connection, read.key)
    return ReportOnFile(
        report=report_of(dict(row)),
        version=row["version"],
        versions=connection.scalar(
            sa.select(sa.func.max(report.c.version)).where(report.c.identity == row["identity"])
        )
        or 1,
        retrieved_at=row["retrieved_at"],
        extractor=read.extractor if read else None,
        removed=row["removed"],
        claims=tuple(c for _, c in claims),
        keys=tuple(k for k, _ in claims),
    )


def claims_with_keys(connection: sa.Connection, keys: Iterable[int]) -> dict[int, KeyedClaim]:
    """The claims with these keys, current or not."""
    statement = (
        sa.select(
            claim.c.key, claim.c.record, claim.c.event, claim.c.origin, report.c.id,
            report.c.version, report.c.sha256, report.c.outlet, report.c.url, report.c.published,
            report.c.title, report.c.retrieved_at,
        )
        .join(report, report.c.key == claim.c.report)
        .where(claim.c.key.in_(list(keys)))
    )  # fmt: skip
    return {
        row.key: KeyedClaim(
            key=row.key,
            claim=claim_of(row.record, row.event, row.origin),
            report=header_of(row),
        )
        for row in connection.execute(statement)
    }


def speakers(connection: sa.Connection) -> list[Speaker]:
    """Everybody who is the nearest source of a current claim, the most heard first."""
    number = sa.func.count()

    def of(stance: str) -> sa.ColumnElement[int]:
        return sa.func.sum(sa.case((claim.c.stance == stance, 1), else_=0))

    rows = connection.execute(
        sa.select(
            claim.c.speaker,
            claim.c.side,
            number.label("claims"),
            sa.func.count(claim.c.report.distinct()).label("reports"),
            sa.func.count(report.c.outlet.distinct()).label("outlets"),
            of("denies").label("denials"),
            of("admits").label("admissions"),
            of("accuses").label("accusations"),
            sa.func.sum(sa.case((event_summary.c.disputes > 0, 1), else_=0)).label("disputed"),
        )
        .join(report, report.c.key == claim.c.report)
        .outerjoin(event_summary, event_summary.c.event == claim.c.event)
        .where(claim.c.removed.is_(None), claim.c.speaker.is_not(None))
        .group_by(claim.c.speaker, claim.c.side)
        .order_by(number.desc(), claim.c.speaker, claim.c.side)
    )
    return [
        Speaker(
            name=row.speaker, side=row.side, claims=row.claims, reports=row.reports,
            outlets=row.outlets, denials=row.denials, admissions=row.admissions,
            accusations=row.accusations, disputed=row.disputed,
        )
        for row in rows
    ]  # fmt: skip


def outlets(connection: sa.Connection) -> list[Outlet]:
    """Every outlet of a current report, the one with most reports first."""
    name = sa.func.coalesce(report.c.outlet, _NONE)
    reports = {
        row.name: row
        for row in connection.execute(
            sa.select(
                name.label("name"),
                sa.func.count().label("reports"),
                sa.func.min(report.c.published).label("first"),
                sa.func.max(report.c.published).label("last"),
            )
            .where(report.c.removed.is_(None))
            .group_by(name)
        )
    }
    claims = {
        row.name: row
        for row in connection.execute(
            sa.select(
                name.label("name"),
                sa.func.count().label("claims"),
                sa.func.sum(sa.case((claim.c.speaker.is_(None), 1), else_=0)).label("own"),
                sa.func.count(claim.c.speaker.distinct()).label("speakers"),
            )
            .select_from(claim)
            .join(report, report.c.key == claim.c.report)
            .where(claim.c.removed.is_(None))
            .group_by(name)
        )
    }
    found = [
        Outlet(
            name=row.name,
            reports=row.reports,
            claims=claims[row.name].claims if row.name in claims else 0,
            own_voice=claims[row.name].own if row.name in claims else 0,
            speakers=claims[row.name].speakers if row.name in claims else 0,
            first=row.first,
            last=row.last,
        )
        for row in reports.values()
    ]
    return sorted(found, key=lambda o: (-o.reports, o.name))


def _claims_of(connection: sa.Connection, reading_key: int) -> tuple[tuple[int, Claim], ...]:
    rows = connection.execute(
        sa.select(claim.c.key, claim.c.record, claim.c.event, claim.c.origin)
        .where(claim.c.reading == reading_key)
        .order_by(claim.c.position)
    )
    return tuple((r.key, claim_of(r.record, r.event, r.origin)) for r in rows)


def _ranked(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
