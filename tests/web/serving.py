"""A real server on a free port, in a thread."""

import threading
import time
from types import TracebackType
from typing import Self

import uvicorn

from counterclaim.ledger import Ledger
from counterclaim.web.app import create_app
from counterclaim.web.settings import Settings


class Serving:
    """Serves a ledger; ``address`` is where."""

    def __init__(self, ledger: Ledger, settings: Settings) -> None:
        config = uvicorn.Config(
            create_app(ledger, settings), host="127.0.0.1", port=0, log_config=None,
            lifespan="on", access_log=False, ws="none",
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        self._socket = config.bind_socket()
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self._socket.close()
