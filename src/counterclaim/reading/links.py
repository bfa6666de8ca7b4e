"""Addresses that only lead on to another one: the other one, where they say it themselves.

Aggregators and mail filters wrap an article's address. ``lexicons/link_wrappers.tsv`` lists
those that carry it in a parameter; older links of Google News carry it in Base64. Others can
be told only by asking their server, which is not done: they stay as they are.
"""

import base64
import binascii
import functools
import re
from urllib.parse import parse_qs, unquote, urlsplit

from counterclaim.lexicons import alternatives, load_table

MAX_LAYERS = 4
"""Wrappers around wrappers that are taken off."""

_NEWS_PATH = re.compile(r"/(?:rss/|__i/rss/rd/)?articles/([A-Za-z0-9_-]{20,4000})")
_ADDRESS_IN_BYTES = re.compile(rb"https?://[\x21-\x7e]{4,2000}")


def unwrapped(address: str) -> str:
    """The address that ``address`` leads on to, or ``address`` itself."""
    for _ in range(MAX_LAYERS):
        inner = _inner(address)
        if inner is None:
            break
        address = inner
    return address


def _inner(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if host == "news.google.com" and (match := _NEWS_PATH.match(parts.path)):
        return _in_base64(match[1])
    for end, path, parameters in _wrappers():
        if (host == end or host.endswith(f".{end}")) and parts.path.startswith(path):
            return _in_parameters(parts.query, parameters)
    return None


@functools.cache
def _wrappers() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    rows = load_table("link_wrappers")
    return tuple((r["host"], r["path"], alternatives(r["parameters"])) for r in rows)


def _in_parameters(query: str, parameters: tuple[str, ...]) -> str | None:
    """The address in a parameter, or in the whole of ``query`` where that is named ``*``."""
    try:
        given = parse_qs(query, max_num_fields=100)
    except ValueError:
        return None
    for name in parameters:
        for value in [unquote(query)] if name == "*" else given.get(name, ()):
            if value.startswith(("http://", "https://")):
                return value
    return None


def _in_base64(code: str) -> str | None:
    try:
        data = base64.urlsafe_b64decode(code + "=" * (-len(code) % 4))
    except (binascii.Error, ValueError):
        return None
    match = _ADDRESS_IN_BYTES.search(data)
    return match[0].decode("ascii") if match else None
