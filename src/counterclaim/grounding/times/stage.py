"""Times."""

from counterclaim.model.document import Document


class TimeStage:
    """Writes ``times``."""

    name = "counterclaim.times.rules.v1"
    requires = frozenset({"parse"})
    assigns = frozenset({"times"})

    def __call__(self, document: Document) -> None:
        """Write ``times``."""
