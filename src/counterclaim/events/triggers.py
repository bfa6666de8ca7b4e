"""Finding the word that names an event or state, and the claim type it stands for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from counterclaim.events.lexicon import (
    FROM_INFINITIVE,
    FROM_NOUN,
    NO_EVENT,
    PARTICLES,
    Trigger,
    triggers,
)
from counterclaim.events.tree import Tree, is_infinitive
from counterclaim.model.vocabulary import ClaimType

COPULAS = frozenset(
    {"be", "remain", "become", "stay", "look", "seem", "appear", "feel", "get", "grow"}
)
DEPTH = 4
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
    """The phrase that ends at token ``i`` (longest first), unless it is no event."""
    lexicon = triggers().phrases
    for key in tree.keys[i]:
        for row in lexicon.get(key, ()):
            if row.type == NO_EVENT or row.pos in kinds or row.pos == "p":
                first = _phrase_start(tree, i, row.words)
                if first is None or not _holds(tree, i, row):
                    continue
                if row.type == FROM_INFINITIVE:
                    match = _from_infinitive(tree, i, 0, ("acl", "relcl", "xcomp"))
                    if match is None:
                        continue
                    return match
                kind = row.claim_type
                return Match(row, tuple(range(first, i + 1)), i, kind) if kind else None
    return None


def _phrase_start(tree: Tree, last: int, words: tuple[str, ...]) -> int | None:
    """Where the phrase that ends at ``last`` begins; after a preposition, attributes may stand in.

    "at grave risk" is "at risk".
    """
    i = last
    for word in reversed(words[:-1]):
        i -= 1
        while i >= 0 and tree.pos[last] == "NOUN" and word in _AT and _is_attribute(tree, i, last):
            i -= 1
        if i < 0 or word not in tree.keys[i]:
            return None
    return i if tree.sentence[i] == tree.sentence[last] else None


_AT = frozenset({"in", "on", "at", "under", "within", "without", "out"})


def _is_attribute(tree: Tree, i: int, noun: int) -> bool:
    return tree.head[i] == noun and tree.dep[i] in {"amod", "det", "poss", "compound", "nummod"}


def is_no_event(tree: Tree, i: int) -> bool:
    """Whether ``i`` stands inside a phrase such as "attack helicopter"."""
    lexicon = triggers().phrases
    for j in range(i, min(i + 3, len(tree))):
        for key in tree.keys[j]:
            for row in lexicon.get(key, ()):
                if row.type == NO_EVENT and len(row.words) > j - i:
                    first = _phrase_start(tree, j, row.words)
                    if first is not None and first <= i:
                        return True
    return False


def event_noun(tree: Tree, i: int) -> Match | None:
    """The event that noun ``i`` names, looking through "a series of", "months of"."""
    for _ in range(DEPTH):
        if is_no_event(tree, i):
            return None
        match = noun_trigger(tree, i)
        if match is not None:
            return match
        inner = next((o for p, o in tree.prepositions(i) if p == "of"), None)
        containers = triggers().classes["container"]
        if inner is None or not any(key in containers for key in tree.keys[i]):
            return None
        i = inner
    return None


def verb_trigger(tree: Tree, v: int, depth: int = 0) -> Match | None:
    """The event or state that verb ``v`` and its arguments name."""
    if depth > DEPTH:
        return None
    for key in tree.keys[v]:
        for row in triggers().verbs.get(key, ()):
            tokens = _verb_phrase(tree, v, row.words)
            if tokens is None or not _holds(tree, v, row):
                continue
            if row.type == NO_EVENT and len(row.words) > 1:
                return None
            if row.type == FROM_NOUN:
                match = _from_noun(tree, v)
            elif row.type == FROM_INFINITIVE:
                match = _from_infinitive(tree, v, depth) or _from_noun(tree, v)
            else:
                kind = row.claim_type
                match = Match(row, tokens, v, kind) if kind else None
            if match is not None:
                return match
    if tree.lemma[v] in COPULAS:
        return _from_predicate(tree, v)
    if makes_no_claim(tree, v):
        return None
    match = _from_noun(tree, v) or _from_infinitive(tree, v, depth, ("xcomp", "advcl"))
    return replace(match, weak=True) if match is not None else None


def makes_no_claim(tree: Tree, v: int) -> bool:
    """Whether ``v`` is a verb of speaking, knowing or showing that never heads a claim."""
    return any(
        row.type == NO_EVENT and len(row.words) == 1
        for key in tree.keys[v]
        for row in triggers().verbs.get(key, ())
    )


def _verb_phrase(tree: Tree, v: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    tokens = [v]
    for word in words[1:]:
        found = next(
            (
                i
                for i in _near(tree, v)
                if i not in tokens and word in tree.keys[i] and _attached(tree, v, i, tokens)
            ),
            None,
        )
        if found is None:
            return None
        tokens.append(found)
    return tuple(sorted(tokens))


def _near(tree: Tree, v: int) -> Iterator[int]:
    """Dependants of ``v`` that may be part of its phrase, and theirs."""
    for c in tree.children[v]:
        if (c > v or tree.dep[c] == "nsubjpass") and tree.dep[c] not in _CLAUSES:
            yield c
            for g in tree.children[c]:
                if tree.dep[g] in {
                    "pobj",
                    "prep",
                    "amod",
                    "compound",
                    "advmod",
                    "acomp",
                    "prt",
                    "attr",
                }:
                    yield g
                    yield from (
                        o for o in tree.children[g] if tree.dep[o] in {"pobj", "amod", "compound"}
                    )


_CLAUSES = frozenset({"advcl", "conj", "ccomp", "cc", "punct", "relcl", "parataxis"})


def _attached(tree: Tree, v: int, i: int, tokens: list[int]) -> bool:
    """Whether ``i`` belongs to the phrase so far: a particle beside it, an object's own words.

    "close ring around the city in May" is no "close in", "burnt a tower with a drone" no "burn
    drone".
    """
    if tree.pos[i] in {"ADP", "ADV", "PART", "SCONJ"} and tree.lower[i] in PARTICLES:
        return tree.dep[i] in {"prt", "advmod"} or i == max(tokens) + 1
    up = tree.head[i]
    while up != v:
        if tree.pos[up] in {"ADP", "SCONJ"} and tree.lower[up] != "of":
            return up in tokens
        if tree.head[up] == up:
            return False
        up = tree.head[up]
    return True


def _from_noun(tree: Tree, v: int) -> Match | None:
    passive = tree.is_passive(v)
    order = ["dobj", "nsubjpass"] if not passive else ["nsubjpass"]
    weak: Match | None = None
    candidates = [c for d in order for c in tree.of_dep(v, d)]
    candidates += [
        o for p, o in tree.prepositions(v) if p not in {"by", "since", "before", "as", "for"}
    ]
    if not passive:
        candidates += list(tree.of_dep(v, "nsubj"))
    for c in candidates:
        match = event_noun(tree, c)
        if match is not None and not match.hint:
            return match
        if match is not None and tree.dep[c] == "nsubj" and match.type not in _SUBJECT_HINTS:
            continue
        weak = weak or match
    return weak


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
    weak: Match | None = None
    for c in tree.children[v]:
        if tree.dep[c] in {"acomp", "attr", "advmod", "prep", "oprd", "xcomp", "prt"} and c > v:
            for i in (c, *tree.children[c]):
                if i < v or tree.dep[i] in {"det", "punct"}:
                    continue
                match = noun_trigger(tree, i, frozenset({"a", "n"})) or event_noun(tree, i)
                if match is not None and not match.hint:
                    return match
                weak = weak or match
    subject = tree.subject(v)
    if weak is None and subject is not None:
        return event_noun(tree, subject)
    return weak


def _holds(tree: Tree, i: int, row: Trigger) -> bool:
    return all(_condition(tree, i, name, value) for name, value in row.when)


def _condition(tree: Tree, v: int, name: str, value: str) -> bool:
    if name in {"passive", "active"}:
        return tree.is_passive(v) == (name == "passive")
    if name == "reciprocal":
        return _is_plural(tree, v)
    if name == "noobj":
        return tree.object(v) is None and not tree.is_passive(v)
    if name == "obj":
        noun = tree.subject(v) if tree.is_passive(v) else tree.object(v)
        return noun is not None and in_class(tree, noun, value)
    if name == "subj":
        noun = tree.subject(v)
        if noun is None and tree.dep[v] == "acl":
            noun = tree.head[v]
        return noun is not None and in_class(tree, noun, value)
    if name == "prep":
        return any(p == value for p, _ in tree.prepositions(v))
    return any(p == name and in_class(tree, o, value) for p, o in tree.prepositions(v))


def _is_plural(tree: Tree, v: int) -> bool:
    """Whether the subject of ``v`` is several: "A and B spoke", "the leaders spoke"."""
    noun = tree.subject(v)
    if noun is None:
        return False
    return tree.tag[noun] in {"NNS", "NNPS"} or tree.first(noun, "conj") is not None


def in_class(tree: Tree, noun: int, name: str) -> bool:
    """Whether the noun, or what is counted by it, is in a class of ``noun_classes.tsv``."""
    members = triggers().classes[name]
    for i in (
        noun,
        *(o for p, o in tree.prepositions(noun) if p == "of"),
        *tree.of_dep(noun, "conj"),
    ):
        if tree.lemma[i] in members or tree.lower[i] in members:
            return True
        if i > 0 and f"{tree.lower[i - 1]} {tree.lemma[i]}" in members:
            return True
        if "NAME" in members and tree.pos[i] == "PROPN":
            return True
    return False
