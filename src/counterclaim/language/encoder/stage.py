"""A text's word pieces, their vectors, and the words at which cues seem to begin.

The text is cut into overlapping windows; each piece is read from the window in whose core it
lies. One window is one call, without padding, so a text is encoded alike whatever is read
beside it.
"""

import numpy as np

from counterclaim.language.encoder.network import WIDTH, encoded
from counterclaim.language.encoder.wordpieces import inputs, pieces_of, windows
from counterclaim.model.document import Document, Encoding


class EncoderStage:
    """Writes ``encoding``."""

    name = "counterclaim.encoder.minilm.v1"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"encoding"})

    def __call__(self, document: Document) -> None:
        """Write ``encoding``."""
        document.encoding = encoding_of(document.text)


def encoding_of(text: str) -> Encoding:
    """The encoding of ``text``."""
    pieces = pieces_of(text)
    size = len(pieces)
    said = np.zeros((size, WIDTH), dtype=np.float16)
    told = np.zeros((size, WIDTH), dtype=np.float16)
    cue = np.zeros(size, dtype=np.float32)
    certainty = np.zeros(size, dtype=np.float32)
    for window in windows(size):
        core = slice(window.core_first, window.core_last)
        here = slice(window.core_first + 1 - window.first, window.core_last + 1 - window.first)
        parts = encoded(*inputs(pieces, window))
        said[core], cue[core], told[core], certainty[core] = (part[here] for part in parts)
    return Encoding(
        starts=pieces.starts,
        ends=pieces.ends,
        words=pieces.words,
        said=said,
        cue_odds=cue,
        told=told,
        certainty=certainty,
    )
