"""Attribution by rules over the parse."""

from counterclaim.attribution.assembly import attributions
from counterclaim.model.document import Document


class AttributionStage:
    """Writes ``attributions``: who says which words, in the order of their content."""

    name = "counterclaim.attribution.rules.v1"
    requires = frozenset({"parse"})
    assigns = frozenset({"attributions"})

    def __call__(self, document: Document) -> None:
        """Write ``attributions``."""
        document.attributions = attributions(document.doc)
