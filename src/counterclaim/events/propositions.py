"""Splitting a report into propositions: which verbs and nouns carry a claim of their own.

One claim per source, stance and event: co-ordinated verbs are separate claims, an "attack that
killed three" is two, an infinitive that says what for is none of its own, a noun that only
repeats what its verb says is none.
"""

from dataclasses import dataclass

from counterclaim.events.lexicon import modality
from counterclaim.events.tree import Tree, is_infinitive
from counterclaim.events.triggers import (
    COPULAS,
    Match,
    is_no_event,
    makes_no_claim,
    noun_trigger,
    verb_trigger,
)
from counterclaim.events.voices import Voices
from counterclaim.model.vocabulary import ClaimType

VERBAL = frozenset({"VERB", "AUX"})
_SUBORDINATE = frozenset({"advcl", "relcl", "acl", "csubj", "dep", "appos", "conj"})
_CLAUSES = _SUBORDINATE | {"xcomp", "ccomp", "pcomp", "nsubj", "dobj"}
_FIGHTING: frozenset[ClaimType] = frozenset({
    "attack", "strike", "explosion", "raid", "clash", "offensive",
})  # fmt: skip
_HARM: frozenset[ClaimType] = frozenset({"casualties", "damage", "displacement", "detention"})
_JOURNEYS = frozenset({"trip", "tour", "visit"})
_AMID = frozenset({"after", "amid", "amidst", "during", "following", "as"})
_CIRCUMSTANCE = _AMID | {"despite", "in", "by", "from", "of", "with"}


@dataclass(frozen=True, slots=True)
class Proposition:
    """A claim before its fields: the token that heads it, what names it, whose words it is in.

    ``echo`` tells that another speaker's claim is taken up on the same words (a denial of it);
    ``type`` is set where another claim decides it ("denied responsibility").
    """

    head: int
    match: Match | None
    voice: int | None
    echo: bool = False
    type: ClaimType | None = None


class Splitter:
    """Finds the propositions of one document."""

    def __init__(self, tree: Tree, voices: Voices, mute: list[bool]) -> None:
        self.tree = tree
        self.mute = mute
        self.voices = voices
        self.found: dict[int, Proposition] = {}
        self.used: set[int] = set()

    def split(self) -> list[Proposition]:
        """The propositions that a verb or noun of the lexicon carries, by position."""
        for i in range(len(self.tree)):
            if self.tree.pos[i] in VERBAL and self._is_open(i):
                self._verb(i)
        for i in range(len(self.tree)):
            gerund = self.tree.tag[i] == "VBG" and i not in self.found
            if (gerund or self.tree.pos[i] in {"NOUN", "PROPN"}) and self._is_open(i):
                self._noun(i)
        for first, last in self.tree.sentences:
            self._verbless(first, last)
        return [self.found[i] for i in sorted(self.found)]

    def _verbless(self, first: int, last: int) -> None:
        """A headline without a verb: "Two dead in blast", "Town on the brink"."""
        tree = self.tree
        if any(tree.pos[i] in VERBAL for i in range(first, last + 1)):
            return
        for i in range(first, last + 1):
            if not self._is_open(i) or self.voices.source[i] or i in self.used:
                continue
            if tree.dep[i] in {"amod", "compound", "nmod", "poss"}:
                continue
            match = noun_trigger(tree, i, frozenset({"a"}))
            if match is not None and not match.hint:
                self._add(i, match)
                return

    def _is_open(self, i: int) -> bool:
        return self.voices.cue[i] is None and not self.mute[i]

    def _add(self, head: int, match: Match | None) -> None:
        self.found[head] = Proposition(head, match, self.voices.voice[head])
        if match is not None:
            self.used.update(match.tokens)

    def _verb(self, v: int) -> None:
        tree = self.tree
        if tree.dep[v] in {"aux", "auxpass", "amod", "compound"} or v in self.used:
            return
        status = self._status(v)
        if status == "none":
            return
        match = verb_trigger(tree, v) or self._misread_noun(v)
        if match is not None and match.head != v:
            if match.head in self.used:
                return
            if self.voices.voice[match.head] != self.voices.voice[v]:
                match = None  # the event is somebody else's claim
        weak = match is None or match.hint
        if self._continues(v, match, weak=weak) or self._repeats(v, match):
            return
        if not weak or (status == "main" and self._says_something(v, match)):
            self._add(v, match)

    def _repeats(self, v: int, match: Match | None) -> bool:
        """Whether a participle only says again what its clause says ("drones launched by X hit")."""
        tree = self.tree
        if tree.dep[v] != "acl" or match is None:
            return False
        noun = tree.head[v]
        verb = tree.head[noun]
        if tree.pos[verb] not in VERBAL or tree.dep[noun] not in {"nsubj", "nsubjpass"}:
            return False
        carried = verb_trigger(tree, verb)
        return carried is not None and carried.type == match.type

    def _misread_noun(self, v: int) -> Match | None:
        """A noun that the tagger took for a verb, as in headlines ("tightens grip")."""
        tree = self.tree
        if tree.dep[v] != "ROOT" or tree.tag[v] not in {"VBP", "VB", "VBZ"}:
            return None
        return noun_trigger(tree, v)

    def _continues(self, v: int, match: Match | None, *, weak: bool) -> bool:
        """Whether ``v`` only goes on with the claim of the verb it is co-ordinated with.

        "killed 3 and wounded 7" is one claim, and so is a string of assessments of one thing.
        """
        tree = self.tree
        up = tree.head[v]
        if tree.dep[v] != "conj" or up not in self.found or tree.subject(v) is not None:
            return False
        if self.voices.voice[v] != self.voices.voice[up]:
            return False
        earlier = self.found[up].match
        if earlier is not None and match is not None and earlier.type == match.type:
            return earlier.type in {"casualties", "assessment"}
        return weak and (earlier is None or earlier.hint)

    def _status(self, v: int) -> str:
        """Whether ``v`` heads a "main" clause, a "sub"ordinate one, or "none" of its own."""
        tree = self.tree
        first = v
        while tree.dep[first] == "conj" and tree.pos[tree.head[first]] in VERBAL:
            first = tree.head[first]
            if self.voices.cue[first] is not None:
                return "main"
        dep, up = tree.dep[first], tree.head[first]
        if dep in {"ROOT", "parataxis"}:
            return "main"
        if self.voices.cue[up] is not None or self._governed_by_cue(first):
            return "main" if dep in _CLAUSES else "none"
        if self.voices.voice[up] != self.voices.voice[v] and self.voices.voice[v] is not None:
            return "main" if dep in _CLAUSES else "none"
        if dep == "xcomp" or (dep in {"acl", "advcl", "relcl"} and is_infinitive(tree, first)):
            return "none"
        if dep == "ccomp":
            return "sub" if up in self.found else "main"
        if dep == "pcomp":
            return "sub" if tree.lower[up] in {"after", "before", "by", "while"} else "none"
        if dep == "advcl" and self._is_conditional(first):
            return "none"
        return "sub" if dep in _SUBORDINATE else "none"

    def _is_conditional(self, v: int) -> bool:
        tree = self.tree
        return any(
            tree.dep[c] == "mark" and tree.lower[c] in {"if", "unless", "whether", "should"}
            for c in tree.children[v]
        )

    def _governed_by_cue(self, v: int) -> bool:
        up = self.tree.head[v]
        return self.voices.cue[up] is not None or self.voices.cue[self.tree.head[up]] is not None

    def _says_something(self, v: int, match: Match | None) -> bool:
        """Whether a clause without an event word is worth a claim.

        It needs a subject of its own (or a shared one); in the outlet's own voice also one that
        names something, and a verb that says more than "be".
        """
        tree = self.tree
        if makes_no_claim(tree, v):
            return False
        subject = tree.subject(v)
        bare = match is None and (tree.lemma[v] in COPULAS or tree.pos[v] == "AUX")
        if self.voices.voice[v] is not None:
            return not bare or (subject is not None and tree.pos[subject] in {"NOUN", "PROPN"})
        if bare or (match is not None and match.type == "statement"):
            return False
        if subject is None:
            return tree.dep[v] == "conj" and tree.head[v] in self.found
        return match is not None or tree.pos[subject] in {"NOUN", "PROPN"}

    def _noun(self, n: int) -> None:
        tree = self.tree
        if n in self.used or self.voices.source[n] or is_no_event(tree, n):
            return
        if tree.dep[n] in {"compound", "amod", "nmod"}:
            return
        match = noun_trigger(tree, n)
        if match is None or match.hint or any(t in self.used for t in match.tokens):
            return
        if self._noun_stands_alone(n, match.type):
            self._add(n, match)

    def _noun_stands_alone(self, n: int, kind: ClaimType) -> bool:
        tree = self.tree
        if self.voices.voice[n] is None and self._is_hedged(n):
            return True
        while tree.dep[n] in {"conj", "pobj", "appos"} or (tree.dep[n] == "prep"):
            up = tree.head[n]
            if tree.dep[n] == "conj" and up in self.found:
                return True
            if tree.dep[n] == "pobj" and (tree.lower[up] != "of" or tree.lower[up - 1] == "face"):
                return self._circumstance(n, tree.lower[up], tree.head[up], kind)
            if up == n:
                break
            n = up
        dep, up = tree.dep[n], tree.head[n]
        if dep in {"ROOT", "dep"}:
            return True
        if dep == "pcomp":
            return self._circumstance(n, tree.lower[up], tree.head[up], kind)
        if dep == "advcl":
            mark = tree.first(n, "mark")
            return mark is not None and self._circumstance(n, tree.lower[mark], up, kind)
        if self.voices.cue[up] is not None and dep in {
            "dobj",
            "attr",
            "nsubj",
            "nsubjpass",
            "oprd",
        }:
            return self.voices.voice[n] is not None
        if dep in {"nsubj", "nsubjpass"} and up in self.found:
            carried = self.found[up].match
            return kind in _FIGHTING and carried is not None and carried.type in _HARM
        return False

    def _is_hedged(self, n: int) -> bool:
        """ "The alleged attack", "a reported strike": doubted by the outlet, so a claim."""
        tree = self.tree
        return any(
            tree.dep[c] == "amod"
            and (row := modality().get(("hedge", tree.lower[c]))) is not None
            and row.stance == "suspects"
            for c in tree.children[n]
        )

    def _circumstance(self, n: int, word: str, up: int, kind: ClaimType) -> bool:
        """A noun after a preposition: "killed in a shooting", "after months of fighting"."""
        if self.voices.cue[up] is not None or self.voices.cue[n - 1] is not None:
            return self.voices.voice[n] is not None
        if word not in _CIRCUMSTANCE:
            return False
        if word == "of":
            return self.tree.lower[n - 1] != "of" or kind in _FIGHTING or kind == "condition"
        if kind == "meeting":
            return word in {"after", "during", "in"} and self.tree.lemma[n] in _JOURNEYS | {
                "meeting"
            }
        if up in self.found:
            carried = self.found[up].match
            if carried is not None and carried.type in _HARM:
                return kind in _FIGHTING
        return word in _AMID and kind in _FIGHTING
