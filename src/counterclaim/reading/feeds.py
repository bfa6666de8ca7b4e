"""Feeds, RSS 0.9 to 2.0 and Atom, as reports: one an entry.

The text is the headline, an empty line, and the entry's full content or, if it has none, its
summary. The outlet is the publisher that the entry's ``<source>`` names, as aggregators give it,
else the feed itself. ``published`` is the entry's own date, never the feed's.

The report's id is the entry's: as it is where it is an address or another URI, else below the
feed's own address, because such ids are unique within their feed only. Entries without one are
known by their link.
"""

import codecs
import io
import logging
import re
import time
import xml.sax
import xml.sax.handler
from collections.abc import Iterator
from typing import Any

from counterclaim.errors import EmptyInput, InputError, MalformedReport
from counterclaim.model.records import Report
from counterclaim.reading.dates import checked_date
from counterclaim.reading.encodings import MARKS
from counterclaim.reading.folders import printable
from counterclaim.reading.fragments import text_of_fragment
from counterclaim.reading.html import with_headline
from counterclaim.reading.links import unwrapped
from counterclaim.reading.rows import Fields, report_of_fields

log = logging.getLogger(__name__)

Parsed = dict[str, Any]
"""What feedparser makes; read with ``dict.get``, past a look-up that stands one date in for
another."""

MAX_REPAIRED = 2 * 1024 * 1024
"""Largest feed that is read though it is no well-formed XML; the repair is slow."""

MAX_ID = 1000
MAX_NAME = 300

LONG_TAG = 2000
MAX_ATTRIBUTES = 300
"""Feedparser takes time quadratic in the attributes of a tag."""

_ROOT = re.compile(
    rb"\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*>\s*)*<(?:[\w-]+:)?(?:rss|feed|RDF)[\s>]",
    re.DOTALL,
)
_ROOT_NAME = re.compile(rb"<\w")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_DECLARED = re.compile(r"""(?<=[\s"'])encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


def looks_like_feed(data: bytes) -> bool:
    """Whether ``data`` begins as a feed does."""
    return _ROOT.match(_as_utf8(data[:4096]).removeprefix(codecs.BOM_UTF8)) is not None


def reports_of_feed(
    data: bytes,
    source: str,
    seen: dict[str, str] | None = None,
    *,
    address: str | None = None,
    content_type: str | None = None,
    published: str | None = None,
) -> Iterator[Report | InputError]:
    """The report of each entry, or what is wrong with it, named ``source:entry``.

    ``address`` is where the feed was fetched from, ``content_type`` what its server calls it,
    ``seen`` as for :func:`~counterclaim.reading.rows.report_of_row`.
    Raises :class:`InputError` when it is no feed, or one made to harm.
    """
    parsed = _parsed(data, source, address, content_type)
    feed = parsed["feed"]
    home = address or _text(feed, "link") or _text(feed, "id") or source
    for number, entry in enumerate(parsed["entries"], start=1):
        where = f"{source}:{number}"
        try:
            fields = _fields(entry, feed, home)
            yield report_of_fields(fields, where, seen, published)
        except InputError as error:
            yield error
    if not parsed["entries"]:
        raise EmptyInput(source, "a feed without entries; look at it again later")


def _parsed(data: bytes, source: str, address: str | None, content_type: str | None) -> Parsed:
    import feedparser  # a tenth of a second to import

    data = _as_utf8(data)
    _refuse_hostile(data, source)
    _refuse_encoding(data, content_type, source)
    if not looks_like_feed(data):
        raise MalformedReport(source, "no feed; give an RSS or Atom feed")
    headers = {"content-type": content_type or "application/xml"}
    if address:
        headers["content-location"] = address
    if len(data) > MAX_REPAIRED and not _well_formed(data):
        raise MalformedReport(source, "a large feed of broken XML; ask its publisher to mend it")
    try:
        parsed: Parsed = feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False,
            resolve_relative_uris=False,
        )  # fmt: skip
    except (ValueError, LookupError, RecursionError, AssertionError, TypeError) as error:
        raise MalformedReport(
            source, f"the feed cannot be taken apart ({_said(error)}); look at it in a browser"
        ) from None
    if parsed["bozo"]:
        log.warning(
            "%s: broken XML (%s); check its entries", source, _said(parsed["bozo_exception"])
        )
    return parsed


def _refuse_hostile(data: bytes, source: str) -> None:
    """Refuse what takes minutes or gigabytes to parse, and no publisher has a use for."""
    root = _ROOT_NAME.search(data)
    if _ENTITY.search(data, 0, root.start() if root else len(data)):
        raise MalformedReport(source, "declares XML entities, as no feed needs to; not read")
    for piece in data.split(b"<"):
        if len(piece) > LONG_TAG and piece.partition(b">")[0].count(b"=") > MAX_ATTRIBUTES:
            raise MalformedReport(source, f"a tag of over {MAX_ATTRIBUTES} attributes; not read")


def _as_utf8(data: bytes) -> bytes:
    """``data`` in UTF-8 if it is marked as UTF-16 or UTF-32, so that nothing hides from checks."""
    for mark, encoding in MARKS:
        if data.startswith(mark) and encoding != "utf-8":
            text = data[len(mark) :].decode(encoding, "replace")
            return _DECLARED.sub("", text, count=1).encode("utf-8")
    return data


def _refuse_encoding(data: bytes, content_type: str | None, source: str) -> None:
    """Refuse encodings in which other bytes than ASCII's stand for ASCII's characters."""
    ascii_ = bytes(range(32, 127))
    prolog = data[:200].decode("ascii", "replace")
    for match in (_DECLARED.search(prolog), _CHARSET.search(content_type or "")):
        name = match[1].lower() if match else "utf-8"
        try:
            honest = "escape" not in name and ascii_.decode(name) == ascii_.decode()
        except (LookupError, UnicodeDecodeError):
            honest = name.startswith(("utf-16", "utf-32"))
        if not honest:
            raise MalformedReport(source, "in an encoding that hides its markup; not read")


def _well_formed(data: bytes) -> bool:
    handler = xml.sax.handler.ContentHandler()
    try:
        xml.sax.parseString(data, handler)
    except (xml.sax.SAXException, ValueError, LookupError):
        return False
    return True


def _fields(entry: Parsed, feed: Parsed, home: str) -> Fields:
    link = _link(entry)
    outlet = _outlet(entry, feed)
    title = text_of_fragment(_text(entry, "title"))
    if outlet and title.endswith(f" - {outlet}"):  # so aggregators mark another's headline
        title = title.removesuffix(f" - {outlet}")
    body = _body(entry)
    if not body or _repeats(body, title, outlet):
        body = title
    return Fields(
        text=with_headline(title or None, body),
        id=_id(entry, home),
        outlet=outlet,
        url=link,
        published=_published(entry),
        title=title or None,
        language=_text(entry, "language") or _text(feed, "language") or None,
    )


def _body(entry: Parsed) -> str:
    """The full content, else the summary, as text."""
    written = [part for part in dict.get(entry, "content") or () if _is_text(part)]
    written.append(dict.get(entry, "summary_detail") or {})
    for part in sorted(written[:-1], key=lambda p: -len(p.get("value") or "")) + written[-1:]:
        if body := text_of_fragment(part.get("value") or ""):
            return body
    return ""


def _is_text(part: Parsed) -> bool:
    kind = part.get("type") or "text/html"
    return kind.startswith("text/") or "html" in kind


def _repeats(body: str, title: str, outlet: str | None) -> bool:
    """Whether the body says no more than the headline and the publisher's name do."""
    rest = " ".join(body.split()).replace(title, "", 1) if title else body
    return not rest.replace(outlet or "", "", 1).strip(" -–—|·\xa0")


def _outlet(entry: Parsed, feed: Parsed) -> str | None:
    given = dict.get(entry, "source") or {}
    for name in (_text(given, "title"), _text(entry, "publisher"), _text(feed, "title")):
        if plain := text_of_fragment(name):
            return plain[:MAX_NAME]
    return None


def _link(entry: Parsed) -> str | None:
    for name in ("feedburner_origlink", "link"):
        if address := _text(entry, name):
            return unwrapped(address)
    return None


def _id(entry: Parsed, home: str) -> str | None:
    given = _text(entry, "id")
    if not given or len(given) > MAX_ID:
        return None
    return given if _URI.fullmatch(given) else f"{home}#{given}"


def _published(entry: Parsed) -> str | None:
    """The entry's date: as it is written if that is ISO 8601, else in that form, in UTC."""
    for name in ("published", "updated", "created"):
        written = _text(entry, name)
        if not written:
            continue
        try:
            return checked_date(written)
        except ValueError:
            moment = dict.get(entry, f"{name}_parsed")
        if moment is not None and 1 <= moment[0] <= 9999:
            return time.strftime(f"{moment[0]:04}-%m-%dT%H:%M:%SZ", moment)
        log.info("%s is no date; taken for unknown", printable(written[:80]))
    return None


def _text(holder: Parsed, name: str) -> str:
    value = dict.get(holder, name)
    return value.strip() if isinstance(value, str) else ""


def _said(error: object) -> str:
    return printable(" ".join(str(error).split()))[:120] or type(error).__name__
