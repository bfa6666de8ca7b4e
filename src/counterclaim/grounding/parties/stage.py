"""Who it is and for which side they speak: every party of a report, resolved within it."""

import os
from dataclasses import replace
from pathlib import Path

from counterclaim.grounding.parties.anaphora import Setting
from counterclaim.grounding.parties.cataphora import named_later
from counterclaim.grounding.parties.entities import UNKNOWN, Entity
from counterclaim.grounding.parties.home import at_home, home_of, third_state
from counterclaim.grounding.parties.joint import joint_speakers
from counterclaim.grounding.parties.lookup import Finding
from counterclaim.grounding.parties.resolution import Resolver
from counterclaim.grounding.parties.tables import Tables, shipped_tables, tables_with
from counterclaim.grounding.parties.whereabouts import (
    is_authority,
    is_local,
    side_of_relay,
    side_there,
)
from counterclaim.grounding.parties.words import split
from counterclaim.model.document import Document, Extent, PartyMention, SourceMention
from counterclaim.model.records import Party, Source, Span

PARTIES_VARIABLE = "COUNTERCLAIM_PARTIES"
"""Environment variable: path of a table of the user's own parties."""


_TOWN = frozenset({"site", "settlement", "approximate", "admin2"})
"""Precisions of places that locate a scene even as an adjective: "Kherson police"."""

NEAR = 250
"""Code points around local speakers within which places tell where they are."""


class PartyStage:
    """Writes ``parties``: one mention for every source, agent and target in words.

    ``table`` is the path of a user's own table (:func:`tables_with`); without it the one that
    the environment variable ``COUNTERCLAIM_PARTIES`` names is read, if any. Raises
    :class:`~counterclaim.errors.LexiconError` when that table is not of its form.
    """

    name = "counterclaim.parties.tables.v1"
    requires = frozenset({"attributions", "drafts", "places"})
    assigns = frozenset({"parties"})

    def __init__(self, table: Path | str | None = None) -> None:
        path = table or os.environ.get(PARTIES_VARIABLE)
        self._tables: Tables = tables_with(Path(path)) if path else shipped_tables()

    def __call__(self, document: Document) -> None:
        """Write ``parties``, in the order of their words."""
        document.parties = tuple(_Reading(document, self._tables).mentions())


class _Reading:
    """The mentions of one report, sources first: who is quoted decides who "we" are."""

    def __init__(self, document: Document, tables: Tables) -> None:
        self._document = document
        self._tables = tables
        self._places = sorted(document.places, key=lambda m: (m.start, m.end))
        self._towns = [
            replace(m, associative=False)
            for m in self._places
            if m.place.precision in _TOWN or not (m.associative or m.place.precision == "country")
        ]
        published = document.report.published
        date = published[:10] if published else None
        where = {
            mention.start: side
            for mention in document.places
            if not mention.nominal and (side := tables.countries.get(mention.place.country or ""))
        }
        self._home = home_of(document.report)
        self._resolver = Resolver(document.text, tables, date, where)
        self._entities: dict[Extent, Entity] = {}
        self._found: dict[Extent, Finding] = {}
        self._speakers: dict[int, Entity] = {}

    def mentions(self) -> list[PartyMention]:
        """Resolve every source, then every agent and target."""
        self._resolve_sources()
        self._resolve_roles()
        return [self._mention(extent, self._entities[extent]) for extent in sorted(self._entities)]

    def _resolve_sources(self) -> None:
        hops = [
            (hop, number)
            for number, attribution in enumerate(self._document.attributions)
            for hop in attribution.sources
        ]
        hops.sort(key=lambda x: (x[0].role == "venue", x[0].start, x[0].end))
        for hop, number in hops:
            extent = (hop.start, hop.end)
            if extent not in self._entities:
                self._resolve(extent, self._setting(hop, number))
            if hop.role == "speaker":
                self._speakers.setdefault(number, self._entities[extent])
        spoken = {(h.start, h.end): number for h, number in reversed(hops) if h.role != "venue"}
        for hop, number in hops:
            if hop.role == "speaker":
                self._part((hop.start, hop.end), self._setting(hop, number))
        for extent, number in sorted(spoken.items()):
            self._locate(extent, number)
        announced = {extent: self._found[extent] for extent in sorted(spoken)}
        for extent, entity in named_later(announced, self._resolver.known_holders()).items():
            self._entities[extent] = entity
        for extent, number in sorted(spoken.items()):
            self._place_at_home(extent, number)

    def _part(self, extent: Extent, setting: Setting) -> None:
        """Resolve speakers joined by "and" one by one, where each is somebody of their own."""
        parts = joint_speakers(split(self._document.text, *extent), self._tables)
        found = [self._resolver.resolve(*part, setting).entity for part in parts]
        names = {e.name for e in found if e.side != UNKNOWN and (e.named or e.kind != "person")}
        if parts and len(names) == len(parts):
            self._entities.update(zip(parts, found, strict=True))

    def _setting(self, hop: SourceMention, number: int) -> Setting:
        parent = self._document.attributions[number].parent
        speaker = self._speakers.get(number if hop.role == "venue" else -1)
        if speaker is None and parent is not None:
            speaker = self._speakers.get(parent)
        return Setting(hop.start, speaker, hop.role)

    def _locate(self, extent: Extent, number: int) -> None:
        """Give local speakers without a side that of the places they speak of."""
        entity = self._entities[extent]
        attribution = self._document.attributions[number]
        side = side_of_relay(
            entity, [self._entities[h.start, h.end] for h in attribution.sources], self._tables
        )
        if side is None and is_local(entity):
            said = (extent, *attribution.content)
            side = side_there(self._places, said, self._tables) or side_there(
                self._places, (self._surroundings(extent),), self._tables
            )
        if side:
            self._entities[extent] = replace(entity, side=side)

    def _place_at_home(self, extent: Extent, number: int) -> None:
        """Give those whose country a report takes for granted the one it means."""
        entity, text = self._entities[extent], self._document.text
        said = [
            word
            for content in self._document.attributions[number].content
            for word in split(text, *content)
        ]
        home = third_state(said, self._tables) or self._home
        placed = at_home(entity, split(text, *extent), self._tables, home)
        if placed is not None:
            self._entities[extent] = placed
        elif is_authority(entity):
            near = (self._surroundings(extent),)
            side = side_there(self._towns, near, self._tables)
            side = side or side_there(self._towns, ((0, len(text)),), self._tables)
            if side:
                self._entities[extent] = replace(entity, side=side)

    def _surroundings(self, extent: Extent) -> Extent:
        """What stands near a mention in its paragraph."""
        text, (start, end) = self._document.text, extent
        before = text.rfind("\n", max(0, start - NEAR), start)
        after = text.find("\n", end, end + NEAR)
        left = before + 1 if before >= 0 else max(0, start - NEAR)
        return left, after if after >= 0 else min(len(text), end + NEAR)

    def _resolve_roles(self) -> None:
        wanted: dict[Extent, Setting] = {}
        for draft in self._document.drafts:
            number = draft.attribution
            speaker = self._speakers.get(number) if number is not None else None
            for target, extents in ((False, draft.agents), (True, draft.targets)):
                for extent in extents:
                    setting = Setting(extent[0], speaker, None, draft.type, target)
                    wanted.setdefault(extent, setting)
        for extent in sorted(wanted):
            if extent not in self._entities:
                self._resolve(extent, wanted[extent])

    def _resolve(self, extent: Extent, setting: Setting) -> None:
        found = self._resolver.resolve(*extent, setting)
        entity = found.entity
        if setting.role == "venue" and entity.side == UNKNOWN and setting.speaker is not None:
            entity = replace(entity, side=setting.speaker.side)
        self._entities[extent] = entity
        self._found[extent] = found
        if setting.role != "venue":
            self._resolver.memory.note(
                extent[0], entity, found.heads, speaker=setting.role is not None
            )

    def _mention(self, extent: Extent, entity: Entity) -> PartyMention:
        span = Span.of(self._document.text, *extent)
        party = Party(
            text=span.text, name=entity.name, side=entity.side, span=span, wikidata=entity.wikidata
        )
        source = Source(
            text=span.text,
            name=entity.name,
            side=entity.side,
            kind=entity.kind,
            role="speaker",
            span=span,
            wikidata=entity.wikidata,
        )
        return PartyMention(extent[0], extent[1], party, source)
