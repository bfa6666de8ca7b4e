"""From candidates to attributions: one for each cue, in order, nested ones under their parent."""

from typing import TYPE_CHECKING

from counterclaim.attribution.candidates import Candidate
from counterclaim.attribution.chains import chained
from counterclaim.attribution.colons import colon_headlines
from counterclaim.attribution.direct import DirectSpeech
from counterclaim.attribution.lines import clip, lines
from counterclaim.attribution.nominals import nominal_candidates
from counterclaim.attribution.phrases import phrase_candidates
from counterclaim.attribution.reliability import kept
from counterclaim.attribution.surface import settled, surface_candidates
from counterclaim.attribution.tree import Tree, trimmed
from counterclaim.attribution.verbs import verb_candidates
from counterclaim.language.quotations import balanced, quotations
from counterclaim.model.document import Attribution

if TYPE_CHECKING:
    from spacy.tokens import Doc


def attributions(doc: "Doc") -> tuple[Attribution, ...]:
    """Every attribution of a parsed text."""
    tree = Tree(doc)
    return assembled(tree, [c for c in candidates(tree) if kept(tree, c)])


def assembled(tree: Tree, found: list[Candidate]) -> tuple[Attribution, ...]:
    """Candidates as attributions, in the order of their content, nested ones under a parent."""
    for c in found:
        c.content = tuple(balanced(tree.text, a, b) for a, b in c.content)
    return _nested(_unique(_attributed(found)))


def _attributed(found: list[Candidate]) -> list[Candidate]:
    """Without the sourceless ("reportedly") in what somebody named is said to have said."""
    named = [c for c in found if c.sources]
    return [c for c in found if c.sources or not any(_around(other, c) for other in named)]


def _around(outer: Candidate, inner: Candidate) -> bool:
    cue_at = inner.cue[0][0] if inner.cue else inner.content[0][0]
    return any(a <= cue_at < b for a, b in outer.content)


def candidates(tree: Tree) -> list[Candidate]:
    """Every candidate with a content, likely or not."""
    quoted = quotations(tree.text)
    found = verb_candidates(tree) + nominal_candidates(tree) + phrase_candidates(tree)
    rows = lines(tree)
    clip(tree, rows, found)
    surfaced = surface_candidates(tree, rows, settled(tree, rows, found))
    replaced = {c.anchor for c in surfaced}
    found = [c for c in found if c.anchor not in replaced] + surfaced
    speech = DirectSpeech(tree, quoted)
    speech.join(found)
    found = [c for c in found if c.content and outside(speech, c)]
    _clip_at_phrases(tree, found)
    found = chained(tree, speech, found)
    return found + colon_headlines(tree, rows, quoted)


def _clip_at_phrases(tree: Tree, found: list[Candidate]) -> None:
    """Cut "A said P, according to B": the phrase is no part of P, and what A said comes by B."""
    for phrase in (c for c in found if c.construction == "according_to"):
        at = phrase.cue[0][0]
        for c in found:
            if c is phrase or not any(a <= c.cue[0][0] < b for a, b in phrase.content):
                continue
            start, end = c.content[-1]
            cut = trimmed(tree.text, start, at) if start < at < end else None
            if cut is not None:
                c.content = (*c.content[:-1], cut)


def outside(speech: DirectSpeech, c: Candidate) -> bool:
    """Whether the cue of ``c`` stands outside quoted speech."""
    q = speech.inside(c.cue[0][0])
    return q is None or not speech.is_speech(q)


def _unique(candidates: list[Candidate]) -> list[Candidate]:
    seen: set[object] = set()
    out = []
    for c in sorted(candidates, key=lambda c: (c.content[0][0], -c.content[-1][1], c.cue)):
        key = (c.cue, c.content)
        if key not in seen:
            seen.add(key)
            out.append(c)
    return out


def _nested(candidates: list[Candidate]) -> tuple[Attribution, ...]:
    out = []
    open_: list[int] = []
    for i, c in enumerate(candidates):
        cue_start = c.cue[0][0] if c.cue else c.content[0][0]
        open_ = [j for j in open_ if candidates[j].content[-1][1] > c.content[0][0]]
        parent = next((j for j in reversed(open_) if _holds(candidates[j], c, cue_start)), None)
        out.append(c.attribution(parent))
        open_.append(i)
    return tuple(out)


def _holds(outer: Candidate, inner: Candidate, cue_start: int) -> bool:
    wider = outer.firm and outer.width > inner.width
    return wider and any(a <= cue_start < b for a, b in outer.content)
