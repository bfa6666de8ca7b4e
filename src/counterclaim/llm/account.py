"""What a model was asked, what that cost, and what of its answers was of no use."""

import threading
import time
from collections import Counter
from typing import Any, Literal

Dropped = Literal["quote", "speaker", "field", "label", "malformed", "repeated"]

_DROPPED: dict[Dropped, tuple[str, str]] = {
    "quote": ("claim quoting what is not in the text", "claims quoting what is not in the text"),
    "speaker": (
        "claim by a speaker who is not in the text", "claims by speakers who are not in the text"
    ),
    "malformed": ("claim of another form than agreed", "claims of another form than agreed"),
    "repeated": ("claim given twice", "claims given twice"),
    "label": ("unknown label", "unknown labels"),
    "field": ("phrase that is not where it should be", "phrases that are not where they should be"),
}  # fmt: skip


class Account:
    """Counts of one run; several threads may count at once. Times are wall-clock seconds."""

    def __init__(self, model: str, price: tuple[float, float] | None = None) -> None:
        self._model = model
        self._price = price
        self._lock = threading.Lock()
        self._started: float | None = None
        self._ended = 0.0
        self.asked = 0
        self.again = 0
        self.kept = 0
        self.tokens_in = 0
        self.tokens_out = 0
        self.claims = 0
        self.dropped: Counter[Dropped] = Counter()

    def note_request(self) -> None:
        """A request is about to be made."""
        with self._lock:
            self.asked += 1
            if self._started is None:
                self._started = time.monotonic()

    def note_retry(self) -> None:
        """The same is asked once more."""
        with self._lock:
            self.again += 1

    def note_kept(self) -> None:
        """An answer was at hand."""
        with self._lock:
            self.kept += 1

    def note_usage(self, tokens_in: int, tokens_out: int) -> None:
        """An answer came and used so many tokens."""
        with self._lock:
            self._ended = time.monotonic()
            self.tokens_in += tokens_in
            self.tokens_out += tokens_out

    def note_claims(self, claims: int, dropped: "Counter[Dropped]") -> None:
        """So many claims were taken from a report's answers, and so much was not."""
        with self._lock:
            self.claims += claims
            self.dropped += dropped

    @property
    def cost(self) -> float | None:
        """In the currency of the price, or ``None`` without one."""
        if self._price is None:
            return None
        into, out = self._price
        return (self.tokens_in * into + self.tokens_out * out) / 1_000_000

    def counts(self) -> dict[str, Any]:
        """All of it by name; ``dropped_quote`` and the like for what was of no use."""
        return {
            "model": self._model, "asked": self.asked, "again": self.again, "kept": self.kept,
            "tokens_in": self.tokens_in, "tokens_out": self.tokens_out, "cost": self.cost,
            "claims": self.claims, **{f"dropped_{k}": self.dropped[k] for k in _DROPPED},
        }  # fmt: skip

    def summary(self) -> str:
        """All of it in one line."""
        parts = [f"{self._model}: {self.asked:,} asked", f"{self.kept:,} from the cache"]
        if self.again:
            parts.append(f"{self.again:,} of them again")
        parts.append(f"{self.tokens_in:,} tokens in, {self.tokens_out:,} out")
        if self.cost is not None:
            parts.append(f"cost {self.cost:.4f}")
        if self._started is not None:
            parts.append(f"{max(self._ended - self._started, 0.0):.1f} s")
        line = f"{', '.join(parts)}; {self.claims:,} claim{'s' * (self.claims != 1)}"
        lost = [
            f"{self.dropped[kind]:,} {forms[self.dropped[kind] != 1]}"
            for kind, forms in _DROPPED.items()
            if self.dropped[kind]
        ]
        return f"{line}; dropped: {', '.join(lost)}" if lost else f"{line}, nothing dropped"
