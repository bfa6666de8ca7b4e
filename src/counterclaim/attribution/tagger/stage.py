"""Attribution by a trained tagger, with the rules' stances and chains."""

from counterclaim.attribution.assembly import assembled, candidates
from counterclaim.attribution.tagger.combination import combined
from counterclaim.attribution.tagger.tagging import tagged
from counterclaim.attribution.tree import Tree
from counterclaim.model.document import Document


class TaggerStage:
    """Writes ``attributions``: who says which words, in the order of their content."""

    name = "counterclaim.attribution.encoder.v1"
    requires = frozenset({"parse", "encoding"})
    assigns = frozenset({"attributions"})

    def __call__(self, document: Document) -> None:
        """Write ``attributions``."""
        tree = Tree(document.doc)
        found = combined(tree, candidates(tree), tagged(tree.text, document.encoded))
        document.attributions = assembled(tree, found)
