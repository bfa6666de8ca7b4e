"""How templates put values that only the web shows."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote

from babel.dates import format_skeleton

from counterclaim.ledger.reviews import Correction
from counterclaim.model.records import Claim, ReportHeader, Span
from counterclaim.publishing import sides, wording
from counterclaim.publishing.claimlist import as_report
from counterclaim.publishing.sections import web_address
from counterclaim.publishing.visible import one_line
from counterclaim.web.language import Language, mark


def report_path(report_id: str) -> str:
    """The address of a report's page."""
    return f"/reports/{quote(report_id, safe='')}"


def claim_path(claim_id: str) -> str:
    """The permalink of a claim."""
    return f"/claims/{quote(claim_id, safe='')}"


def event_path(event_id: str) -> str:
    """The permalink of an event."""
    return f"/events/{quote(event_id, safe='')}"


def slot(side: str | None) -> str:
    """The colour and pattern of a side, the same on every page."""
    return (
        _SLOTS.get(side or wording.OWN_VOICE)
        or sides.PARTY_SLOTS[2 + sum(map(ord, side or "")) % 4]
    )


def side(claim: Claim) -> str:
    """For whom it is said, or that nobody is named."""
    return wording.side(claim)


def headline(report: ReportHeader) -> str:
    """What a report is called in a list."""
    return one_line(report.title or report.id, 160)


def changes(correction: Correction) -> list[tuple[str, str]]:
    """What a correction changes, by field."""
    found = []
    for name in correction.__struct_fields__:
        value = getattr(correction, name)
        if value is not None:
            words = value.text if isinstance(value, Span) else f"{value}"
            found.append((name, words or "nobody named"))
    return found


_SLOTS = sides.slots(["UKR", "RUS", "INT", "IND", "UNK", wording.OWN_VOICE])


def filters_in(language: Language) -> dict[str, Callable[..., Any]]:
    """All of them, those with words of their own in ``language``."""
    say = language.term

    def tick(day: date, form: str) -> str:
        return format_skeleton(form, day, locale=language.code)

    own: dict[str, Callable[..., Any]] = {
        "term": say,
        "number": language.number,
        "forms": language.forms,
        "tick": tick,
        "speaker": lambda claim, report: wording.speaker(claim, as_report(report), say),
        "outlet": lambda report: report.outlet or say(_NO_OUTLET),
        "day": lambda moment: moment[:10] if moment else say(_NO_DAY),
        "when": lambda time: wording.when(time, say),
        "where": lambda place: wording.where(place, say),
        "side_name": lambda side: say(sides.name(side)),
    }
    return {**FILTERS, **own}


_NO_OUTLET = mark("outlet unknown")
_NO_DAY = mark("date unknown")

LABELS = {
    "words": mark("Words"),
    "speaker": mark("Speaker"),
    "side": mark("Side"),
    "stance": mark("Stance"),
    "type": mark("Type"),
    "realis": mark("Realis"),
    "place": mark("Place"),
    "box": mark("Box"),
    "since": mark("From"),
    "until": mark("To"),
    "outlet": mark("Outlet"),
    "figure_min": mark("Figure, at least"),
    "figure_max": mark("Figure, at most"),
    "unit": mark("Figure of"),
}
"""What pages call filters."""

FILTERS: dict[str, Callable[..., Any]] = {
    "report_path": report_path,
    "claim_path": claim_path,
    "event_path": event_path,
    "slot": slot,
    "side": side,
    "headline": headline,
    "web_address": web_address,
    "changes": changes,
}
