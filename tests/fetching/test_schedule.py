from datetime import UTC, datetime, timedelta

from counterclaim.errors import FetchFailed
from counterclaim.fetching.client import Fetched, Refused, Unreachable
from counterclaim.fetching.schedule import (
    LONGEST,
    PAUSE_UNSAID,
    AddressState,
    after_answer,
    after_failure,
    due_at,
    held_until,
)

NOW = datetime(2024, 5, 14, 8, 0, tzinfo=UTC)
EVERY = timedelta(minutes=15)
NEW = AddressState(url="https://a.example/")


def test_what_was_never_asked_is_due() -> None:
    assert due_at(NEW, EVERY) < NOW


def test_after_an_answer_it_is_due_in_its_turn() -> None:
    state = after_answer(NEW, Fetched(NEW.url, b"x", etag='"a"'), NOW)
    assert due_at(state, EVERY) == NOW + EVERY
    assert state.etag == '"a"'


def test_validators_stay_while_nothing_changes_and_go_when_it_does() -> None:
    state = after_answer(NEW, Fetched(NEW.url, b"x", etag='"a"', last_modified="then"), NOW)
    same = after_answer(state, Fetched(NEW.url, None), NOW)
    assert (same.etag, same.last_modified) == ('"a"', "then")
    other = after_answer(state, Fetched(NEW.url, b"y"), NOW)
    assert (other.etag, other.last_modified) == (None, None)


def failed(times: int, error: FetchFailed) -> AddressState:
    state = NEW
    for _ in range(times):
        state = after_failure(state, error, NOW)
    return state


def test_errors_are_asked_less_and_less_often() -> None:
    error = Refused(NEW.url, "its server answers 500", 500)
    pauses = [due_at(failed(n, error), EVERY) - NOW for n in range(1, 10)]
    assert pauses[:3] == [2 * EVERY, 4 * EVERY, 8 * EVERY]
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST
    assert after_answer(failed(5, error), Fetched(NEW.url, b"x"), NOW).failures == 0


def test_silence_hardly_holds_back() -> None:
    assert due_at(failed(9, Unreachable(NEW.url, "no answer")), EVERY) - NOW == 2 * EVERY


def test_a_servers_wish_is_kept_within_reason() -> None:
    hour = Refused(NEW.url, "its server answers 503", 503, 3600.0)
    assert held_until(failed(1, hour)) == NOW + timedelta(hours=1)
    assert due_at(failed(1, hour), timedelta(minutes=1)) == NOW + timedelta(hours=1)
    unsaid = Refused(NEW.url, "its server answers 429", 429)
    assert held_until(failed(1, unsaid)) == NOW + PAUSE_UNSAID
    endless = Refused(NEW.url, "its server answers 503", 503, 1e12)
    assert held_until(failed(1, endless)) == NOW + LONGEST
    assert held_until(failed(1, Refused(NEW.url, "its server answers 404", 404))) is None
