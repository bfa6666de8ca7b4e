from collections.abc import Callable
from dataclasses import dataclass

import pytest

from counterclaim.attribution.stage import AttributionStage
from counterclaim.language.parse import ParseStage
from counterclaim.model.document import Attribution, Document
from counterclaim.model.records import Report


@dataclass(frozen=True)
class Said:
    """An attribution in words."""

    sources: tuple[tuple[str, str], ...]
    cue: str
    content: tuple[str, ...]
    record: Attribution

    @property
    def speaker(self) -> str | None:
        return next((text for text, role in self.sources if role == "speaker"), None)

    @property
    def words(self) -> str:
        return " ".join(self.content)


Attribute = Callable[[str], list[Said]]


@pytest.fixture(scope="session")
def attribute() -> Attribute:
    parse, stage = ParseStage(), AttributionStage()

    def run(text: str) -> list[Said]:
        document = Document(Report.of(text))
        parse(document)
        stage(document)
        return [
            Said(
                sources=tuple((text[s.start : s.end], s.role) for s in a.sources),
                cue=" ".join(text[x:y] for x, y in a.cue),
                content=tuple(text[x:y] for x, y in a.content),
                record=a,
            )
            for a in document.attributions
        ]

    return run
