"""Parties."""

from counterclaim.model.document import Document


class PartyStage:
    """Writes ``parties``."""

    name = "counterclaim.parties.tables.v1"
    requires = frozenset({"parse", "attributions", "drafts"})
    assigns = frozenset({"parties"})

    def __call__(self, document: Document) -> None:
        """Write ``parties``."""
