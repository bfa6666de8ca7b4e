"""Asking for events: a list of them in a line each, and one told in full."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from counterclaim.errors import LedgerError
from counterclaim.ledger import link_store as store
from counterclaim.ledger.answers import Digest
from counterclaim.ledger.event_schema import event_summary
from counterclaim.ledger.judgements import judgements_on
from counterclaim.ledger.link_schema import event as event_table
from counterclaim.ledger.link_schema import link
from counterclaim.ledger.query import Query, matching
from counterclaim.ledger.rows import claim_of
from counterclaim.ledger.schema import claim, report, revision, text
from counterclaim.linking.items import Item
from counterclaim.linking.story import EventQuery, EventStory, EventSummary
from counterclaim.linking.telling import story_of, summary_of

FACETS = 8
"""Events tied to one that a story lists."""

BESIDE = 3
"""Claims of a report between two of which events are taken to be tied."""

_decode = msgspec.json.Decoder(EventSummary).decode
_encode = msgspec.json.Encoder().encode


def events(connection: sa.Connection, query: EventQuery) -> list[EventSummary]:
    """The events that ``query`` asks for, in its order."""
    table = event_summary.c
    order = {
        "newest": (table.last_day.desc().nulls_last(), table.reports.desc()),
        "reports": (table.reports.desc(),),
        "origins": (table.origins.desc(), table.reports.desc()),
        "disputes": (table.disputes.desc(), table.reports.desc()),
    }[query.order]
    statement = _met(connection, query, sa.select(table.event)).order_by(*order, table.event)
    if not query.limit:
        statement = statement.with_only_columns(table.summary).offset(query.offset)
        return [_decode(summary) for summary in connection.scalars(statement)]
    # Two steps: which events they are an index says alone, and only theirs are the long lines.
    ids = connection.scalars(statement.offset(query.offset).limit(query.limit)).all()
    found = summaries_of(connection, ids)
    return [found[id] for id in ids]


def summaries_of(connection: sa.Connection, ids: Sequence[str]) -> dict[str, EventSummary]:
    """The events with these ids, in a line each."""
    table = event_summary.c
    found: dict[str, EventSummary] = {}
    for start in range(0, len(ids), store.TOGETHER):
        part = ids[start : start + store.TOGETHER]
        rows = connection.execute(
            sa.select(table.event, table.summary).where(table.event.in_(part))
        )
        found |= {row.event: _decode(row.summary) for row in rows}
    return found


def event(connection: sa.Connection, id: str) -> EventStory:
    """The event ``id`` in full; an id it had before, or the beginning of one, will do.

    Raises :class:`~counterclaim.errors.LedgerError` when there is none.
    """
    current = _current(connection, id)
    items = items_of(connection, [current], texts=True)[current]
    return story_of(
        current, items,
        judgements=judgements_on(connection, [item.key for item in items]),
        facets=_facets(connection, current, items),
    )  # fmt: skip


def digest(connection: sa.Connection, query: EventQuery, since: int | None) -> Digest:
    """The events that ``query`` asks for, and what of them changed since a revision.

    The stories are told in full but for the events tied to them (``facets`` is empty).
    """
    told = events(connection, query)
    count = _met(connection, query, sa.select(sa.func.count()).select_from(event_summary))
    met = max((connection.scalar(count) or 0) - query.offset, len(told))
    stories = _stories(connection, [summary.id for summary in told])
    now = connection.scalar(sa.select(sa.func.max(revision.c.number))) or 0
    found = Digest(revision=now, since=since, stories=stories, more=met - len(told))
    if since is None:
        return found
    ids = [summary.id for summary in told]
    came = set(
        connection.scalars(
            sa.select(claim.c.key).where(
                claim.c.event.in_(ids), claim.c.added > since, claim.c.removed.is_(None)
            )
        )
    )
    later = sa.or_(claim.c.added > since, claim.c.changed > since, claim.c.removed > since)
    touched = set(
        connection.scalars(sa.select(claim.c.event).distinct().where(claim.c.event.in_(ids), later))
    )
    before = set(
        connection.scalars(
            sa.select(claim.c.event)
            .distinct()
            .where(claim.c.event.in_(ids), claim.c.added <= since)
        )
    )
    return msgspec.structs.replace(
        found, new=frozenset(set(ids) - before), changed=frozenset(touched & before),
        new_claims=frozenset(came),
    )  # fmt: skip


def _stories(connection: sa.Connection, ids: Sequence[str]) -> tuple[EventStory, ...]:
    """Events in full without their facets, with as few statements as one takes."""
    items = items_of(connection, ids, texts=True)
    keys = {id: {item.key for item in items[id]} for id in ids}
    judged = judgements_on(connection, set().union(*keys.values()))
    return tuple(
        story_of(
            id, items[id], judgements=[j for j in judged if keys[id].intersection(j.claims)]
        )
        for id in ids
    )  # fmt: skip


def items_of(
    connection: sa.Connection, ids: Iterable[str], *, texts: bool = False
) -> dict[str, list[Item]]:
    """The claims of each event, with facts and reports, and with texts if asked for."""
    found: dict[str, list[Item]] = {id: [] for id in ids}
    wanted = sorted(found)
    for start in range(0, len(wanted), store.TOGETHER):
        part = wanted[start : start + store.TOGETHER]
        rows = connection.execute(_claims(part, texts=texts)).mappings().all()
        keys = [row["key"] for row in rows]
        facts = store.facts_to_tell(connection, {row["key"]: row["report"] for row in rows})
        reasons = _reasons(connection, keys) if texts else {}
        for row in rows:
            if row["key"] in facts:
                found[row["event"]].append(
                    Item(
                        facts=facts[row["key"]],
                        claim=claim_of(row["record"], row["event"], row["origin"]),
                        report=store.header_of(row),
                        text=row["content"] if texts else "",
                        because=reasons.get(row["key"], ""),
                    )
                )
    return found


def renew_summaries(connection: sa.Connection, ids: Iterable[str]) -> None:
    """Make the lines of these events anew; those that are no more are dropped."""
    items = items_of(connection, ids)
    wanted = sorted(items)
    for start in range(0, len(wanted), store.TOGETHER):
        part = wanted[start : start + store.TOGETHER]
        connection.execute(sa.delete(event_summary).where(event_summary.c.event.in_(part)))
        rows = [_row(summary_of(id, items[id])) for id in part if items[id]]
        if rows:
            connection.execute(sa.insert(event_summary), rows)


def _row(summary: EventSummary) -> dict[str, object]:
    return {
        "event": summary.id,
        "family": summary.family,
        "reports": summary.reports,
        "origins": summary.origins,
        "disputes": summary.disputes,
        "flags": "".join(f"|{kind}|" for kind in summary.flags),
        "first_day": summary.first_day,
        "last_day": summary.last_day,
        "summary": _encode(summary).decode(),
    }


def _met(connection: sa.Connection, query: EventQuery, selected: sa.Select[Any]) -> sa.Select[Any]:
    """``selected``, of the events that meet ``query``."""
    statement = selected.where(*_conditions(query))
    found = _met_by(connection, query)
    return statement if found is None else statement.where(event_summary.c.event.in_(found))


def _conditions(query: EventQuery) -> list[sa.ColumnElement[bool]]:
    table = event_summary.c
    found: list[sa.ColumnElement[bool]] = []
    if query.reports > 1:  # one report is what every event has: said all the same, it misleads
        found.append(table.reports >= query.reports)
    if query.origins:
        found.append(table.origins >= query.origins)
    if query.family is not None:
        found.append(table.family == query.family)
    if query.disputed is not None:
        found.append(table.disputes > 0 if query.disputed else table.disputes == 0)
    if query.flag is not None:
        found.append(table.flags.contains(f"|{query.flag}|"))
    if query.since is not None:
        found.append(table.last_day >= query.since)
    if query.until is not None:
        found.append(table.first_day <= query.until)
    return found


def _met_by(connection: sa.Connection, query: EventQuery) -> "sa.Select[tuple[str]] | None":
    """Ids of events of which some claim meets what is asked of claims."""
    asked = Query(
        words=query.words, place=query.place, side=query.side, speaker=query.speaker,
        type=query.type, limit=0,
    )  # fmt: skip
    if asked == Query(limit=0):
        return None
    columns = sa.select(claim.c.event).join(report, report.c.key == claim.c.report)
    return matching(connection.dialect.name, asked, columns).order_by(None)


def _current(connection: sa.Connection, id: str) -> str:
    """The id under which the event goes now."""
    named = connection.scalar(
        sa.select(claim.c.event).where(claim.c.event == id, claim.c.removed.is_(None)).limit(1)
    )
    if named is not None:
        return str(named)
    founders = connection.execute(
        sa.select(event_table.c.id, event_table.c.founder)
        .where(event_table.c.id.startswith(id, autoescape=True))
        .order_by(event_table.c.key)
    ).all()
    if len({row.id for row in founders}) > 1:
        raise LedgerError(f"{id}: several events begin so; give more of the id")
    if founders:
        now = connection.scalar(
            sa.select(claim.c.event).where(
                claim.c.key == founders[-1].founder, claim.c.removed.is_(None)
            )
        )
        if now is not None:
            return str(now)
    raise LedgerError(f"{id}: no event has this id; `events` lists some, `link` makes them")


def _claims(ids: Sequence[str], *, texts: bool) -> "sa.Select[tuple[object, ...]]":
    statement = (
        sa.select(
            claim.c.key, claim.c.report, claim.c.record, claim.c.event, claim.c.origin,
            report.c.id.label("report_id"), report.c.version, report.c.sha256, report.c.outlet,
            report.c.url, report.c.published, report.c.title, report.c.retrieved_at,
        )
        .join(report, report.c.key == claim.c.report)
        .where(claim.c.event.in_(ids), claim.c.removed.is_(None))
        .order_by(claim.c.key)
    )  # fmt: skip
    if texts:
        return statement.add_columns(text.c.content).join(text, text.c.sha256 == report.c.sha256)
    return statement


def _reasons(connection: sa.Connection, keys: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for wanted in store.chunks(keys):
        # What is removed is sorted out here: asked of SQLite, it would walk all that is current.
        rows = connection.execute(
            sa.select(link.c.claim, link.c.because, link.c.removed).where(
                link.c.claim.in_(wanted), link.c.subject == "event"
            )
        )
        found |= {row.claim: row.because for row in rows if row.removed is None}
    return found


def _facets(connection: sa.Connection, id: str, items: Sequence[Item]) -> list[EventSummary]:
    """Events whose claims stand beside this one's in more than one report, most often first."""
    positions: dict[int, list[int]] = defaultdict(list)
    for item in items:
        positions[item.facts.report].append(item.facts.order[2])
    reports: Counter[str] = Counter()
    for keys in store.chunks(positions):
        seen = set()
        for row in connection.execute(
            sa.select(claim.c.report, claim.c.position, claim.c.event).where(
                claim.c.report.in_(keys), claim.c.removed.is_(None), claim.c.event.is_not(None)
            )
        ):
            near = min(abs(row.position - p) for p in positions[row.report]) <= BESIDE
            if row.event != id and near and (row.report, row.event) not in seen:
                seen.add((row.report, row.event))
                reports[row.event] += 1
    least = 2 if len(positions) > 2 else 1
    often = sorted((e for e in reports if reports[e] >= least), key=lambda e: (-reports[e], e))
    found = summaries_of(connection, often[:FACETS])
    return [found[e] for e in often[:FACETS] if e in found]
