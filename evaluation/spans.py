"""Whether every span of a reading is exact: the promise that all else rests on."""

from collections.abc import Iterator
from typing import Any

import msgspec

from counterclaim import Reading


def inexact_spans(reading: Reading) -> list[str]:
    """What is wrong with the spans of ``reading``, claims and layers; empty when nothing is.

    Looks at every object with ``start``, ``end`` and ``text`` in the record, so that a field
    added later is checked as well, and at every extent of the layers.
    """
    text = reading.report.text
    record: dict[str, Any] = msgspec.to_builtins(reading)
    wrong = [
        f"{place}: {span['text']!r} is not at {span['start']}:{span['end']}"
        for place, span in _spans(record["claims"], "claims")
        if not span["text"] or text[span["start"] : span["end"]] != span["text"]
    ]
    return wrong + [
        f"{place}: {start}:{end} is no stretch of {len(text)} characters"
        for place, start, end in _extents(record["layers"] or {}, "layers")
        if not 0 <= start < end <= len(text)
    ]


def _spans(node: object, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, dict):
        if isinstance(node.get("start"), int):
            yield place, node
        for name, child in node.items():
            yield from _spans(child, f"{place}.{name}")
    elif isinstance(node, list | tuple):
        for number, child in enumerate(node):
            yield from _spans(child, f"{place}[{number}]")


def _extents(node: object, place: str) -> Iterator[tuple[str, int, int]]:
    if isinstance(node, dict):
        if isinstance(node.get("start"), int):
            yield place, node["start"], node["end"]
        for name, child in node.items():
            yield from _extents(child, f"{place}.{name}")
    elif isinstance(node, list | tuple):
        if len(node) == 2 and all(isinstance(n, int) for n in node):
            yield place, node[0], node[1]
            return
        for number, child in enumerate(node):
            yield from _extents(child, f"{place}[{number}]")
