"""A report: its text with every claim marked on its words, beside the records."""

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from counterclaim.ledger.browse import ReportOnFile
from counterclaim.ledger.reviews import Review
from counterclaim.model.records import Reading
from counterclaim.model.vocabulary import STANCES
from counterclaim.publishing import wording
from counterclaim.publishing.sections import section_of, side_counts, speaker_counts
from counterclaim.web.filters import whole_number
from counterclaim.web.phrases import slot
from counterclaim.web.security.access import may_see, visitor_of
from counterclaim.web.state import web_of
from counterclaim.web.views.common import language_of, render

router = APIRouter()


@router.get("/reports/{report_id:path}")
def report(request: Request, report_id: str) -> Response:
    """One report; ``?version=N`` shows an earlier one."""
    version = whole_number(request.query_params, "version", most=10**6)
    on_file = web_of(request).library.report(report_id, version)
    if on_file is None:
        raise HTTPException(404)
    reading = Reading(
        report=on_file.report, claims=on_file.claims, extractor=on_file.extractor or ""
    )
    slots = {side: slot(side) for side in map(wording.side, on_file.claims)}
    section = section_of(1, reading, slots, language_of(request).term)
    judged, hidden = _judged(request, on_file)
    return render(
        request,
        "report.html",
        judged=judged,
        hidden=hidden,
        on_file=on_file,
        s=section,
        legend=side_counts(section.records),
        speakers=speaker_counts(section.records),
        stances=[s for s in STANCES if any(r.claim.stance == s for r in section.records)],
        total=len(section.records),
    )


def _judged(
    request: Request, on_file: ReportOnFile
) -> tuple[dict[str, list[Review]], dict[str, int]]:
    """By claim, what persons judged; how many did where a reviewer is yet to do so blindly."""
    web, visitor = web_of(request), visitor_of(request)
    found = web.library.reviews(on_file.keys)
    judged, hidden = {}, {}
    for claim, key in zip(on_file.claims, on_file.keys, strict=True):
        reviews = found.get(key, [])
        if may_see(visitor, reviews):
            judged[claim.id] = reviews
        else:
            hidden[claim.id] = len(reviews)
    return judged, hidden
