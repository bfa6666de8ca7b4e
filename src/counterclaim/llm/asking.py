"""Asking for many pieces at once, and each of them once only."""

import threading
from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from counterclaim.errors import EndpointError
from counterclaim.llm.account import Account
from counterclaim.llm.answer import Answer
from counterclaim.llm.cache import Answers
from counterclaim.llm.client import AskingFailed, Client
from counterclaim.llm.pieces import Piece
from counterclaim.llm.prompt import prompt_version
from counterclaim.llm.settings import Settings

PATIENCE = 3
"""Requests in a row that come to nothing through the endpoint's fault, or requests without one
good answer yet, after which nothing more is asked."""

Answered = tuple[tuple[Piece, Answer], ...]


class Asker:
    """Asks an endpoint about pieces of reports and keeps the answers."""

    def __init__(self, settings: Settings, account: Account) -> None:
        self._settings = settings
        self._account = account
        self._answers = Answers(settings.answers, settings.model, prompt_version())
        self._client = Client(settings, account)
        self._seen: set[str] = set()
        self._lock = threading.Lock()
        self._answered = False
        self._in_a_row = 0

    def ask(self, pieces: Sequence[Piece]) -> list[Answered | AskingFailed]:
        """What came of each of ``pieces``; one too long to answer is asked about in parts.

        Raises :class:`EndpointError` where going on would be of no use.
        """
        return _in_parallel(self._about, pieces, self._settings.parallel)

    def _about(self, piece: Piece) -> Answered | AskingFailed:
        try:
            return self._parts(piece)
        except AskingFailed as failure:
            self._note_failure(failure)
            return failure

    def _parts(self, piece: Piece) -> Answered:
        answer = self._kept_or_new(piece)
        if not answer.cut:
            return ((piece, answer),)
        if len(piece.paragraphs) == 1:
            raise AskingFailed(
                f"{self._settings.model} has no room to answer a paragraph of "
                f"{piece.extent[1] - piece.extent[0]:,} characters; "
                "raise the endpoint's limit of tokens or use another model",
                by_endpoint=False,
            )
        return tuple(chain.from_iterable(self._parts(half) for half in piece.halves()))

    def _kept_or_new(self, piece: Piece) -> Answer:
        message = piece.message()
        key = self._answers.key(message)
        answer = self._answers.get(key)
        with self._lock:
            is_new = key not in self._seen
            self._seen.add(key)
        if answer is not None:
            if is_new:
                self._account.note_kept()
            return answer
        answer = self._client.ask(message)
        self._answers.put(key, answer)
        with self._lock:
            self._answered, self._in_a_row = True, 0
        return answer

    def _note_failure(self, failure: AskingFailed) -> None:
        with self._lock:
            if failure.by_endpoint or not self._answered:
                self._in_a_row += 1
            if self._in_a_row >= PATIENCE:
                raise EndpointError(f"{failure} ({PATIENCE} requests came to nothing)")


def _in_parallel(
    work: Callable[[Piece], Answered | AskingFailed], pieces: Sequence[Piece], width: int
) -> list[Answered | AskingFailed]:
    """What ``work`` makes of each of ``pieces``, in their order, ``width`` at a time.

    The first exception stops all. The threads are daemons, unlike those of an executor: Ctrl-C
    then need not wait for a model to finish.
    """
    results: list[Answered | AskingFailed | None] = [None] * len(pieces)
    errors: list[BaseException] = []
    waiting = iter(enumerate(pieces))
    lock = threading.Lock()

    def next_piece() -> tuple[int, Piece] | None:
        with lock:
            return None if errors else next(waiting, None)

    def worker() -> None:
        while (item := next_piece()) is not None:
            position, piece = item
            try:
                results[position] = work(piece)
            except BaseException as error:  # handed on to the thread that waits
                errors.append(error)

    threads = [
        threading.Thread(target=worker, name=f"llm-{n}", daemon=True)
        for n in range(min(width, len(pieces)))
    ]
    for thread in threads:
        thread.start()
    try:
        _join(threads, errors)
    except BaseException as error:  # Ctrl-C: nothing more is to be asked
        errors.append(error)
    if errors:
        raise errors[0]
    return [result for result in results if result is not None]


def _join(threads: Iterable[threading.Thread], errors: list[BaseException]) -> None:
    """Wait for ``threads``, but not for what is under way once something went wrong."""
    for thread in threads:
        while thread.is_alive() and not errors:
            thread.join(0.05)
