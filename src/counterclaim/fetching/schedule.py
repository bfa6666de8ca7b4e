"""What is remembered of an address, and when it is due again.

An address that answers with errors is asked less and less often, at most :data:`LONGEST` apart;
a server that says how long to wait (Retry-After) is left alone so long. What cannot be reached at
all is hardly held back, because the fault may be the user's own network.
"""

from datetime import UTC, datetime, timedelta

import msgspec

from counterclaim.errors import FetchFailed
from counterclaim.fetching.client import ASK_LATER, Fetched, Refused

LONGEST = timedelta(hours=24)

PAUSE_UNSAID = timedelta(minutes=5)
"""How long a server that is overloaded, and does not say for how long, is left alone at least."""

REFUSALS_COUNTED = 7
SILENCES_COUNTED = 1
"""How often the time between two visits doubles at most."""


class AddressState(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of ``url``: validators, and how the last visits went.

    Moments are ISO 8601 in UTC. ``rules`` are the contents of a robots.txt. ``not_before`` is
    set by the server's own wish only.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    rules: str | None = None
    checked_at: str | None = None
    not_before: str | None = None
    failures: int = 0
    problem: str | None = None


def after_answer(state: AddressState, answer: Fetched, now: datetime) -> AddressState:
    """``state`` after ``answer``; validators stay where an unchanged address repeats none."""
    kept = answer.body is None
    return AddressState(
        url=state.url,
        etag=answer.etag or (state.etag if kept else None),
        last_modified=answer.last_modified or (state.last_modified if kept else None),
        checked_at=written(now),
    )


def after_failure(state: AddressState, error: FetchFailed, now: datetime) -> AddressState:
    """``state`` after a failure, with what the server asked for."""
    refused = isinstance(error, Refused)
    most = REFUSALS_COUNTED if refused else max(SILENCES_COUNTED, state.failures)
    not_before = None
    if isinstance(error, Refused) and error.status in ASK_LATER:
        wait = PAUSE_UNSAID if error.wait is None else timedelta(seconds=error.wait)
        not_before = written(now + min(wait, LONGEST))
    return msgspec.structs.replace(
        state,
        checked_at=written(now),
        not_before=not_before,
        failures=min(state.failures + 1, most),
        problem=error.reason,
    )


def due_at(state: AddressState, every: timedelta) -> datetime:
    """When an address that is polled ``every`` so often is due again."""
    due = datetime.min.replace(tzinfo=UTC)
    if state.checked_at is not None:
        pause = min(every * 2**state.failures, max(LONGEST, every))
        due = moment(state.checked_at) + pause
    return max(due, held_until(state) or due)


def held_until(state: AddressState) -> datetime | None:
    """Until when the server asked to be left alone, if it did."""
    return moment(state.not_before) if state.not_before else None


def written(at: datetime) -> str:
    """A moment as it is kept."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")


def moment(kept: str) -> datetime:
    """A moment that was kept."""
    return datetime.fromisoformat(kept)
