"""The publication date that a page states about itself.

In this order: JSON-LD ``datePublished`` (schema.org), ``<meta>`` elements, a ``<time>``
element marked as the publication's, the first ``<time>`` of the article, a whole date in the
page's own address. Dates in running text or a footer are not taken: they are as often another
story's, or today's. Only forms that are whole ISO 8601 dates count.
"""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from counterclaim.reading.dates import checked_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

META_NAMES = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished",
    "publication_date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued",
    "dc.date", "dcterms.date", "pubdate", "publishdate", "publish-date", "publish_date", "date",
    "cxenseparse:recs:publishtime",
)  # fmt: skip
"""Names, properties and itemprops of ``<meta>`` that publishers use, most specific first."""

_ADDRESS_DATE = re.compile(r"/(\d{4})[/-](\d{2})[/-](\d{2})(?:/|-|$)")
_JSON_LD_DEPTH = 6


def publication_date(tree: "HtmlElement", url: str | None = None) -> str | None:
    """The ISO date or date-time at which the page says it was published, or ``None``.

    ``url`` is the address it was fetched from, if that is known.
    """
    for stated in _stated(tree, url):
        try:
            return checked_date(stated)
        except ValueError:
            continue
    return None


def _stated(tree: "HtmlElement", url: str | None) -> Iterator[str]:
    yield from _from_json_ld(tree)
    yield from _from_meta(tree)
    yield from _from_time_elements(tree)
    yield from _from_address(tree, url)


def _from_json_ld(tree: "HtmlElement") -> Iterator[str]:
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json" and script.text:
            try:
                parsed = json.loads(script.text, strict=False)
            except (ValueError, RecursionError):
                continue
            yield from _dates_published(parsed, _JSON_LD_DEPTH)


def _dates_published(node: object, depth: int) -> Iterator[str]:
    if depth == 0:
        return
    if isinstance(node, dict):
        stated = node.get("datePublished")
        if isinstance(stated, str):
            yield stated
        for child in node.values():
            yield from _dates_published(child, depth - 1)
    elif isinstance(node, list):
        for child in node:
            yield from _dates_published(child, depth - 1)


def _from_meta(tree: "HtmlElement") -> Iterator[str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            name = (meta.get(attribute) or "").strip().lower()
            if name in META_NAMES and meta.get("content"):
                found.setdefault(name, meta.get("content") or "")
    yield from (found[name] for name in META_NAMES if name in found)


def _from_time_elements(tree: "HtmlElement") -> Iterator[str]:
    for element in tree.iter("time"):
        marked = element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
        if marked and element.get("datetime"):
            yield element.get("datetime") or ""
    article = next(tree.iter("article"), None)
    if article is not None:
        yield from (element.get("datetime") or "" for element in article.iter("time"))


def _from_address(tree: "HtmlElement", url: str | None) -> Iterator[str]:
    addresses = [e.get("href") for e in tree.iter("link") if e.get("rel") == "canonical"]
    addresses += [e.get("content") for e in tree.iter("meta") if e.get("property") == "og:url"]
    for address in [*addresses, url]:
        match = _ADDRESS_DATE.search(address or "")
        if match:
            yield "-".join(match.groups())
