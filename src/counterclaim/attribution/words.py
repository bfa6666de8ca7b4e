"""Closed lists of words that the rules look at (``lexicons/attribution_words.tsv``)."""

import functools

from counterclaim.lexicons import load_table


@functools.cache
def words(use: str) -> frozenset[str]:
    """The words of one use: ``label``, ``speaker``, ``light`` or ``when``."""
    return frozenset(row["word"] for row in load_table("attribution_words") if row["use"] == use)
