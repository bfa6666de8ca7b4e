"""Readings as a page shows them: the text as marked runs, beside the records of the claims."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.model.records import Claim, Reading
from counterclaim.publishing import wording
from counterclaim.publishing.marks import LANES, Segment, lanes, paragraphs
from counterclaim.publishing.visible import one_line, visible
from counterclaim.publishing.wording import Say

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

    start: int  # in the report's text
    exact: bool  # whether ``text`` is its words unchanged, character by character
    text: str
    keys: str
    evidence: str
    classes: str
    begins: tuple[Record, ...]
    ends: tuple[Record, ...]
    opens: tuple[str, ...]  # the evidence whose words start here


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


def section_of(number: int, reading: Reading, slot_of: dict[str, str], say: Say = str) -> Section:
    """``reading`` as the page's section ``number``; ``slot_of`` as of :func:`.sides.slots`.

    ``say`` gives words of ours in another language.
    """
    report = reading.report
    claims = sorted(reading.claims, key=lambda c: (c.quote.start, c.quote.end, c.id))
    lane_of = lanes(claims)
    records = tuple(
        Record(
            key=f"{number}-{position}",
            number=position,
            claim=claim,
            speaker=(
                wording.speaker(claim, report, say)
                if claim.sources
                else wording.outlet(report, say)
            ),
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
        outlet=report.outlet or say("outlet unknown"),
        published=wording.published(report, say),
        url=web_address(report.url),
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
    text = visible(segment.text)
    return Mark(
        start=segment.start,
        exact=len(text) == len(segment.text),
        text=text,
        keys=" ".join(record.key for record in here),
        evidence=" ".join(f"{field}-{records[i].key}" for field, i in segment.evidence),
        classes=" ".join(classes),
        begins=tuple(records[i] for i in segment.begins),
        ends=tuple(records[i] for i in segment.ends),
        opens=tuple(f"{field}-{records[i].key}" for field, i in segment.opens),
    )


def side_counts(records: Sequence[Record]) -> list[tuple[str, str, int]]:
    """Side, slot and number of claims: countries by number, then the sides that are none."""
    counts = Counter((record.side, record.slot) for record in records)
    last = ("INT", "IND", "UNK", wording.OWN_VOICE)
    ordered = sorted(
        counts.items(),
        key=lambda item: (last.index(item[0][0]) if item[0][0] in last else -1, -item[1], item[0]),
    )
    return [(side, slot, count) for (side, slot), count in ordered]


def speaker_counts(records: Sequence[Record]) -> list[tuple[str, int]]:
    """Speakers by name and how many claims each has; the outlet's own voice last."""
    counts = Counter(record.speaker_key for record in records)
    return sorted(
        counts.items(), key=lambda item: (item[0] == wording.OWN_VOICE, item[0].casefold(), item[0])
    )


def web_address(url: str | None) -> str | None:
    """``url`` if it may be made a link: only addresses of the web may."""
    return url if url and _WEB_ADDRESS.match(url) else None
