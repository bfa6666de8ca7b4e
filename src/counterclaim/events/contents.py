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
_LOOK_BACK = 12
"""Claims back in which what a denial points at is looked for."""
_DISPUTABLE: frozenset[ClaimType] = frozenset({"statement", "meeting"})


def with_contents(
    tree: Tree,
    voices: Voices,
    attributions: Sequence[Attribution],
    mute: Sequence[bool],
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
        silent = not voices.contents[k] or any(mute[first] for first, _ in voices.cues[k])
        if k in spoken or silent:
            continue
        echoes = _echoes(voices, attribution.stance, k, found, heads)
        if echoes:
            out += echoes
            continue
        tokens = [
            i
            for first, last in voices.contents[k]
            for i in range(first, last + 1)
            if voices.voice[i] == k and voices.cue[i] is None and not mute[i]
        ]
        pointing = next((i for i in tokens if _points_back(tree, i, attribution.stance)), None)
        match = _best_match(tree, tokens)
        if pointing is not None and (match is None or match.hint):
            out.append(_back_reference(tree, voices, k, pointing, found))
        elif match is not None:
            out.append(Proposition(match.head, match, k))
        else:
            out += _without_event(tree, voices, k, tokens, found)
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


def _best_match(tree: Tree, tokens: Sequence[int]) -> Match | None:
    """The event that a content names most clearly."""
    inside = set(tokens)
    best: Match | None = None
    for i in tokens:
        match = None
        if tree.pos[i] in VERBAL:
            match = verb_trigger(tree, i)
        elif tree.pos[i] in {"NOUN", "PROPN", "ADJ"}:
            match = noun_trigger(tree, i, _ANY)
        if match is None or (match.hint and not _leads(tree, i, inside)):
            continue
        if best is None or _strength(match) > _strength(best):
            best = match
    return best


def _back_reference(
    tree: Tree, voices: Voices, k: int, i: int, found: Sequence[Proposition]
) -> Proposition:
    """A claim about an earlier one: on its own noun ("denied involvement") or on the denial."""
    kind = _last_type(tree, i, found)
    cue = next((c for first, _ in voices.cues[k] for c in [first]), None)
    if cue is None or any(key in triggers().classes["guilt"] for key in tree.keys[i]):
        return Proposition(i, None, k, type=kind)
    return Proposition(cue, None, k, whole=True, type=kind)


def _without_event(
    tree: Tree, voices: Voices, k: int, tokens: Sequence[int], found: Sequence[Proposition]
) -> list[Proposition]:
    """A content in which no event is named: a clause all the same, a verbless sentence, nothing."""
    verb = next((i for i in tokens if tree.pos[i] in VERBAL), None)
    if verb is not None:
        return [Proposition(verb, None, k)]
    if len(tokens) >= _SENTENCE:
        loose = next((m for i in tokens if (m := noun_trigger(tree, i, _ANY)) is not None), None)
        return [Proposition(loose.head, loose, k)] if loose is not None else []
    if not voices.cues[k] or not all(voices.source[i] for i in tokens):
        return []
    first, last = voices.cues[k][0]
    cue = next((i for i in range(last, first - 1, -1) if tree.pos[i] in VERBAL), first)
    if not any(low <= cue <= high for low, high in voices.contents[k]):
        return []
    return [Proposition(cue, None, k, whole=True, type=_last_type(tree, cue, found))]


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
    for p in (found[n] for n in range(before - 1, max(before - _LOOK_BACK, 0) - 1, -1)):
        if p.match is not None and not p.match.hint and p.match.type not in _DISPUTABLE:
            return p.match.type
    return "attack" if tree.lemma[i] in {"responsibility", "involvement"} else None
