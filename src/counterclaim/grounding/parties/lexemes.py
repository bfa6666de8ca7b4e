"""What a word or phrase of a party's description means, as the tables say."""

from dataclasses import dataclass
from typing import Literal

from counterclaim.grounding.parties.entities import Entity
from counterclaim.model.vocabulary import SourceKind

NounClass = Literal[
    "one", "many", "force", "body", "words", "container", "thing", "rank", "modifier"
]
Form = Literal["name", "adjective", "people", "seat"]


@dataclass(frozen=True, slots=True)
class Named:
    """A party or person of the tables; valid between two ISO dates (empty: open).

    ``surname``: the words are a bare surname. ``exact``: the letters they must be written in.
    ``lower``: they need no capital at all ("the west").
    """

    entity: Entity
    since: str = ""
    until: str = ""
    surname: bool = False
    exact: str = ""
    lower: bool = False

    def valid(self, date: str | None) -> bool:
        """Whether the row holds on an ISO date; any row may hold when the date is unknown."""
        if date is None:
            return True
        return (not self.since or self.since <= date) and (not self.until or date <= self.until)


@dataclass(frozen=True, slots=True)
class State:
    """A state, by its name, adjective, people or seat of government."""

    side: str
    form: Form
    exact: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """A region or town that has a governor or mayor in the table of offices."""

    name: str
    side: str


@dataclass(frozen=True, slots=True)
class Title:
    """The title of an office."""

    title: str
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ that every state has."""

    organ: str
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that describes who or what somebody is."""

    kind: SourceKind
    noun_class: NounClass


@dataclass(frozen=True, slots=True)
class Native:
    """Words that only one state has an office or body by; no side: the readers' own."""

    side: str


Lexeme = Named | State | Region | Title | Organ | Noun | Native
