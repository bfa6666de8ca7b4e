"""A round over addresses: what they hold is taken in, then what they said is remembered.

In that order, so that whatever ends a round in its middle, the next one asks again for what was
not yet kept; what was is known by then.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from counterclaim.errors import FetchFailed, InputError
from counterclaim.fetching.client import Fetched, Unreachable
from counterclaim.fetching.fetcher import Fetcher
from counterclaim.fetching.schedule import AddressState, after_answer, after_failure, held_until
from counterclaim.fetching.together import fetch_all
from counterclaim.ledger.store import Ledger
from counterclaim.model.records import Report
from counterclaim.reading.documents import reports_of_document


def now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


@dataclass
class Outcome:
    """How a round went, counted in addresses. ``moved``: from where, to where, for good."""

    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    unreachable: int = 0
    moved: dict[str, str] = field(default_factory=dict)


class Round:
    """One visit to addresses.

    Go through :meth:`reports`, keep what it gives, then call :meth:`remember`.
    """

    def __init__(
        self,
        ledger: Ledger,
        fetcher: Fetcher,
        known: Mapping[str, AddressState],
        *,
        published: str | None = None,
        pages: bool = True,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._ledger = ledger
        self._fetcher = fetcher
        self._known = known
        self._published = published
        self._pages = pages
        self._stopped = stopped
        self._after: list[AddressState] = []
        self._silent: list[AddressState] = []
        self.outcome = Outcome()

    def reports(self, urls: Sequence[str]) -> Iterator[Report | InputError]:
        """What is new at ``urls``, in their order, and what fails; ends early when stopped."""
        states = []
        for url in urls:
            state = self._known.get(url) or AddressState(url=url)
            until = held_until(state)
            if until is not None and until > now():
                self.outcome.failed += 1
                yield _held(state, until)
            else:
                states.append(state)
        for state, answer in fetch_all(self._fetcher, states):
            if self._stopped():
                return
            if isinstance(answer, FetchFailed):
                yield self._failed(state, answer)
            else:
                yield from self._taken(state, answer)

    def remember(self) -> None:
        """Keep what the addresses said, now that what they held is kept.

        Where none at all could be reached, it was the network, and none is held back for it.
        """
        answered = self.outcome.changed or self.outcome.unchanged or (
            self.outcome.failed > self.outcome.unreachable
        )  # fmt: skip
        self._ledger.remember(
            [*self._fetcher.robots.learned, *self._after, *(self._silent if answered else ())]
        )
        self._fetcher.robots.learned.clear()

    def _taken(self, state: AddressState, answer: Fetched) -> Iterator[Report | InputError]:
        after = after_answer(state, answer, now())
        if answer.moved:
            self.outcome.moved[state.url] = answer.address
        if answer.body is None:
            self.outcome.unchanged += 1
            self._after.append(after)
            return
        try:
            yield from reports_of_document(
                answer.body, state.url, fetched_from=answer.address,
                content_type=answer.content_type, published=self._published, pages=self._pages,
            )  # fmt: skip
        except InputError as error:
            failure = FetchFailed(error.source, error.reason)
            after = after_failure(state, failure, now())
            self.outcome.failed += 1
            yield error
        else:
            self.outcome.changed += 1
        if not self._stopped():
            self._after.append(after)

    def _failed(self, state: AddressState, error: FetchFailed) -> FetchFailed:
        self.outcome.failed += 1
        after = after_failure(state, error, now())
        if isinstance(error, Unreachable):
            self.outcome.unreachable += 1
            self._silent.append(after)
        else:
            self._after.append(after)
        return error


def _held(state: AddressState, until: datetime) -> FetchFailed:
    at = until.astimezone().isoformat(sep=" ", timespec="seconds")
    reason = (state.problem or "it asked to be left alone").partition(";")[0]
    return FetchFailed(state.url, f"{reason} and asks to be left alone; try again after {at}")
