"""Which of a claim's exported fields are ours and not the report's.

Three layers never mix. *Reported* is what the report says: its words, where they stand, and how
they are read (stance, type, realis, the interval of a figure). *Inferred* is what we add:
canonical names, sides, places on the map, days on the calendar, events and origins. *Judged* is
what a person decided. Flat exports have a column ``inferred``, which names the fields of the row
that are inferred, and a column ``judged``, which says who decided what; no judgement changes any
other field.
"""

from collections.abc import Iterator

from counterclaim.ledger.judged import JudgedClaim
from counterclaim.ledger.reviews import Correction, Review
from counterclaim.model.records import Claim, Place, Span

ALWAYS_INFERRED = (
    "side", "kind", "place", "lat", "lon", "precision", "country", "geonameid",
    "time_start", "time_end", "time_precision", "event", "origin",
)  # fmt: skip
"""Fields that are inferred wherever they are filled."""


def inferred(claim: Claim, located: Place | None) -> tuple[str, ...]:
    """The exported fields of ``claim`` that are inferred, where ``located`` is the place given."""
    return tuple(_inferred(claim, located))


def _inferred(claim: Claim, located: Place | None) -> Iterator[str]:
    if claim.sources:
        if claim.sources[0].name not in ("", claim.sources[0].text):
            yield "speaker"
        yield from ("side", "kind")
    for name in ("agents", "targets", "places"):
        if any(item.name not in ("", item.text) for item in getattr(claim, name)):
            yield name
    if located is not None:
        yield from ("place", "lat", "lon", "precision")
        yield from (name for name in ("country", "geonameid") if getattr(located, name))
    if claim.time is not None and (claim.time.start or claim.time.end):
        yield from ("time_start", "time_end", "time_precision")
    yield from (name for name in ("event", "origin") if getattr(claim, name))


def located_of(claim: Claim) -> Place | None:
    """The claim's first place that has a point."""
    return next((place for place in claim.places if place.lat is not None), None)


def judged(claim: Claim) -> tuple[str, ...]:
    """What persons judged of ``claim``, a line each: ``correct by Ada: stance=denies``."""
    return tuple(map(_judgement, claim.judged)) if isinstance(claim, JudgedClaim) else ()


def _judgement(review: Review) -> str:
    words = f"{review.verdict} by {review.by}"
    changed = review.correction
    fields = [] if changed is None else corrected_fields(changed)
    if fields:
        words += ": " + ", ".join(f"{name}={value}" for name, value in fields)
    return words


def corrected_fields(correction: Correction) -> list[tuple[str, str]]:
    """The fields that should read otherwise, and how."""
    values = ((name, getattr(correction, name)) for name in correction.__struct_fields__)
    return [
        (name, value.text if isinstance(value, Span) else str(value))
        for name, value in values
        if value is not None
    ]
