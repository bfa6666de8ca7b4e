"""What linking answers with: events as lists show them, and one event told in full.

Three layers never mix: *reported* is what the claims hold, *inferred* is everything else in
these records, *judged* is what a person decided (:class:`Judgement`). Nothing here says that a
claim is true: origins are counted, disputes are named, and each link has a ``because``, one
plain sentence that names its evidence.
"""

from typing import Literal

import msgspec

from counterclaim.model.records import Claim, Place, ReportHeader
from counterclaim.model.vocabulary import ClaimType

Family = Literal["fighting", "harm", "states", "politics", "words"]
"""The groups of claim types in the labels' guide."""

OWN_VOICE = "own voice"
"""Stands for a side where the outlet itself speaks."""

FlagKind = Literal["attribution lost", "drift", "admission"]
DisputeKind = Literal["denial", "other agent", "opposed realis", "control", "figures"]
EdgeKind = Literal["speaker", "venue", "relay", "credit", "copy", "own witness", "repeats"]
FigureStatus = Literal["current", "superseded", "repeat"]
Verdict = Literal["same", "not same", "unsure"]
Subject = Literal["event", "origin"]
Order = Literal["newest", "reports", "origins", "disputes"]


class SideCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many independent origins and claims a side has; ``side`` as in a source."""

    side: str
    origins: int
    claims: int


class EventSummary(msgspec.Struct, frozen=True, kw_only=True):
    """An event as a list shows it.

    ``title`` is the words of the claim ``title_claim`` (of ``title_report``), unchanged.
    ``first_day`` and ``last_day`` are ISO days of the claimed event, else of publication.
    ``origins`` counts independent origins: those not derived from one another, without those
    that cannot be told; ``unsourced`` counts claims in an outlet's own voice, which never
    confirm, and ``repeats`` reports that add no origin of their own. ``silent`` lists sides
    that are named as a party and have said nothing. ``glance`` puts the counts into one
    sentence ("14 reports, one speaker"). ``flags`` counts flags by kind.
    """

    id: str
    title: str
    title_claim: str
    title_report: str
    family: Family
    types: tuple[ClaimType, ...]
    places: tuple[Place, ...]
    first_day: str | None
    last_day: str | None
    claims: int
    reports: int
    outlets: int
    speakers: int
    origins: int
    sides: tuple[SideCount, ...]
    unsourced: int
    repeats: int
    disputed: bool
    disputes: int
    conflicting_figures: bool
    silent: tuple[str, ...]
    flags: dict[FlagKind, int]
    glance: str


class StoryClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of an event and the report it stands in.

    ``key`` tells claims of one ledger apart (a copy of a report holds claims with the same id)
    and is what the other records here refer to. ``side`` is the lane it stands in. ``because``
    says why it is part of the event; it is empty for the claim that the event is named after.
    """

    key: int
    claim: Claim
    report: ReportHeader
    side: str
    origin: str | None
    flags: tuple[FlagKind, ...] = ()
    because: str = ""


class Lane(msgspec.Struct, frozen=True, kw_only=True):
    """What one side says, oldest report first; the outlets' own voice is the last lane."""

    side: str
    claims: tuple[StoryClaim, ...]


class OriginEdge(msgspec.Struct, frozen=True, kw_only=True):
    """A step of the way from an origin to a report.

    From ``source`` to ``target`` (names as shown); ``claim`` is the key of the claim whose
    report holds the ``words`` (``None`` where the step rests on the texts as a whole).
    """

    kind: EdgeKind
    source: str
    target: str
    claim: int
    words: str | None
    because: str


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """The saying or document that claims rest on.

    ``counts`` is false for what cannot confirm: an outlet that repeats, "reports of".
    ``derived_from`` names the origin that this one only passes on, if it does.
    """

    id: str
    name: str
    side: str
    kind: str
    counts: bool
    derived_from: str | None
    first_report: str | None
    reports: int
    outlets: int
    claims: tuple[int, ...]
    edges: tuple[OriginEdge, ...]
    because: str


class FigurePoint(msgspec.Struct, frozen=True, kw_only=True):
    """A figure on the event's timeline: an interval (``None`` is open), its day and claimant.

    ``status`` is *superseded* where the same origin or speaker gave another later, *repeat*
    where an earlier point of the same origin says the same. ``conflicts`` holds positions in
    the timeline of points by other origins, of the same scope, that it cannot agree with.
    """

    claim: int
    text: str
    low: float | None
    high: float | None
    unit: str
    day: str | None
    claimant: str
    side: str
    origin: str | None
    status: FigureStatus
    conflicts: tuple[int, ...] = ()
    because: str = ""


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """Two claims (keys) that cannot both be so, or one that denies the other."""

    kind: DisputeKind
    claims: tuple[int, int]
    sides: tuple[str, str]
    because: str


class Flag(msgspec.Struct, frozen=True, kw_only=True):
    """Something a reader should know of a claim; ``against`` is the claim that shows it."""

    kind: FlagKind
    claim: int
    against: int | None
    because: str


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """An Admiralty credibility (1-6) that counted origins would allow; the analyst sets it.

    ``side`` is the side whose account it is about.
    """

    side: str
    credibility: int
    because: str


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided of two claims (keys); it wins over every inferred link."""

    subject: Subject
    claims: tuple[int, int]
    verdict: Verdict
    by: str
    at: str
    note: str = ""


class EventStory(msgspec.Struct, frozen=True, kw_only=True):
    """One event, told in full."""

    summary: EventSummary
    lanes: tuple[Lane, ...]
    origins: tuple[Origin, ...]
    figures: tuple[FigurePoint, ...]
    disputes: tuple[Dispute, ...]
    flags: tuple[Flag, ...]
    suggestions: tuple[Suggestion, ...]
    judgements: tuple[Judgement, ...]
    facets: tuple[EventSummary, ...] = ()
    """Other events tied to this one: its casualties, damage, arrests."""


class EventQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which events; every field given must hold.

    ``words``, ``place``, ``side`` and ``speaker`` are met by an event of which one claim meets
    them (as in :class:`~counterclaim.ledger.Query`). ``since`` and ``until`` are ISO days that
    the event overlaps. ``reports`` and ``origins`` are least numbers.
    """

    words: str | None = None
    place: str | None = None
    side: str | None = None
    speaker: str | None = None
    family: Family | None = None
    type: ClaimType | None = None
    since: str | None = None
    until: str | None = None
    disputed: bool | None = None
    flag: FlagKind | None = None
    reports: int = 1
    origins: int = 0
    order: Order = "newest"
    limit: int = 50
    offset: int = 0
