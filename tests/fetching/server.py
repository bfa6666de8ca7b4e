"""A server on this machine that answers as a test wants."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """What is sent back. ``close_early`` sends half of the body it promised."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    close_early: bool = False


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    at: float


class Site:
    """Paths and what they answer; what was asked for. Unknown paths answer 404."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Callable[[Request], Answer]] = {}
        self.requests: list[Request] = []
        self.address = ""
        self.port = 0
        self.released = threading.Event()

    def asked(self, path: str) -> int:
        return sum(request.path == path for request in self.requests)

    def answer(self, request: Request) -> Answer:
        self.requests.append(request)
        found = self.answers.get(request.path, Answer(status=404))
        return found if isinstance(found, Answer) else found(request)

    def hang(self, request: Request) -> Answer:
        """Say nothing until the test is over."""
        self.released.wait(30)
        return Answer(status=500)

    @staticmethod
    def conditional(body: bytes, etag: str) -> Callable[[Request], Answer]:
        def answer(request: Request) -> Answer:
            if request.headers.get("If-None-Match") == etag:
                return Answer(status=304, headers={"ETag": etag})
            return Answer(body, headers={"ETag": etag, "Content-Type": "application/rss+xml"})

        return answer


@contextmanager
def serving() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = site.answer(Request(self.path, dict(self.headers), time.monotonic()))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body) * (1 + answer.close_early)))
            self.end_headers()
            try:
                self.wfile.write(answer.body)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    site.address = f"http://127.0.0.1:{site.port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def raw(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server whose every connection is given to ``answer``; its address."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.05)
    over = threading.Event()

    def serve() -> None:
        while not over.is_set():
            try:
                connection, _ = listener.accept()
            except TimeoutError:
                continue
            with connection:
                connection.settimeout(5)
                try:
                    connection.recv(65536)
                    answer(connection)
                except OSError:
                    continue

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        over.set()
        thread.join()
        listener.close()


def rss(*items: str, title: str = "Meridian Post") -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{title}</title><link>https://meridian.example/</link>{''.join(items)}"
        "</channel></rss>"
    ).encode()


def item(number: int, text: str = "Kyiv denied the strike on Lipovka.") -> str:
    return (
        f"<item><title>Kyiv denies strike {number}</title><guid>https://meridian.example/{number}</guid>"
        f"<link>https://meridian.example/{number}</link><description>{text}</description>"
        "<pubDate>Tue, 14 May 2024 08:00:00 +0200</pubDate></item>"
    )
