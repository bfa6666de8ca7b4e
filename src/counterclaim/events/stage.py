"""Claim drafts by rules."""

from counterclaim.model.document import Document


class EventStage:
    """Writes ``drafts``."""

    name = "counterclaim.events.rules.v1"
    requires = frozenset({"parse", "attributions"})
    assigns = frozenset({"drafts"})

    def __call__(self, document: Document) -> None:
        """Write ``drafts``."""
