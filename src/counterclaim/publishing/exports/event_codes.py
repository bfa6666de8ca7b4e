"""What claims are called in event-coding schemes, by the tables ``event_codes.tsv``,
``event_status.tsv``, ``speech_codes.tsv`` and ``coding_precisions.tsv``.
"""  # noqa: D205

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

import msgspec

from counterclaim.lexicons import Row, alternatives, load_table
from counterclaim.model.records import Claim, Figure, Time
from counterclaim.model.vocabulary import Precision, Stance

DEATHS = "killed"
"""The unit of figures that count deaths."""


class EventCodes(msgspec.Struct, frozen=True):
    """An event's codes in four schemes; empty where a scheme has none."""

    plover: str = ""
    mode: str = ""
    cameo: str = ""
    acled: str = ""
    sub_event: str = ""

    @property
    def cameo_root(self) -> str:
        """The two digits of CAMEO's root code."""
        return self.cameo[:2]


class Status(msgspec.Struct, frozen=True):
    """How a claimed event stands. ``coded``: it is said to have occurred, or to go on."""

    name: str
    coded: bool


class Deaths(msgspec.Struct, frozen=True):
    """Deaths as UCDP GED gives them; ``None``: not told."""

    low: int | None = None
    best: int | None = None
    high: int | None = None


def event_codes(claim: Claim) -> EventCodes:
    """The codes of what ``claim`` is about, whatever its status.

    A row's words are looked for in the trigger, then in the quote; the row without words comes
    last.
    """
    rows = _event_rows()[claim.type]
    fitting = [row for row in rows if _agent_fits(row["agent"], claim)]
    for words in (claim.trigger.text if claim.trigger else "", claim.quote.text):
        for row in fitting:
            if row["words"] and _pattern(row["words"]).search(words):
                return _codes(row)
    return next((_codes(row) for row in fitting if not row["words"]), EventCodes())


def speech_codes(stance: Stance) -> EventCodes:
    """The codes of the act of saying."""
    row = _speech_rows()[stance]
    return EventCodes(row["plover"], row["mode"], row["cameo"])


def checkable(stance: Stance) -> bool:
    """Whether what is said with ``stance`` can be checked against what happened."""
    return _speech_rows()[stance]["checkable"] == "yes"


def status_of(claim: Claim) -> Status:
    """How the claimed event stands."""
    for row in load_table("event_status"):
        if row["stance"] in ("", claim.stance) and row["realis"] in ("", claim.realis):
            return Status(row["status"], row["coded"] == "yes")
    return Status("unknown", coded=False)


def deaths_of(figures: Iterable[Figure]) -> Deaths:
    """The deaths that ``figures`` give, never an average of anything.

    One figure: its bounds; ``best`` is the number itself, or the lower bound, as UCDP counts
    ("at least three": 3). Several, which may overlap ("three, two of them children"): at least
    the largest, at most all together, and no ``best`` unless they agree.
    """
    killed = [f for f in figures if f.unit == DEATHS]
    if not killed:
        return Deaths()
    lows = [int(f.low) for f in killed if f.low is not None]
    highs = [int(f.high) for f in killed if f.high is not None]
    low = max(lows, default=None)
    high = sum(highs) if len(highs) == len(killed) else None
    best = low if len(killed) == 1 or low == high else None
    return Deaths(low, best, high)


def day_precisions(time: Time | None) -> tuple[str, str]:
    """UCDP's ``date_prec`` and ACLED's ``time_precision``; empty where no day is claimed."""
    if time is None or time.start is None or time.end is None:
        return "", ""
    try:
        span = date.fromisoformat(time.end[:10]) - date.fromisoformat(time.start[:10])
    except ValueError:
        return "", ""
    for row in load_table("coding_precisions"):
        if row["kind"] == "day" and span.days + 1 <= int(row["value"]):
            return row["ucdp"], row["acled"]
    return "", ""


def place_precisions(precision: Precision) -> tuple[str, str]:
    """UCDP's ``where_prec`` and ACLED's ``geo_precision``; empty where there is none."""
    for row in load_table("coding_precisions"):
        if row["kind"] == "place" and row["value"] == precision:
            return row["ucdp"], row["acled"]
    return "", ""


def _codes(row: Row) -> EventCodes:
    return EventCodes(row["plover"], row["mode"], row["cameo"], row["acled"], row["sub_event"])


def _agent_fits(wanted: str, claim: Claim) -> bool:
    """Whether an agent's side is, or is not, the country of one of the claim's places."""
    if not wanted:
        return True
    countries = {place.country for place in claim.places if place.country}
    sides = {_countries().get(agent.side) for agent in claim.agents} - {None}
    if not countries or not sides:
        return False
    return bool(countries & sides) == (wanted == "host")


@cache
def _event_rows() -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for row in load_table("event_codes"):
        rows.setdefault(row["type"], []).append(row)
    return rows


@cache
def _speech_rows() -> dict[str, Row]:
    return {row["stance"]: row for row in load_table("speech_codes")}


@cache
def _countries() -> dict[str, str]:
    """ISO 3166-1 alpha-2 by alpha-3."""
    return {row["side"]: row["alpha2"] for row in load_table("demonyms") if row["alpha2"]}


@cache
def _pattern(words: str) -> re.Pattern[str]:
    wanted: Sequence[str] = alternatives(words)
    parts = (re.escape(w.removesuffix("*")) + (r"\w*" if w.endswith("*") else "") for w in wanted)
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)
