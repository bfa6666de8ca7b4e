"""What came from an address, as reports: a feed's entries, or a page's article."""

import itertools
from collections.abc import Iterator

from counterclaim.errors import EmptyInput, InputError, MalformedReport
from counterclaim.model.records import Report
from counterclaim.reading.encodings import decode
from counterclaim.reading.feeds import looks_like_feed, reports_of_feed
from counterclaim.reading.html import declared_charset, looks_like_html, report_of_page


def reports_of_document(
    data: bytes,
    address: str,
    *,
    fetched_from: str,
    content_type: str | None = None,
    published: str | None = None,
    pages: bool = True,
) -> Iterator[Report | InputError]:
    """The reports in ``data``, which ``address`` led to and ``fetched_from`` gave.

    Without ``pages`` only a feed will do. Raises :class:`InputError` when nothing can be read.
    """
    if not data.strip():
        raise EmptyInput(address, "an empty answer; look at it in a browser")
    if looks_like_feed(data):
        found = reports_of_feed(
            data, address, address=fetched_from, content_type=content_type, published=published
        )
        yield from _without_empty_end(found)
    elif looks_like_html(data):
        if not pages:
            raise MalformedReport(address, f"a page, no feed{_hint(data, fetched_from)}")
        charset = _charset(content_type) or declared_charset(data)
        markup = decode(data, address, declared=charset).text
        yield report_of_page(markup, address, published=published, url=fetched_from)
    else:
        raise MalformedReport(address, "neither a feed nor a page; give the address of one")


def _without_empty_end(
    found: Iterator[Report | InputError],
) -> Iterator[Report | InputError]:
    """A feed without entries is none's fault while it is polled: it has no reports just now."""
    try:
        first = next(found, None)
    except EmptyInput:
        return
    if first is not None:
        yield from itertools.chain([first], found)


def _hint(data: bytes, fetched_from: str) -> str:
    """Where the page says that its feed is."""
    from urllib.parse import urljoin

    from trafilatura import load_html

    tree = load_html(data[:500_000])
    for link in tree.iter("link") if tree is not None else ():
        if "alternate" in (link.get("rel") or "") and (link.get("type") or "").endswith(
            ("rss+xml", "atom+xml")
        ):
            return f"; its feed is {urljoin(fetched_from, link.get('href') or '')[:300]}"
    return "; give the address of its feed"


def _charset(content_type: str | None) -> str | None:
    _, _, value = (content_type or "").lower().partition("charset=")
    return value.partition(";")[0].strip(" \"'") or None
