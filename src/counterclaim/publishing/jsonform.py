"""A reading as JSON, by ``model/claim.schema.json``: plain UTF-8 whatever the locale."""

from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

from counterclaim.model.records import Reading

if TYPE_CHECKING:  # `read` needs no database
    from counterclaim.ledger.answers import Change, Found, Shown
    from counterclaim.linking.story import EventStory, EventSummary

_encoder = msgspec.json.Encoder()


def encode(reading: Reading, *, layers: bool, pretty: bool = False) -> bytes:
    """``reading`` as one JSON object, without a line end.

    On one line unless ``pretty``; with the evidence under the claims if ``layers``.
    """
    record: dict[str, object] = {
        "report": reading.report,
        "claims": reading.claims,
        "extractor": reading.extractor,
    }
    if layers:
        record["layers"] = reading.layers
    encoded = _encoder.encode(record)
    return msgspec.json.format(encoded, indent=2) if pretty else encoded


def encode_found(found: "Sequence[Found]") -> bytes:
    """A JSON array of claims, one a line: the claim's record and, as ``report``, its report."""
    lines = [_encoder.encode(msgspec.to_builtins(f.claim) | {"report": f.report}) for f in found]
    return b"[\n" + b",\n".join(lines) + b"\n]\n" if lines else b"[]\n"


def encode_shown(shown: "Sequence[Shown]") -> bytes:
    """A JSON array for people: each claim's record with ``report``, the whole text in it."""
    records = [
        msgspec.to_builtins(s.claim)
        | {
            "report": msgspec.to_builtins(s.report) | {"text": s.text},
            "extractor": s.extractor,
            "removed": s.removed,
        }
        for s in shown
    ]
    return msgspec.json.format(_encoder.encode(records), indent=2) + b"\n"


def encode_change(change: "Change") -> bytes:
    """A line of the delta: ``change`` and ``was``, and unless it is gone the reading's record."""
    record: dict[str, object] = {"change": change.kind, "was": change.was}
    if change.reading is not None:
        record |= {
            "report": change.reading.report,
            "claims": change.reading.claims,
            "extractor": change.reading.extractor,
        }
    return _encoder.encode(record)


def encode_events(found: "Sequence[EventSummary]") -> bytes:
    """A JSON array of events, one a line."""
    lines = [_encoder.encode(summary) for summary in found]
    return b"[\n" + b",\n".join(lines) + b"\n]\n" if lines else b"[]\n"


def encode_story(story: "EventStory") -> bytes:
    """One event in full, for people: its claims are records of the schema."""
    return msgspec.json.format(_encoder.encode(story), indent=2) + b"\n"


def schema() -> dict[str, object]:
    """The JSON Schema of what :func:`encode` writes."""
    text = files("counterclaim.model").joinpath("claim.schema.json").read_bytes()
    parsed: dict[str, object] = msgspec.json.decode(text)
    return parsed
