"""The ``metadata`` cells of auto-archiver's ``csv_db``: Python dictionaries as text.

They hold strings, numbers and ``datetime`` constructors. They are taken apart, never run: only
literals and those constructors mean something, anything else is passed over.
"""

import ast
import warnings
from datetime import UTC, datetime, timedelta, timezone

from counterclaim.errors import EmptyInput, MalformedReport
from counterclaim.reading.html import with_headline
from counterclaim.reading.rows import Fields

MAX_METADATA = 4 * 1024 * 1024
"""Longest cell taken apart, in characters: the parser takes some 100 bytes a character."""


def post_of(metadata: str, status: str, where: str) -> Fields:
    """The post that a row describes. Raises :class:`~counterclaim.errors.InputError`."""
    if len(metadata) > MAX_METADATA:
        raise MalformedReport(where, f"metadata of over {MAX_METADATA:,} characters; shorten them")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd escapes in hostile cells
            tree = ast.parse(metadata.strip() or "{}", mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        tree = None
    if not isinstance(tree, ast.Dict):
        raise MalformedReport(where, "the metadata are no dictionary; export the archive again")
    found = {
        key.value: _value(value)
        for key, value in zip(tree.keys, tree.values, strict=True)
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }
    text = found.get("content") or ""
    if not text.strip():
        said = f" ({status.strip()[:80]})" if status.strip() else ""
        raise EmptyInput(where, f"nothing was archived of its words{said}; leave the row out")
    title = found.get("title")
    return Fields(
        text=with_headline(title, text),
        url=found.get("url"),
        published=found.get("timestamp"),
        title=title,
    )


def _value(node: ast.expr) -> str | None:
    """A string, or a moment in ISO form."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Call) and _called(node) in {"datetime.datetime", "datetime"}:
        return _moment(node)
    return None


def _called(call: ast.Call) -> str:
    """The dotted name of what is called."""
    return _dotted(call.func)


def _dotted(node: ast.expr) -> str:
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id if isinstance(node, ast.Name) else "?", *reversed(parts)])


def _moment(call: ast.Call) -> str | None:
    numbers = _integers(call.args)
    zone = next((k.value for k in call.keywords if k.arg == "tzinfo"), None)
    try:
        moment = datetime(*numbers, tzinfo=None if zone is None else _zone(zone))  # type: ignore[arg-type, misc]
    except (TypeError, ValueError, OverflowError):
        return None
    return moment.isoformat().replace("+00:00", "Z")


def _integers(nodes: list[ast.expr]) -> list[int]:
    return [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, int)]


def _zone(node: ast.expr) -> timezone:
    """``datetime.timezone.utc``, ``tzutc()``, ``datetime.timezone(datetime.timedelta(...))``.

    Raises :class:`ValueError` for any other.
    """
    if _dotted(node) in {"datetime.timezone.utc", "timezone.utc", "datetime.UTC"}:
        return UTC
    if isinstance(node, ast.Call) and _called(node) == "tzutc":
        return UTC
    if isinstance(node, ast.Call) and _called(node) == "datetime.timezone" and node.args:
        offset = node.args[0]
        if isinstance(offset, ast.Call) and _called(offset) == "datetime.timedelta":
            seconds = [k.value for k in offset.keywords if k.arg == "seconds"]
            return timezone(timedelta(seconds=sum(_integers(seconds))))
    raise ValueError("a time zone that is not spelt out")
