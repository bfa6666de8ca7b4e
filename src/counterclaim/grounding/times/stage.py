"""The stage that finds time expressions and anchors them to the report's date."""

from counterclaim.grounding.times.mentions import mentions
from counterclaim.grounding.times.tagger import Tagger
from counterclaim.model.document import Document


class TimeStage:
    """Writes ``times``: TIMEX3 expressions in text order, each with its interval."""

    name = "counterclaim.times.rules.v1"
    requires = frozenset({"parse"})
    assigns = frozenset({"times"})

    def __init__(self) -> None:
        self._tagger = Tagger()

    def __call__(self, document: Document) -> None:
        """Find and anchor the time expressions of ``document``."""
        context, found = self._tagger.tag(document)
        document.times = tuple(mentions(context, found))
