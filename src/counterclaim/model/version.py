"""The version that a reading and its claim ids carry."""

EXTRACTOR = "rules-1"
"""Version of the reading; changes whenever the same text may be read differently."""
