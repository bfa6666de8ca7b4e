"""From where the trained networks are believed (``classifier_thresholds.tsv``)."""

import functools

from counterclaim.lexicons import load_table


@functools.cache
def thresholds() -> dict[str, float]:
    """Log-odds by name."""
    return {row["name"]: float(row["value"]) for row in load_table("classifier_thresholds")}
