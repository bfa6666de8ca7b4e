"""The tables of this room, compiled once for look-up by token.

See the comment lines of ``triggers.tsv`` for what each column means.
"""

import functools
from dataclasses import dataclass

from counterclaim.errors import LexiconError
from counterclaim.lexicons import alternatives, load_table
from counterclaim.model.vocabulary import CLAIM_TYPES, ClaimType

NO_EVENT = "-"
FROM_NOUN = "@"
FROM_INFINITIVE = "~"
PARTICLES = frozenset({"in", "on", "off", "up", "down", "back", "out", "over", "away", "for"})
"""Words that change a verb's meaning when they stand beside it or after its object."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """One phrase of ``triggers.tsv``."""

    words: tuple[str, ...]
    pos: str
    type: str
    when: tuple[tuple[str, str], ...]
    hint: bool
    agent: tuple[str, ...]
    target: tuple[str, ...]
    order: int

    @property
    def claim_type(self) -> ClaimType | None:
        """The claim type, ``None`` for ``-``, ``@`` and ``~``."""
        return self.type if self.type in CLAIM_TYPES else None


@dataclass(frozen=True, slots=True)
class Triggers:
    """Rows by the word they are looked up by: verbs by their first, all others by their last."""

    verbs: dict[str, tuple[Trigger, ...]]
    phrases: dict[str, tuple[Trigger, ...]]
    classes: dict[str, frozenset[str]]


@functools.cache
def triggers() -> Triggers:
    """The compiled ``triggers.tsv`` and ``noun_classes.tsv``."""
    classes = {
        row["class"]: frozenset(alternatives(row["members"])) for row in load_table("noun_classes")
    }
    verbs: dict[str, list[Trigger]] = {}
    phrases: dict[str, list[Trigger]] = {}
    for order, row in enumerate(load_table("triggers")):
        _check(row["type"], row["phrase"])
        for phrase in alternatives(row["phrase"]):
            words = tuple(phrase.replace("-", " - ").split())
            trigger = Trigger(
                words=words,
                pos=row["pos"],
                type=row["type"],
                when=_conditions(row["when"], classes),
                hint=row["weight"] == "hint",
                agent=alternatives(row["agent"]),
                target=alternatives(row["target"]),
                order=order,
            )
            if row["pos"] == "v":
                verbs.setdefault(words[0], []).append(trigger)
            else:
                phrases.setdefault(words[-1], []).append(trigger)
    return Triggers(_ranked(verbs), _ranked(phrases), classes)


def _ranked(rows: dict[str, list[Trigger]]) -> dict[str, tuple[Trigger, ...]]:
    def rank(trigger: Trigger) -> tuple[int, bool, bool, int, int]:
        infinitive = trigger.type == FROM_INFINITIVE
        particle = len(trigger.words) > 1 and trigger.words[1] in PARTICLES
        return -len(trigger.words), not infinitive, not particle, -len(trigger.when), trigger.order

    return {word: tuple(sorted(found, key=rank)) for word, found in rows.items()}


def _check(type_: str, phrase: str) -> None:
    if type_ not in {NO_EVENT, FROM_NOUN, FROM_INFINITIVE, *CLAIM_TYPES}:
        raise LexiconError(
            f"triggers.tsv: {phrase!r} has type {type_!r}; use a claim type, -, @ or ~"
        )


def _conditions(cell: str, classes: dict[str, frozenset[str]]) -> tuple[tuple[str, str], ...]:
    found = []
    for part in cell.split(","):
        name, _, value = part.strip().partition("=")
        if not name:
            continue
        if value and name != "prep" and value not in classes:
            raise LexiconError(f"triggers.tsv: no class {value!r}; add it to noun_classes.tsv")
        found.append((name, value))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class RoleFrame:
    """Where agent and target stand for one claim type (``event_roles.tsv``)."""

    verb_agent: tuple[str, ...]
    verb_target: tuple[str, ...]
    noun_agent: tuple[str, ...]
    noun_target: tuple[str, ...]


@functools.cache
def role_frames() -> dict[str, RoleFrame]:
    """Claim type -> frame; the fallback is under ``*``."""
    return {
        row["type"]: RoleFrame(
            *(
                alternatives(row[column])
                for column in ("verb_agent", "verb_target", "noun_agent", "noun_target")
            )
        )
        for row in load_table("event_roles")
    }


@dataclass(frozen=True, slots=True)
class Modality:
    """A row of ``modality.tsv``."""

    kind: str
    stance: str
    realis: str


@functools.cache
def modality() -> dict[tuple[str, str], Modality]:
    """``(kind, phrase)`` -> row."""
    return {
        (row["kind"], row["phrase"]): Modality(row["kind"], row["stance"], row["realis"])
        for row in load_table("modality")
    }


@functools.cache
def charges() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First word of a charge -> ``(words, stance)``, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in load_table("charges"):
        words = tuple(row["phrase"].replace("-", " - ").split())
        found.setdefault(words[0], []).append((words, row["stance"]))
    return {w: tuple(sorted(rows, key=lambda r: -len(r[0]))) for w, rows in found.items()}


@functools.cache
def demonyms() -> frozenset[str]:
    """Adjectives and nouns of the peoples and parties of ``demonyms.tsv``, lower case."""
    return frozenset(
        word.lower()
        for row in load_table("demonyms")
        for column in ("adjectives", "people", "name")
        for word in alternatives(row[column])
    )
