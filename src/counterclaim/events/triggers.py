"""Finding the word that names an event or state, and the claim type it stands for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from counterclaim.events.conditions import holds
from counterclaim.events.lexicon import (
    FROM_INFINITIVE,
    FROM_NOUN,
    NO_EVENT,
    Trigger,
    triggers,
)
from counterclaim.events.phrases import phrase_start, verb_phrase
from counterclaim.events.tree import Tree, is_infinitive
from counterclaim.model.vocabulary import ClaimType

COPULAS = frozenset({
    "be", "remain", "become", "stay", "look", "seem", "appear", "feel", "get", "grow",
})  # fmt: skip
DEPTH = 4
"""How far an event is looked for through infinitives and "series of"."""

_LONGEST_NAME = 3
_NO_CARRIERS = frozenset({"by", "since", "before", "as", "for"})
_PREDICATES = frozenset({"acomp", "attr", "advmod", "prep", "oprd", "xcomp", "prt"})
_SUBJECT_HINTS: frozenset[ClaimType] = frozenset({
    "offensive", "assessment", "condition", "aid", "decision", "advance", "agreement",
})  # fmt: skip
"""Types that a hint may give as a subject; others would be persons and papers, no events."""


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger found: the row, the tokens it covers, and the token that heads it."""

    row: Trigger
    tokens: tuple[int, ...]
    head: int
    type: ClaimType
    weak: bool = False

    @property
    def hint(self) -> bool:
        """Whether this only types a claim that is there anyway."""
        return self.weak or self.row.hint


def noun_trigger(tree: Tree, i: int, kinds: frozenset[str] = frozenset({"n"})) -> Match | None:
    """The phrase that ends at token ``i`` (longest first), unless it is no event.

    ``kinds`` are the parts of speech (column ``pos``) that count; fixed phrases always do.
    """
    for row in _rows(triggers().phrases, tree, i):
        if row.type != NO_EVENT and row.pos not in kinds and row.pos != "p":
            continue
        first = phrase_start(tree, i, row.words)
        if first is None or not holds(tree, i, row):
            continue
        if row.type == FROM_INFINITIVE:
            match = _from_infinitive(tree, i, 0, ("acl", "relcl", "xcomp"))
            if match is not None:
                return match
            continue
        kind = row.claim_type
        return Match(row, tuple(range(first, i + 1)), i, kind) if kind else None
    return None


def is_no_event(tree: Tree, i: int) -> bool:
    """Whether ``i`` stands inside a phrase such as "attack helicopter"."""
    for j in range(i, min(i + _LONGEST_NAME, len(tree))):
        for row in _rows(triggers().phrases, tree, j):
            if row.type == NO_EVENT and len(row.words) > j - i:
                first = phrase_start(tree, j, row.words)
                if first is not None and first <= i:
                    return True
    return False


def _rows(table: dict[str, tuple[Trigger, ...]], tree: Tree, i: int) -> Iterator[Trigger]:
    for key in tree.keys[i]:
        yield from table.get(key, ())


def event_noun(tree: Tree, i: int) -> Match | None:
    """The event that noun ``i`` names, looking through "a series of", "months of"."""
    weak: Match | None = None
    for _ in range(DEPTH):
        if is_no_event(tree, i):
            return weak
        match = noun_trigger(tree, i)
        if match is not None and not match.hint:
            return match
        weak = weak or match
        inner = next((o for p, o in tree.prepositions(i) if p == "of"), None)
        containers = triggers().classes["container"]
        if inner is None or not any(key in containers for key in tree.keys[i]):
            return weak
        i = inner
    return weak


def verb_trigger(tree: Tree, v: int, depth: int = 0) -> Match | None:
    """The event or state that verb ``v`` and its arguments name."""
    if depth > DEPTH:
        return None
    for row in _rows(triggers().verbs, tree, v):
        tokens = verb_phrase(tree, v, row.words)
        if tokens is None or not holds(tree, v, row):
            continue
        if row.type == NO_EVENT and len(row.words) > 1:
            return None
        match = _of_row(tree, v, row, tokens, depth)
        if match is not None:
            return match
    if tree.lemma[v] in COPULAS:
        return _from_predicate(tree, v)
    if makes_no_claim(tree, v):
        return None
    match = (
        _from_noun(tree, v)
        or _from_infinitive(tree, v, depth, ("xcomp", "advcl"))
        or noun_trigger(tree, v)  # the tagger took a noun for a verb
    )
    return replace(match, weak=True) if match is not None else None


def _of_row(tree: Tree, v: int, row: Trigger, tokens: tuple[int, ...], depth: int) -> Match | None:
    if row.type == FROM_NOUN:
        return _from_noun(tree, v)
    if row.type == FROM_INFINITIVE:
        return _from_infinitive(tree, v, depth)
    kind = row.claim_type
    return Match(row, tokens, v, kind) if kind else None


def makes_no_claim(tree: Tree, v: int) -> bool:
    """Whether ``v`` is a verb of speaking, knowing or showing that never heads a claim."""
    return any(
        row.type == NO_EVENT and len(row.words) == 1 for row in _rows(triggers().verbs, tree, v)
    )


def _from_noun(tree: Tree, v: int) -> Match | None:
    """The event noun among the arguments of ``v``: object, prepositional objects, subject."""
    weak: Match | None = None
    for c in _arguments(tree, v):
        match = event_noun(tree, c)
        if match is not None and not match.hint:
            return match
        if match is not None and (tree.dep[c] != "nsubj" or match.type in _SUBJECT_HINTS):
            weak = weak or match
    return weak


def _arguments(tree: Tree, v: int) -> Iterator[int]:
    passive = tree.is_passive(v)
    if not passive:
        yield from tree.of_dep(v, "dobj")
    yield from tree.of_dep(v, "nsubjpass")
    yield from (o for p, o in tree.prepositions(v) if p not in _NO_CARRIERS)
    if not passive:
        yield from tree.of_dep(v, "nsubj")


def _from_infinitive(
    tree: Tree, v: int, depth: int, deps: tuple[str, ...] = ("xcomp", "ccomp", "advcl")
) -> Match | None:
    for c in tree.children[v]:
        if tree.dep[c] in deps and tree.pos[c] in {"VERB", "AUX"}:
            if tree.dep[c] != "xcomp" and not is_infinitive(tree, c):
                continue
            match = verb_trigger(tree, c, depth + 1)
            if match is not None:
                return match
    return None


def _from_predicate(tree: Tree, v: int) -> Match | None:
    """What a copula says of its subject; failing that, the event that is its subject."""
    weak: Match | None = None
    for i in _predicate_words(tree, v):
        match = noun_trigger(tree, i, frozenset({"a", "n"}))
        if match is None or match.hint:
            match = event_noun(tree, i) or match
        if match is not None and not match.hint:
            return (_of_subject(tree, v) if match.row.pos == "a" else None) or match
        weak = weak or match
    subject = tree.subject(v)
    if weak is None and subject is not None:
        return event_noun(tree, subject)
    return weak


def _of_subject(tree: Tree, v: int) -> Match | None:
    """The event that is the subject of ``v``, unless it is a mere hint or a state itself."""
    subject = tree.subject(v)
    match = event_noun(tree, subject) if subject is not None else None
    return match if match is not None and not match.hint and match.type != "condition" else None


def _predicate_words(tree: Tree, v: int) -> Iterator[int]:
    for c in tree.children[v]:
        if c > v and tree.dep[c] in _PREDICATES:
            yield c
            yield from (
                g for g in tree.children[c] if g >= v and tree.dep[g] not in {"det", "punct"}
            )
