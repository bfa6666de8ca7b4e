"""Giving claims the ids of their events and origins, and keeping the lists of these."""

from collections.abc import Callable, Iterable, Iterator, Mapping

import sqlalchemy as sa

from counterclaim.ledger import link_store as store
from counterclaim.ledger.link_groups import lifted
from counterclaim.ledger.link_reasons import insert_rows
from counterclaim.ledger.link_schema import event, link_group, origin
from counterclaim.ledger.schema import claim
from counterclaim.linking.cells import Tie, heads_of, reachable
from counterclaim.linking.linker import PREFIX, Judged
from counterclaim.linking.story import Subject

_TABLES = {"event": event, "origin": origin}
_COLUMNS = {"event": claim.c.event, "origin": claim.c.origin}


class Names:
    """The ids of one subject, in one transaction."""

    def __init__(
        self, connection: sa.Connection, revision: Callable[[], int], subject: Subject
    ) -> None:
        self._connection = connection
        self._revision = revision
        self._subject = subject

    def renew(
        self, founders: set[int], vanished: set[int], ties: Iterable[Tie], judged: Judged
    ) -> tuple[set[int], set[str]]:
        """Give every claim whose id may have changed the id it has now.

        ``founders`` are those of groups that changed, or whose ties did; ``vanished`` found no
        group any more. Gives the claims that changed, and their ids before and after.
        """
        known = list(ties)
        founder_of = self._founders_of({k for p in (*judged.together, *judged.apart) for k in p})
        together = lifted(judged.together, founder_of)
        apart = lifted(judged.apart, founder_of)
        reach = reachable(founders | self._stale(vanished), known, together)
        facts = store.facts_with(self._connection, reach)
        order = sorted(reach & facts.keys(), key=lambda key: facts[key].order)
        rank = {key: number for number, key in enumerate(order)}
        head = heads_of(
            range(len(order)),
            [Tie(rank[t.first], rank[t.second], t.score)
             for t in known if t.first in rank and t.second in rank],
            together=[(rank[a], rank[b]) for a, b in together if a in rank and b in rank],
            apart=[(rank[a], rank[b]) for a, b in apart if a in rank and b in rank],
        )  # fmt: skip
        groups = store.members_of(self._connection, self._subject, order)
        ids: dict[int, str] = {}
        named: dict[str, int] = {}
        for key in order:
            first = order[head[rank[key]]]
            name = PREFIX[self._subject] + facts[first].founds
            named[name] = first
            ids |= dict.fromkeys(groups.get(key, ()), name)
        return self._write(ids, named)

    def _stale(self, founders: set[int]) -> set[int]:
        """Groups elsewhere whose id is named after claims that found no group any more."""
        facts = store.facts_with(self._connection, founders)
        names = [PREFIX[self._subject] + f.founds for f in facts.values()]
        # two steps, each by an index; a join of both is read through from end to end
        claims: set[int] = set()
        for part in _portions(names):
            claims.update(
                self._connection.scalars(
                    sa.select(claim.c.key).where(
                        _COLUMNS[self._subject].in_(part), claim.c.removed.is_(None)
                    )
                )
            )
        return set(self._founders_of(claims).values())

    def _founders_of(self, keys: Iterable[int]) -> dict[int, int]:
        found: dict[int, int] = {}
        for wanted in store.chunks(keys):
            rows = self._connection.execute(
                sa.select(link_group.c.claim, link_group.c.founder).where(
                    link_group.c.subject == self._subject, link_group.c.claim.in_(wanted)
                )
            )
            found |= {row.claim: row.founder for row in rows}
        return found

    def _write(
        self, ids: Mapping[int, str], founders: Mapping[str, int]
    ) -> tuple[set[int], set[str]]:
        column = _COLUMNS[self._subject]
        changed: dict[int, str | None] = {}
        for keys in store.chunks(ids):
            rows = self._connection.execute(
                sa.select(claim.c.key, column.label("was")).where(claim.c.key.in_(keys))
            )
            changed |= {row.key: row.was for row in rows if row.was != ids[row.key]}
        if not changed:
            return set(), set()
        number = self._revision()
        self._connection.execute(
            sa.update(claim)
            .where(claim.c.key == sa.bindparam("claim_key"))
            .values({column.name: sa.bindparam("now"), "changed": number}),
            [{"claim_key": key, "now": ids[key]} for key in sorted(changed)],
        )
        names = {*(ids[k] for k in changed), *(was for was in changed.values() if was is not None)}
        self._list(names, founders)
        return set(changed), names

    def _list(self, names: set[str], founders: Mapping[str, int]) -> None:
        """Enter ids that are new among the events or origins; mark those that are no more."""
        table, column = _TABLES[self._subject], _COLUMNS[self._subject]
        living: set[str] = set()
        listed: dict[int, str] = {}
        for part in _portions(names):
            living.update(
                self._connection.scalars(
                    sa.select(column).distinct().where(column.in_(part), claim.c.removed.is_(None))
                )
            )
            rows = self._connection.execute(
                sa.select(table.c.key, table.c.id).where(
                    table.c.id.in_(part), table.c.removed.is_(None)
                )
            )
            listed |= {row.key: row.id for row in rows}
        for keys in store.chunks(key for key, name in listed.items() if name not in living):
            self._connection.execute(
                sa.update(table).where(table.c.key.in_(keys)).values(removed=self._revision())
            )
        new = sorted((living - set(listed.values())) & founders.keys())
        entries = [{"id": name, "founder": founders[name]} for name in new]
        insert_rows(self._connection, self._revision, table, entries)


def _portions(names: Iterable[str]) -> Iterator[list[str]]:
    wanted = sorted(names)
    for start in range(0, len(wanted), store.TOGETHER):
        yield wanted[start : start + store.TOGETHER]
