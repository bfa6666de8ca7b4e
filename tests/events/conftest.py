"""Drafts of short invented texts, with attributions written down by hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from counterclaim.events.stage import EventStage
from counterclaim.language.parse import ParseStage
from counterclaim.model.document import Attribution, ClaimDraft, Document, SourceMention
from counterclaim.model.records import Report
from counterclaim.model.vocabulary import Stance


@dataclass(frozen=True)
class Said:
    """An attribution by its words; each must stand once in the text."""

    source: str | None
    cue: str
    content: str
    stance: Stance = "asserts"
    lemma: str = ""
    parent: int | None = None

    def within(self, text: str) -> Attribution:
        def extent(words: str) -> tuple[int, int]:
            start = text.index(words)
            return start, start + len(words)

        sources = () if self.source is None else (SourceMention(*extent(self.source)),)
        return Attribution(
            sources=sources,
            cue=(extent(self.cue),),
            content=(extent(self.content),),
            construction="indirect",
            stance=self.stance,
            cue_lemma=self.lemma or self.cue,
            parent=self.parent,
        )


@dataclass(frozen=True)
class Drafted:
    """A draft with its extents read as words."""

    draft: ClaimDraft
    text: str

    def words(self, extent: tuple[int, int] | None) -> str | None:
        return None if extent is None else self.text[extent[0] : extent[1]]

    @property
    def quote(self) -> str:
        return self.text[slice(*self.draft.quote)]

    @property
    def trigger(self) -> str | None:
        return self.words(self.draft.trigger)

    @property
    def agents(self) -> list[str | None]:
        return [self.words(e) for e in self.draft.agents]

    @property
    def targets(self) -> list[str | None]:
        return [self.words(e) for e in self.draft.targets]

    @property
    def figures(self) -> list[tuple[float | None, float | None, str]]:
        return [(f.low, f.high, f.unit) for f in self.draft.figures]

    @property
    def kind(self) -> tuple[str, str]:
        return self.draft.stance, self.draft.type


Drafter = Callable[..., list[Drafted]]


@pytest.fixture(scope="session")
def parser() -> ParseStage:
    return ParseStage()


@pytest.fixture(scope="session")
def drafts_of(parser: ParseStage) -> Drafter:
    """``drafts_of(text, *said)``: the drafts of ``text``, in order."""
    stage = EventStage()

    def drafts(text: str, *said: Said) -> list[Drafted]:
        document = Document(Report.of(text))
        parser(document)
        document.attributions = tuple(s.within(text) for s in said)
        stage(document)
        return [Drafted(d, text) for d in document.drafts]

    return drafts


def types(drafted: Sequence[Drafted]) -> list[str]:
    """The claim types of ``drafted``, in order."""
    return [d.draft.type for d in drafted]
