"""The words around a name that tell a place from a person or an organisation."""

import functools
from dataclasses import dataclass

from counterclaim.lexicons import alternatives, load_table


@dataclass(frozen=True, slots=True)
class Cues:
    """Word classes of ``place_cues.tsv`` and the demonyms, all in lower case."""

    prepositions: frozenset[str]
    generics: dict[str, str]
    directions: frozenset[str]
    titles: frozenset[str]
    speaking: frozenset[str]
    organisations: frozenset[str]
    facilities: frozenset[str]
    adjectives: dict[str, str]
    people: dict[str, str]
    first_names: frozenset[str]
    homographs: frozenset[str]


@functools.cache
def load_cues() -> Cues:
    """The shipped cues."""
    rows = load_table("place_cues")

    def words(name: str) -> frozenset[str]:
        return frozenset(row["word"] for row in rows if row["class"] == name)

    adjectives: dict[str, str] = {}
    people: dict[str, str] = {}
    for row in load_table("place_demonyms"):
        for word in alternatives(row["adjectives"]):
            adjectives[word.lower()] = row["place"]
            people[word.lower() + "s"] = row["place"]
        for word in alternatives(row["people"]):
            people[word.lower()] = row["place"]
    return Cues(
        prepositions=words("preposition"),
        generics={row["word"]: row["kind"] for row in rows if row["class"] == "generic"},
        directions=words("direction"),
        titles=words("title"),
        speaking=words("speaking"),
        organisations=words("organisation"),
        facilities=words("facility"),
        adjectives=adjectives,
        people=people,
        first_names=frozenset(row["name"] for row in load_table("first_names")),
        homographs=frozenset(row["word"] for row in load_table("place_homographs")),
    )
