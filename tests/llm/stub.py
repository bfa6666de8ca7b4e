"""An endpoint on this machine that answers as a test tells it to."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Reply:
    """What goes over the wire."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: threading.Event | None = None  # waited for before anything is sent


@dataclass
class Request:
    """What came over the wire."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def shown(self) -> str:
        """The piece of a report that the model is asked about."""
        return str(self.body["messages"][-1]["content"])


Answering = Callable[[Request], Reply]


class Stub:
    """The endpoint: its address, what it was asked, and how it answers next."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/v1"
        self.requests: list[Request] = []
        self.answering: Answering = lambda request: claims()
        self._first: list[Reply] = []
        self._lock = threading.Lock()

    def first(self, *replies: Reply) -> None:
        """Give these replies, one each, before any other."""
        self._first = list(replies)

    def reply_to(self, request: Request) -> Reply:
        """The reply to ``request``."""
        with self._lock:
            self.requests.append(request)
            if self._first:
                return self._first.pop(0)
        return self.answering(request)


def claims(*found: dict[str, Any], **more: Any) -> Reply:
    """An answer with these claims."""
    return content(json.dumps({"claims": found}), **more)


def content(words: str, *, finish: str = "stop", usage: Any = None) -> Reply:
    """An answer in these words."""
    usage = {"prompt_tokens": 1000, "completion_tokens": 200} if usage is None else usage
    choice = {"message": {"role": "assistant", "content": words}, "finish_reason": finish}
    return Reply(json.dumps({"choices": [choice], "usage": usage}).encode())


def claim(quote: str, **fields: Any) -> dict[str, Any]:
    """A claim as a model gives it; by default the report's own."""
    labels = {"stance": "asserts", "type": "strike", "realis": "occurred"}
    return {"p": 1, "quote": quote, **labels, **fields}


def said(quote: str, speaker: str, cue: str, **fields: Any) -> dict[str, Any]:
    """A claim in somebody's mouth."""
    return claim(quote, sources=[{"words": speaker, "role": "speaker"}], cue=cue, **fields)


@contextmanager
def serving() -> Iterator[Stub]:
    """A stub that serves from a thread until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = json.loads(self.rfile.read(length))
            reply = stub.reply_to(Request(self.path, dict(self.headers), body))
            if reply.delay is not None:
                reply.delay.wait(10)
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                if "Content-Length" not in reply.headers:
                    self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)
            except ConnectionError:  # the client had enough
                self.close_connection = True

        def log_message(self, *arguments: Any) -> None:
            """Nothing on stderr."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stub = Stub(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
