"""All events at a glance: when and where each is, as the map and the timeline draw them.

An event stands on one day: the first of its days or, where they are more than a month (a state
that lasts), the last. Made once a revision from the summaries that linking keeps.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec
import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from counterclaim.ledger import Box
from counterclaim.ledger.events import events
from counterclaim.linking import EventQuery, EventSummary
from counterclaim.model.records import Place
from counterclaim.publishing.exports.blur import Blur

LASTING = 31
"""Days over which an event is a state that lasts."""

BESIDE = 14
"""Days before the first and after the last report that the timeline shows."""

ON_THE_MAP = ("site", "settlement", "approximate", "admin2", "admin1")


class AtlasPlace(msgspec.Struct, frozen=True, array_like=True):
    """A place on the map. ``area``: it is drawn as one, and its point is only somewhere in it."""

    name: str
    lat: float
    lon: float
    precision: str
    country: str | None
    geonameid: str | None


class AtlasEvent(msgspec.Struct, frozen=True, array_like=True):
    """An event: its day's ordinal (0: unknown), what stands behind it, its places' numbers."""

    id: str
    day: int
    origins: int
    reports: int
    disputes: int
    places: tuple[int, ...]


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What a view of an atlas holds: counts, and the events that most reports tell of."""

    events: int
    origins: int
    told: int
    most_told: tuple[str, ...]


class Atlas:
    """Events and their places, those that most reports tell of first."""

    def __init__(
        self,
        found: Sequence[AtlasEvent],
        places: Sequence[AtlasPlace],
        elsewhere: Sequence[tuple[str, str, int]] = (),
    ) -> None:
        self.events = sorted(found, key=lambda e: (-e.reports, -e.origins, -e.day, e.id))
        self.places = places
        self.elsewhere = elsewhere
        """What is not on the map: name, precision, number of events; the most first."""
        self._days = np.array([e.day for e in self.events], dtype=np.int64)
        self._origins = np.array([e.origins for e in self.events], dtype=np.int64)
        self._reports = np.array([e.reports for e in self.events], dtype=np.int64)
        pairs = [(n, place) for n, e in enumerate(self.events) for place in e.places]
        self._pairs = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        self._spots = np.array([(p.lat, p.lon) for p in places], dtype=float).reshape(-1, 2)

    @classmethod
    def of(cls, summaries: Iterable[EventSummary], blur: Blur | None) -> "Atlas":
        """The atlas of these events."""
        numbers: dict[AtlasPlace, int] = {}
        found = []
        elsewhere = Counter[tuple[str, str]]()
        for summary in summaries:
            at = []
            for place in summary.places:
                drawn = _drawn(place, blur)
                if drawn is not None:
                    at.append(numbers.setdefault(drawn, len(numbers)))
            elsewhere.update(
                {(p.name, p.precision) for p in summary.places if _drawn(p, None) is None}
            )
            found.append(
                AtlasEvent(
                    summary.id, _day(summary.first_day, summary.last_day), summary.origins,
                    summary.reports, summary.disputes, tuple(dict.fromkeys(at)),
                )
            )  # fmt: skip
        ranked = sorted(elsewhere.items(), key=lambda item: (-item[1], item[0]))
        return cls(found, list(numbers), [(*key, number) for key, number in ranked])

    def days(self, published: tuple[str | None, str | None]) -> tuple[int, int] | None:
        """The days worth drawing: those of the events, near the days of publication."""
        known = [e.day for e in self.events if e.day]
        if not known:
            return None
        first, last = (_ordinal(day) for day in published)
        least = max(min(known), first - BESIDE) if first else min(known)
        most = min(max(known), last + BESIDE) if last else max(known)
        return (least, most) if least <= most else (min(known), max(known))

    def seen(self, since: int | None, until: int | None, box: Box | None, shown: int) -> Seen:
        """The events of these days (ordinals), in this box; the first ``shown`` by id."""
        kept = np.ones(len(self.events), dtype=bool)
        if since is not None:
            kept &= self._days >= since
        if until is not None:
            kept &= (self._days <= until) & (self._days > 0)
        if box is not None:
            kept &= self._inside(box)
        numbers = np.flatnonzero(kept)
        return Seen(
            events=len(numbers),
            origins=int(self._origins[kept].sum()),
            told=int(self._reports[kept].sum()),
            most_told=tuple(self.events[n].id for n in numbers[:shown]),
        )

    def on_the_map(self) -> bytes:
        """The JSON that the map is drawn from: places, and events by place."""
        return msgspec.json.encode(
            {
                "places": self.places,
                "events": [
                    (e.day, e.origins, e.reports, min(e.disputes, 1), e.places) for e in self.events
                ],
            }
        )

    def _inside(self, box: Box) -> npt.NDArray[np.bool_]:
        """Of each event, whether one of its places lies in the box."""
        lat, lon = self._spots[:, 0], self._spots[:, 1]
        here = (lat >= box.south) & (lat <= box.north)
        if box.west <= box.east:
            here &= (lon >= box.west) & (lon <= box.east)
        else:
            here &= (lon >= box.west) | (lon <= box.east)
        found = np.zeros(len(self.events), dtype=bool)
        found[self._pairs[here[self._pairs[:, 1]], 0]] = True
        return found


def atlas_of(connection: sa.Connection, query: EventQuery, blur: Blur | None) -> Atlas:
    """The atlas of the events that ``query`` asks for, all of them."""
    return Atlas.of(events(connection, msgspec.structs.replace(query, limit=0, offset=0)), blur)


def _drawn(place: Place, blur: Blur | None) -> AtlasPlace | None:
    if place.lat is None or place.lon is None or place.precision not in ON_THE_MAP:
        return None
    if blur is not None and place.precision not in ("admin1", "admin2"):
        place = blur.place(place)
    return AtlasPlace(
        place.name, round(place.lat or 0, 3), round(place.lon or 0, 3),
        place.precision, place.country, place.geonameid,
    )  # fmt: skip


def _day(first: str | None, last: str | None) -> int:
    one, other = (_ordinal(day) for day in (first, last))
    if not one or not other:
        return one or other
    return one if other - one <= LASTING else other


def _ordinal(day: str | None) -> int:
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else 0
    except ValueError:
        return 0
