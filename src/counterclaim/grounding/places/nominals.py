"""Noun phrases that stand for a place named in the report: "the city", "the region"."""

from collections.abc import Sequence

from counterclaim.grounding.places.geoparser import Resolution
from counterclaim.model.document import Document, PlaceMention


def nominal_mentions(document: Document, resolutions: Sequence[Resolution]) -> list[PlaceMention]:
    """Definite noun phrases resolved to the last fitting place before them."""
    return []
