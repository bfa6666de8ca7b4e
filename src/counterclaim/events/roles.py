"""Who does it and to whom: agents and targets of an event, as noun phrases."""

from collections.abc import Callable, Iterator, Sequence

from counterclaim.events.conditions import in_class
from counterclaim.events.lexicon import demonyms, modality, role_frames
from counterclaim.events.subjects import conjuncts, implied_subject
from counterclaim.events.tree import Tree, is_infinitive, is_titled
from counterclaim.events.triggers import COPULAS, Match, event_noun
from counterclaim.model.document import Extent
from counterclaim.model.vocabulary import ClaimType

PARTICIPANTS = frozenset({"NOUN", "PROPN", "PRON"})
_VERBAL = frozenset({"VERB", "AUX"})
_PERSONAL: frozenset[ClaimType] = frozenset({"assessment", "condition", "encirclement", "meeting"})
"""Types whose participants are named or persons; their objects are mostly places and things."""
_ACTORS: frozenset[ClaimType] = frozenset({"assessment", "condition", "casualties"})
"""Types whose agents are parties only; their subjects are mostly things and doings."""
_NOUN_PLACES = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "attr"})
_PURPOSE = frozenset({"xcomp", "advcl", "acl", "relcl"})
_NOBODY = frozenset({
    "one", "nobody", "none", "nothing", "what", "which", "who", "that", "this", "itself",
    "himself", "herself", "themselves",
})  # fmt: skip


class RoleFinder:
    """Finds the participants of one claim."""

    def __init__(self, tree: Tree, head: int, match: Match | None, kind: ClaimType) -> None:
        self.tree = tree
        self.kind = kind
        self.head = head
        self.event = match.head if match is not None else head
        self.words = frozenset(match.tokens) if match is not None else frozenset({head})
        self.carrier = head if tree.pos[head] in _VERBAL and head != self.event else None
        self.row = match.row if match is not None and match.head == self.event else None

    def find(self) -> tuple[list[int], list[int]]:
        """Head tokens of the agents and of the targets."""
        frame = role_frames().get(self.kind) or role_frames()["*"]
        verbal = self._is_verbal()
        agent_places = frame.verb_agent if verbal else frame.noun_agent
        target_places = frame.verb_target if verbal else frame.noun_target
        if self.row is not None:
            agent_places = self.row.agent or agent_places
            target_places = self.row.target or target_places
        agents = self._in_places(agent_places, self._acts)
        targets = self._in_places(target_places, self._suffers) or self._aimed_at()
        return agents, [t for t in targets if t not in agents]

    def _aimed_at(self) -> list[int]:
        """Whom an act of violence is meant for: "sent drones to kill X", "used drones to hit Y"."""
        tree = self.tree
        if self.kind not in {"attack", "strike"}:
            return []
        for h in dict.fromkeys((self.head, self.event, *tree.children[self.head])):
            for c in tree.children[h]:
                if tree.dep[c] in _PURPOSE and is_infinitive(tree, c) and tree.pos[c] == "VERB":
                    noun = tree.object(c)
                    return [] if noun is None else self._suffers(noun)
        return []

    def _in_places(self, places: Sequence[str], fits: Callable[[int], list[int]]) -> list[int]:
        verbal = self._is_verbal()
        for place in places:
            found = self._of_verb(place) if verbal else self._of_noun(place)
            chosen = [c for f in found for n in conjuncts(self.tree, f) for c in fits(n)]
            if chosen:
                return list(dict.fromkeys(chosen))
        return []

    def _of_verb(self, place: str) -> list[int]:
        tree, v = self.tree, self.event
        passive = tree.is_passive(v)
        if place == "subj":
            subject = None if passive and self.row is None else implied_subject(tree, v)
            if passive and self.row is not None and not self.row.agent and not self.row.target:
                subject = None
            return [subject] if subject is not None else []
        if place == "obj":
            noun = implied_subject(tree, v) if passive else tree.object(v)
            return [noun] if noun is not None else []
        if place == "iobj":
            return [c for c in tree.of_dep(v, "dative") if tree.pos[c] in PARTICIPANTS]
        return [o for p, o in tree.prepositions(v) if p == place and tree.pos[o] in PARTICIPANTS]

    def _of_noun(self, place: str) -> list[int]:
        tree, n = self.tree, self.event
        if place in {"light", "undergo"}:
            return self._carried(undergone=place == "undergo")
        if place == "poss":
            return list(tree.of_dep(n, "poss"))
        if place == "mod":
            return [
                c
                for c in tree.children[n]
                if tree.dep[c] in {"amod", "compound", "nmod"} and names_party(tree, c)
            ]
        return [o for p, o in tree.prepositions(n) if p == place and tree.pos[o] in PARTICIPANTS]

    def _carried(self, *, undergone: bool) -> list[int]:
        """The subject of the verb that carries the noun: "X launched an attack".

        With ``undergone`` that of a verb of undergoing it ("X suffered an attack"), and only that.
        """
        tree, carrier, n = self.tree, self.carrier, self.event
        if carrier is None or tree.lemma[carrier] in COPULAS:
            return []
        if undergone != (("undergo", tree.lemma[carrier]) in modality()):
            return []
        if tree.is_passive(carrier):
            return [o for p, o in tree.prepositions(carrier) if p == "by"]
        subject = implied_subject(tree, carrier)
        if subject is None or tree.left[subject] <= n <= tree.right[subject]:
            return []
        return [subject]

    def _acts(self, n: int) -> list[int]:
        """``n`` as an agent; for a weapon or an attack the party it is said to be of."""
        if not self._is_participant(n):
            return []
        if self._is_instrument(n):
            return list(_party_of(self.tree, n))
        return [n] if self.kind not in _ACTORS or self._is_party(n) else []

    def _suffers(self, n: int) -> list[int]:
        if not self._is_participant(n) or in_class(self.tree, n, "settlement"):
            return []
        if self.kind in _PERSONAL and not self._is_party(n):
            return []
        if self.kind == "repulsion" and self._is_instrument(n):
            return list(_party_of(self.tree, n))
        if self.kind in {"strike", "attack", "aid", "meeting", "offensive"} and self._is_instrument(
            n
        ):
            return []
        return [n]

    def _is_participant(self, n: int) -> bool:
        tree = self.tree
        if tree.lower[n] in _NOBODY or in_class(tree, n, "calendar"):
            return False
        return n not in self.words or self._is_named_by_trigger(n)

    def _is_party(self, n: int) -> bool:
        """Whether ``n`` is a name, a pronoun, people or troops; no place, no thing."""
        tree = self.tree
        named = tree.pos[n] in {"PROPN", "PRON"} or names_party(tree, n)
        return named or in_class(tree, n, "person") or in_class(tree, n, "force")

    def _is_verbal(self) -> bool:
        """Whether the event is told by a verb; a gerund in a noun's place is none."""
        nominal = self.tree.tag[self.event] == "VBG" and self.tree.dep[self.event] in _NOUN_PLACES
        return self.tree.pos[self.event] in _VERBAL and not nominal

    def _is_named_by_trigger(self, n: int) -> bool:
        """Whether a word of the trigger is a participant too ("targeting civilians")."""
        if self.kind == "repulsion":
            return True
        classes = ("person", "aircraft") if self.kind == "interception" else ("person",)
        return any(in_class(self.tree, n, name) for name in classes)

    def _is_instrument(self, n: int) -> bool:
        tree = self.tree
        if tree.pos[n] not in {"NOUN", "NUM"}:
            return False
        if in_class(tree, n, "weapon"):
            return self.kind in {"strike", "attack", "casualties", "damage", "repulsion", "aid"}
        match = event_noun(tree, n)
        return match is not None and not match.hint


def _party_of(tree: Tree, n: int) -> Iterator[int]:
    """Whose weapon or attack it is: possessor, demonym, by-phrase, launched by."""
    for c in tree.children[n]:
        possessor = tree.dep[c] == "poss" and not in_class(tree, c, "calendar")
        attribute = tree.dep[c] in {"amod", "compound", "nmod"} and names_party(tree, c)
        if possessor or attribute:
            yield c
        elif tree.dep[c] == "acl" and tree.pos[c] == "VERB":
            yield from (o for p, o in tree.prepositions(c) if p == "by")
    yield from (o for p, o in tree.prepositions(n) if p in {"by", "from"})


def names_party(tree: Tree, i: int) -> bool:
    """A demonym, or a name that is no capitalised word of a headline."""
    if tree.lower[i] in demonyms():
        return True
    return tree.pos[i] == "PROPN" and not is_titled(tree, tree.sentence[i])


def extents(tree: Tree, heads: Sequence[int]) -> tuple[Extent, ...]:
    """The short noun phrases of ``heads`` as extents of the text."""
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
    while last > n and (tree.dep[last] in {"punct", "case"} or not tree.word[last].strip()):
        last -= 1
    return first, last
