"""What the splitting of a document has found so far."""

from dataclasses import dataclass, field

from counterclaim.events.tree import Tree
from counterclaim.events.triggers import Match
from counterclaim.events.voices import Voices
from counterclaim.model.vocabulary import ClaimType

VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Proposition:
    """A claim before its fields: the token that heads it, what names it, whose words it is in.

    ``echo`` tells that another speaker's claim is taken up on the same words (a denial of it);
    ``whole`` that its quote is the denial itself, source and cue and all ("Norland denied it");
    ``type`` is set where other words decide it ("denied responsibility"). ``sure`` tells that the
    rules claim it, rather than offer it to the classifier.
    """

    head: int
    match: Match | None
    voice: int | None
    echo: bool = False
    whole: bool = False
    type: ClaimType | None = None
    sure: bool = True


@dataclass(slots=True)
class Findings:
    """Propositions by their heads, and the tokens that already name one of them."""

    tree: Tree
    voices: Voices
    mute: list[bool]
    propositions: dict[int, Proposition] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)

    def is_open(self, i: int) -> bool:
        """Whether token ``i`` may head a claim: no cue, no promotion."""
        return self.voices.cue[i] is None and not self.mute[i]

    def add(self, head: int, match: Match | None) -> None:
        """Take ``head`` as the head of a proposition in the voice it stands in."""
        self.propositions[head] = Proposition(head, match, self.voices.voice[head])
        if match is not None:
            self.used.update(match.tokens)

    def in_order(self) -> list[Proposition]:
        """The propositions by their heads."""
        return [self.propositions[i] for i in sorted(self.propositions)]

    def type_at(self, head: int) -> ClaimType | None:
        """The type of the proposition headed by ``head`` or by what it is co-ordinated with."""
        while head not in self.propositions and self.tree.dep[head] == "conj":
            head = self.tree.head[head]
        found = self.propositions.get(head)
        return found.match.type if found is not None and found.match is not None else None

    def is_cued(self, i: int) -> bool:
        """Whether token ``i`` is part of a cue."""
        return self.voices.cue[i] is not None
