"""An HTML page as a report: its main text, and the metadata that the page itself states.

``text`` is what trafilatura takes for the article, an empty line between its paragraphs, so that
none is taken for a wrapped line of the one before; offsets count in it.
As in feeds, the headline is its first line, followed by an empty line; if the article's text
already begins with the headline it is not repeated. What a page does not state stays unknown.
"""

import re
from typing import TYPE_CHECKING, Any

from counterclaim.errors import EmptyInput, InputError, MalformedReport
from counterclaim.model.records import Report
from counterclaim.reading.page_dates import publication_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_CHARACTERS = 5_000_000
MAX_ELEMENTS = 20_000
MAX_WORDS_IN_TAG = 20_000
"""Largest page read. Parsing takes time quadratic in the attributes of one tag, extraction in the
elements of one paragraph or table: ten seconds at these bounds, minutes not far above. Articles
have a few thousand elements; tags with thousands of words are drawings, with few attributes."""


def report_of_page(
    markup: str,
    source: str,
    *,
    published: str | None = None,
    url: str | None = None,
    captured: str | None = None,
) -> Report:
    """The report on the page. ``published`` overrides the page's own date.

    ``url`` is the address that it was fetched from and ``captured`` when, where that is known.

    Raises :class:`InputError` when the page holds no article or is too large to take apart.
    """
    from trafilatura import bare_extraction  # a third of a second to import

    tree = _tree(markup, source)
    date = published or publication_date(tree, url)  # before extraction, which prunes the tree
    language = _stated_language(tree)
    try:
        found = bare_extraction(
            tree, url=url, with_metadata=True, include_comments=False, include_tables=False,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )  # fmt: skip
    except (RecursionError, ValueError) as error:
        raise MalformedReport(
            source, f"the page cannot be taken apart ({error}); save its article as text"
        ) from None
    page: dict[str, Any] = found if isinstance(found, dict) else found.as_dict() if found else {}
    body = re.sub(r"\s*\n\s*", "\n\n", (page.get("text") or "").strip())
    if not body:
        raise EmptyInput(source, "no article found on the page; save its article as text")
    title = page.get("title") or None
    return Report.of(
        with_headline(title, body),
        outlet=page.get("sitename") or page.get("hostname") or None,
        url=url or page.get("url") or None,
        published=date,
        title=title,
        language=language,
        file=source,
        captured=captured,
    )


def declared_charset(data: bytes) -> str | None:
    """The charset that a page's first bytes declare (``<meta charset>`` or an XML prolog)."""
    head = data[:4096]
    match = re.search(
        rb"""(?:charset|<\?xml[^>]{0,80}encoding)\s*=\s*["']?\s*([\w:.-]{2,40})""", head, re.I
    )
    return match.group(1).decode("ascii", "replace") if match else None


def looks_like_html(data: bytes) -> bool:
    """Whether bytes of unknown kind begin as an HTML page does."""
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return head.startswith((b"<!doctype html", b"<html"))


def with_headline(title: str | None, body: str) -> str:
    """``body`` under its headline, which is not repeated where the body begins with it."""
    if not title:
        return body
    return body if body.partition("\n")[0].strip() == title.strip() else f"{title}\n\n{body}"


def _tree(markup: str, source: str) -> "HtmlElement":
    from trafilatura import load_html

    if len(markup) > MAX_CHARACTERS:
        raise InputError(
            source, f"page of more than {MAX_CHARACTERS:,} characters; save its article as text"
        )
    if any(len(piece.partition(">")[0].split()) > MAX_WORDS_IN_TAG for piece in markup.split("<")):
        raise InputError(source, "page with an endless tag; save its article as text")
    tree = load_html(markup)
    if tree is None:
        raise EmptyInput(source, "no article found on the page; save its article as text")
    if sum(1 for _ in tree.iter()) > MAX_ELEMENTS:
        raise InputError(
            source, f"page of more than {MAX_ELEMENTS:,} elements; save its article as text"
        )
    return tree


def _stated_language(tree: "HtmlElement") -> str | None:
    stated = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return stated.strip() or None
