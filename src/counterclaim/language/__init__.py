"""Sentences, tags and the dependency parse."""
