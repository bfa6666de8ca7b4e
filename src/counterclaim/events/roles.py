"""Who does it and to whom: agents and targets of an event, as noun phrases."""

from collections.abc import Iterator, Sequence

from counterclaim.events.lexicon import demonyms, role_frames
from counterclaim.events.tree import Tree, is_titled
from counterclaim.events.triggers import Match
from counterclaim.model.document import Extent
from counterclaim.model.vocabulary import ClaimType

_HOPS = 6
_PARTICIPANTS = frozenset({"NOUN", "PROPN", "PRON"})


def roles(
    tree: Tree, head: int, match: Match | None, kind: ClaimType
) -> tuple[tuple[Extent, ...], tuple[Extent, ...]]:
    """Extents of agents and of targets for the claim headed by ``head``."""
    frame = role_frames().get(kind) or role_frames()["*"]
    event = match.head if match is not None else head
    own_agent = match.row.agent if match is not None else ()
    own_target = match.row.target if match is not None else ()
    if tree.pos[event] in {"VERB", "AUX"}:
        agents = _verb_role(tree, event, own_agent or frame.verb_agent)
        targets = _verb_role(tree, event, own_target or frame.verb_target)
    else:
        carrier = head if tree.pos[head] in {"VERB", "AUX"} else None
        agents = _noun_role(tree, event, carrier, own_agent or frame.noun_agent)
        targets = _noun_role(tree, event, carrier, own_target or frame.noun_target)
    targets = [t for t in targets if t not in agents]
    return _extents(tree, agents), _extents(tree, targets)


def implied_subject(tree: Tree, v: int) -> int | None:
    """Subject of verb ``v``: its own, or by control, co-ordination, a relative or participle clause."""
    for _ in range(_HOPS):
        subject = tree.subject(v)
        if subject is not None and tree.dep[subject] != "expl":
            if tree.lower[subject] in {"who", "which", "that"} and tree.dep[v] == "relcl":
                return tree.head[v]
            return subject
        dep, up = tree.dep[v], tree.head[v]
        if up == v:
            return None
        if dep in {"acl", "relcl"}:
            if tree.pos[up] in _PARTICIPANTS:
                return up if not _is_infinitive(tree, v) else _owner(tree, up)
            return None
        if dep in {"xcomp", "ccomp"}:
            controller = tree.object(up)
            if controller is not None:
                return controller
        if dep == "pcomp":
            preposition = up
            up = tree.head[preposition]
            if tree.dep[preposition] == "prep" and tree.object(up) is not None:
                return tree.object(up)
            if tree.pos[up] in _PARTICIPANTS:
                return _owner(tree, up)
        v = up
        if tree.pos[v] not in {"VERB", "AUX"}:
            return None
    return None


def _owner(tree: Tree, noun: int) -> int | None:
    """Possessor of a noun, or the subject of the verb it is object of."""
    owner = tree.first(noun, "poss")
    if owner is not None:
        return owner
    if tree.dep[noun] in {"dobj", "attr"}:
        return tree.subject(tree.head[noun])
    return None


def _is_infinitive(tree: Tree, v: int) -> bool:
    return any(tree.dep[c] == "aux" and tree.lower[c] == "to" for c in tree.children[v])


def _verb_role(tree: Tree, v: int, places: Sequence[str]) -> list[int]:
    for place in places:
        found = list(_verb_place(tree, v, place))
        if found:
            return [c for f in found for c in _conjuncts(tree, f)]
    return []


def _verb_place(tree: Tree, v: int, place: str) -> Iterator[int]:
    passive = tree.is_passive(v)
    if place == "subj":
        if not passive:
            subject = implied_subject(tree, v)
            if subject is not None:
                yield subject
    elif place == "obj":
        noun = tree.object(v)
        if noun is not None and not passive:
            yield noun
        elif passive:
            subject = implied_subject(tree, v)
            if subject is not None:
                yield subject
    elif place == "iobj":
        yield from tree.of_dep(v, "dative")
    elif place != "-":
        yield from (
            o for p, o in tree.prepositions(v) if p == place and tree.pos[o] in _PARTICIPANTS
        )


def _noun_role(tree: Tree, n: int, carrier: int | None, places: Sequence[str]) -> list[int]:
    for place in places:
        found = list(_noun_place(tree, n, carrier, place))
        if found:
            return [c for f in found for c in _conjuncts(tree, f)]
    return []


def _noun_place(tree: Tree, n: int, carrier: int | None, place: str) -> Iterator[int]:
    if place == "light":
        if carrier is None:
            return
        if tree.is_passive(carrier):
            yield from (o for p, o in tree.prepositions(carrier) if p == "by")
            return
        subject = implied_subject(tree, carrier)
        if subject is not None and not tree.left[subject] <= n <= tree.right[subject]:
            yield subject
    elif place == "poss":
        yield from tree.of_dep(n, "poss")
    elif place == "mod":
        yield from (
            c
            for c in tree.children[n]
            if tree.dep[c] in {"amod", "compound", "nmod"}
            and tree.word[c][:1].isupper()
            and _names_party(tree, c)
        )
    elif place != "-":
        yield from (
            o for p, o in tree.prepositions(n) if p == place and tree.pos[o] in _PARTICIPANTS
        )


def _names_party(tree: Tree, i: int) -> bool:
    """A demonym, or a name that is no capitalised word of a headline."""
    if tree.lower[i] in demonyms():
        return True
    return tree.pos[i] == "PROPN" and not is_titled(tree, tree.sentence[i])


def _conjuncts(tree: Tree, i: int) -> Iterator[int]:
    yield from (c for c in tree.conjuncts(i) if tree.pos[c] in _PARTICIPANTS or c == i)


def _extents(tree: Tree, heads: Sequence[int]) -> tuple[Extent, ...]:
    found = []
    for h in dict.fromkeys(heads):
        first, last = phrase(tree, h)
        found.append((tree.start[first], tree.end[last]))
    return tuple(found)


def phrase(tree: Tree, n: int) -> tuple[int, int]:
    """First and last token of the short noun phrase of ``n``: no clauses, no conjuncts."""
    first, last = tree.left[n], n
    for c in tree.children[n]:
        if c > n and tree.dep[c] in {"prep", "appos", "nummod", "case"} and c <= last + 2:
            if any(tree.dep[g] in {"relcl", "acl"} for g in tree.children[c]):
                continue
            if tree.dep[c] == "prep" and tree.lower[c] not in {"of", "for"}:
                continue
            last = max(last, tree.right[c])
    while first < n and tree.dep[first] in {"punct", "cc"}:
        first += 1
    while last > n and tree.dep[last] == "punct":
        last -= 1
    return first, last
