"""An attribution in the making."""

from dataclasses import dataclass

from counterclaim.model.document import Attribution, Construction, Extent, SourceMention
from counterclaim.model.vocabulary import Stance


@dataclass(slots=True)
class Candidate:
    """What a rule found: extents in code points; ``anchor`` is the cue's token."""

    anchor: int
    cue: tuple[Extent, ...]
    content: tuple[Extent, ...]
    sources: tuple[SourceMention, ...]
    construction: Construction
    stance: Stance
    lemma: str
    kind: str = "speech"
    pos: str = "verb"
    weight: float = 0.0
    sure: bool = False
    quoted: bool = False
    quotable: bool = False
    firm: bool = True

    @property
    def width(self) -> int:
        """Code points from the first to the last word of the content."""
        return self.content[-1][1] - self.content[0][0] if self.content else 0

    def attribution(self, parent: int | None) -> Attribution:
        """The finished record."""
        return Attribution(
            sources=self.sources,
            cue=self.cue,
            content=self.content,
            construction=self.construction,
            stance=self.stance,
            cue_lemma=self.lemma,
            parent=parent,
            firm=self.firm,
        )
