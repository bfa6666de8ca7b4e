"""Reviewing: one claim, or one link, at a time, by keyboard if one likes.

A second reviewer does not see what the first one judged until they have judged themselves.
"""

from collections.abc import Mapping
from typing import Any, cast, get_args

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from counterclaim.errors import CounterclaimError
from counterclaim.ledger import Query
from counterclaim.ledger.reviews import Correction, ReviewVerdict, Round
from counterclaim.linking.story import Verdict
from counterclaim.model.records import Reading
from counterclaim.model.vocabulary import CLAIM_TYPES, REALIS, STANCES
from counterclaim.publishing import wording
from counterclaim.publishing.sections import section_of
from counterclaim.web.corrections import correction_of, fields_of
from counterclaim.web.filters import BadFilter, only, query_of, whole_number, with_values
from counterclaim.web.language import mark
from counterclaim.web.phrases import LABELS, event_path, slot
from counterclaim.web.security.access import LOCAL, Refused, Visitor, form_of, needs, visitor_of
from counterclaim.web.state import Web, web_of
from counterclaim.web.views.common import partial, render

router = APIRouter(dependencies=[Depends(needs("reviewer"))])

ROUNDS: tuple[str, ...] = get_args(Round)
VERDICTS: tuple[str, ...] = get_args(ReviewVerdict)
LINK_VERDICTS: tuple[str, ...] = get_args(Verdict)
QUEUE = ("words", "speaker", "side", "stance", "type", "place", "since", "until", "outlet")
"""The filters of a queue."""

LONGEST_NOTE = 2000


@router.get("/review")
def review(request: Request) -> Response:
    """The next claim to judge."""
    visitor = visitor_of(request)
    if visitor.session is None or visitor.name == LOCAL:
        return render(request, "review_name.html")
    return _next(request, visitor, request.query_params)


@router.post("/review/claims/{key}")
async def judge(request: Request, key: int) -> Response:
    """Keep a judgement, and show the next claim."""
    fields = await form_of(request)
    return await run_in_threadpool(_judge, request, key, fields)


@router.get("/review/links")
def link(request: Request, event: str, claim: int) -> Response:
    """Whether a claim belongs to an event: beside the claim that stands for it."""
    visitor = visitor_of(request)
    if visitor.session is None or visitor.name == LOCAL:
        return render(request, "review_name.html")
    story = web_of(request).library.event(event)
    if story is None:
        raise HTTPException(404)
    claims = {c.key: c for lane in story.lanes for c in lane.claims}
    if claim not in claims:
        raise HTTPException(404)
    first = next((k for k, c in claims.items() if c.claim.id == story.summary.title_claim), 0)
    other = first if first != claim else next((k for k in claims if k != claim), None)
    return render(
        request, "review_link.html", story=story, one=claims[claim],
        other=claims.get(other or 0), verdicts=LINK_VERDICTS, visitor_=visitor,
    )  # fmt: skip


@router.post("/review/links")
async def judge_link(request: Request) -> Response:
    """Keep a judgement of two claims, link anew, and go to the event."""
    fields = await form_of(request)
    return await run_in_threadpool(_judge_link, request, fields)


@router.get("/review/log")
def log(request: Request) -> Response:
    """Who judged what: everybody's for an admin, one's own for others."""
    visitor = visitor_of(request)
    everybody = visitor.may("admin")
    entries = web_of(request).library.judgements(None if everybody else visitor.name)
    return render(request, "review_log.html", entries=entries, everybody=everybody)


def _judge(request: Request, key: int, fields: Mapping[str, str]) -> Response:
    web, visitor = web_of(request), visitor_of(request)
    verdict = fields.get("verdict", "")
    if visitor.session is None or visitor.name == LOCAL:
        raise Refused(403, mark("Say who you are first, at /review."))
    problem = ""
    if verdict in VERDICTS:
        try:
            found = web.library.full_report_of(key)
            correction: Correction | None = None
            if verdict == "correct" and found is not None:
                correction = correction_of(fields, found[1], found[0].text)
            web.ledger.review(
                key, cast(ReviewVerdict, verdict), by=visitor.name, correction=correction,
                note=fields.get("note", "")[:LONGEST_NOTE],
            )  # fmt: skip
        except CounterclaimError as error:
            problem = str(error)
    else:
        problem = f"no such verdict; one of {', '.join(VERDICTS)}"
    given = {**only(fields, QUEUE), "round": fields.get("round", "first")}
    if problem:
        return _next(request, visitor, given, at=key, problem=problem)
    given["done"] = str((whole_number(fields, "done") or 0) + 1)
    if not partial(request):
        return RedirectResponse(with_values("/review", given), status_code=303)
    return _next(request, visitor, given)


def _judge_link(request: Request, fields: Mapping[str, str]) -> Response:
    web, visitor = web_of(request), visitor_of(request)
    verdict = fields.get("verdict", "")
    one, other = whole_number(fields, "one"), whole_number(fields, "other")
    if verdict not in LINK_VERDICTS or one is None or other is None:
        raise Refused(400, mark("Choose one of the three, on the page."))
    if visitor.session is None or visitor.name == LOCAL:
        raise Refused(403, mark("Say who you are first, at /review."))
    note = fields.get("note", "")[:LONGEST_NOTE]
    web.ledger.judge("event", (one, other), cast(Verdict, verdict), by=visitor.name, note=note)
    web.library.changed()
    return RedirectResponse(event_path(fields.get("event", "")), status_code=303)


def _next(
    request: Request,
    visitor: Visitor,
    given: Mapping[str, str],
    *,
    at: int | None = None,
    problem: str = "",
) -> Response:
    web = web_of(request)
    which: Any = given.get("round", "first")
    which = which if which in ROUNDS else "first"
    try:
        query, before = query_of(only(given, QUEUE)), whole_number(given, "before")
    except BadFilter as error:
        query, before, problem = Query(), None, str(error)
    item = (
        web.library.to_review(query, visitor.name, which, before)
        if at is None
        else web.library.keyed(at)
    )
    values = {**only(given, QUEUE), "round": which}
    return render(
        request,
        "review_card.html" if partial(request) else "review.html",
        status=400 if problem else 200,
        problem=problem,
        item=item,
        **_shown(web, item.key if item else None, visitor),
        rounds=ROUNDS,
        which=which,
        values=values,
        skip=with_values("/review", {**values, "before": str(item.key)}) if item else None,
        done=given.get("done", "0"),
        counts=web.library.review_counts(),
        stances=STANCES,
        types=CLAIM_TYPES,
        realis=REALIS,
        filters=QUEUE,
        labels=LABELS,
        link_=with_values,
    )


def _shown(web: Web, key: int | None, visitor: Visitor) -> dict[str, Any]:
    """The claim within its report's text, and what has been judged of it."""
    found = None if key is None else web.library.full_report_of(key)
    if key is None or found is None:
        return {"s": None, "own": [], "others": 0, "fields": {}}
    report, claim = found
    reading = Reading(report=report, claims=(claim,), extractor="")
    reviews = web.library.reviews([key]).get(key, [])
    own = [r for r in reviews if r.by == visitor.name]
    return {
        "s": section_of(1, reading, {wording.side(claim): slot(wording.side(claim))}),
        "own": reviews if own else [],
        "others": 0 if own else len(reviews),
        "fields": fields_of(claim),
    }
