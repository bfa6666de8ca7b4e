"""Measuring counterclaim on labelled text; not part of the installed package."""
