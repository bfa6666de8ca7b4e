"""Splitting a report into propositions: which verbs and nouns carry a claim of their own.

One claim per source, stance and event: co-ordinated verbs are separate claims, an "attack that
killed three" is two, an infinitive that says what for is none of its own, a noun that only
repeats what its verb says is none.
"""

from counterclaim.events.clauses import take_verb
from counterclaim.events.findings import VERBAL, Findings
from counterclaim.events.nominals import take_noun, take_verbless
from counterclaim.events.tree import Tree
from counterclaim.events.voices import Voices


def propositions(tree: Tree, voices: Voices, mute: list[bool]) -> Findings:
    """The propositions that a word of the lexicon or a clause of its own carries."""
    found = Findings(tree, voices, mute)
    for i in range(len(tree)):
        if tree.pos[i] in VERBAL and found.is_open(i):
            take_verb(found, i)
    for i in range(len(tree)):
        nominal = tree.pos[i] in {"NOUN", "PROPN"}
        gerund = tree.tag[i] == "VBG" and i not in found.propositions
        if (nominal or gerund) and found.is_open(i):
            take_noun(found, i)
    for first, last in tree.sentences:
        take_verbless(found, first, last)
    return found
