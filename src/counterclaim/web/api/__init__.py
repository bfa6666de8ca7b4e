"""The same typed records as JSON, described by OpenAPI."""
