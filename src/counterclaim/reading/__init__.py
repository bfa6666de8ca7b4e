"""Bytes to reports: files, folders, .jsonl, HTML, encodings."""
