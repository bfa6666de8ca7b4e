"""What a brief says, before it has a form: sections of sentences, each with its footnotes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from counterclaim.ledger.answers import Digest
from counterclaim.linking.items import counted, listed
from counterclaim.linking.story import OWN_VOICE, EventStory, FigurePoint, StoryClaim
from counterclaim.publishing import sides, wording
from counterclaim.publishing.claimlist import as_report
from counterclaim.publishing.visible import one_line

QUOTE_LIMIT = 200
CLAIMS_A_LANE = 4
"""Origins of a side that an event's section quotes; the event itself lists all."""


@dataclass(frozen=True)
class Note:
    """A footnote: where the words stand, and the words."""

    number: int
    where: str
    words: str
    address: str | None


@dataclass(frozen=True)
class Sentence:
    """A sentence and the numbers of the notes it rests on."""

    text: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Row:
    """A figure's line: by whom, how many, as of when, how it stands."""

    claimant: str
    figure: str
    day: str
    standing: str
    notes: tuple[int, ...]


@dataclass(frozen=True)
class Section:
    """One event. ``id`` is the event's; ``change`` says new, changed or nothing."""

    id: str
    title: str
    place: str
    days: str
    change: str
    lead: Sentence
    sides: tuple[tuple[str, tuple[Sentence, ...]], ...]
    disputes: tuple[Sentence, ...]
    flags: tuple[Sentence, ...]
    figures: tuple[Row, ...]


@dataclass(frozen=True)
class Brief:
    """The whole. ``stories`` are what map and timeline are drawn from."""

    title: str
    opening: tuple[Sentence, ...]
    changes: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    stories: tuple[EventStory, ...] = field(repr=False)


def brief_of(digest: Digest, asked: str) -> Brief:
    """The brief on what a ledger answered; ``asked`` says what was asked, for the title."""
    notes = _Notes(digest.stories)
    sections = tuple(_section(story, notes, digest) for story in digest.stories)
    return Brief(
        title=f"Brief: {asked}",
        opening=tuple(_opening(digest)),
        changes=tuple(_changes(digest, notes)),
        sections=sections,
        notes=notes.all(),
        stories=tuple(digest.stories),
    )


class _Notes:
    """Numbers footnotes in the order in which they are used."""

    def __init__(self, stories: Sequence[EventStory]) -> None:
        self._claims = {c.key: c for s in stories for lane in s.lanes for c in lane.claims}
        self._numbers: dict[int, int] = {}

    def on(self, *keys: int) -> tuple[int, ...]:
        """The numbers of the notes on these claims."""
        known = [key for key in keys if key in self._claims]
        return tuple(self._numbers.setdefault(key, len(self._numbers) + 1) for key in known)

    def all(self) -> tuple[Note, ...]:
        """The notes in use."""
        return tuple(self._note(n, self._claims[key]) for key, n in self._numbers.items())

    def _note(self, number: int, item: StoryClaim) -> Note:
        report = as_report(item.report)
        span = item.claim.quote
        title = f", “{one_line(report.title)}”" if report.title else ""
        where = (
            f"{wording.outlet(report)}, {wording.published(report)}{title}; "
            f"report {report.id}, characters {span.start} to {span.end}; claim {item.claim.id}"
        )
        return Note(number, where, one_line(span.text), report.url)


def _opening(digest: Digest) -> Iterator[Sentence]:
    reports = len({
        c.report.id for s in digest.stories for lane in s.lanes for c in lane.claims
    })  # fmt: skip
    disputed = sum(story.summary.disputed for story in digest.stories)
    yield Sentence(
        f"{counted(len(digest.stories), 'event').capitalize()} out of "
        f"{counted(reports, 'report')}, {disputed or 'none'} of them in dispute, as of revision "
        f"{digest.revision} of the ledger."
    )
    if digest.more:
        yield Sentence(f"{counted(digest.more, 'further event')} met the question; not told here.")
    yield Sentence(
        "What follows is what is claimed, not what is so; origins are counted, truth is not judged."
    )


def _changes(digest: Digest, notes: _Notes) -> Iterator[Sentence]:
    if digest.since is None:
        return
    fresh = [s for s in digest.stories if s.summary.id in digest.new]
    other = [
        s for s in digest.stories if s.summary.id in digest.changed and s not in fresh
    ]  # fmt: skip
    if not fresh and not other:
        yield Sentence(f"Nothing of this changed since revision {digest.since}.")
    for story in fresh:
        yield Sentence(f"New: “{one_line(story.summary.title)}”.", notes.on(*_title_key(story)))
    for story in other:
        added = [
            c.key for lane in story.lanes for c in lane.claims if c.key in digest.new_claims
        ]  # fmt: skip
        what = counted(len(added), "new claim") if added else "other links"
        yield Sentence(
            f"Changed: “{one_line(story.summary.title)}” has {what}.",
            notes.on(*(added[:CLAIMS_A_LANE] or _title_key(story))),
        )


def _section(story: EventStory, notes: _Notes, digest: Digest) -> Section:
    event = story.summary
    change = ""
    if digest.since is not None:
        change = "new" if event.id in digest.new else ""
        change = change or ("changed" if event.id in digest.changed else "")
    glance = event.glance
    if event.silent:
        names = listed([sides.name(side) for side in event.silent])
        glance = f"{glance} Named as a party and silent here: {names}."
    return Section(
        id=event.id,
        title=one_line(event.title),
        place=", ".join(p.name or p.text for p in event.places[:3]),
        days=_days(event.first_day, event.last_day),
        change=change,
        lead=Sentence(glance, notes.on(*_title_key(story))),
        sides=tuple(
            (_lane_name(lane.side), _said(lane.claims, notes)) for lane in story.lanes
        ),
        disputes=tuple(Sentence(d.because, notes.on(*d.claims)) for d in story.disputes),
        flags=tuple(
            Sentence(f"{f.kind.capitalize()}: {f.because}", notes.on(f.claim, *_some(f.against)))
            for f in story.flags
        ),
        figures=tuple(_row(point, story.figures, notes) for point in story.figures),
    )  # fmt: skip


def _said(claims: Sequence[StoryClaim], notes: _Notes) -> tuple[Sentence, ...]:
    """For each origin of a side, its earliest claim quoted, and who else has it."""
    by_origin: dict[str, list[StoryClaim]] = {}
    for claim in claims:
        name = claim.origin or f"{claim.report.outlet or claim.report.id}"
        by_origin.setdefault(name, []).append(claim)
    found = []
    for group in list(by_origin.values())[:CLAIMS_A_LANE]:
        first = group[0]
        report = as_report(first.report)
        who = wording.speaker(first.claim, report)
        words = one_line(first.claim.quote.text, QUOTE_LIMIT)
        others = len({c.report.id for c in group} - {first.report.id})
        also = f" (also in {counted(others, 'other report')})" if others else ""
        found.append(
            Sentence(
                f"{who} ({first.claim.stance}): “{words}”{also}.",
                notes.on(*(c.key for c in group[:CLAIMS_A_LANE])),
            )
        )
    if len(by_origin) > CLAIMS_A_LANE:
        found.append(Sentence(f"{len(by_origin) - CLAIMS_A_LANE} more, in the event itself."))
    return tuple(found)


def _row(point: FigurePoint, points: Sequence[FigurePoint], notes: _Notes) -> Row:
    standing = "conflicting" if point.conflicts else point.status
    against = [points[n].claim for n in point.conflicts]
    return Row(
        claimant=f"{point.claimant} [{point.side}]",
        figure=f"{point.text} {point.unit}".strip(),
        day=point.day or "no day",
        standing=f"{standing}. {point.because}".strip(),
        notes=notes.on(point.claim, *against),
    )


def _title_key(story: EventStory) -> tuple[int, ...]:
    return tuple(
        c.key
        for lane in story.lanes
        for c in lane.claims
        if c.claim.id == story.summary.title_claim and c.report.id == story.summary.title_report
    )[:1]


def _lane_name(side: str) -> str:
    return "Outlets in their own voice" if side == OWN_VOICE else f"{sides.name(side)} [{side}]"


def _days(first: str | None, last: str | None) -> str:
    if first is None:
        return "no day"
    return first if last in {None, first} else f"{first} to {last}"


def _some(key: int | None) -> Iterable[int]:
    return () if key is None else (key,)
