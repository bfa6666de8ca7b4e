"""Attributed contents in which no event is named: what was meant, or whose claim is taken up."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from counterclaim.events.findings import VERBAL, Proposition
from counterclaim.events.lexicon import triggers
from counterclaim.events.tree import Tree
from counterclaim.events.triggers import Match, noun_trigger, verb_trigger
from counterclaim.events.voices import Voices
from counterclaim.model.document import Attribution
from counterclaim.model.vocabulary import ClaimType, Stance

_TAKES_UP: frozenset[Stance] = frozenset({"denies", "suspects", "condemns"})
_SENTENCE = 5
"""Tokens from which a content without a verb is a verbless sentence, no mere noun phrase."""
_ANY = frozenset({"n", "a"})
_DISPUTABLE: frozenset[ClaimType] = frozenset({"statement", "meeting"})


def with_contents(
    tree: Tree,
    voices: Voices,
    attributions: Sequence[Attribution],
    found: list[Proposition],
) -> list[Proposition]:
    """``found`` and a proposition for each content that has none yet, where it says something.

    A denial whose content is another's claim ("denied Y's claim that P") is a claim of its own
    on the same words; one that only points back ("denied it", "denied responsibility") takes
    the type of the last claim before it.
    """
    out = list(found)
    spoken = {p.voice for p in found}
    heads = [p.head for p in found]
    for k, attribution in enumerate(attributions):
        if k in spoken or not voices.contents[k]:
            continue
        echoes = _echoes(voices, attribution.stance, k, found, heads)
        if echoes:
            out += echoes
            continue
        proposition = _from_words(tree, voices, k, attribution.stance, found)
        if proposition is not None:
            out.append(proposition)
    return sorted(out, key=lambda p: (p.head, -1 if p.voice is None else p.voice))


def _echoes(
    voices: Voices, stance: Stance, k: int, found: Sequence[Proposition], heads: Sequence[int]
) -> list[Proposition]:
    if stance not in _TAKES_UP:
        return []
    return [
        replace(p, voice=k, echo=True)
        for first, last in voices.contents[k]
        for p in found[bisect_left(heads, first) : bisect_right(heads, last)]
        if p.voice is not None and p.voice != k
    ]


def _from_words(
    tree: Tree, voices: Voices, k: int, stance: Stance, found: Sequence[Proposition]
) -> Proposition | None:
    tokens = [
        i
        for first, last in voices.contents[k]
        for i in range(first, last + 1)
        if voices.voice[i] == k and voices.cue[i] is None
    ]
    best: tuple[int, Match] | None = None
    for i in tokens:
        match = None
        if tree.pos[i] in VERBAL:
            match = verb_trigger(tree, i)
        elif tree.pos[i] in {"NOUN", "PROPN", "ADJ"}:
            match = noun_trigger(tree, i, _ANY)
        if match is None or (match.hint and not _leads(tree, i, set(tokens))):
            continue
        if best is None or _strength(match) > _strength(best[1]):
            best = (i, match)
    pointing = next((i for i in tokens if _points_back(tree, i, stance)), None)
    if pointing is not None and (best is None or best[1].hint):
        return Proposition(pointing, None, k, type=_last_type(tree, pointing, found))
    if best is not None:
        return Proposition(best[0], best[1], k)
    verb = next((i for i in tokens if tree.pos[i] in VERBAL), None)
    if verb is not None:
        return Proposition(verb, None, k)
    if len(tokens) >= _SENTENCE:
        loose = next((m for i in tokens if (m := noun_trigger(tree, i, _ANY)) is not None), None)
        return Proposition(loose.head, loose, k) if loose is not None else None
    return _denial_itself(tree, voices, k, found) if not tokens else None


def _leads(tree: Tree, i: int, tokens: set[int]) -> bool:
    """Whether ``i`` heads the content or says something of its subject, no mere attribute."""
    return tree.head[i] not in tokens or tree.dep[i] in {"attr", "acomp", "dobj", "oprd", "ROOT"}


def _strength(match: Match) -> int:
    """An event outweighs a hint, and of hints a noun outweighs an adjective."""
    if not match.hint:
        return 2
    return 0 if match.row.pos == "a" else 1


def _points_back(tree: Tree, i: int, stance: Stance) -> bool:
    """Whether ``i`` stands for what was said before: "the claims", and "it" after a denial."""
    if tree.pos[i] == "PRON" or stance == "asserts":
        name = "pronoun" if stance == "denies" and tree.pos[i] == "PRON" else "claim"
    else:
        name = "anaphor"
    return tree.pos[i] in {"NOUN", "PROPN", "PRON"} and any(
        key in triggers().classes[name] for key in tree.keys[i]
    )


def _last_type(tree: Tree, i: int, found: Sequence[Proposition]) -> ClaimType | None:
    """Type of the last claim before token ``i`` that can be disputed."""
    before = bisect_left(found, i, key=lambda p: p.head)
    for p in (found[n] for n in range(before - 1, -1, -1)):
        if p.match is not None and not p.match.hint and p.match.type not in _DISPUTABLE:
            return p.match.type
    return "attack" if tree.lemma[i] in {"responsibility", "involvement"} else None


def _denial_itself(
    tree: Tree, voices: Voices, k: int, found: Sequence[Proposition]
) -> Proposition | None:
    """Nothing but source and cue ("the ministry denied"): the denial stands for its content."""
    for first, last in voices.contents[k]:
        for i in range(first, last + 1):
            if voices.cue[i] == k:
                return Proposition(i, None, k, type=_last_type(tree, i, found))
    return None
