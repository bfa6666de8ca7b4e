"""counterclaim: who claims what about an armed conflict, on exactly which words."""

from counterclaim.errors import CounterclaimError
from counterclaim.model.records import (
    Claim,
    Figure,
    Layers,
    Party,
    Place,
    Reading,
    Report,
    Source,
    Span,
    Time,
)
from counterclaim.model.version import EXTRACTOR
from counterclaim.pipeline.reader import STORY, Reader, read
from counterclaim.pipeline.stages import Stage

__version__ = "0.1.0"

__all__ = [
    "EXTRACTOR",
    "STORY",
    "Claim",
    "CounterclaimError",
    "Figure",
    "Layers",
    "Party",
    "Place",
    "Reader",
    "Reading",
    "Report",
    "Source",
    "Span",
    "Stage",
    "Time",
    "read",
]
