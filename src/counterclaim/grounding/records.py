"""Records."""

from counterclaim.model.document import Document


class RecordStage:
    """Writes ``claims``."""

    name = "counterclaim.records.v1"
    requires = frozenset({"parse", "attributions", "drafts", "times", "places", "parties"})
    assigns = frozenset({"claims"})

    def __call__(self, document: Document) -> None:
        """Write ``claims``."""
