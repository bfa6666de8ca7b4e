"""The words around a name that tell a place from a person or an organisation."""

import functools
from dataclasses import dataclass
from typing import cast

from counterclaim.grounding.places.schema import Kind
from counterclaim.lexicons import Row, alternatives, load_table


@dataclass(frozen=True, slots=True)
class Cues:
    """Word classes of ``place_cues.tsv``, demonyms, names of people; all in lower case."""

    prepositions: dict[str, str]
    articles: frozenset[str]
    joiners: frozenset[str]
    generics: dict[str, Kind]
    directions: frozenset[str]
    titles: frozenset[str]
    speaking: frozenset[str]
    organisations: frozenset[str]
    bodies: frozenset[str]
    facilities: frozenset[str]
    never: frozenset[str]
    adjectives: dict[str, str]
    people: frozenset[str]
    first_names: frozenset[str]
    homographs: frozenset[str]


@functools.cache
def load_cues() -> Cues:
    """The shipped cues."""
    rows = load_table("place_cues")

    def words(name: str) -> frozenset[str]:
        return frozenset(row["word"] for row in rows if row["class"] == name)

    adjectives, people = _demonyms()
    return Cues(
        prepositions={
            r["word"]: r["kind"] or r["word"] for r in rows if r["class"] == "preposition"
        },
        articles=words("article"),
        joiners=words("joiner"),
        generics={r["word"]: cast(Kind, r["kind"]) for r in rows if r["class"] == "generic"},
        directions=words("direction"),
        titles=words("title"),
        speaking=words("speaking"),
        organisations=words("organisation"),
        bodies=words("body"),
        facilities=words("facility"),
        never=words("never"),
        adjectives=adjectives,
        people=frozenset(people),
        first_names=frozenset(row["name"] for row in load_table("first_names")),
        homographs=frozenset(row["word"] for row in load_table("place_homographs")),
    )


def _adjectives(row: Row) -> tuple[str, ...]:
    """The adjectives of a state that are no names of it too ("US", "Vatican")."""
    names = {row["name"], *alternatives(row["seats"]), *alternatives(row["aliases"])}
    return tuple(w for w in alternatives(row["adjectives"]) if w not in names and not w.isupper())


def _demonyms() -> tuple[dict[str, str], set[str]]:
    """What adjectives are made of (a country's code, a place's id or name); words for people."""
    states = [
        (row["alpha2"], _adjectives(row), row["people"], row["person"])
        for row in load_table("demonyms")
    ]
    places = [
        (row["place"], alternatives(row["adjectives"]), row["people"], "")
        for row in load_table("place_demonyms")
    ]
    adjectives: dict[str, str] = {}
    people: set[str] = set()
    for place, words, many, one in (*states, *places):
        adjectives.update((word.lower(), place) for word in words)
        people.update(word.lower() + "s" for word in words)
        people.update(word.lower() for word in (*alternatives(many), *alternatives(one)))
    return adjectives, people


@functools.cache
def capitals_by_country() -> dict[str, int]:
    """GeoNames ids of the capitals, by ISO 3166-1 alpha-2 code."""
    return {row["country"]: int(row["geonameid"]) for row in load_table("place_capitals")}


@functools.cache
def capitals() -> frozenset[int]:
    """GeoNames ids of the capitals."""
    return frozenset(capitals_by_country().values())


@functools.cache
def abbreviations() -> dict[str, int]:
    """GeoNames ids by abbreviated names, as written."""
    rows = load_table("place_abbreviations")
    return {form: int(row["geonameid"]) for row in rows for form in alternatives(row["forms"])}
