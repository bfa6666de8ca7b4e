"""The side of speakers whom a report leaves without a country, because its readers know it."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from counterclaim.grounding.parties.entities import UNKNOWN, Entity
from counterclaim.grounding.parties.lexemes import Named, Native, State
from counterclaim.grounding.parties.tables import Tables
from counterclaim.grounding.parties.words import Word, closed_class
from counterclaim.lexicons import alternatives, load_table
from counterclaim.model.records import Report

_OFFICERS = ("military", "expert")


def home_of(report: Report) -> str | None:
    """The side of the readers that a report's outlet writes for, if the table has it."""
    host = urlsplit(report.url).hostname if report.url else None
    for name in (report.outlet, host):
        side = _listed(name.strip().lower()) if name else None
        if side is not None:
            return side
    return None


def at_home(entity: Entity, words: list[Word], tables: Tables, home: str | None) -> Entity | None:
    """Whose "MPs" and "retired Air Force colonel" are, where nothing else tells it."""
    if home is None or entity.side not in (UNKNOWN, "IND"):
        return None
    retired = entity.kind in _OFFICERS and words[0].text.lower() in closed_class("retired")
    if retired or (entity.side == UNKNOWN and _domestic(words, tables)):
        return _known(entity, home, tables) or replace(entity, side=home)
    return None


def _known(entity: Entity, home: str, tables: Tables) -> Entity | None:
    """The party of the tables that a state's "MPs" are."""
    state = tables.states.get(home)
    found = tables.find(f"{state.adjective} {entity.name}") if state is not None else ()
    return next((x.entity for x in found if isinstance(x, Named)), None)


def third_state(said: Sequence[Word], tables: Tables) -> str | None:
    """The side of the state that somebody speaks of first, if it is no party to a known war.

    A parliament speaks of its own state, or of the war's.
    """
    for i in range(len(said)):
        for lexeme in tables.match(said, i)[1]:
            if isinstance(lexeme, State):
                return None if lexeme.side in tables.enemies else lexeme.side
    return None


def _domestic(words: list[Word], tables: Tables) -> bool:
    return any(
        isinstance(lexeme, Native) and not lexeme.side
        for i in range(len(words))
        for lexeme in tables.match(words, i)[1]
    )


def _listed(name: str) -> str | None:
    """The side of an outlet by its name or domain, or by the end of its domain."""
    outlets = _outlets()
    name = name.removeprefix("www.")
    while name:
        if name in outlets:
            return outlets[name]
        _, point, rest = name.partition(".")
        if not point:
            return None
        if f".{rest}" in outlets:
            return outlets[f".{rest}"]
        name = rest
    return None


@functools.cache
def _outlets() -> Mapping[str, str]:
    return {
        outlet: row["side"]
        for row in load_table("outlets")
        for outlet in alternatives(row["outlets"])
    }
