"""How templates put values that only the web shows."""

from urllib.parse import quote

from counterclaim.ledger.reviews import Correction
from counterclaim.model.records import Claim, ReportHeader, Span
from counterclaim.publishing import sides, wording
from counterclaim.publishing.claimlist import as_report
from counterclaim.publishing.sections import web_address
from counterclaim.publishing.visible import one_line


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


def speaker(claim: Claim, report: ReportHeader) -> str:
    """Who says it."""
    return wording.speaker(claim, as_report(report))


def side(claim: Claim) -> str:
    """For whom it is said, or that nobody is named."""
    return wording.side(claim)


def headline(report: ReportHeader) -> str:
    """What a report is called in a list."""
    return one_line(report.title or report.id, 160)


def outlet(report: ReportHeader) -> str:
    """Who published it."""
    return report.outlet or "outlet unknown"


def day(moment: str | None) -> str:
    """The day of an ISO moment."""
    return moment[:10] if moment else "date unknown"


def number(value: int | float) -> str:
    """A number with thousands apart."""
    return f"{value:,}"


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

FILTERS = {
    "report_path": report_path,
    "claim_path": claim_path,
    "event_path": event_path,
    "slot": slot,
    "speaker": speaker,
    "side": side,
    "headline": headline,
    "outlet": outlet,
    "day": day,
    "number": number,
    "web_address": web_address,
    "changes": changes,
}
