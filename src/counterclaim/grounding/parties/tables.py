"""The tables of parties, people, offices, states and descriptive nouns, indexed by words."""

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast, get_args

from counterclaim.errors import LexiconError
from counterclaim.grounding.parties.entities import Entity, Number
from counterclaim.grounding.parties.lexemes import (
    Form,
    Lexeme,
    Named,
    Native,
    Noun,
    NounClass,
    Organ,
    Region,
    State,
    Title,
)
from counterclaim.grounding.parties.words import Word, fold, split
from counterclaim.lexicons import Row, alternatives, load_table, load_user_table
from counterclaim.model.vocabulary import SOURCE_KINDS, SourceKind

_GENDERS: dict[str, Number] = {"m": "man", "f": "woman", "p": "person"}
_ACRONYM = 5
"""An alias of at most this many letters, all capitals, is matched as written."""


@dataclass(frozen=True, slots=True)
class Office:
    """A line of the table of offices."""

    holder: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class StateNames:
    """How a state and its organs are named."""

    name: str
    adjective: str
    wikidata: str | None


@dataclass
class Tables:
    """Everything known about parties before a report is read."""

    lexemes: dict[tuple[str, ...], list[Lexeme]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    offices: dict[tuple[str, str], list[Office]] = field(default_factory=dict)
    held: dict[str, list[tuple[str, str, Office]]] = field(default_factory=dict)
    people: dict[str, list[Named]] = field(default_factory=dict)
    states: dict[str, StateNames] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    enemies: dict[str, str] = field(default_factory=dict)
    aligned: dict[str, str] = field(default_factory=dict)
    behind: dict[str, str] = field(default_factory=dict)
    aligned_sides: dict[str, str] = field(default_factory=dict)

    def match(self, words: Sequence[Word], i: int) -> tuple[int, tuple[Lexeme, ...]]:
        """The longest entry that begins at word ``i``: number of words, what they mean.

        ``(1, ())`` when there is none.
        """
        for n in range(min(self.longest.get(words[i].key, 0), len(words) - i), 0, -1):
            if any(w.broken for w in words[i + 1 : i + n]):
                continue
            found = self.lexemes.get(tuple(w.key for w in words[i : i + n]))
            if found:
                fitting = tuple(x for x in found if _fits(x, words[i : i + n]))
                if fitting:
                    return n, fitting
        return 1, ()

    def find(self, phrase: str) -> tuple[Lexeme, ...]:
        """What a whole phrase means, if the tables have it."""
        words = split(phrase)
        return tuple(self.lexemes.get(tuple(w.key for w in words), ()))

    def add(self, phrase: str, lexeme: Lexeme) -> None:
        """Let ``phrase`` mean ``lexeme`` too."""
        keys = tuple(w.key for w in split(phrase))
        if not keys:
            return
        meanings = self.lexemes.setdefault(keys, [])
        if lexeme not in meanings:
            meanings.append(lexeme)
        self.longest[keys[0]] = max(self.longest.get(keys[0], 0), len(keys))

    def forget(self, name: str) -> None:
        """Drop every entry of the party called ``name``."""
        for entries in self.lexemes.values():
            entries[:] = [
                x for x in entries if not (isinstance(x, Named) and x.entity.name == name)
            ]
        self.people.pop(name, None)

    def holder(self, title: str, of: str, date: str | None) -> str | None:
        """Who held an office on a date; without one only if it never changed hands."""
        rows = self.offices.get((title, of), [])
        if date is None:
            return rows[0].holder if len(rows) == 1 else None
        held = [
            r.holder
            for r in rows
            if (not r.since or r.since <= date) and (not r.until or date <= r.until)
        ]
        return held[0] if held else None

    def titles_of(self, person: str, date: str | None) -> list[tuple[str, str]]:
        """The offices ``(title, of)`` that a person holds on a date (or ever, without one)."""
        return [
            (title, of)
            for title, of, row in self.held.get(person, [])
            if date is None
            or ((not row.since or row.since <= date) and (not row.until or date <= row.until))
        ]


def _fits(lexeme: Lexeme, words: Sequence[Word]) -> bool:
    """Whether words are written as a lexeme must be (names with capitals, acronyms exactly)."""
    if not isinstance(lexeme, Named | State | Region):
        return True
    first = words[1] if len(words) > 1 and words[0].key == "the" else words[0]
    if not isinstance(lexeme, Region) and lexeme.exact:
        return first.text.replace(".", "") == lexeme.exact
    if first.capital:
        return True
    return isinstance(lexeme, Named) and (words[-1].capital or lexeme.lower)


def _exact(alias: str) -> str:
    """The letters of a one-word acronym, which is matched as written; empty for others."""
    bare = alias.replace(".", "")
    acronym = bare.isupper() and bare.isascii() and bare.isalpha()
    return bare if acronym and len(bare) <= _ACRONYM else ""


@functools.cache
def shipped_tables() -> Tables:
    """The tables that come with the package, loaded once a process."""
    return _build(())


def tables_with(path: Path) -> Tables:
    """The shipped tables with a user's own rows added; a row replaces ours of the same name.

    The file has the columns of ``people.tsv`` or ``parties.tsv``; a row with a ``gender``
    (m, f, or p for a person of either) is a person. Raises :class:`LexiconError`.
    """
    rows = load_user_table(path)
    for number, row in enumerate(rows, start=1):
        if not row.get("name") or not _is_side(row.get("side", "")):
            raise LexiconError(
                f"{path}: row {number} lacks a name or side; give both, the side in three capitals"
            )
        if row.get("kind") not in SOURCE_KINDS:
            raise LexiconError(
                f"{path}: row {number} has kind {row.get('kind')!r}; "
                f"use one of {', '.join(SOURCE_KINDS)}"
            )
    return _build(rows)


def _is_side(side: str) -> bool:
    return len(side) == 3 and side.isascii() and side.isupper()


def _build(own: Sequence[Row]) -> Tables:
    tables = Tables()
    replaced = {row["name"] for row in own}
    _add_states(tables, load_table("demonyms"))
    shipped = [
        row
        for table in ("parties", "people")
        for row in load_table(table)
        if row["name"] not in replaced
    ]
    for row in (*own, *shipped):
        _add_party(tables, row)
    _add_offices(tables, load_table("offices"))
    _add_words(tables)
    for row in load_table("adversaries"):
        tables.enemies[row["side"]] = row["enemy"]
    _add_alignments(tables, load_table("alignments"))
    return tables


def _add_words(tables: Tables) -> None:
    """Titles, organs, descriptive nouns, and words that only one state has."""
    for row in load_table("titles"):
        for variant in alternatives(row["variants"]):
            tables.add(variant, Title(row["title"], _kind(row)))
    for row in load_table("organs"):
        for variant in alternatives(row["variants"]):
            tables.add(variant, Organ(row["organ"], _kind(row)))
    for row in load_table("kinds"):
        for noun in alternatives(row["nouns"]):
            tables.add(noun, Noun(_kind(row), cast(NounClass, row["class"])))
    for row in load_table("native_words"):
        for words in alternatives(row["words"]):
            tables.add(words, Native(row["side"]))


def _kind(row: Row) -> SourceKind:
    if row["kind"] not in get_args(SourceKind):
        raise LexiconError(f"{row!r}: no such kind; use one of {', '.join(SOURCE_KINDS)}")
    return cast(SourceKind, row["kind"])


def _add_states(tables: Tables, rows: Iterable[Row]) -> None:
    forms: tuple[tuple[str, Form], ...] = (
        ("name", "name"),
        ("aliases", "name"),
        ("adjectives", "adjective"),
        ("people", "people"),
        ("seats", "seat"),
    )
    for row in rows:
        side = row["side"]
        adjectives = alternatives(row["adjectives"]) or (row["name"],)
        tables.states[side] = StateNames(row["name"], adjectives[0], row["wikidata"] or None)
        tables.countries[row["alpha2"]] = side
        for column, form in forms:
            for phrase in alternatives(row[column]):
                tables.add(phrase, State(side, form, _exact(phrase)))


def _add_party(tables: Tables, row: Row) -> None:
    number = _GENDERS.get(row.get("gender", ""), "body")
    if number == "body" and row["side"] == "INT" and row["kind"] in {"state", "official"}:
        number = "many"  # "Western leaders", "Gulf states"
    entity = Entity(
        name=row["name"],
        side=row["side"],
        kind=_kind(row),
        number=number,
        of=row.get("of", ""),
        wikidata=row.get("wikidata") or None,
    )
    since, until = row.get("from", ""), row.get("until", "")
    aliases = alternatives(row.get("aliases", ""))
    names = [row["name"], *(a for a in aliases if a != "-")]
    if number not in {"body", "many"}:
        names += [variant for name in names for variant in _variants(name)]
    names = list(dict.fromkeys(names))
    for phrase in names:
        bare = number not in {"body", "many"} and len(split(phrase)) == 1
        lower = phrase[0].islower()
        tables.add(phrase, Named(entity, since, until, bare, _exact(phrase), lower))
    if number in {"body", "many"}:
        return
    tables.people.setdefault(entity.name, []).append(Named(entity, since, until))
    if "-" not in aliases:
        surnames = {p.split()[-1] for p in names if " " in p}.difference(names)
        for surname in sorted(surnames):
            tables.add(surname, Named(entity, since, until, surname=True))


@functools.cache
def _given_names() -> dict[str, tuple[str, ...]]:
    """The forms of a given name in other languages, by its look-up key."""
    forms = (alternatives(row["names"]) for row in load_table("given_name_variants"))
    return {fold(name): names for names in forms for name in names}


def _variants(name: str) -> Iterator[str]:
    """The full name with its given name in other languages."""
    given, _, rest = name.partition(" ")
    if rest:
        yield from (f"{other} {rest}" for other in _given_names().get(fold(given), ()))


def _add_offices(tables: Tables, rows: Iterable[Row]) -> None:
    regions: dict[str, Region] = {}
    by_key: dict[tuple[str, str], list[Office]] = defaultdict(list)
    for row in rows:
        office = Office(row["holder"], row["from"], row["until"])
        names = alternatives(row["of"])
        of = names[0]
        for title in alternatives(row["title"]):
            by_key[title, of].append(office)
            tables.held.setdefault(office.holder, []).append((title, of, office))
        if of not in tables.states and not any(
            isinstance(x, Named) and x.entity.name == of for x in tables.find(of)
        ):
            holder = tables.people.get(office.holder)
            if of not in regions and holder:
                regions[of] = Region(of, holder[0].entity.side)
                for name in names:
                    tables.add(name, regions[of])
    tables.offices.update(by_key)


def _add_alignments(tables: Tables, rows: Iterable[Row]) -> None:
    for row in rows:
        for word in alternatives(row["words"]):
            key = split(word)[0].key
            tables.aligned[key] = row["form"]
            if row["form"] == "word":
                tables.aligned_sides[key] = row["sides"]
            elif row["form"] == "breakaway":
                pairs = (pair.partition(":") for pair in alternatives(row["sides"]))
                tables.behind.update({left: side for left, _, side in pairs})
