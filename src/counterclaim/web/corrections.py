"""The correction that a form describes: the fields that differ from the claim's."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from counterclaim.errors import CounterclaimError
from counterclaim.ledger.reviews import Correction
from counterclaim.model.records import Claim, Span
from counterclaim.model.vocabulary import CLAIM_TYPES, REALIS, STANCES

LONGEST = 300


class BadCorrection(CounterclaimError):
    """A correction that cannot be: the message names the field."""


def fields_of(claim: Claim) -> dict[str, str]:
    """What the form shows of ``claim``, by the names of :class:`Correction`."""
    source = claim.sources[0] if claim.sources else None
    figure = claim.figures[0] if claim.figures else None
    place = claim.places[0] if claim.places else None
    time = claim.time
    shown: dict[str, object] = {
        "stance": claim.stance,
        "type": claim.type,
        "realis": claim.realis,
        "speaker": (source.name or source.text) if source else "",
        "side": source.side if source else "",
        "place": place.name if place else "",
        "time_start": time.start if time else "",
        "time_end": time.end if time else "",
        "low": "" if figure is None or figure.low is None else f"{figure.low:.15g}",
        "high": "" if figure is None or figure.high is None else f"{figure.high:.15g}",
        "unit": figure.unit if figure else "",
        "quote_start": claim.quote.start,
        "quote_end": claim.quote.end,
    }
    return {name: "" if value is None else str(value) for name, value in shown.items()}


def correction_of(given: Mapping[str, str], claim: Claim, text: str) -> Correction:
    """What ``given`` changes: its fields are the form's, ``to_`` before each name.

    Raises :class:`BadCorrection`.
    """
    before = fields_of(claim)
    given = {
        name.removeprefix("to_"): value.strip()
        for name, value in given.items()
        if name.startswith("to_")
    }
    given["side"] = given.get("side", before["side"]).upper()
    changed = {
        name: given[name] for name in before if given.get(name, before[name]) != before[name]
    }
    values: dict[str, Any] = {}
    if "quote_start" in changed or "quote_end" in changed:
        values["quote"] = _quote(
            given.get("quote_start", before["quote_start"]),
            given.get("quote_end", before["quote_end"]),
            text,
        )
    for name, value in changed.items():
        if not name.startswith("quote_"):
            values[name] = _checked(name, value)
    return Correction(**values)


def _checked(name: str, value: str) -> object:
    closed = {"stance": STANCES, "type": CLAIM_TYPES, "realis": REALIS}.get(name)
    if closed is not None and value not in closed:
        raise BadCorrection(f"{name}: one of {', '.join(closed)}")
    if len(value) > LONGEST:
        raise BadCorrection(f"{name}: longer than {LONGEST} characters; shorten it")
    if name in ("low", "high"):
        return _number(name, value)
    if name in ("time_start", "time_end") and value:
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            raise BadCorrection(f"{name}: no day; write it as 2024-05-14") from None
    if name == "side" and value and not (value.isascii() and value.isalpha() and len(value) == 3):
        raise BadCorrection("side: three letters, as UKR, RUS, IND, UNK")
    return value


def _number(name: str, value: str) -> float | None:
    if not value:
        return None
    try:
        number = float(value)
    except ValueError:
        number = float("nan")
    if not -1e15 < number < 1e15:
        raise BadCorrection(f"{name}: no number; write digits, or leave it empty for an open end")
    return number


def _quote(start: str, end: str, text: str) -> Span:
    try:
        return Span.of(text, int(start), int(end))
    except (ValueError, CounterclaimError):
        raise BadCorrection(f"words {start}:{end}: none of the text; select them anew") from None
