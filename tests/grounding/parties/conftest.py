"""Parties of short invented texts, with sources and roles written down by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from counterclaim.grounding.parties.stage import PartyStage
from counterclaim.model.document import (
    Attribution,
    ClaimDraft,
    Document,
    Extent,
    PartyMention,
    PlaceMention,
    SourceMention,
)
from counterclaim.model.records import Place, Report, Span
from counterclaim.model.vocabulary import ClaimType, Role


@dataclass
class Dispatch:
    """A text and the parties to be resolved in it; words are found from the left, in order."""

    text: str
    published: str | None = "2023-03-05"
    outlet: str | None = None
    attributions: list[Attribution] = field(default_factory=list)
    drafts: list[ClaimDraft] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)

    def extent(self, words: str) -> Extent:
        start = self.text.index(words)
        return start, start + len(words)

    def said(
        self,
        *sources: str,
        content: str = "",
        roles: Sequence[Role] = (),
        parent: int | None = None,
        cue: str = "",
    ) -> "Dispatch":
        roles = roles or ["speaker"] * len(sources)
        hops = [
            SourceMention(*self.extent(words), role=role)
            for words, role in zip(sources, roles, strict=True)
        ]
        self.attributions.append(
            Attribution(
                sources=tuple(hops),
                cue=(self.extent(cue),) if cue else (),
                content=(self.extent(content),) if content else (),
                construction="indirect",
                stance="asserts",
                parent=parent,
            )
        )
        return self

    def event(
        self,
        quote: str,
        *,
        agents: Sequence[str] = (),
        targets: Sequence[str] = (),
        attribution: int | None = None,
        type: ClaimType = "strike",
    ) -> "Dispatch":
        extent = self.extent(quote)
        self.drafts.append(
            ClaimDraft(
                quote=extent,
                clause=extent,
                attribution=attribution,
                cue=None,
                stance="asserts",
                type=type,
                trigger=None,
                realis="occurred",
                agents=tuple(self.extent(a) for a in agents),
                targets=tuple(self.extent(t) for t in targets),
            )
        )
        return self

    def place(
        self, name: str, country: str, *, associative: bool = False, nominal: bool = False
    ) -> "Dispatch":
        extent = self.extent(name)
        span = Span.of(self.text, *extent)
        place = Place(text=name, name=name, country=country, span=span)
        self.places.append(PlaceMention(*extent, place, nominal, associative))
        return self

    def document(self) -> Document:
        document = Document(Report.of(self.text, published=self.published, outlet=self.outlet))
        document.attributions = tuple(self.attributions)
        document.drafts = tuple(self.drafts)
        document.places = tuple(self.places)
        return document

    def parties(self, stage: PartyStage | None = None) -> dict[str, PartyMention]:
        """The mentions by their words."""
        document = self.document()
        (stage or PartyStage())(document)
        for mention in document.parties:
            mention.party.span.check(self.text)
        return {mention.party.text: mention for mention in document.parties}


def told(words: str, published: str | None = "2023-03-05") -> tuple[str, str, str]:
    """Name, side and kind of a speaker in a text that says no more."""
    source = Dispatch(words, published).said(words).parties()[words].source
    return source.name, source.side, source.kind
