"""A sheet for event coders: a row a claim, with codes of PLOVER, CAMEO, ACLED's and UCDP's kind.

It is a draft to work from. What is denied, ruled out, planned, possible, demanded or only
suspected is marked so, and its codes never stand in the columns of what is said to have
occurred: they are under ``about_``. The speaker is in every row.
"""

from typing import BinaryIO

from counterclaim.model.records import Claim, Reading, Report
from counterclaim.publishing import wording
from counterclaim.publishing.exports.blur import precision_of
from counterclaim.publishing.exports.claim_rows import Cell, CsvFile, chain, listed
from counterclaim.publishing.exports.event_codes import (
    Deaths,
    EventCodes,
    day_precisions,
    deaths_of,
    event_codes,
    place_precisions,
    speech_codes,
    status_of,
)
from counterclaim.publishing.exports.layers import inferred, judged, located_of

COLUMNS = (
    "claim", "report", "outlet", "published", "url",
    "speaker", "speaker_words", "source_side", "source_kind", "chain", "speaks_for",
    "stance", "speech_plover", "speech_mode", "speech_cameo_root", "speech_cameo",
    "type", "realis", "status", "coded",
    "plover_event", "plover_mode", "cameo_root", "cameo_base", "acled_event", "acled_sub_event",
    "deaths_low", "deaths_best", "deaths_high",
    "about_plover_event", "about_plover_mode", "about_cameo_root", "about_cameo_base",
    "about_acled_event", "about_acled_sub_event",
    "about_deaths_low", "about_deaths_best", "about_deaths_high",
    "actor1", "actor1_side", "actor2", "actor2_side",
    "quote", "time", "time_start", "time_end", "ucdp_date_prec", "acled_time_precision",
    "place", "lat", "lon", "precision", "ucdp_where_prec", "acled_geo_precision", "country",
    "figures", "event", "origin", "inferred", "judged",
)  # fmt: skip
"""``plover_event`` to ``deaths_high`` are filled only where ``coded`` is yes."""

_CODED_FIELDS = (
    "plover_event", "plover_mode", "cameo_root", "cameo_base", "acled_event", "acled_sub_event",
)  # fmt: skip


class CodingSheetExporter:
    """Writes rows as claims come; keeps nothing."""

    def __init__(self, file: BinaryIO) -> None:
        self._table = CsvFile(file, COLUMNS)

    def setup(self) -> None:
        """Write the heading."""
        self._table.setup()

    def feed(self, reading: Reading) -> None:
        """Write a row for each claim of the reading."""
        for claim in reading.claims:
            row = coded_row(claim, reading.report)
            self._table.row(row[column] for column in COLUMNS)

    def finish(self) -> None:
        """Nothing follows."""


def coded_row(claim: Claim, report: Report) -> dict[str, Cell]:
    """The cells of a claim, by column."""
    status = status_of(claim)
    codes, deaths = event_codes(claim), deaths_of(claim.figures)
    none = EventCodes(), Deaths()
    return {
        **_who(claim, report),
        **_said(claim),
        "type": claim.type,
        "realis": claim.realis,
        "status": status.name,
        "coded": "yes" if status.coded else "no",
        **_coded("", *((codes, deaths) if status.coded else none)),
        **_coded("about_", *(none if status.coded else (codes, deaths))),
        **_actors(claim),
        "quote": claim.quote.text,
        **_when(claim),
        **_where(claim),
        "figures": listed(wording.figure(f) for f in claim.figures),
        "event": claim.event,
        "origin": claim.origin,
        "inferred": " ".join(_inferred(claim, codes, coded=status.coded)) or None,
        "judged": listed(judged(claim)),
    }


def speaks_for(claim: Claim) -> str | None:
    """Whether the speaker's side is the agents' or the targets', as far as sides are known."""
    side = wording.side(claim)
    if side in (wording.OWN_VOICE, "UNK"):
        return None
    parts = [
        name
        for name, parties in (("actor1", claim.agents), ("actor2", claim.targets))
        if side in {party.side for party in parties}
    ]
    return " and ".join(parts) or ("neither" if claim.agents or claim.targets else None)


def _who(claim: Claim, report: Report) -> dict[str, Cell]:
    source = claim.sources[0] if claim.sources else None
    return {
        "claim": claim.id,
        "report": report.id,
        "outlet": report.outlet,
        "published": report.published,
        "url": report.url,
        "speaker": wording.speaker(claim, report),
        "speaker_words": source.text if source else None,
        "source_side": wording.side(claim),
        "source_kind": source.kind if source else "media",
        "chain": chain(claim),
        "speaks_for": speaks_for(claim),
    }


def _said(claim: Claim) -> dict[str, Cell]:
    said = speech_codes(claim.stance)
    return {
        "stance": claim.stance,
        "speech_plover": said.plover or None,
        "speech_mode": said.mode or None,
        "speech_cameo_root": said.cameo_root or None,
        "speech_cameo": said.cameo or None,
    }


def _coded(prefix: str, codes: EventCodes, deaths: Deaths) -> dict[str, Cell]:
    values = (
        codes.plover, codes.mode, codes.cameo_root, codes.cameo, codes.acled, codes.sub_event,
    )  # fmt: skip
    return {
        **{prefix + n: v or None for n, v in zip(_CODED_FIELDS, values, strict=True)},
        f"{prefix}deaths_low": deaths.low,
        f"{prefix}deaths_best": deaths.best,
        f"{prefix}deaths_high": deaths.high,
    }


def _actors(claim: Claim) -> dict[str, Cell]:
    row: dict[str, Cell] = {}
    for name, parties in (("actor1", claim.agents), ("actor2", claim.targets)):
        row[name] = listed(party.name or party.text for party in parties)
        row[f"{name}_side"] = listed(party.side for party in parties)
    return row


def _when(claim: Claim) -> dict[str, Cell]:
    time = claim.time
    ucdp, acled = day_precisions(time)
    return {
        "time": time.text if time else None,
        "time_start": time.start if time else None,
        "time_end": time.end if time else None,
        "ucdp_date_prec": ucdp or None,
        "acled_time_precision": acled or None,
    }


def _where(claim: Claim) -> dict[str, Cell]:
    place = located_of(claim)
    ucdp, acled = place_precisions(place.precision) if place else ("", "")
    return {
        "place": place.name if place else listed(p.name or p.text for p in claim.places),
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "precision": precision_of(place) if place else None,
        "ucdp_where_prec": ucdp or None,
        "acled_geo_precision": acled or None,
        "country": place.country if place else None,
    }


_RENAMED = {
    "side": "source_side",
    "kind": "source_kind",
    "agents": "actor1",
    "targets": "actor2",
    "time_precision": "ucdp_date_prec acled_time_precision",
    "precision": "precision ucdp_where_prec acled_geo_precision",
}

_NOT_GIVEN = frozenset({"places", "geonameid"})


def _inferred(claim: Claim, codes: EventCodes, *, coded: bool) -> list[str]:
    """Names of the columns that are ours: also every code, which no report gives."""
    names = [
        _RENAMED.get(name, name)
        for name in inferred(claim, located_of(claim))
        if name not in _NOT_GIVEN
    ]
    prefix = "" if coded else "about_"
    values = _coded(prefix, codes, Deaths())
    names += [name for name, value in values.items() if value is not None]
    return [*names, "status", "coded"]
