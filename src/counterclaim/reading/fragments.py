"""The text of a piece of HTML, such as a feed carries: its paragraphs, an empty line between."""

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
"""Elements that begin a paragraph and end one."""

UNREAD = frozenset({
    "audio", "button", "canvas", "embed", "head", "iframe", "input", "math", "noscript", "object",
    "option", "script", "select", "style", "svg", "template", "textarea", "title", "video",
})  # fmt: skip
"""Elements whose text nobody reads."""

_SPACES = re.compile(r"[ \t\n\r\f\v]+")
_MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]+);")


def looks_like_markup(text: str) -> bool:
    """Whether there is a tag or a character reference in ``text``."""
    return _MARKUP.search(text) is not None


def text_of_fragment(markup: str) -> str:
    """The text of ``markup``, white space as a browser shows it."""
    if not looks_like_markup(markup):
        return _plain(markup)
    tree = _tree(markup)
    if tree is None:
        return ""
    pieces: list[str] = []
    _collect(tree, pieces)
    paragraphs = (_plain(p) for p in "".join(pieces).split("\0"))
    return "\n\n".join(p for p in paragraphs if p)


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _tree(markup: str) -> "HtmlElement | None":
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    cleaned = markup.replace("\0", "").encode("utf-8", "replace")
    try:
        return document_fromstring(cleaned, parser=HTMLParser(encoding="utf-8", huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _collect(tree: "HtmlElement", pieces: list[str]) -> None:
    """The text in its order, NUL where a paragraph ends; without recursion: trees may be deep."""
    from lxml import etree

    hidden = 0
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            hidden += tag in UNREAD
            if tag in BLOCKS:
                pieces.append("\0")
            elif tag == "br":
                pieces.append("\0" if _doubled(node) else " ")
            if not hidden:
                pieces.append(node.text or "")
            continue
        if event == "end":
            hidden -= tag in UNREAD
            if tag in BLOCKS:
                pieces.append("\0")
        if not hidden:
            pieces.append(node.tail or "")


def _doubled(node: "HtmlElement") -> bool:
    """Whether a line break is one of two, which end a paragraph."""
    after = node.getnext()
    before = node.getprevious()
    return bool(
        (after is not None and after.tag == "br" and not (node.tail or "").strip())
        or (before is not None and before.tag == "br" and not (before.tail or "").strip())
    )
