"""Web archives made for tests."""

import gzip
from collections.abc import Sequence

ARTICLE = (
    "<html lang=en><head><title>Bridge stands</title>"
    '<meta property="article:published_time" content="2024-05-14T08:00:00Z"></head><body><article>'
    "<h1>Bridge stands</h1><p>The mayor of Lipovka said on Monday that the bridge over the river "
    "still stood after the night, and that nobody had been hurt in it ({}).</p><p>A spokesman "
    "for the army denied that any shell had been fired at the crossing on Sunday.</p></article>"
    "</body></html>"
)


def http(
    body: bytes | str,
    *headers: str,
    status: str = "200 OK",
    kind: str | None = "text/html; charset=utf-8",
) -> bytes:
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {kind}"] if kind else []), *headers, "", ""]
    return "\r\n".join(lines).encode() + (body.encode() if isinstance(body, str) else body)


def record(
    block: bytes,
    url: str = "https://post.example/bridge",
    *,
    type_: str = "response",
    date: str = "2024-05-15T03:04:05Z",
    length: int | str | None = None,
) -> bytes:
    header = (
        f"WARC/1.0\r\nWARC-Type: {type_}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return header.encode() + block + b"\r\n\r\n"


def page(number: int) -> bytes:
    return record(http(ARTICLE.format(number)), f"https://post.example/{number}")


def packed(records: Sequence[bytes]) -> bytes:
    """A member a record, as the standard recommends."""
    return b"".join(gzip.compress(r) for r in records)
