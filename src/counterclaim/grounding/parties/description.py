"""What a segment of a party's words says: a name, an office, an organ, or a description."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from counterclaim.grounding.parties.entities import UNKNOWN, Entity, Number
from counterclaim.grounding.parties.lexemes import (
    Named,
    Noun,
    Organ,
    Region,
    State,
    Title,
)
from counterclaim.grounding.parties.phrases import PARTICLES, Item, Segment, join_words
from counterclaim.grounding.parties.tables import Tables
from counterclaim.grounding.parties.words import fold
from counterclaim.model.vocabulary import SourceKind

NOT_IN_OFFICE = frozenset(
    "former ex deputy vice then late ousted exiled would-be wannabe presumptive acting".split()
)
"""Modifiers before a title: the holder of the office is not meant, or not surely."""

_OF = ("of", "for", "in", "to", "at", "from", "with")
_WHOLE_STATE = "government"
"""The organ that is named as its state."""

_STATE_HEADS = frozenset(fold(w) for w in ("country", "state", "nation", "government"))

_SPEAKS_FOR: frozenset[SourceKind] = frozenset(
    {"military", "armed_group", "company", "intergovernmental", "ngo", "expert"}
)
"""Kinds of organisations whose officers are sources of that kind."""

_INDEPENDENT: dict[SourceKind, str] = {
    "expert": "IND",
    "ngo": "IND",
    "intergovernmental": "INT",
    "state": "INT",
}
_ONE_OR_MANY: dict[str, Number] = {
    "one": "person",
    "many": "many",
    "force": "many",
    "body": "body",
    "words": "words",
    "thing": "thing",
    "rank": "person",
    "container": "many",
    "modifier": "thing",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found in a segment.

    ``entity`` is as good as could be told; ``heads`` are the keys of its head nouns and
    titles, by which "the governor" finds it again. ``noun_class`` is that of a description's
    head; ``form`` says how a state is named (by its adjective, its seat).
    """

    entity: Entity
    heads: frozenset[str] = frozenset()
    title: str = ""
    organ: str = ""
    definite: bool = True
    noun_class: str = ""
    form: str = ""

    @property
    def unsided(self) -> bool:
        """Whether the words leave open for which side it is."""
        return self.entity.side == UNKNOWN


@dataclass(frozen=True, slots=True)
class Lookup:
    """Finds in one segment, with the tables as of a report's date."""

    tables: Tables
    date: str | None

    def pick(self, item: Item) -> Named | None:
        """The item's party or person, as of the report's date where it has several rows."""
        rows = [x for x in item.lexemes if isinstance(x, Named)]
        valid = [x for x in rows if x.valid(self.date)]
        people = {x.entity.name for x in valid or rows if x.surname}
        if len(people) > 1 and len({x.entity.side for x in valid or rows}) > 1:
            return None  # a surname of several people on different sides
        return next(iter(valid or rows), None)

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
        known = next(
            (
                x.entity
                for x in self.tables.find(regular)
                if isinstance(x, Named) and x.entity.side == side
            ),
            None,
        )
        return known or Entity(regular, side, kind)

    def forces(self, side: str) -> Entity:
        """The armed forces of a side."""
        return self.organ(side, "armed forces", "military")

    def side(self, item: Item) -> str | None:
        """The side an item names, if it names one."""
        named = self.pick(item)
        if named is not None:
            return named.entity.side
        state = item.get(State)
        if state is not None:
            return state.side
        region = item.get(Region)
        return region.side if region is not None else None

    def find(self, segment: Segment) -> Finding | None:
        """What the segment says; ``None`` when it has no words of its own."""
        segment = essence(segment)
        core = segment.core
        if not core:
            return None
        head = core[-1]
        named = self._named(core)
        if named is not None:
            return named
        state = head.get(State)
        if state is not None and not head.alignment:
            return self._state(state, core)
        side, owner = self.side_of(segment, core)
        organ = head.get(Organ)
        if organ is not None and segment.determiner not in {"a", "an", "one"}:
            found = self._organ(core, organ, side, owner)
            if found is not None:
                return found
        title = head.get(Title)
        if title is not None:
            found = self._office(segment, core, title)
            if found is not None:
                return found
        if owner is not None and owner.kind in {"armed_group", "military"} and not owner.human:
            if _stands_for(core, head):
                return Finding(owner, frozenset({head.words[-1].key}))
        return self._described(segment, core, side, owner)

    def _named(self, core: Sequence[Item]) -> Finding | None:
        head = core[-1]
        row = self.pick(head) if not head.alignment else None
        if row is not None and not (row.surname and len(core) > 1 and _given(core[-2])):
            heads = frozenset(w.key for w in head.words)
            return Finding(row.entity, heads)
        start = name_start(core)
        if start is None:
            return None
        words = [w for item in core[start:] for w in item.words]
        person = Entity(join_words(words), UNKNOWN, "person", "person")
        return Finding(person, frozenset({words[-1].key}))

    def _state(self, state: State, core: Sequence[Item]) -> Finding:
        entity = self.state(state.side)
        if state.form == "people":
            text = core[-1].text
            entity = replace(entity, name=text, kind="person", number="many", named=False)
        return Finding(entity, _STATE_HEADS, form=state.form)

    def _organ(
        self, core: Sequence[Item], organ: Organ, side: str, owner: Entity | None
    ) -> Finding | None:
        heads = frozenset({core[-1].words[-1].key})
        if organ.organ == "armed forces":
            if any(is_special(item) for item in core[:-1]):
                return None
            if owner is not None and not owner.human and owner.kind == "armed_group":
                return Finding(owner, heads)
            if owner is not None and owner.of:
                return self._of(owner, heads)
        elif any(is_special(item) for item in core[:-1]) and side == UNKNOWN:
            return None
        if organ.organ == _WHOLE_STATE and side in self.tables.states:
            return Finding(self.state(side), heads | {"government"})
        if side not in self.tables.states:
            entity = Entity(_lowered(core), side, organ.kind, "body", named=False)
            return Finding(entity, heads, organ=organ.organ)
        return Finding(self.organ(side, organ.organ, organ.kind), heads, organ=organ.organ)

    def _of(self, owner: Entity, heads: frozenset[str]) -> Finding:
        for lexeme in self.tables.find(owner.of):
            if isinstance(lexeme, Named):
                return Finding(lexeme.entity, heads)
        return Finding(Entity(owner.of, owner.side, owner.kind), heads)

    def _office(self, segment: Segment, core: Sequence[Item], title: Title) -> Finding | None:
        if any(w.text.lower() in NOT_IN_OFFICE for item in core[:-1] for w in item.words):
            return None
        titles = [x.title for x in core[-1].lexemes if isinstance(x, Title)]
        aligned = next((self.side(i) for i in core if i.alignment in {"suffix", "prefix"}), None)
        for of in self._offices_of(segment, core):
            for key in titles:
                holder = self.tables.holder(key, of, self.date)
                person = self.person(holder) if holder else None
                if aligned and (person is None or person.side != aligned):
                    holder = self.tables.holder(f"installed {key}", of, self.date)
                    person = self.person(holder) if holder else None
                if person is not None and (
                    segment.definite or key not in {"spokesperson", "governor"}
                ):
                    return Finding(person, frozenset({core[-1].words[-1].key}), title=key)
        return None

    def _offices_of(self, segment: Segment, core: Sequence[Item]) -> Iterator[str]:
        before = [i for i in reversed(core[:-1]) if i.alignment not in {"suffix", "based"}]
        items = [*before, *segment.tail_items(*_OF)]
        groups = [i for i in items if (n := self.pick(i)) and n.entity.kind != "state"]
        if groups:
            items = groups  # "the head of Russia's Wagner group" is not Russia's head
        elif any(_is_class(i, {"body"}) and i.get(Organ) is None for i in items):
            return  # "a Russian private army's head"
        for item in items:
            region, named, state = item.get(Region), self.pick(item), item.get(State)
            organ = item.get(Organ)
            if region is not None:
                yield region.name
            if named is not None:
                yield named.entity.name
            if state is not None:
                yield state.side
            if organ is not None:
                side, _ = self.side_of(segment, core)
                yield self.organ(side, organ.organ, organ.kind).name

    def person(self, name: str) -> Entity | None:
        """The person of that canonical name, as of the report's date."""
        rows = self.tables.people.get(name, [])
        return next(
            (r.entity for r in rows if r.valid(self.date)), rows[0].entity if rows else None
        )

    def side_of(self, segment: Segment, core: Sequence[Item]) -> tuple[str, Entity | None]:
        """The side a segment's words tell, and the party they name as owner, if any."""
        against = self._against(core)
        if any(i.alignment == "breakaway" for i in core):
            left = next((s for i in (*core, *segment.tail_items(*_OF)) if (s := self.side(i))), "")
            return self.tables.behind.get(left, left or UNKNOWN), None
        for item in core:
            if item.alignment in {"suffix", "prefix"}:
                return self.side(item) or UNKNOWN, None
            if item.alignment == "word" and item.words[0].key in self.tables.aligned_sides:
                return self.tables.aligned_sides[item.words[0].key], None
        if any(p == "fighting" for p, _ in segment.tails):
            for item in segment.tail_items("for", "alongside", "with"):
                if self.side(item):
                    return self.side(item) or UNKNOWN, None
        based = UNKNOWN
        for item in reversed(core[:-1] if len(core) > 1 else []):
            if item.alignment in {"against", "based"}:
                based = self.side(item) or UNKNOWN if item.alignment == "based" else based
                continue
            side = self.side(item)
            if side:
                if against == side:
                    return self.tables.enemies.get(side, UNKNOWN), None
                named = self.pick(item)
                return side, named.entity if named else self.state(side)
        if based != UNKNOWN:
            return based, None
        return self._tail_side(segment)

    def _against(self, core: Sequence[Item]) -> str | None:
        """The side that "anti-Kremlin", "anti-government" names."""
        for item in core:
            if item.alignment == "against":
                own = next((i.get(State) for i in core if i.get(State) and i is not item), None)
                return self.side(item) or (own.side if own else None)
        return None

    def _tail_side(self, segment: Segment) -> tuple[str, Entity | None]:
        sides: dict[str, Entity | None] = {}
        for preposition, items in segment.tails:
            if preposition not in {*_OF, "on", "within", "near"}:
                continue
            for item in items:
                side = self.side(item)
                if side and item.alignment != "against":
                    named = self.pick(item)
                    sides.setdefault(side, named.entity if named else None)
            if sides:
                break
        if len(sides) > 2:
            return "INT", None
        return next(iter(sides.items()), (UNKNOWN, None))

    def _described(
        self, segment: Segment, core: Sequence[Item], side: str, owner: Entity | None
    ) -> Finding:
        head = core[-1]
        noun, title = head.get(Noun), head.get(Title)
        kind: SourceKind = noun.kind if noun else (title.kind if title else "other")
        noun_class = noun.noun_class if noun else ("one" if title else "")
        if owner is not None and owner.kind in _SPEAKS_FOR and kind in {"official", "military"}:
            kind = owner.kind
        if title is not None:
            bodies = [n.kind for i in core[:-1] if (n := i.get(Noun)) and n.noun_class == "body"]
            kind = next((k for k in bodies if k in _SPEAKS_FOR), kind)
        former = any(w.text.lower() in {"former", "ex", "retired"} for i in core for w in i.words)
        if former and kind == "military":
            kind = "expert"
        if noun_class == "one" and kind in {"official", "person", "other"} and not segment.definite:
            kind = "anonymous"
        if side == UNKNOWN:
            side = _INDEPENDENT.get(kind, UNKNOWN)
        number = _ONE_OR_MANY.get(noun_class, "thing")
        name = self.describe(segment, core, side, noun_class)
        entity = Entity(name, side, kind, number, named=False)
        return Finding(
            entity,
            frozenset(w.key for w in head.words[-1:]),
            title=title.title if title else "",
            definite=segment.definite and bool(segment.determiner),
            noun_class=noun_class,
        )

    def _adjectival(self, core: Sequence[Item]) -> str:
        """The core as text, with one adjective for each state: "British military officials"."""
        parts = []
        for n, item in enumerate(core):
            state = item.get(State)
            if (
                state is not None
                and state.side in self.tables.states
                and n + 1 < len(core)
                and (not item.alignment and self.pick(item) is None)
            ):
                parts.append(self.tables.states[state.side].adjective)
            else:
                parts.append(_lowered([item]))
                if item.possessive and n + 1 < len(core):
                    parts[-1] += "'" if item.text.endswith("s") and item.text.islower() else "'s"
        return " ".join(parts)

    def describe(self, segment: Segment, core: Sequence[Item], side: str, noun_class: str) -> str:
        """The name of somebody who has none: the words without article and loose ends."""
        name = self._adjectival(core)
        if noun_class == "words":
            return name
        tails = [
            (p, items)
            for p, items in segment.tails
            if p in {"of", "to", "for", "in", "from", "with", "at"} and items
        ]
        adjective = self.tables.states[side].adjective if side in self.tables.states else ""
        if len(tails) == 1 and len(tails[0][1]) == 1 and len(core) == 1 and adjective:
            if tails[0][1][0].get(State) is not None:  # "officials in Kyiv"
                return f"{adjective} {name}"
        if len(tails) == 1 and len(core) == 1:
            named = [n for i in tails[0][1] if (n := self.pick(i)) and not n.entity.human]
            if named:  # "foreign ministers of the Quad"
                return f"{named[0].entity.name} {name}"
        for preposition, items in tails[:2]:
            name += f" {preposition} " + _joined(items)
        return name


def essence(segment: Segment) -> Segment:
    """The segment without containers and ranks; of "one of the units" that is "units"."""
    core = _before_and(segment.core)
    while core and _is_class(core[0], {"container"}) and (len(core) > 1 or segment.tails):
        core = core[1:]
    core = [i for i in core if not _is_class(i, {"rank"})]
    if core:
        return Segment(segment.determiner, _with_name(core, segment.tails), segment.tails)
    for n, (preposition, items) in enumerate(segment.tails[:1]):
        inner = [i for i in items if i.words[0].text.lower() not in {"the", "a", "an"}]
        if preposition == "of" and inner:
            return Segment(segment.determiner, inner, segment.tails[n + 1 :])
    return segment


def _with_name(core: list[Item], tails: Sequence[tuple[str, list[Item]]]) -> list[Item]:
    """The core, with the name that follows an office: "Minister of Defence Sergei Shoigu"."""
    if not tails or tails[-1][0] not in {"of", "for"} or not tails[-1][1]:
        return core
    items = tails[-1][1]
    start = name_start(items)
    row = items[-1].get(Named)
    if start is None and row is not None and row.entity.human:
        start = len(items) - 1
    if not start:
        return core
    before = items[start - 1]
    common = not before.lexemes and not before.words[0].capital
    if before.possessive or not (before.get(Organ) or _is_class(before, {"body"}) or common):
        return core
    return [*core, *items]


def _before_and(core: list[Item]) -> list[Item]:
    for n, item in enumerate(core):
        if n and item.words[0].text.lower() in {"and", "or"}:
            left = core[n - 1]
            if left.get(Named) or (left.get(State) and not left.possessive):
                return core[:n]
    return core


def _is_class(item: Item, classes: set[str]) -> bool:
    noun = item.get(Noun)
    return noun is not None and noun.noun_class in classes and item.get(Title) is None


def _given(item: Item) -> bool:
    """Whether an item can be the given name before a surname."""
    return item.nameable and not item.possessive and not item.words[0].text.isupper()


def name_start(core: Sequence[Item]) -> int | None:
    """Where in a core an unknown person's name begins; ``None`` if it ends in no name."""
    last = len(core) - 1
    head = core[last]
    surname = head.get(Named)
    if not (head.nameable or (surname is not None and surname.surname)) or head.alignment:
        return None
    if surname is None and head.lexemes and last == 0:
        return None  # a lone region is no person
    start = last
    while start > 0 and not core[start - 1].possessive:
        before = core[start - 1]
        if _given(before) or (len(before.words) == 1 and before.words[0].text in PARTICLES):
            start -= 1
        else:
            break
    while start < last and not core[start].words[0].capital:
        start += 1
    if start == last and start > 0:
        before = core[start - 1]
        adjective = before.get(State)
        if adjective is not None and adjective.form == "adjective" and not before.possessive:
            return None  # "Russian Region"
    return start


def is_special(item: Item) -> bool:
    """Whether a modifier makes troops a force of their own ("special", "separatist")."""
    if item.alignment:
        return True
    if item.get(State) or item.get(Named):
        return False
    noun = item.get(Noun)
    if noun is not None and noun.noun_class in {"many", "body", "one"} and noun.kind != "military":
        return True
    return item.words[0].text.lower() in _SPECIAL


_SPECIAL = frozenset(
    "special elite separatist rebel police security border airborne naval marine convict prison"
    " volunteer irregular foreign conscript reserve peacekeeping rescue wounded captured".split()
)


def _stands_for(core: Sequence[Item], head: Item) -> bool:
    """Whether "X fighters" is just X."""
    noun = head.get(Noun)
    if noun is None or noun.kind not in {"armed_group", "military"}:
        return False
    return noun.noun_class in {"force", "many", "body"} and not any(
        is_special(i) for i in core[:-1]
    )


def _joined(items: Sequence[Item]) -> str:
    return join_words([w for i in items for w in i.words])


def _lowered(items: Sequence[Item]) -> str:
    """Items as text, common nouns in lower case (headlines capitalise them)."""
    words = []
    for item in items:
        common = any(isinstance(x, Noun | Title | Organ) for x in item.lexemes)
        for word in item.words:
            lower = common and word.text.isalpha() and word.text[1:].islower()
            words.append(word._replace(text=word.text.lower()) if lower else word)
    return join_words(words)
