"""Plain data types and vocabularies; lies under every other room."""
