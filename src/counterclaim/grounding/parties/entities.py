"""Somebody known from a table or from the report's own words."""

from dataclasses import dataclass
from typing import Literal

from counterclaim.model.vocabulary import SourceKind

Number = Literal["man", "woman", "person", "many", "body", "words", "thing"]
"""What pronouns may stand for it: he, she, he or she, they, it or they, it, it."""

UNKNOWN = "UNK"


@dataclass(frozen=True, slots=True)
class Entity:
    """A party as it is named in records.

    ``named`` is false when ``name`` is a description only ("Ukrainian officials"). ``of`` is
    the canonical name of the organisation a person speaks for, where that is no state.
    """

    name: str
    side: str
    kind: SourceKind
    number: Number = "body"
    named: bool = True
    of: str = ""
    wikidata: str | None = None

    @property
    def human(self) -> bool:
        """Whether it is one person."""
        return self.number in {"man", "woman", "person"}
