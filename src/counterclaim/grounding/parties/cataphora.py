"""Headlines say "a top Ukrainian official" and the text below says who it was."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from counterclaim.grounding.parties.entities import UNKNOWN, Entity
from counterclaim.grounding.parties.lookup import Finding
from counterclaim.grounding.parties.words import closed_keys
from counterclaim.model.document import Extent

LEAD = 800
"""Code points: the head of a report, where somebody may be announced by little."""

AHEAD = 2000
"""Code points: how soon after that the name must come."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A person of the tables whom the report names at ``start``, and the offices they hold."""

    start: int
    entity: Entity
    titles: frozenset[str]


def named_later(
    speakers: Mapping[Extent, Finding], holders: Sequence[Holder] = ()
) -> dict[Extent, Entity]:
    """Names for unnamed single speakers, where only one person fits.

    Fits: is named soon after, for the same side, in the same capacity (by a noun or title
    that the report or the tables use of both; in a report's head an analyst or "an official"
    is enough). Nobody else who speaks may fit. Where the words do not say of which state
    ("the prime minister"), only an office that one of ``holders`` holds will do.
    """
    people: dict[str, tuple[int, Finding]] = {}
    heads: dict[str, set[str]] = {}
    for extent, finding in sorted(speakers.items(), key=lambda x: x[0]):
        entity = finding.entity
        if entity.human and entity.named and entity.side != UNKNOWN:
            people.setdefault(entity.name, (extent[0], finding))
            heads.setdefault(entity.name, set()).update(finding.heads)
    found: dict[Extent, Entity] = {}
    for extent, finding in speakers.items():
        entity = finding.entity
        if entity.named or not entity.human:
            continue
        if entity.side == UNKNOWN:
            holder = _holder(extent, finding, [*holders, *_in_office(speakers)])
            if holder is not None:
                found[extent] = holder
            continue
        fitting = [
            (at, person)
            for name, (at, person) in people.items()
            if _fits(finding, person, heads[name], lead=extent[0] <= LEAD)
        ]
        if len(fitting) == 1 and extent[0] < fitting[0][0] <= extent[0] + AHEAD:
            found[extent] = fitting[0][1].entity
    return found


def _in_office(speakers: Mapping[Extent, Finding]) -> list[Holder]:
    """Those who speak by an office of a state that is named: "Latvia's foreign minister"."""
    return [
        Holder(extent[0], finding.entity, frozenset({finding.title}))
        for extent, finding in speakers.items()
        if finding.title and finding.entity.human and finding.entity.side != UNKNOWN
    ]


def _holder(extent: Extent, announced: Finding, holders: Sequence[Holder]) -> Entity | None:
    near = [h for h in holders if extent[0] - AHEAD <= h.start <= extent[0] + AHEAD]
    fitting = {h.entity.name: h.entity for h in near if announced.titles & h.titles}
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _fits(announced: Finding, person: Finding, heads: set[str], *, lead: bool) -> bool:
    described, named = announced.entity, person.entity
    same = described.kind == named.kind or (
        described.kind == "anonymous" and named.kind == "official"
    )
    if not same or described.side != named.side or named.name in described.name:
        return False
    if announced.heads & closed_keys("anybody"):
        return lead and not heads & closed_keys("leader")
    return bool(announced.heads & heads) or (lead and described.kind == "expert")
