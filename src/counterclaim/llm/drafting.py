"""From a model's answers to attributions and drafts, on words that are in the text.

Nothing passes unless it stands in what the model was shown: the quote in the piece's own
paragraphs, the speakers there, in the headline or shortly before. A claim whose speaker cannot be
found is dropped, since without one it would pass for a fact of the report's own. Labels pass if
they are of the closed vocabularies; numbers are read from the words by our own rules.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from counterclaim.events.figures import figures
from counterclaim.events.tree import Tree
from counterclaim.llm.account import Dropped
from counterclaim.llm.alignment import Alignment
from counterclaim.llm.answer import Answer, ClaimAnswer, SourceAnswer
from counterclaim.llm.pieces import Piece
from counterclaim.model.document import (
    Attribution,
    ClaimDraft,
    Construction,
    Document,
    Extent,
    SourceMention,
)
from counterclaim.model.records import Figure
from counterclaim.model.vocabulary import (
    CLAIM_TYPES,
    REALIS,
    ROLES,
    STANCES,
    ClaimType,
    Realis,
    Role,
    Stance,
)

SPEAKER_REACH = 3
"""Paragraphs before the quote's in which a speaker may be named, and one after it."""

CLAUSE_REACH = 200
"""Code points from the quote within which its place and time may be named."""

_STANCES: dict[str, Stance] = {label: label for label in STANCES}
_TYPES: dict[str, ClaimType] = {label: label for label in CLAIM_TYPES}
_REALIS: dict[str, Realis] = {label: label for label in REALIS}
_ROLES: dict[str, Role] = {label: label for label in ROLES}
_OPENING = frozenset('“"«„')


_Voice = tuple[tuple[SourceMention, ...], Extent | None]

_L = TypeVar("_L")


@dataclass(frozen=True, slots=True)
class _Found:
    """A claim whose words are in the text."""

    quote: Extent
    clause: Extent
    sources: tuple[SourceMention, ...]
    cue: Extent | None
    stance: Stance
    type: ClaimType
    realis: Realis
    trigger: Extent | None
    agents: tuple[Extent, ...]
    targets: tuple[Extent, ...]
    figures: tuple[Figure, ...]

    @property
    def voice(self) -> "_Voice | None":
        """By whom and by which cue; ``None`` for the report's own voice."""
        return (self.sources, self.cue) if self.sources or self.cue else None


class Drafting:
    """The answers about one document. ``dropped`` counts what was of no use."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._tree = Tree.of(document.text, document.doc)
        self._found: dict[_Found, None] = {}
        self.dropped: Counter[Dropped] = Counter()

    def add(self, piece: Piece, answer: Answer) -> None:
        """Take from ``answer`` what stands in ``piece``."""
        self.dropped["malformed"] += answer.malformed
        reader = _PieceReader(self._tree, piece, self.dropped)
        for claim in answer.claims:
            found = reader.found(claim)
            if found is None:
                continue
            if found in self._found:
                self.dropped["repeated"] += 1
            else:
                self._found[found] = None

    def write(self) -> None:
        """Write ``attributions`` and ``drafts``, both in the order of the text."""
        found = sorted(self._found, key=lambda f: (f.quote, f.clause))
        voices: dict[_Voice, list[_Found]] = {}
        for f in found:
            if f.voice is not None:
                voices.setdefault(f.voice, []).append(f)
        numbers = {voice: number for number, voice in enumerate(voices)}
        self._document.attributions = tuple(map(self._attribution, voices.values()))
        self._document.drafts = tuple(
            ClaimDraft(
                quote=f.quote, clause=f.clause,
                attribution=None if f.voice is None else numbers[f.voice],
                cue=f.cue, stance=f.stance, type=f.type, trigger=f.trigger, realis=f.realis,
                agents=f.agents, targets=f.targets, figures=f.figures,
            )
            for f in found
        )  # fmt: skip

    def _attribution(self, group: list[_Found]) -> Attribution:
        first = group[0]
        return Attribution(
            sources=first.sources,
            cue=() if first.cue is None else (first.cue,),
            content=tuple(dict.fromkeys(f.quote for f in group)),
            construction=self._construction(first),
            stance=first.stance,
            cue_lemma="" if first.cue is None else self._lemma(first.cue),
        )

    def _construction(self, found: _Found) -> Construction:
        text, start = self._document.text, found.quote[0]
        if start and text[start - 1] in _OPENING:
            return "direct"
        cue = "" if found.cue is None else text[slice(*found.cue)].lower()
        return "according_to" if cue.startswith("according") else "indirect"

    def _lemma(self, cue: Extent) -> str:
        """The lemma of a cue's first word of content."""
        tokens = _tokens(self._tree, cue)
        content = (t for t in tokens if self._tree.pos[t] in {"VERB", "NOUN"})
        token = next(content, tokens[0] if tokens else None)
        return "" if token is None else self._tree.lemma[token]


class _PieceReader:
    """Checks the claims of one answer against the piece that it is about."""

    def __init__(self, tree: Tree, piece: Piece, dropped: "Counter[Dropped]") -> None:
        self._tree = tree
        self._piece = piece
        self._dropped = dropped
        self._own = piece.extent
        shown = [self._own] if piece.headline is None else [piece.headline, self._own]
        self._words = Alignment(tree.text, shown)
        self._starts = [start for start, _ in piece.paragraphs]

    def found(self, claim: ClaimAnswer) -> _Found | None:
        """The claim on the text's words, or ``None`` (and counted) where it has none."""
        stance = self._label(claim.stance, _STANCES)
        realis = self._label(claim.realis, _REALIS)
        kind = self._label(claim.type, _TYPES) or "other"
        if stance is None or realis is None:
            return None  # no label is neutral: to choose one would be to invent
        near = self._piece.paragraph(claim.p) if claim.p is not None else None
        quote = self._words.nearest(claim.quote, near, within=self._own)
        if quote is None:
            self._dropped["quote"] += 1
            return None
        around = self._around(quote)
        cue = self._phrase(claim.cue, quote, self._reach(quote, 1, 1), inside=False)
        sources = self._sources(claim.sources or (), quote, cue)
        if sources is None:
            self._dropped["speaker"] += 1
            return None
        beside = (
            max(around[0], quote[0] - CLAUSE_REACH), min(around[1], quote[1] + CLAUSE_REACH)
        )  # fmt: skip
        dated = [claim.when] if claim.when else []
        clause = self._phrases((*dated, *(claim.where or ())), quote, beside)
        return _Found(
            quote=quote,
            clause=(
                min((start for start, _ in (quote, *clause))),
                max((end for _, end in (quote, *clause))),
            ),
            sources=sources,
            cue=cue,
            stance=stance,
            type=kind,
            realis=realis,
            trigger=self._phrase(claim.trigger, quote, around),
            agents=self._phrases(claim.agents or (), quote, around),
            targets=self._phrases(claim.targets or (), quote, around),
            figures=tuple(self._figures(claim.figures or (), quote)),
        )

    def _label(self, label: str | None, known: dict[str, _L]) -> _L | None:
        found = known.get((label or "").strip().lower())
        if found is None and label:
            self._dropped["label"] += 1
        return found

    def _sources(
        self, hops: Iterable[SourceAnswer], quote: Extent, cue: Extent | None
    ) -> tuple[SourceMention, ...] | None:
        """The chain; ``None`` where a speaker of it, or all of it, is not in the text."""
        chain: list[SourceMention] = []
        hops = tuple(hops)
        reach = self._reach(quote, SPEAKER_REACH, 1)
        for hop in hops:
            role = (self._label(hop.role, _ROLES) if hop.role else None) or "speaker"
            words = self._speaker(hop.words, quote, cue, reach)
            if words is None and role == "speaker":
                return None
            mention = None if words is None else SourceMention(*words, role)
            if mention is None:
                self._dropped["field"] += 1
            elif mention not in chain:
                chain.append(mention)
        return tuple(chain) if chain or not hops else None

    def _speaker(
        self, words: str, quote: Extent, cue: Extent | None, reach: Extent
    ) -> Extent | None:
        """The mention of a speaker that belongs to the cue, or stands nearest to the quote."""
        near = quote if cue is None else cue
        found = self._words.nearest(words, near, within=reach, inside=False)
        if found is None and self._piece.headline is not None:
            found = self._words.nearest(words, near, within=self._piece.headline)
        return found

    def _phrase(
        self, words: str | None, quote: Extent, within: Extent, *, inside: bool = True
    ) -> Extent | None:
        if not words:
            return None
        found = self._words.nearest(words, quote, within=within, inside=inside)
        if found is None:
            self._dropped["field"] += 1
        return found

    def _phrases(self, phrases: Iterable[str], quote: Extent, within: Extent) -> tuple[Extent, ...]:
        found = (self._phrase(words, quote, within) for words in phrases)
        return tuple(dict.fromkeys(extent for extent in found if extent is not None))

    def _figures(self, phrases: Iterable[str], quote: Extent) -> Iterator[Figure]:
        """Those figures of the quote that the model points at, as our own rules read them."""
        named = self._phrases(phrases, quote, quote)
        tokens = _tokens(self._tree, quote)
        if not named or not tokens:
            return
        for figure in figures(self._tree, self._tree.text, tokens[0], tokens[-1]):
            span = figure.span
            if any(start < span.end and span.start < end for start, end in named):
                yield figure

    def _around(self, quote: Extent) -> Extent:
        """The paragraphs that a quote stands in."""
        return self._reach(quote, 0, 0)

    def _reach(self, quote: Extent, before: int, after: int) -> Extent:
        """The paragraphs of a quote and so many around it, as far as the piece goes."""
        paragraphs = self._piece.paragraphs
        first = bisect_right(self._starts, quote[0]) - 1
        last = bisect_left(self._starts, quote[1]) - 1
        first, last = max(first - before, 0), min(last + after, len(paragraphs) - 1)
        return paragraphs[first][0], paragraphs[last][1]


def _tokens(tree: Tree, extent: Extent) -> range:
    """The tokens that lie wholly within ``extent``."""
    return range(bisect_left(tree.start, extent[0]), bisect_right(tree.end, extent[1]))
