"""Questions to the ledger, and the SQL they become."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from counterclaim.errors import LedgerError
from counterclaim.ledger.answers import Found, ReportHeader, Shown
from counterclaim.ledger.rows import FIRST_DAY, LAST_DAY, claim_of, day_number
from counterclaim.ledger.schema import (
    claim,
    claim_figure,
    claim_place,
    claim_source,
    reading,
    report,
    text,
)
from counterclaim.model.vocabulary import ClaimType, Realis, Stance

LIMIT = 100

SHORTEST_BEGINNING = 8
"""Characters of an id by which a claim may be called."""

_fts = sa.table("claim_fts", sa.column("rowid"), sa.column("claim_fts"))
_days_of_claims = sa.table("claim_days", *map(sa.column, ("key", "first_day", "last_day")))
_box = sa.table(
    "place_box",
    *map(sa.column, ("key", "south", "north", "west", "east", "first_day", "last_day")),
)
_words_column: sa.ColumnClause[str] = sa.column("words", _selectable=claim)
_place_days: sa.ColumnClause[object] = sa.column("days", _selectable=claim_place)

_SIMPLE: sa.ColumnElement[str] = sa.literal_column("'simple'::regconfig")
_INDEXED: sa.ColumnElement[int] = sa.literal_column("1000")
_BOTH_ENDS: sa.ColumnElement[str] = sa.literal_column("'[]'")

_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')


class Box(msgspec.Struct, frozen=True):
    """WGS 84 degrees, in GeoJSON's order. ``west`` > ``east`` crosses the 180th meridian."""

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        """Refuse what is no box."""
        if not (-90 <= self.south <= self.north <= 90):
            raise ValueError("south and north must lie within -90 and 90, south first")
        if not (-180 <= self.west <= 180 and -180 <= self.east <= 180):
            raise ValueError("west and east must lie within -180 and 180")


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What to look for; every field given must hold.

    ``words`` are looked for in a claim's words and in the names of its speakers, parties and
    places: all of them, in any order and inflection; "in quotation marks" as a phrase; ``-word``
    must not occur; ``OR`` between two takes either. ``speaker`` and ``place`` are words of a
    name, ``place`` may be a GeoNames id. ``side`` is of the source nearest to the content.
    ``since`` and ``until`` are ISO days: the claimed event's time overlaps them or, where none
    is claimed, the report was published within them. ``figure_min``, ``figure_max`` and
    ``unit`` are of one and the same figure: its interval reaches into theirs ("over 170" may be
    200, "up to 20" may be 5), and it counts this unit. ``limit`` 0 is no limit.
    """

    words: str | None = None
    speaker: str | None = None
    side: str | None = None
    stance: Stance | None = None
    type: ClaimType | None = None
    realis: Realis | None = None
    place: str | None = None
    box: Box | None = None
    since: str | None = None
    until: str | None = None
    outlet: str | None = None
    figure_min: float | None = None
    figure_max: float | None = None
    unit: str | None = None
    limit: int = LIMIT


def find(connection: sa.Connection, query: Query) -> list[Found]:
    """The current claims that ``query`` asks for, those taken in last first."""
    return [item for _, item in find_with_keys(connection, query)]


def find_with_keys(
    connection: sa.Connection, query: Query, before: int | None = None
) -> list[tuple[int, Found]]:
    """As :func:`find`, each with its key; only those taken in before the claim ``before``.

    The last key of one answer, given as ``before``, asks for the next.
    """
    columns = _claims().add_columns(claim.c.key)
    statement = matching(connection.dialect.name, query, columns, before)
    if query.limit:
        statement = statement.limit(query.limit)
    return [
        (row.key, Found(claim=claim_of(row.record, row.event, row.origin), report=header_of(row)))
        for row in connection.execute(statement)
    ]


def matching(
    dialect: str, query: Query, columns: sa.Select[Any], before: int | None = None
) -> sa.Select[Any]:
    """``columns``, a selection from ``claim``, of the claims that ``query`` asks for.

    Those taken in last come first. ``limit`` is left to the caller.
    """
    statement = (_on_sqlite if dialect == "sqlite" else _on_postgresql)(query, columns, before)
    return statement.where(*_plain_conditions(query))


def with_id(connection: sa.Connection, claim_id: str) -> list[Shown]:
    """The claims with this id, or with the one id that begins so; current ones first."""
    full = claim_id
    exact = connection.scalar(sa.select(claim.c.key).where(claim.c.id == claim_id).limit(1))
    if exact is None and len(claim_id) >= SHORTEST_BEGINNING:
        ids = connection.scalars(
            sa.select(claim.c.id)
            .where(claim.c.id.startswith(claim_id, autoescape=True))
            .distinct()
            .limit(2)
        ).all()
        if len(ids) > 1:
            raise LedgerError(f"{claim_id}: several claims begin so; give more of the id")
        full = ids[0] if len(ids) == 1 else claim_id
    statement = (
        _claims()
        .add_columns(text.c.content, reading.c.extractor, claim.c.removed)
        .join(text, text.c.sha256 == report.c.sha256)
        .join(reading, reading.c.key == claim.c.reading)
        .where(claim.c.id == full)
        .order_by(claim.c.removed.is_not(None), claim.c.key)
    )
    return [
        Shown(
            claim=claim_of(row.record, row.event, row.origin),
            report=header_of(row),
            text=row.content,
            extractor=row.extractor,
            removed=row.removed,
        )
        for row in connection.execute(statement)
    ]


def _claims() -> sa.Select[tuple[str | None, ...]]:
    return sa.select(
        claim.c.record, claim.c.event, claim.c.origin, report.c.id, report.c.version,
        report.c.sha256, report.c.outlet, report.c.url, report.c.published, report.c.title,
        report.c.retrieved_at,
    ).join(report, report.c.key == claim.c.report)  # fmt: skip


def header_of(row: Any) -> ReportHeader:
    """The header in a row of ``report``'s columns."""
    return ReportHeader(
        id=row.id,
        version=row.version,
        sha256=row.sha256,
        outlet=row.outlet,
        url=row.url,
        published=row.published,
        title=row.title,
        retrieved_at=row.retrieved_at,
    )


def _plain_conditions(query: Query) -> list[sa.ColumnElement[bool]]:
    """What both databases say alike."""
    conditions: list[sa.ColumnElement[bool]] = [claim.c.removed.is_(None)]
    for name in ("side", "stance", "type", "realis"):
        value = getattr(query, name)
        if value is not None:
            conditions.append(claim.c[name] == value)
    if query.place is not None and query.place.isdecimal():
        located = sa.select(claim_place.c.claim).where(claim_place.c.geonameid == query.place)
        conditions.append(claim.c.key.in_(located))
    if _timed(query):
        first, last = _days(query)
        conditions += [claim.c.last_day >= first, claim.c.first_day <= last]
    if query.outlet is not None:
        wanted = sa.func.lower(report.c.outlet) == query.outlet.lower()
        conditions.append(claim.c.report.in_(sa.select(report.c.key).where(wanted)))
    return conditions


def _place_words(query: Query) -> str | None:
    return None if query.place is None or query.place.isdecimal() else query.place


def _on_sqlite(query: Query, columns: sa.Select[Any], before: int | None) -> sa.Select[Any]:
    statement = columns
    parts = [
        f"{column}({_fts_terms(asked)})"
        for column, asked in (
            ("", query.words),
            ("speakers:", query.speaker),
            ("places:", _place_words(query)),
        )
        if asked is not None
    ]
    if _asks_figures(query):
        statement = statement.where(claim.c.key.in_(_figures(query)))
    timed = _timed(query)
    first, last = _days(query)
    if query.box is not None:
        boxes = sa.or_(
            *(
                sa.and_(
                    _box.c.south <= query.box.north, _box.c.north >= query.box.south,
                    _box.c.west <= east, _box.c.east >= west,
                )
                for west, east in _ranges(query.box)
            )
        )  # fmt: skip
        inside = (
            sa.select(claim_place.c.claim)
            .join(_box, _box.c.key == claim_place.c.key)
            .where(boxes, *_exactly(query.box, indexed=False))
        )
        if timed:
            inside = inside.where(_box.c.last_day >= first, _box.c.first_day <= last)
        statement = statement.where(claim.c.key.in_(inside))
    elif timed:
        then = sa.select(_days_of_claims.c.key).where(
            _days_of_claims.c.last_day >= first, _days_of_claims.c.first_day <= last
        )
        statement = statement.where(claim.c.key.in_(then))
    if not parts:
        statement = statement.order_by(claim.c.key.desc())
        return statement if before is None else statement.where(claim.c.key < before)
    match = sa.column("claim_fts", _selectable=_fts).op("MATCH")(" AND ".join(parts))
    # ordered by the full-text table's own row number, which it can walk backwards and stop
    statement = (
        statement.join(_fts, _fts.c.rowid == claim.c.key).where(match).order_by(_fts.c.rowid.desc())
    )
    return statement if before is None else statement.where(_fts.c.rowid < before)


def _on_postgresql(query: Query, columns: sa.Select[Any], before: int | None) -> sa.Select[Any]:
    statement = columns
    order: sa.ColumnElement[int] = claim.c.key
    if before is not None:
        statement = statement.where(claim.c.key < before)
    if query.words is not None:
        _terms(query.words)
        asked = sa.func.websearch_to_tsquery(sa.literal_column("'english'"), query.words)
        statement = statement.where(_words_column.op("@@")(asked))
    for keys in _postings(query):
        if order is claim.c.key:
            # Walked from the newest claim on, until there are enough that meet the rest.
            newest = keys.distinct().order_by(keys.selected_columns[0].desc()).subquery("newest")
            order = newest.c[0]
            statement = statement.join(newest, claim.c.key == order)
        else:
            statement = statement.where(claim.c.key.in_(keys))
    if query.box is not None:
        inside = sa.select(claim_place.c.claim).where(*_exactly(query.box, indexed=True))
        corners = (
            sa.func.box(sa.func.point(west, query.box.south), sa.func.point(east, query.box.north))
            for west, east in _ranges(query.box)
        )
        spot = sa.func.point(claim_place.c.lon, claim_place.c.lat)
        inside = inside.where(sa.or_(*(spot.op("<@")(corner) for corner in corners)))
        if _timed(query):
            inside = inside.where(_place_days.op("&&")(_asked_days(query)))
        statement = statement.where(claim.c.key.in_(inside))
    elif _timed(query):
        days = sa.func.int4range(claim.c.first_day, claim.c.last_day, _BOTH_ENDS)
        statement = statement.where(
            claim.c.first_day.is_not(None), days.op("&&")(_asked_days(query))
        )
    return statement.order_by(order.desc())


def _postings(query: Query) -> Iterator[sa.Select[tuple[int]]]:
    """The keys of claims by the names of their links and places, and by their figures."""
    named: tuple[tuple[sa.Table, str | None], ...] = (
        (claim_source, query.speaker),
        (claim_place, _place_words(query)),
    )
    for table, words in named:
        if words is not None:
            _terms(words)
            name, written = (sa.func.left(c, _INDEXED) for c in (table.c.name, table.c.text))
            # the very expression that the index is on
            both = name.concat(sa.literal_column("' '")).concat(written)
            indexed = sa.func.to_tsvector(_SIMPLE, both)
            matches = indexed.op("@@")(sa.func.plainto_tsquery(_SIMPLE, words))
            yield sa.select(table.c.claim).where(matches)
    if _asks_figures(query):
        yield _figures(query)


def _asks_figures(query: Query) -> bool:
    return any(v is not None for v in (query.figure_min, query.figure_max, query.unit))


def _figures(query: Query) -> sa.Select[tuple[int]]:
    """The keys of claims with a figure as asked for."""
    low, high = claim_figure.c.low, claim_figure.c.high
    statement = sa.select(claim_figure.c.claim)
    if query.unit is not None:
        statement = statement.where(claim_figure.c.unit == query.unit)
    if query.figure_min is not None or query.figure_max is not None:
        statement = statement.where(sa.or_(low.is_not(None), high.is_not(None)))
    if query.figure_min is not None:
        statement = statement.where(sa.or_(high.is_(None), high >= query.figure_min))
    if query.figure_max is not None:
        statement = statement.where(sa.or_(low.is_(None), low <= query.figure_max))
    return statement


def _timed(query: Query) -> bool:
    return query.since is not None or query.until is not None


def _asked_days(query: Query) -> sa.Function[object]:
    return sa.func.int4range(*_days(query), _BOTH_ENDS)


def _days(query: Query) -> tuple[int, int]:
    """The days asked for, as numbers."""
    return day_number(query.since) or FIRST_DAY, day_number(query.until) or LAST_DAY


def _exactly(box: Box, *, indexed: bool) -> list[sa.ColumnElement[bool]]:
    """The box on the exact coordinates (the R*Tree's are rounded).

    With ``indexed`` false it is put so that the plain index is not preferred to the R*Tree.
    """
    lat = claim_place.c.lat if indexed else claim_place.c.lat + 0
    return [
        lat.between(box.south, box.north),
        sa.or_(*(claim_place.c.lon.between(west, east) for west, east in _ranges(box))),
    ]


def _ranges(box: Box) -> Sequence[tuple[float, float]]:
    if box.west <= box.east:
        return [(box.west, box.east)]
    return [(box.west, 180.0), (-180.0, box.east)]


def checked_words(asked: str) -> None:
    """Raise :class:`LedgerError` where there is nothing in ``asked`` to look for."""
    _terms(asked)


def _terms(asked: str) -> list[tuple[bool, str]]:
    """Each term of ``asked`` and whether it must not occur. Raises when none must occur."""
    terms = [
        (sign == "-", phrase or word)
        for sign, phrase, word in _TERM.findall(asked)
        if any(c.isalnum() for c in phrase or word)
    ]
    if not any(not refused and word != "OR" for refused, word in terms):
        raise LedgerError(f"{asked!r}: no word to look for in it; give one")
    return terms


def _fts_terms(asked: str) -> str:
    """``asked`` in FTS5's own language, every term quoted."""
    alternatives: list[list[str]] = []
    refused: list[str] = []
    either = False
    for negative, word in _terms(asked):
        if word == "OR" and not negative:
            either = bool(alternatives)
            continue
        quoted = '"' + word.replace('"', '""').replace("\x00", " ") + '"'
        if negative:
            refused.append(quoted)
        elif either:
            alternatives[-1].append(quoted)
        else:
            alternatives.append([quoted])
        either = False
    wanted = " AND ".join(f"({' OR '.join(options)})" for options in alternatives)
    return f"({wanted}) NOT ({' OR '.join(refused)})" if refused else wanted
