"""Bytes to reports: files, folders, .jsonl, HTML, encodings."""

from counterclaim.reading.dates import checked_date
from counterclaim.reading.inputs import Inputs, Kind

__all__ = ["Inputs", "Kind", "checked_date"]
