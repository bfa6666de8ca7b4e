"""Readings as one self-contained HTML page.

The page asks nothing of the network: style and script are inline, and its Content Security
Policy allows exactly those two, by hash (CSP Level 3). All text from reports and readings goes
through the template's autoescape after :func:`visible`, so markup in a report stays words. It
works without script as marked text beside the list of records.
"""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from counterclaim.model.records import Claim, Reading
from counterclaim.model.vocabulary import STANCES
from counterclaim.publishing import sides, wording
from counterclaim.publishing.marks import LANES, Segment, lanes, paragraphs
from counterclaim.publishing.visible import one_line, visible

_WEB_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f]+\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Record:
    """A claim as the page's list shows it."""

    key: str  # unique on the page: reading and claim number
    number: int
    claim: Claim
    speaker: str
    speaker_key: str
    side: str
    slot: str
    lane: str  # class that draws its underline; empty when the lanes have run out


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of words with what the template needs to draw it."""

    text: str
    keys: str
    evidence: str
    classes: str
    begins: tuple[Record, ...]
    ends: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One reading on the page."""

    number: int
    reading: Reading
    title: str
    outlet: str
    published: str
    url: str | None  # only web addresses; anything else is not made a link
    records: tuple[Record, ...]
    lines: tuple[tuple[Mark, ...], ...]
    depth: int  # lanes in use, for the space between lines


def render_page(readings: Sequence[Reading]) -> str:
    """One HTML page with every reading's text, its claims marked on their words, and the records.

    Same readings, same page. The result is complete: write it to a file as UTF-8.
    """
    slot_of = sides.slots(wording.side(c) for reading in readings for c in reading.claims)
    sections = [
        _section(number, reading, slot_of) for number, reading in enumerate(readings, start=1)
    ]
    style, script = _asset("page.css"), _asset("page.js")
    records = [record for section in sections for record in section.records]
    return _template().render(
        style=Markup(style),  # our own file, not a report's
        script=Markup(script),
        style_hash=_csp_hash(style),
        script_hash=_csp_hash(script),
        sections=sections,
        total=len(records),
        legend=_side_counts(records),
        speakers=_speakers(records),
        stances=[s for s in STANCES if any(r.claim.stance == s for r in records)],
        extractors=sorted({section.reading.extractor for section in sections}),
    )


def _section(number: int, reading: Reading, slot_of: dict[str, str]) -> Section:
    report = reading.report
    claims = sorted(reading.claims, key=lambda c: (c.quote.start, c.quote.end, c.id))
    lane_of = lanes(claims)
    records = tuple(
        Record(
            key=f"{number}-{position}",
            number=position,
            claim=claim,
            speaker=wording.speaker(claim, report) if claim.sources else wording.outlet(report),
            speaker_key=one_line(wording.speaker_key(claim)),
            side=wording.side(claim),
            slot=slot_of[wording.side(claim)],
            lane=f"l{lane}-{slot_of[wording.side(claim)]}" if lane < LANES else "",
        )
        for position, (claim, lane) in enumerate(zip(claims, lane_of, strict=True), start=1)
    )
    return Section(
        number=number,
        reading=reading,
        title=wording.title(report),
        outlet=report.outlet or "outlet unknown",
        published=wording.published(report),
        url=report.url if report.url and _WEB_ADDRESS.match(report.url) else None,
        records=records,
        lines=tuple(
            tuple(_mark(segment, records) for segment in line)
            for line in paragraphs(report.text, claims)
        ),
        depth=min(max(lane_of, default=-1) + 1, LANES),
    )


def _mark(segment: Segment, records: Sequence[Record]) -> Mark:
    here = [records[i] for i in segment.claims]
    classes = sorted({record.lane for record in here if record.lane})
    if here:
        classes.append(f"t-{here[0].slot}")
    if not all(record.lane for record in here):
        classes.append("more")
    return Mark(
        text=visible(segment.text),
        keys=" ".join(record.key for record in here),
        evidence=" ".join(f"{field}-{records[i].key}" for field, i in segment.evidence),
        classes=" ".join(classes),
        begins=tuple(records[i] for i in segment.begins),
        ends=tuple(records[i] for i in segment.ends),
    )


def _side_counts(records: Sequence[Record]) -> list[tuple[str, str, int]]:
    """Side, slot and number of claims: countries by number, then the sides that are none."""
    counts = Counter((record.side, record.slot) for record in records)
    last = ("INT", "IND", "UNK", wording.OWN_VOICE)
    ordered = sorted(
        counts.items(),
        key=lambda item: (last.index(item[0][0]) if item[0][0] in last else -1, -item[1], item[0]),
    )
    return [(side, slot, count) for (side, slot), count in ordered]


def _speakers(records: Sequence[Record]) -> list[tuple[str, int]]:
    counts = Counter(record.speaker_key for record in records)
    return sorted(
        counts.items(), key=lambda item: (item[0] == wording.OWN_VOICE, item[0].casefold(), item[0])
    )


def _csp_hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


@cache
def _asset(name: str) -> str:
    return files("counterclaim.publishing").joinpath("templates", name).read_text("utf-8")


@cache
def _template() -> Template:
    environment = Environment(
        loader=FunctionLoader(_asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["line"] = one_line
    environment.filters["figure"] = wording.figure
    environment.filters["when"] = wording.when
    environment.filters["where"] = wording.where
    environment.filters["coordinates"] = wording.coordinates
    environment.filters["side_name"] = sides.name
    return environment.get_template("page.html")
