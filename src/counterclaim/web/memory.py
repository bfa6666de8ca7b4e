"""What has been worked out once, kept until the ledger's revision changes."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Memory(Generic[Answer]):
    """Answers by key (never ``None``), each good for one number (a ledger's revision).

    Safe for threads. ``most`` are kept, and no more than weigh ``heaviest`` together (``weigh``
    gives the weight of one); beyond, those longest unused go.
    """

    def __init__(
        self,
        most: int,
        heaviest: float = float("inf"),
        weigh: Callable[[Answer], float] = lambda answer: 0.0,
    ) -> None:
        self._most = most
        self._heaviest = heaviest
        self._weigh = weigh
        self._kept: OrderedDict[Hashable, tuple[int, Answer]] = OrderedDict()
        self._weight = 0.0
        self._lock = threading.Lock()
        self._turns: dict[Hashable, threading.Lock] = {}

    def __len__(self) -> int:
        """How many answers are kept."""
        return len(self._kept)

    def once(self, key: Hashable, number: int, ask: Callable[[], Answer]) -> Answer:
        """What ``ask`` answers, worked out once for this key and number.

        Several threads that want the same answer at once wait for the first one's. What raises
        is not kept.
        """
        found = self.find(key, number)
        if found is not None:
            return found
        with self._lock:
            turn = self._turns.setdefault(key, threading.Lock())
        with turn:
            found = self.find(key, number)
            if found is not None:
                return found
            try:
                answer = ask()
            finally:
                with self._lock:
                    self._turns.pop(key, None)
            self._keep(key, number, answer)
            return answer

    def find(self, key: Hashable, number: int) -> Answer | None:
        """What is kept for this key and number, if anything is."""
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or kept[0] != number:
                return None
            self._kept.move_to_end(key)
            return kept[1]

    def _keep(self, key: Hashable, number: int, answer: Answer) -> None:
        with self._lock:
            before = self._kept.pop(key, None)
            if before is not None:
                self._weight -= self._weigh(before[1])
            self._kept[key] = (number, answer)
            self._weight += self._weigh(answer)
            while len(self._kept) > self._most or self._weight > self._heaviest:
                _, (_, gone) = self._kept.popitem(last=False)
                self._weight -= self._weigh(gone)
