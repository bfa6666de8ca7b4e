"""Readings as a table, JSON and a page."""
