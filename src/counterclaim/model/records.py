"""The typed, immutable records of the claim schema, by the schema's names.

Offsets are Unicode code points into ``Report.text``, end exclusive. For every span ``s``
of a reading, ``report.text[s.start:s.end] == s.text``; :func:`Span.of` is the one way to
make a span from a text.
"""

import hashlib

import msgspec

from counterclaim.errors import MalformedReport, SpanError
from counterclaim.model.vocabulary import ClaimType, Precision, Realis, Role, SourceKind, Stance


class Span(msgspec.Struct, frozen=True):
    """Words of a text: code-point offsets, end exclusive, and the words themselves."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """The span of ``text[start:end]``. Raises :class:`SpanError` if it is empty or outside."""
        if not 0 <= start < end <= len(text):
            raise SpanError(
                f"no words at {start}:{end} of a text of {len(text)} characters; "
                "give 0 <= start < end <= length"
            )
        return cls(start, end, text[start:end])

    def check(self, text: str) -> None:
        """Raise :class:`SpanError` unless ``text[start:end]`` is this span's text."""
        if text[self.start : self.end] != self.text or not self.text:
            raise SpanError(
                f"{self.text!r} is not at {self.start}:{self.end}; "
                "count offsets in code points of the unchanged report text"
            )


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One report as it came: ``text`` is what offsets count in and is never changed.

    ``published`` is an ISO 8601 date or date-time, or ``None`` when unknown; never a guess.
    ``file`` names the file it was read from (``name`` or ``name:line``), if it was from one.
    ``captured`` is when an archive says that it fetched the words (WARC-Date), in ISO 8601.
    """

    id: str
    text: str
    sha256: str
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    title: str | None = None
    language: str | None = None
    file: str | None = None
    captured: str | None = None

    @classmethod
    def of(  # noqa: PLR0913  (one parameter a field)
        cls,
        text: str,
        *,
        id: str | None = None,
        outlet: str | None = None,
        url: str | None = None,
        published: str | None = None,
        title: str | None = None,
        language: str | None = None,
        file: str | None = None,
        captured: str | None = None,
    ) -> "Report":
        """A report of ``text``; its id, when none is given, is derived from the text.

        Raises :class:`MalformedReport` when ``text`` is no Unicode text (a lone surrogate):
        it could neither be read nor written out.
        """
        try:
            digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        except UnicodeEncodeError as error:
            raise MalformedReport(
                file or id or "text",
                f"half a character (a lone surrogate) at {error.start}; decode the text anew",
            ) from None
        return cls(
            id=id if id is not None else f"r-{digest[:16]}",
            text=text,
            sha256=digest,
            outlet=outlet,
            url=url,
            published=published,
            title=title,
            language=language,
            file=file,
            captured=captured,
        )


class ReportHeader(msgspec.Struct, frozen=True, kw_only=True):
    """A report in a ledger, without its text; ``version`` counts from 1, times are UTC."""

    id: str
    version: int
    sha256: str
    outlet: str | None
    url: str | None
    published: str | None
    title: str | None
    retrieved_at: str


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who acts, suffers or speaks: as written, by canonical name, and for which side."""

    text: str
    name: str
    side: str
    span: Span
    wikidata: str | None = None


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A link of the chain a claim came through, nearest to the content first."""

    text: str
    name: str
    side: str
    kind: SourceKind
    role: Role
    span: Span
    wikidata: str | None = None


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place of a claim; ``lat`` and ``lon`` are WGS 84 degrees or ``None`` when unresolved.

    ``country`` is ISO 3166-1 alpha-2 by international recognition.
    """

    text: str
    name: str
    country: str | None
    span: Span
    lat: float | None = None
    lon: float | None = None
    geonameid: str | None = None
    precision: Precision = "unresolved"


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """When the claimed event is: ISO dates, both ends inclusive.

    ``anchored`` is false when the expression needs a publication date that is unknown; then
    ``start`` and ``end`` are ``None``.
    """

    text: str
    start: str | None
    end: str | None
    span: Span
    precision: str = "day"
    anchored: bool = True


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number as an interval; ``None`` is an open end ("over 170": low 170, high open)."""

    text: str
    low: float | None
    high: float | None
    unit: str
    span: Span


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One proposition: who says, with what stance, that what happened, on which words.

    ``sources`` empty is the outlet's own voice. ``confidence`` is of the reading being right,
    never of the claim being true.
    """

    id: str
    quote: Span
    cue: Span | None
    sources: tuple[Source, ...]
    stance: Stance
    type: ClaimType
    trigger: Span | None
    realis: Realis
    agents: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    places: tuple[Place, ...] = ()
    time: Time | None = None
    figures: tuple[Figure, ...] = ()
    event: str | None = None
    origin: str | None = None


class AttributionRelation(msgspec.Struct, frozen=True):
    """Evidence layer: the words of a source, a cue and a content, as ``[start, end]`` pairs."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


class TimeExpression(msgspec.Struct, frozen=True):
    """Evidence layer: a TIMEX3 (TimeML 1.2.1) with type and value."""

    start: int
    end: int
    type: str
    value: str
    mod: str | None = None


class Toponym(msgspec.Struct, frozen=True):
    """Evidence layer: a place name in the text, located or (``lat`` is ``None``) abstained."""

    start: int
    end: int
    lat: float | None
    lon: float | None
    geonameid: str | None


class Layers(msgspec.Struct, frozen=True):
    """The evidence under the claims."""

    attributions: tuple[AttributionRelation, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    places: tuple[Toponym, ...] = ()


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What one version of the reader made of one report."""

    report: Report
    claims: tuple[Claim, ...]
    extractor: str
    layers: Layers | None = None
