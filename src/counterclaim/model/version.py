"""The version that a reading and its claim ids carry."""

EXTRACTOR = "encoder-2"
"""Version of the reading; changes whenever the same text may be read differently."""

FAST_EXTRACTOR = "rules-2"
"""Version of the reading without the trained networks (``--fast``)."""
