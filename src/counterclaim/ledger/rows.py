"""From reports and readings to the ledger's rows, and back.

Every span is checked against the text on its way in: :func:`claim_rows` is the only door.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from counterclaim.errors import SpanError
from counterclaim.model.records import Claim, Party, Place, Reading, Report, Source, Span

Row = dict[str, Any]

FIRST_DAY = date.min.toordinal()
LAST_DAY = date.max.toordinal()
"""Stand for the open ends of a time in the columns that are searched."""

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Claim).decode


def identity_of(report: Report) -> str:
    """What makes two texts versions of one report: the id given, else the address.

    A report with neither is known by its text alone, and so never has a second version.
    """
    derived = report.id == f"r-{report.sha256[:16]}"
    return report.url if derived and report.url else report.id


def fingerprint_of(report: Report) -> str:
    """SHA-256 over all that makes a version: text, identity, and what is known about it.

    The file it came from is left out: the same report from another file is the same report.
    """
    parts = (
        identity_of(report), report.sha256, report.outlet, report.url, report.published,
        report.title, report.language,
    )  # fmt: skip
    return hashlib.sha256(_encode(parts)).hexdigest()


def spans_of(claim: Claim) -> Iterator[Span]:
    """Every span of ``claim``."""
    yield claim.quote
    yield from (span for span in (claim.cue, claim.trigger) if span is not None)
    fields: tuple[Iterable[Any], ...] = (
        claim.sources, claim.agents, claim.targets, claim.places, claim.figures,
    )  # fmt: skip
    yield from (item.span for items in fields for item in items)
    if claim.time is not None:
        yield claim.time.span


def check_spans(reading: Reading) -> None:
    """Raise :class:`SpanError` unless every span's words stand where it says."""
    for claim in reading.claims:
        for span in spans_of(claim):
            try:
                span.check(reading.report.text)
            except SpanError as error:
                raise SpanError(f"claim {claim.id}: {error}") from None


def claim_row(claim: Claim, published: str | None) -> Row:
    """The columns of ``claim`` that come from the claim itself."""
    speaker = claim.sources[0] if claim.sources else None
    time = claim.time
    since, until = days_of(claim, published)
    return {
        "id": claim.id,
        "stance": claim.stance,
        "type": claim.type,
        "realis": claim.realis,
        "speaker": (speaker.name or speaker.text) if speaker else None,
        "side": speaker.side if speaker else None,
        "quote": claim.quote.text,
        "quote_start": claim.quote.start,
        "quote_end": claim.quote.end,
        **_span_columns("cue", "cue", claim.cue),
        **_span_columns("trigger_text", "trigger", claim.trigger),
        **_span_columns("time_text", "time_text", time.span if time else None),
        "time_start": time.start if time else None,
        "time_end": time.end if time else None,
        "first_day": since,
        "last_day": until,
        "speakers": _named(claim.sources),
        "agents": _named(claim.agents),
        "targets": _named(claim.targets),
        "places": _named(claim.places),
        "figures": "; ".join(f"{figure.text} {figure.unit}" for figure in claim.figures),
        "record": _encode(msgspec.structs.replace(claim, event=None, origin=None)).decode(),
        "event": claim.event,
        "origin": claim.origin,
    }


def days_of(claim: Claim, published: str | None) -> tuple[int | None, int | None]:
    """The days a search by time goes by: of the event, else of publication, else unknown."""
    time = claim.time
    start, end = (day_number(time.start), day_number(time.end)) if time else (None, None)
    if start is None and end is None:
        start = end = day_number(published)
        return start, end
    first, last = start or FIRST_DAY, end or LAST_DAY
    return min(first, last), max(first, last)


def day_number(day: str | None) -> int | None:
    """The number of an ISO date's day, counted from 0001-01-01 as 1; ``None`` if it is none."""
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else None
    except ValueError:
        return None


def source_rows(claim: Claim) -> Iterator[Row]:
    """A row for each link of the source chain."""
    for position, source in enumerate(claim.sources):
        yield {
            "position": position,
            "role": source.role,
            "kind": source.kind,
            "name": source.name,
            "side": source.side,
            "wikidata": source.wikidata,
            **_words(source.span),
        }


def party_rows(claim: Claim) -> Iterator[Row]:
    """A row for each agent and target."""
    for part, parties in (("agent", claim.agents), ("target", claim.targets)):
        for position, party in enumerate(parties):
            yield {
                "part": part,
                "position": position,
                "name": party.name,
                "side": party.side,
                "wikidata": party.wikidata,
                **_words(party.span),
            }


def place_rows(claim: Claim) -> Iterator[Row]:
    """A row for each place."""
    for position, place in enumerate(claim.places):
        yield {
            "position": position,
            "name": place.name,
            "country": place.country,
            "lat": place.lat,
            "lon": place.lon,
            "geonameid": place.geonameid,
            "precision": place.precision,
            **_words(place.span),
        }


def figure_rows(claim: Claim) -> Iterator[Row]:
    """A row for each figure."""
    for position, figure in enumerate(claim.figures):
        yield {
            "position": position,
            "low": figure.low,
            "high": figure.high,
            "unit": figure.unit,
            **_words(figure.span),
        }


def claim_of(record: str, event: str | None, origin: str | None) -> Claim:
    """The claim kept as ``record``, with what linking has found since."""
    claim = _decode(record)
    if event is None and origin is None:
        return claim
    return msgspec.structs.replace(claim, event=event, origin=origin)


def report_of(row: Row) -> Report:
    """The report of a row that joins ``report`` and ``text``."""
    return Report(
        id=row["id"],
        text=row["content"],
        sha256=row["sha256"],
        outlet=row["outlet"],
        url=row["url"],
        published=row["published"],
        title=row["title"],
        language=row["language"],
        file=row["file"],
        captured=row["captured"],
    )


def _words(span: Span) -> Row:
    return {"text": span.text, "span_start": span.start, "span_end": span.end}


def _span_columns(words: str, offsets: str, span: Span | None) -> Row:
    return {
        words: span.text if span else None,
        f"{offsets}_start": span.start if span else None,
        f"{offsets}_end": span.end if span else None,
    }


def _named(items: Iterable[Source | Party | Place]) -> str:
    """Canonical names and, where they differ, the words of the text."""
    return "; ".join(
        item.name if item.name == item.text else f"{item.name} ({item.text})".strip()
        for item in items
    )
