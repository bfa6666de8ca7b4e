"""Tagger and rules together.

The tagger finds the cues and the words linked to them; the rules have a vote on each and, where
both mean the same words, the better ends. Stance, construction and the chain behind the speaker
are the rules'; a speaker that the tagger misses is theirs or the subject of the cue. The tagger's
labels know no saying within a saying, so there, and on colons, the rules decide.
"""

import functools
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from counterclaim.attribution.candidates import Candidate
from counterclaim.attribution.cues import Cue, cues, matched
from counterclaim.attribution.direct import DirectSpeech, merged
from counterclaim.attribution.reliability import kept, log_odds, undone
from counterclaim.attribution.sources import speaker_of
from counterclaim.attribution.tagger.tagging import Tagged, Tagging
from counterclaim.attribution.tree import VERBAL, Tree
from counterclaim.language.quotations import quotations
from counterclaim.lexicons import load_table
from counterclaim.model.document import Construction, Extent, SourceMention

_SAME_CONTENT, _SAME_SPEAKER = 0.8, 0.5
"""Character F1 from which tagger and rule mean the same words: the rule's ends are the better."""
_POS = {
    "VERB": "verb",
    "AUX": "verb",
    "NOUN": "noun",
    "PROPN": "noun",
    "ADJ": "adjective",
    "ADV": "adverb",
}


def combined(tree: Tree, ruled: Sequence[Candidate], tagging: Tagging) -> list[Candidate]:
    """The attributions that tagger and rules together find likely enough."""
    speech, vote = DirectSpeech(tree, quotations(tree.text)), weights()
    by_anchor: dict[int, list[Candidate]] = {}
    for c in ruled:
        by_anchor.setdefault(c.anchor, []).append(c)
    met: set[int] = set()
    out = []
    for tag in tagging.cues:
        tokens = _tokens(tree, tag.cue)
        proposals = [c for t in tokens for c in by_anchor.get(t, ())]
        rule = max(proposals, key=lambda c: _shared(c.content, tag.content), default=None)
        opinion = log_odds(tree, rule) if rule is not None else vote["unruled"]
        if tag.odds + vote["rules"] * opinion >= vote["threshold"]:
            met.update(id(c) for c in proposals)
            found = (
                _amended(tree, rule, tag)
                if rule is not None
                else _unruled(tree, speech, tag, tokens)
            )
            firm = tag.odds >= vote["firm"] or any(kept(tree, c) for c in proposals)
            out.append(replace(found, firm=firm))
    contents = _Stretches(e for c in out for e in c.content)
    for c in ruled:
        if id(c) in met or not (c.sure or c.construction == "colon") or not kept(tree, c):
            continue
        nested = bool(c.sources) and contents.hold(c.cue[0][0])
        if nested or c.construction == "colon" or tagging.at(c.cue) >= vote["sure"]:
            out.append(c)
    return [c for c in out if not undone(tree, c)]


@functools.cache
def weights() -> dict[str, float]:
    """The votes' weights (``lexicons/attribution_votes.tsv``)."""
    return {row["weight"]: float(row["value"]) for row in load_table("attribution_votes")}


class _Stretches:
    """Extents made one where they overlap, to ask whether an offset lies in any."""

    def __init__(self, extents: Iterable[Extent]) -> None:
        self._merged = merged(sorted(extents))
        self._starts = [start for start, _ in self._merged]

    def hold(self, offset: int) -> bool:
        i = bisect_right(self._starts, offset) - 1
        return i >= 0 and offset < self._merged[i][1]


def _tokens(tree: Tree, cue: Extent) -> range:
    first = tree.token_at(cue[0])
    last = first
    while last + 1 < tree.size and tree.starts[last + 1] < cue[1]:
        last += 1
    return range(first, min(last + 1, tree.size))


def _shared(a: Sequence[Extent], b: Sequence[Extent]) -> int:
    return sum(max(0, min(e, f) - max(s, t)) for s, e in a for t, f in b)


def _alike(a: Sequence[Extent], b: Sequence[Extent]) -> float:
    size = sum(e - s for s, e in a) + sum(e - s for s, e in b)
    return 2 * _shared(a, b) / size if size else 0.0


def _amended(tree: Tree, rule: Candidate, tag: Tagged) -> Candidate:
    """A rule's candidate with the tagger's cue, and its content and speaker where they differ."""
    same = _alike(rule.content, tag.content) >= _SAME_CONTENT
    sources = rule.sources
    spoken = tuple(s.relative or (s.start, s.end) for s in sources[:1])
    if not spoken or (tag.source and _alike(spoken, tag.source) < _SAME_SPEAKER):
        named = _sources(tree, tag, rule.anchor)
        said = tuple((s.start, s.end) for s in named)
        chain = (h for h in sources if h.role != "speaker")
        sources = named + tuple(h for h in chain if not _shared(((h.start, h.end),), said))
    return replace(
        rule, cue=(tag.cue,), content=rule.content if same else tag.content, sources=sources
    )


def _unruled(tree: Tree, speech: DirectSpeech, tag: Tagged, tokens: range) -> Candidate:
    """A cue that only the tagger finds, with the stance of the lexicon's entry for it, if any."""
    anchor = _head(tree, tokens)
    entry = _entry(tree, anchor)
    construction = _construction(tree, anchor)
    if construction == "indirect":
        construction = _marked(speech, tag.content, construction)
    return Candidate(
        anchor=anchor,
        cue=(tag.cue,),
        content=tag.content,
        sources=_sources(tree, tag, anchor),
        construction=construction,
        stance=entry.stance if entry is not None else "asserts",
        lemma=entry.lemma if entry is not None else tree.lemmas[anchor],
    )


def _head(tree: Tree, tokens: range) -> int:
    """The token of a cue whose lexicon entry names it, or else the one that heads the others."""
    named = [t for t in tokens if tree.pos[t] in VERBAL and _entry(tree, t) is not None]
    named = named or [t for t in tokens if _entry(tree, t) is not None]
    if named:
        return named[-1]
    return next((t for t in tokens if tree.heads[t] not in tokens), min(tokens[0], tree.size - 1))


def _entry(tree: Tree, token: int) -> Cue | None:
    pos = _POS.get(tree.pos[token])
    entries = cues(pos).get(tree.lemmas[token]) if pos is not None else None
    found = matched(tree, token, entries) if entries is not None else None
    return found[0] if found is not None else None


def _sources(tree: Tree, tag: Tagged, anchor: int) -> tuple[SourceMention, ...]:
    """The tagger's speaker, or else the subject of the cue where it is no part of the content."""
    if tag.source:
        return (SourceMention(*max(tag.source, key=lambda e: e[1] - e[0])),)
    filled = speaker_of(tree, anchor) if tree.pos[anchor] in VERBAL else None
    if filled is None or _shared(((filled.start, filled.end),), tag.content):
        return ()
    return (filled,)


def _construction(tree: Tree, anchor: int) -> Construction:
    if tree.words[anchor] == ":":
        return "colon"
    if tree.words[anchor] == "according":
        return "according_to"
    return "noun" if tree.pos[anchor] in ("NOUN", "PROPN", "ADJ") else "indirect"


def _marked(
    speech: DirectSpeech, content: Sequence[Extent], construction: Construction
) -> Construction:
    """Direct where quotation marks stand around the whole content."""
    if all(_quoted(speech, start, end) for start, end in content):
        return "direct"
    return "indirect" if construction == "direct" else construction


def _quoted(speech: DirectSpeech, start: int, end: int) -> bool:
    around = speech.inside(start)
    return around is not None and end <= around.end
