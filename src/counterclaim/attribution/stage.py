"""Attribution by rules over the parse."""

from counterclaim.model.document import Document


class AttributionStage:
    """Writes ``attributions``."""

    name = "counterclaim.attribution.rules.v1"
    requires = frozenset({"parse"})
    assigns = frozenset({"attributions"})

    def __call__(self, document: Document) -> None:
        """Write ``attributions``."""
