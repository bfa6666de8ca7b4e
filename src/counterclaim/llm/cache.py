"""Answers kept on disk, so that the same text, model and instruction are read the same again."""

import hashlib
import os
import threading
from pathlib import Path

import msgspec

from counterclaim.errors import EndpointError
from counterclaim.llm.answer import Answer

_decode = msgspec.json.Decoder(Answer).decode


class Answers:
    """A folder of answers, readable by its owner only: they hold words of the reports.

    Raises :class:`EndpointError` where the folder cannot be made or written.
    """

    def __init__(self, folder: Path, model: str, version: str) -> None:
        self._folder = folder
        self._asked = f"{model}\x1f{version}"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise _unusable(folder, error) from None

    def key(self, message: str) -> str:
        """The name under which the answer to ``message`` is kept."""
        asked = f"{self._asked}\x1f{message}".encode("utf-8", "surrogatepass")
        return hashlib.sha256(asked).hexdigest()

    def get(self, key: str) -> Answer | None:
        """The answer kept, or ``None`` where there is none or it is damaged."""
        try:
            return _decode(self._file(key).read_bytes())
        except (OSError, msgspec.DecodeError):
            return None

    def put(self, key: str, answer: Answer) -> None:
        """Keep ``answer``, whole or not at all."""
        file = self._file(key)
        part = file.with_name(f".{file.name}.{os.getpid()}-{threading.get_ident()}.part")
        try:
            file.parent.mkdir(mode=0o700, exist_ok=True)
            part.write_bytes(msgspec.json.encode(answer))
            part.replace(file)
        except OSError as error:
            part.unlink(missing_ok=True)
            raise _unusable(self._folder, error) from None

    def _file(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"


def _unusable(folder: Path, error: OSError) -> EndpointError:
    reason = error.strerror or type(error).__name__
    return EndpointError(
        f"{folder}: the model's answers cannot be kept there ({reason}); "
        "name another folder with --llm-cache"
    )
