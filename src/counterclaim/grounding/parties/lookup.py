"""The tables as of a report's date: what an item names, for which side, how organs are named."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from counterclaim.grounding.parties.entities import UNKNOWN, Entity
from counterclaim.grounding.parties.lexemes import Named, Region, State
from counterclaim.grounding.parties.phrases import Item
from counterclaim.grounding.parties.tables import Tables
from counterclaim.grounding.parties.words import closed_keys, fold, split
from counterclaim.model.vocabulary import SourceKind


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found in a segment.

    ``entity`` is as good as could be told; ``heads`` are the keys of its head nouns and
    titles, by which "the governor" finds it again; ``titles`` are all offices that the words of
    a description may mean. ``noun_class`` is that of a description's
    head; ``form`` says how a state is named (by its adjective, its seat).
    """

    entity: Entity
    heads: frozenset[str] = frozenset()
    title: str = ""
    titles: frozenset[str] = frozenset()
    organ: str = ""
    noun_class: str = ""
    form: str = ""

    @property
    def unsided(self) -> bool:
        """Whether the words leave open for which side it is."""
        return self.entity.side == UNKNOWN

    @property
    def group(self) -> bool:
        """Whether it is an organisation described only, on no side of its own."""
        neutral = self.entity.side in {"IND", "INT"}
        return neutral and self.noun_class == "body" and not self.entity.named


@dataclass(frozen=True, slots=True)
class Lookup:
    """The tables, read as of ``date`` (ISO; ``None`` when the report has none).

    ``where`` gives the side of the country in which the place that begins at a code point is.
    """

    tables: Tables
    date: str | None
    where: Mapping[int, str] = field(default_factory=dict)

    def pick(self, item: Item) -> Named | None:
        """The item's party or person, as of the report's date where it has several rows.

        A bare surname where the report has a place of that name is the place.
        """
        rows = [x for x in item.lexemes if isinstance(x, Named)]
        if item.words[0].start in self.where:
            rows = [x for x in rows if not x.surname]
        rows = [x for x in rows if x.valid(self.date)] or rows
        people = {x.entity.name for x in rows if x.surname}
        if len(people) > 1 and len({x.entity.side for x in rows}) > 1:
            return None  # a surname of several people on different sides
        return next(iter(rows), None)

    def party(self, name: str) -> Entity | None:
        """The party or person of that name."""
        rows = [x for x in self.tables.find(name) if isinstance(x, Named)]
        rows = [x for x in rows if x.valid(self.date)] or rows
        return rows[0].entity if rows else None

    def person(self, name: str) -> Entity | None:
        """The person of that canonical name."""
        rows = self.tables.people.get(name, [])
        rows = [x for x in rows if x.valid(self.date)] or rows
        return rows[0].entity if rows else None

    def titles(self, entity: Entity) -> frozenset[str]:
        """Keys of the last words of the titles that a person holds."""
        if not entity.human:
            return frozenset()
        held = self.tables.titles_of(entity.name, self.date)
        return frozenset(split(title)[-1].key for title, _ in held)

    def is_state(self, side: str) -> bool:
        """Whether a side is that of a state."""
        return side in self.tables.states

    def state(self, side: str) -> Entity:
        """The state of a side, as a party."""
        names = self.tables.states.get(side)
        if names is None:
            return Entity(side, side, "other", named=False)
        return Entity(names.name, side, "state", wikidata=names.wikidata)

    def organ(self, side: str, organ: str, kind: SourceKind) -> Entity:
        """An organ of a state, by the name the tables have for it or its regular one."""
        names = self.tables.states.get(side)
        if names is None:
            return Entity(organ[:1].lower() + organ[1:], side, kind, named=False)
        regular = f"{names.adjective} {organ}"
        known = self.party(regular)
        return known if known and known.side == side else Entity(regular, side, kind)

    def forces(self, side: str) -> Entity:
        """The armed forces of a side."""
        return self.organ(side, "armed forces", "military")

    def side(self, item: Item) -> str | None:
        """The side an item names, if it names one."""
        named = self.pick(item)
        if named is not None:
            return named.entity.side
        state, region = item.get(State), item.get(Region)
        if state is not None:
            return state.side
        if region is not None:
            return region.side
        return self.where.get(item.words[0].start)


STATE_HEADS = closed_keys("state") | {fold("government")}
"""Keys by which a state is spoken of again."""
