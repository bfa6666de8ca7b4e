"""The working state of one report on its way through the pipeline.

Each stage reads some layers of a :class:`Document` and writes others; the types below are
what the rooms hand to one another. All offsets are code points into ``report.text``.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from counterclaim.model.records import Claim, Figure, Party, Place, Report, Source, Time
from counterclaim.model.vocabulary import ClaimType, Realis, Role, Stance

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Doc

Extent = tuple[int, int]
"""``(start, end)`` in code points, end exclusive."""

Construction = Literal[
    "direct",  # quotation marks around the whole content
    "indirect",  # clause governed by the cue
    "mixed",  # a clause with quoted words in it
    "according_to",  # according to / in the words of
    "colon",  # "Kyiv: ..." and "...: Kyiv" of headlines
    "noun",  # reports of, claims that, accusation of
]


@dataclass(frozen=True, slots=True)
class SourceMention:
    """One hop of a source chain as it stands in the text.

    ``relative`` is the extent of the relative pronoun ("who") that stands for the phrase
    beside its cue, if one does.
    """

    start: int
    end: int
    role: Role = "speaker"
    relative: Extent | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words: who (nearest to the content first), by which cue, which content.

    ``sources`` is empty when the text names nobody ("reportedly"). ``parent`` is the position
    in ``Document.attributions`` of the attribution inside whose content this one stands.
    ``stance`` is what the cue's lexicon entry says; the content may still overrule it.
    ``firm`` is false where too little speaks for it that a claim could rest on it: such a one is
    evidence of the reading, no speaker of a claim.
    """

    sources: tuple[SourceMention, ...]
    cue: tuple[Extent, ...]
    content: tuple[Extent, ...]
    construction: Construction
    stance: Stance
    cue_lemma: str = ""
    parent: int | None = None
    firm: bool = True

    def covers(self, start: int, end: int) -> bool:
        """Whether some one piece of the content holds ``start:end``."""
        return any(a <= start and end <= b for a, b in self.content)


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """A claim in words only: every field an extent, nothing resolved yet.

    ``attribution`` is the position in ``Document.attributions``, ``None`` for the outlet's own
    voice. ``clause`` is the stretch that place and time words are looked for in (at least the
    quote). ``agents`` and ``targets`` are extents of noun phrases. ``sure`` is false where the
    rules only offer it: it stands if the classifier takes it.
    """

    quote: Extent
    clause: Extent
    attribution: int | None
    cue: Extent | None
    stance: Stance
    type: ClaimType
    trigger: Extent | None
    realis: Realis
    agents: tuple[Extent, ...] = ()
    targets: tuple[Extent, ...] = ()
    figures: tuple[Figure, ...] = ()
    sure: bool = True


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A TIMEX3 and the interval it denotes (both ends inclusive ISO dates, or ``None``)."""

    start: int
    end: int
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str | None
    interval: Time


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A toponym (or a noun phrase that stands for one: "the city") and what it denotes.

    ``associative`` is true where an adjective made of the name modifies somebody and locates
    nothing: "Russian troops" (Gritta et al. 2020, literal and associative toponyms). Names that
    stand for a government ("Kyiv said") are told by the places room's attachment.
    """

    start: int
    end: int
    place: Place
    nominal: bool = False
    associative: bool = False


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A mention of somebody, resolved within the report."""

    start: int
    end: int
    party: Party
    source: Source


@dataclass(frozen=True, slots=True)
class Encoding:
    """A text as the trained encoder sees it, one row a word piece.

    ``starts``/``ends`` are code points into the text, ``words`` counts up by one where a piece
    begins a word. ``said`` and ``told`` are the vectors that attributions and claims are read
    from, in half precision; ``cue_odds`` are the log-odds that a cue begins there,
    ``certainty`` is how certain the text makes an event named there: 3 it happened or will, 0 open,
    -3 it did not (the scale of Lee et al. 2015).
    """

    starts: "NDArray[np.int64]"
    ends: "NDArray[np.int64]"
    words: "NDArray[np.int64]"
    said: "NDArray[np.float16]"
    cue_odds: "NDArray[np.float32]"
    told: "NDArray[np.float16]"
    certainty: "NDArray[np.float32]"

    def __len__(self) -> int:
        """The number of pieces."""
        return len(self.starts)


@dataclass(slots=True)
class Document:
    """One report and the layers the stages have written so far."""

    report: Report
    parse: "Doc | None" = None
    encoding: Encoding | None = None
    attributions: tuple[Attribution, ...] = ()
    drafts: tuple[ClaimDraft, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    parties: tuple[PartyMention, ...] = ()
    claims: tuple[Claim, ...] = ()

    @property
    def text(self) -> str:
        """The report's text, unchanged."""
        return self.report.text

    @property
    def doc(self) -> "Doc":
        """The spaCy parse; its token offsets are code points of ``text``."""
        if self.parse is None:
            raise RuntimeError("no parse yet: a stage that reads it must require 'parse'")
        return self.parse

    @property
    def encoded(self) -> Encoding:
        """The encoding of ``text``."""
        if self.encoding is None:
            raise RuntimeError("no encoding yet: a stage that reads it must require 'encoding'")
        return self.encoding
