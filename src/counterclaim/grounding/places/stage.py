"""Places."""

from counterclaim.model.document import Document


class PlaceStage:
    """Writes ``places``."""

    name = "counterclaim.places.gazetteer.v1"
    requires = frozenset({"parse"})
    assigns = frozenset({"places"})

    def __call__(self, document: Document) -> None:
        """Write ``places``."""
