"""Closed lists of words that the rules look at (``lexicons/attribution_words.tsv``)."""

import functools

from counterclaim.lexicons import load_table


@functools.cache
def words(use: str) -> frozenset[str]:
    """The words of one use, as the table names it, or ``venue``.

    ``venue`` is every place of speech of ``lexicons/venues.tsv`` but the outlets.
    """
    if use == "venue":
        return frozenset(row["word"] for row in load_table("venues") if row["type"] != "outlet")
    return frozenset(row["word"] for row in load_table("attribution_words") if row["use"] == use)
