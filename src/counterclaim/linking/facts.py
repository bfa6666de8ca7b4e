"""What linking knows of one claim: all that two claims are compared by, and nothing else.

Facts depend on the claim and its own report alone, so they are made once and kept.
"""

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import cache

import msgspec

from counterclaim.lexicons import load_table
from counterclaim.linking.stems import Vector, stem, stems, vector
from counterclaim.linking.story import Family
from counterclaim.model.records import Claim, Party, Place, ReportHeader
from counterclaim.model.vocabulary import ClaimType, Realis, Stance

Order = tuple[str, str, int]
"""Publication (UTC day and time as written), report's identity, position in the report."""

AROUND = 240
"""Characters before and after the quote that make its context, with the report's title."""

NEIGHBOURS = 4
"""Claims before and after whose places may be those of one that names none."""

TYPES: dict[Family, tuple[ClaimType, ...]] = {
    "fighting": (
        "attack", "clash", "strike", "explosion", "raid", "offensive", "advance", "capture",
        "repulsion", "interception", "withdrawal", "mobilization",
    ),
    "harm": ("casualties", "damage", "detention", "displacement"),
    "states": ("control", "encirclement", "condition"),
    "politics": (
        "aid", "sanction", "meeting", "agreement", "sovereignty", "decision", "prosecution",
        "unrest", "deception",
    ),
    "words": ("statement", "relation", "assessment", "other"),
}  # fmt: skip
"""The groups of claim types in the labels' guide."""

FAMILIES: dict[ClaimType, Family] = {
    type_: family for family, types in TYPES.items() for type_ in types
}

AREAS = {"country": 3, "admin1": 2, "admin2": 1}
"""How wide an area a place's precision says it is; everything else is a point (0)."""


class PlaceFact(msgspec.Struct, frozen=True, array_like=True):
    """A place as far as two of them are compared: ``level`` 0 a point ... 3 a country.

    ``name`` is its GeoNames id, else its folded name; ``label`` its name for people.
    """

    name: str
    label: str
    country: str | None
    lat: float | None
    lon: float | None
    level: int


class FigureFact(msgspec.Struct, frozen=True, array_like=True):
    """A figure's interval and unit; ``None`` is an open end."""

    low: float | None
    high: float | None
    unit: str


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """One claim. ``key`` and ``report`` are a ledger's; days count from 0001-01-01 as 1.

    ``first`` and ``last`` are the claimed time where there is one. ``speaker`` is the canonical
    name nearest to the content, folded; empty in the outlet's own voice. ``chain`` holds the
    names of all its links. ``setting`` are the places of the claim's neighbours in the report,
    where it names none itself: "Kyiv denied it" is about what was said before. ``person`` tells
    whether the speaker is one by name.
    """

    key: int
    report: int
    order: Order
    published: int | None
    first: int | None
    last: int | None
    type: ClaimType
    stance: Stance
    realis: Realis
    speaker: str
    kind: str
    side: str
    chain: tuple[str, ...]
    places: tuple[PlaceFact, ...]
    setting: tuple[PlaceFact, ...]
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    agent_sides: tuple[str, ...]
    target_sides: tuple[str, ...]
    figures: tuple[FigureFact, ...]
    words: Vector
    trigger: tuple[str, ...]
    context: Vector
    start: int
    end: int
    headline: bool
    person: bool

    @property
    def family(self) -> Family:
        """The group of its type."""
        return FAMILIES[self.type]

    @property
    def founds(self) -> str:
        """The id of what is named after this claim, without its prefix."""
        _, identity, position = self.order
        return hashlib.sha256(f"{identity}\n{position}".encode()).hexdigest()[:12]


def facts_of(
    claims: Sequence[Claim],
    report: ReportHeader,
    text: str,
    *,
    keys: Sequence[int],
    report_key: int,
    identity: str,
) -> list[Facts]:
    """The facts of all claims of ``report``, whose text is ``text``; ``keys`` are the claims'.

    ``identity`` is what stays the same when a report gets another version.
    """
    return [
        _facts(claim, report, text, key, report_key, (report.published or "", identity, position),
               () if claim.places else _setting(claims, position))
        for position, (claim, key) in enumerate(zip(claims, keys, strict=True))
    ]  # fmt: skip


def _facts(
    claim: Claim,
    report: ReportHeader,
    text: str,
    key: int,
    report_key: int,
    order: Order,
    setting: tuple[PlaceFact, ...],
) -> Facts:
    source = claim.sources[0] if claim.sources else None
    start, end = claim.quote.start, claim.quote.end
    title = report.title or ""
    around = text[max(0, start - AROUND) : end + AROUND]
    return Facts(
        key=key,
        report=report_key,
        order=order,
        published=_day(report.published),
        first=_day(claim.time.start) if claim.time else None,
        last=_day(claim.time.end) if claim.time else None,
        type=claim.type,
        stance=claim.stance,
        realis=claim.realis,
        speaker=folded(source.name or source.text) if source else "",
        kind=source.kind if source else "",
        side=source.side if source else "",
        chain=tuple(folded(s.name or s.text) for s in claim.sources),
        places=tuple(_place(p) for p in claim.places),
        setting=setting,
        agents=_names(claim.agents),
        targets=_names(claim.targets),
        agent_sides=_sides(claim.agents),
        target_sides=_sides(claim.targets),
        figures=tuple(FigureFact(f.low, f.high, unit_of(f.unit)) for f in claim.figures),
        words=vector(stems(claim.quote.text)),
        trigger=tuple(stems(claim.trigger.text)) if claim.trigger else (),
        context=vector((*stems(title), *stems(around))),
        start=start,
        end=end,
        headline=start < len(title) and text.startswith(title[:40]),
        person=source is not None and is_person(source.name or source.text),
    )


def _setting(claims: Sequence[Claim], position: int) -> tuple[PlaceFact, ...]:
    """Places of the nearest claim that has some: of those before, else of those after."""
    before = reversed(range(max(0, position - NEIGHBOURS), position))
    after = range(position + 1, min(len(claims), position + 1 + NEIGHBOURS))
    near = next((n for n in (*before, *after) if claims[n].places), None)
    return () if near is None else tuple(_place(p) for p in claims[near].places)


def folded(name: str) -> str:
    """A name without case, articles and doubled spaces."""
    words = name.casefold().replace("’s", "").replace("'s", "").split()
    return " ".join(w for w in words if w not in {"the", "a", "an"}) or name.casefold()


@cache
def unit_of(unit: str) -> str:
    """A unit as linking compares it: "people killed" and "killed" are one."""
    found = [stem(word) for word in unit.casefold().split() if word not in {"people", "persons"}]
    return " ".join(found) or "people"


@cache
def is_person(name: str) -> bool:
    """Whether ``name`` is that of one person: one of the tables', or one with a first name."""
    words = name.split()
    people, first_names = _people()
    return name in people or (len(words) in {2, 3} and words[0].casefold() in first_names)


@cache
def _people() -> tuple[frozenset[str], frozenset[str]]:
    first = frozenset(row[next(iter(row))].casefold() for row in load_table("first_names"))
    return frozenset(row["name"] for row in load_table("people")), first


@cache
def adversaries() -> dict[str, str]:
    """Whom a side is at war with."""
    return {row["side"]: row["enemy"] for row in load_table("adversaries")}


def _place(place: Place) -> PlaceFact:
    level = AREAS.get(place.precision, 0)
    name = place.geonameid or folded(place.name or place.text)
    return PlaceFact(name, place.name or place.text, place.country, place.lat, place.lon, level)


def _names(parties: tuple[Party, ...]) -> tuple[str, ...]:
    return tuple(sorted({folded(p.name or p.text) for p in parties}))


def _sides(parties: tuple[Party, ...]) -> tuple[str, ...]:
    return tuple(sorted({p.side for p in parties} - {"UNK"}))


def _day(value: str | None) -> int | None:
    try:
        return date.fromisoformat(value[:10]).toordinal() if value else None
    except ValueError:
        return None
