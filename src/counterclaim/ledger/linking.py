"""Linking a ledger: what is new since the last time, cell by cell of the calendar.

A step takes one cell: facts and pairs of its new claims, its groups, their ties to the cells
before and after, and the ids that follow. Each step is one transaction, so whatever ends a run,
the ledger holds whole steps, and the next run goes on with the rest.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
import sqlalchemy as sa

from counterclaim.ledger import link_store as store
from counterclaim.ledger.events import renew_summaries
from counterclaim.ledger.judgements import judged_pairs
from counterclaim.ledger.link_reasons import insert_rows, keep_links
from counterclaim.ledger.link_schema import event, link_group, origin
from counterclaim.ledger.schema import claim
from counterclaim.ledger.writer import new_revision
from counterclaim.linking.blocks import block_keys, speaker_keys
from counterclaim.linking.cells import (
    NO_DAY,
    Tie,
    cell_of,
    groups_of,
    heads_of,
    reachable,
    ties_between,
)
from counterclaim.linking.clusters import Pair
from counterclaim.linking.facts import Facts
from counterclaim.linking.graph import (
    attributed,
    candidates_with,
    event_scorer,
    event_scores,
    origin_scorer,
    origin_scores,
)
from counterclaim.linking.linker import PREFIX, Judged
from counterclaim.linking.reasons import likest
from counterclaim.linking.story import Subject

SUBJECTS: tuple[Subject, ...] = ("event", "origin")

_TABLES = {"event": event, "origin": origin}
_COLUMNS = {"event": claim.c.event, "origin": claim.c.origin}


class Linked(msgspec.Struct, frozen=True):
    """What a run did: claims linked for the first time, and claims whose ids are others now."""

    new: int = 0
    changed: int = 0

    def __add__(self, other: "Linked") -> "Linked":
        """Both together."""
        return Linked(self.new + other.new, self.changed + other.changed)


class Part(msgspec.Struct, frozen=True):
    """What there is to do in one cell: reports to link, claims that are gone."""

    cell: int
    reports: frozenset[int]
    gone: frozenset[int]


def parts_to_do(connection: sa.Connection) -> list[Part]:
    """Cells with claims that are new, or gone since they were linked, in order of time."""
    new, gone = store.waiting(connection), store.cells_with_gone(connection)
    return [
        Part(cell, frozenset(new.get(cell, ())), frozenset(gone.get(cell, ())))
        for cell in sorted({*new, *gone})
    ]


def link_part(connection: sa.Connection, part: Part) -> Linked:
    """Link one cell. The caller holds the writers' lock until the commit."""
    facts = store.make_facts(connection, store.unlinked(connection, part.reports))
    step = _Step(connection)
    store.keep_facts(connection, facts)
    cells = {part.cell, *map(cell_of, facts)}  # without a date, a claim's own day counts
    step.score(facts, cells)
    step.renew(step.events_of(part.gone))
    changed = step.relink(sorted(cells))
    store.forget(connection, part.gone)
    return Linked(new=len(facts), changed=changed)


def relink(connection: sa.Connection, cells: Iterable[int]) -> Linked:
    """Group the claims of ``cells`` anew, after a judgement."""
    return Linked(changed=_Step(connection).relink(sorted(set(cells))))


def cells_with(connection: sa.Connection, claims: Iterable[int]) -> list[int]:
    """The cells of the claims with these keys."""
    return sorted({cell_of(f) for f in store.facts_with(connection, claims).values()})


class _Step:
    """One transaction of linking; makes a revision only if something changes."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._number: int | None = None
        self._judged = judged_pairs(connection)
        self._events: set[str] = set()  # whose claims, or their origins, are others now

    def score(self, new: Sequence[Facts], cells: Iterable[int]) -> None:
        """Compare ``new`` claims with one another and with those near them in time."""
        if not new:
            return
        near = store.facts_in(self._connection, {c + d for c in cells for d in (-1, 0, 1)})
        cell = {key: cell_of(f) for key, f in near.items()}
        fresh = {f.key for f in new}
        events = event_scores(near, candidates_with(fresh, near.values(), block_keys))
        said = [f for f in near.values() if attributed(f)]
        origins = origin_scores(near, candidates_with(fresh, said, speaker_keys), events)
        store.keep_pairs(self._connection, "event", events, cell)
        store.keep_pairs(self._connection, "origin", origins, cell)

    def relink(self, cells: Sequence[int]) -> int:
        """Group ``cells`` anew and carry the consequences; how many claims changed."""
        near = store.facts_in(self._connection, {c + d for c in cells for d in (-1, 0, 1)})
        changed: set[int] = set()
        for subject in SUBJECTS:
            changed |= self._subject(subject, cells, near)
        renew_summaries(self._connection, self._events | self.events_of(changed))
        return len(changed)

    def renew(self, events: Iterable[str]) -> None:
        """Have the lines of these events made anew by the next :meth:`relink`."""
        self._events.update(events)

    def events_of(self, claims: Iterable[int]) -> set[str]:
        """The events that these claims are, or were, of."""
        found: set[str] = set()
        for keys in store.chunks(claims):
            rows = self._connection.scalars(
                sa.select(claim.c.event).distinct().where(claim.c.key.in_(keys))
            )
            found.update(name for name in rows if name is not None)
        return found

    def _subject(self, subject: Subject, cells: Sequence[int], near: dict[int, Facts]) -> set[int]:
        members: dict[int, dict[int, Facts]] = defaultdict(dict)
        for key, facts in near.items():
            if subject == "event" or attributed(facts):
                members[cell_of(facts)][key] = facts
        before = {f for c in cells for f in self._founders(subject, c)}
        judged = self._judged[subject]
        for c in cells:
            self._group(subject, c, members[c], judged)
        touched = {c + d for c in cells for d in (-1, 0)} - {NO_DAY - 1, NO_DAY}
        for c in sorted(touched):
            self._tie(subject, c, members[c], members[c + 1])
        return self._name(subject, cells, before, judged)

    def _founders(self, subject: Subject, cell: int) -> Iterator[int]:
        yield from self._connection.scalars(
            sa.select(link_group.c.founder)
            .distinct()
            .where(link_group.c.cell == cell, link_group.c.subject == subject)
        )

    def _group(
        self, subject: Subject, cell: int, members: Mapping[int, Facts], judged: Judged
    ) -> None:
        scores = store.pairs_in(self._connection, subject, cell, 0, members)
        threshold = (event_scorer() if subject == "event" else origin_scorer()).threshold
        groups = groups_of(
            members.values(), scores, threshold,
            together=_among(judged.together, members), apart=_among(judged.apart, members),
        )  # fmt: skip
        store.keep_groups(self._connection, subject, cell, groups)
        self._explain(subject, groups, scores, members)

    def _tie(
        self, subject: Subject, cell: int, first: Mapping[int, Facts], second: Mapping[int, Facts]
    ) -> None:
        scores = store.pairs_in(self._connection, subject, cell, 1, {**first, **second})
        before = store.groups_in(self._connection, subject, cell, first)
        after = store.groups_in(self._connection, subject, cell + 1, second)
        facts = {**first, **second}
        before.sort(key=lambda group: facts[group[0]].order)
        after.sort(key=lambda group: facts[group[0]].order)
        ties = ties_between(before, after, scores)
        store.keep_ties(self._connection, subject, cell, ties)
        first_of = {key: group[0] for group in (*before, *after) for key in group}
        tied = {(tie.first, tie.second) for tie in ties}
        best: dict[int, tuple[int, float]] = {}
        for (a, b), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
            if (first_of[a], first_of[b]) in tied:
                best.setdefault(first_of[b], (a, score))
        founders = {group[0]: facts[group[0]] for group in after}
        keep_links(self._connection, self._revision, subject, best, founders, facts, across=True)

    def _name(
        self, subject: Subject, cells: Sequence[int], before: set[int], judged: Judged
    ) -> set[int]:
        """Give every claim whose id may have changed the id it has now."""
        connection = self._connection
        ties = store.all_ties(connection, subject)
        here = {f for c in cells for f in self._founders(subject, c)}
        founder_of = self._founders_of(subject, {k for p in _pairs(judged) for k in p})
        together = _lifted(judged.together, founder_of)
        reach = reachable(here | self._stale(subject, before - here), ties, together)
        facts = store.facts_with(connection, reach)
        order = sorted(reach & facts.keys(), key=lambda key: facts[key].order)
        rank = {key: number for number, key in enumerate(order)}
        head = heads_of(
            range(len(order)),
            [Tie(rank[t.first], rank[t.second], t.score)
             for t in ties if t.first in rank and t.second in rank],
            together=[(rank[a], rank[b]) for a, b in together if a in rank and b in rank],
            apart=[(rank[a], rank[b]) for a, b in _lifted(judged.apart, founder_of)
                   if a in rank and b in rank],
        )  # fmt: skip
        groups = store.members_of(connection, subject, order)
        ids: dict[int, str] = {}
        founders: dict[str, int] = {}
        for key in order:
            first = order[head[rank[key]]]
            name = PREFIX[subject] + facts[first].founds
            founders[name] = first
            ids |= dict.fromkeys(groups.get(key, ()), name)
        return self._write(subject, ids, founders)

    def _stale(self, subject: Subject, founders: set[int]) -> set[int]:
        """Groups elsewhere whose id is named after claims that found no group any more."""
        if not founders:
            return set()
        facts = store.facts_with(self._connection, founders)
        names = [PREFIX[subject] + f.founds for f in facts.values()]
        found: set[int] = set()
        for start in range(0, len(names), store.TOGETHER):
            found.update(
                self._connection.scalars(
                    sa.select(link_group.c.founder)
                    .distinct()
                    .join(claim, claim.c.key == link_group.c.claim)
                    .where(
                        link_group.c.subject == subject,
                        _COLUMNS[subject].in_(names[start : start + store.TOGETHER]),
                        claim.c.removed.is_(None),
                    )
                )
            )
        return found

    def _founders_of(self, subject: Subject, keys: Iterable[int]) -> dict[int, int]:
        found: dict[int, int] = {}
        for wanted in store.chunks(keys):
            rows = self._connection.execute(
                sa.select(link_group.c.claim, link_group.c.founder).where(
                    link_group.c.subject == subject, link_group.c.claim.in_(wanted)
                )
            )
            found |= {row.claim: row.founder for row in rows}
        return found

    def _write(
        self, subject: Subject, ids: Mapping[int, str], founders: Mapping[str, int]
    ) -> set[int]:
        column = _COLUMNS[subject]
        changed: dict[int, str | None] = {}
        for keys in store.chunks(ids):
            rows = self._connection.execute(
                sa.select(claim.c.key, column.label("was")).where(claim.c.key.in_(keys))
            )
            changed |= {row.key: row.was for row in rows if row.was != ids[row.key]}
        if not changed:
            return set()
        number = self._revision()
        self._connection.execute(
            sa.update(claim)
            .where(claim.c.key == sa.bindparam("claim_key"))
            .values({column.name: sa.bindparam("now"), "changed": number}),
            [{"claim_key": key, "now": ids[key]} for key in sorted(changed)],
        )
        names = {*(ids[k] for k in changed), *changed.values()}
        self._list(subject, names, founders)
        if subject == "event":
            self._events.update(name for name in names if name is not None)
        return set(changed)

    def _list(self, subject: Subject, names: set[str | None], founders: Mapping[str, int]) -> None:
        """Enter ids that are new among the events or origins; mark those that are no more."""
        table, column = _TABLES[subject], _COLUMNS[subject]
        wanted = sorted(n for n in names if n is not None)
        living: set[str] = set()
        listed: set[str] = set()
        for start in range(0, len(wanted), store.TOGETHER):
            part = wanted[start : start + store.TOGETHER]
            living.update(
                self._connection.scalars(
                    sa.select(column).distinct().where(column.in_(part), claim.c.removed.is_(None))
                )
            )
            listed.update(
                self._connection.scalars(
                    sa.select(table.c.id).where(table.c.id.in_(part), table.c.removed.is_(None))
                )
            )
        gone = sorted(listed - living)
        for start in range(0, len(gone), store.TOGETHER):
            self._connection.execute(
                sa.update(table)
                .where(
                    table.c.id.in_(gone[start : start + store.TOGETHER]), table.c.removed.is_(None)
                )
                .values(removed=self._revision())
            )
        new = sorted((living - listed) & founders.keys())
        insert_rows(
            self._connection,
            self._revision,
            table,
            [{"id": name, "founder": founders[name]} for name in new],
        )

    def _explain(
        self,
        subject: Subject,
        groups: Iterable[Sequence[int]],
        scores: Mapping[Pair, float],
        facts: Mapping[int, Facts],
    ) -> None:
        """Keep, for each claim that founds no group, the claim of the group it is likest to."""
        best = likest(groups, scores, facts)
        keep_links(self._connection, self._revision, subject, best, facts, facts, across=False)

    def _revision(self) -> int:
        if self._number is None:
            self._number = new_revision(self._connection, "link")
        return self._number


def _among(pairs: Iterable[Pair], members: Mapping[int, Facts]) -> list[Pair]:
    return [(a, b) for a, b in pairs if a in members and b in members]


def _pairs(judged: Judged) -> tuple[Pair, ...]:
    return (*judged.together, *judged.apart)


def _lifted(pairs: Iterable[Pair], founder_of: Mapping[int, int]) -> list[Pair]:
    """Pairs of claims as pairs of the founders of their groups."""
    return [(founder_of[a], founder_of[b]) for a, b in pairs if a in founder_of and b in founder_of]
