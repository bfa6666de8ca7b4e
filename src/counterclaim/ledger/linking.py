"""Linking a ledger: what is new since the last time, cell by cell of the calendar.

A step takes one cell: facts and pairs of its new claims, the groups these fall into, their ties
to the cells before and after, and the ids that follow. Each step is one transaction, so whatever
ends a run, the ledger holds whole steps, and the next run goes on with the rest.
"""

from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
import sqlalchemy as sa

from counterclaim.ledger import link_store as store
from counterclaim.ledger.events import renew_summaries
from counterclaim.ledger.judgements import judged_pairs
from counterclaim.ledger.link_groups import Groups, Regrouped
from counterclaim.ledger.link_names import Names
from counterclaim.ledger.link_reasons import keep_links
from counterclaim.ledger.link_workings import Workings
from counterclaim.ledger.schema import claim
from counterclaim.ledger.writer import new_revision
from counterclaim.linking.cells import NO_DAY, cell_of
from counterclaim.linking.facts import Facts
from counterclaim.linking.meeting import Standing, compared, meetings
from counterclaim.linking.story import Subject

SUBJECTS: tuple[Subject, ...] = ("event", "origin")


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


def link_part(connection: sa.Connection, part: Part, kept: Workings) -> Linked:
    """Link one cell. The caller holds the writers' lock until the commit.

    ``kept`` is the same for all parts of a run.
    """
    kept.begin(connection)
    facts = store.make_facts(connection, store.unlinked(connection, part.reports))
    step = _Step(connection, kept)
    store.keep_facts(connection, facts)
    cells = {part.cell, *map(cell_of, facts)}  # without a date, a claim's own day counts
    kept.read_anew(cells)
    step.score(facts, cells)
    step.renew(step.events_of(part.gone | {f.key for f in facts}))
    changed = step.relink(sorted(cells), {f.key for f in facts})
    store.forget(connection, part.gone)
    kept.end(connection)
    return Linked(new=len(facts), changed=changed)


def relink(connection: sa.Connection, cells: Iterable[int]) -> Linked:
    """Group all claims of ``cells`` anew, after a judgement."""
    return Linked(changed=_Step(connection, Workings()).relink(sorted(set(cells)), None))


def cells_with(connection: sa.Connection, claims: Iterable[int]) -> list[int]:
    """The cells of the claims with these keys."""
    return sorted({cell_of(f) for f in store.facts_with(connection, claims).values()})


class _Step:
    """One transaction of linking; makes a revision only if something changes."""

    def __init__(self, connection: sa.Connection, kept: Workings) -> None:
        self._connection = connection
        self._kept = kept
        self._number: int | None = None
        self._judged = judged_pairs(connection)
        self._events: set[str] = set()  # whose claims, or their origins, are others now

    def score(self, new: Sequence[Facts], cells: Iterable[int]) -> None:
        """Compare ``new`` claims with one another and with those near them in time."""
        if not new:
            return
        own = {f.key: f for f in new}
        cell: dict[int, int] = {}
        standings: dict[int, Standing] = {}
        for c in sorted({c + d for c in cells for d in (-1, 0, 1)}):
            found = self._kept.standings(self._connection, c)
            standings |= found
            cell |= dict.fromkeys(found, c)
        ordered = sorted(standings, key=lambda key: standings[key].order)
        fresh = [key in own for key in ordered]
        events = meetings([standings[key].meets for key in ordered], fresh)
        origins = meetings([standings[key].says for key in ordered], fresh)
        met = np.unique(np.concatenate((*events, *origins)))  # the rest need not be read
        keys = [ordered[n] for n in met.tolist()]
        facts = own | store.facts_with(self._connection, [k for k in keys if k not in own])
        pairs = compared(
            [facts[key] for key in keys],
            (np.searchsorted(met, events[0]), np.searchsorted(met, events[1])),
            (np.searchsorted(met, origins[0]), np.searchsorted(met, origins[1])),
        )
        for subject, scored in zip(SUBJECTS, pairs, strict=True):
            store.keep_pairs(self._connection, subject, scored, cell)

    def relink(self, cells: Sequence[int], new: Iterable[int] | None) -> int:
        """Group ``cells`` anew around ``new`` claims (all, for ``None``); how many changed."""
        changed: set[int] = set()
        for subject in SUBJECTS:
            changed |= self._subject(subject, cells, new)
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

    def _subject(
        self, subject: Subject, cells: Sequence[int], new: Iterable[int] | None
    ) -> set[int]:
        groups = Groups(self._connection, self._kept, subject, self._judged[subject])
        before: set[int] = set()
        after: set[int] = set()
        for c in cells:
            found = groups.regroup(c, new)
            self._explain(subject, groups, c, found)
            before |= found.before
            after |= found.after
        changed = set(after)
        for c in sorted({c + d for c in cells for d in (-1, 0)} - {NO_DAY - 1, NO_DAY}):
            tied = groups.retie(c, frozenset(before | after))
            changed |= tied.ends
            keep_links(
                self._connection, self._revision, subject, tied.best, tied.claims,
                groups.members(c + 1), across=True,
            )  # fmt: skip
        ties = [t for some in self._kept.ties(self._connection, subject).values() for t in some]
        names = Names(self._connection, self._revision, subject)
        vanished = before - after
        claims, ids = names.renew(changed - vanished, vanished, ties, self._judged[subject])
        if subject == "event":
            self._events.update(ids)
        return claims

    def _explain(self, subject: Subject, groups: Groups, cell: int, found: Regrouped) -> None:
        """Keep, for each claim that founds no group, the claim of the group it is likest to."""
        inside = groups.members(cell).keys() | found.gone
        keep_links(
            self._connection, self._revision, subject, found.best, found.claims, inside,
            across=False,
        )  # fmt: skip

    def _revision(self) -> int:
        if self._number is None:
            self._number = new_revision(self._connection, "link")
        return self._number
