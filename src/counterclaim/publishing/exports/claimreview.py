"""Drafts of schema.org ClaimReview, one a line, for fact-checkers to finish.

There is no ``reviewRating`` and no ``author``: what is to be said of a claim is for a person to
say. Only claims that can be checked get a draft (``speech_codes.tsv``), and no plans and feelings.
``reviewAspect`` tells how the claim was put.
"""

from typing import BinaryIO

import msgspec

from counterclaim.model.records import Claim, Reading, Report
from counterclaim.publishing import wording
from counterclaim.publishing.exports.event_codes import checkable
from counterclaim.publishing.exports.layers import inferred, judged, located_of
from counterclaim.publishing.exports.schemata import schema_org_type

_encode = msgspec.json.Encoder().encode

_CHECKABLE_REALIS = ("occurred", "ongoing", "negated")
_NOT_CHECKED = ("assessment", "statement", "other")

Draft = dict[str, object]


class ClaimReviewExporter:
    """Writes drafts as claims come; keeps nothing."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def setup(self) -> None:
        """Nothing goes before."""

    def feed(self, reading: Reading) -> None:
        """Write a draft for each claim of the reading that can be checked."""
        for claim in reading.claims:
            if can_be_checked(claim):
                self._file.write(_encode(draft(claim, reading.report)) + b"\n")

    def finish(self) -> None:
        """Nothing follows."""


def can_be_checked(claim: Claim) -> bool:
    """Whether the claim is of something that did or did not happen."""
    return (
        checkable(claim.stance)
        and claim.realis in _CHECKABLE_REALIS
        and claim.type not in _NOT_CHECKED
    )


def draft(claim: Claim, report: Report) -> Draft:
    """A ClaimReview that lacks all that only a reviewer can give."""
    source = claim.sources[0] if claim.sources else None
    author: Draft = {"@type": "NewsMediaOrganization", "name": wording.outlet(report)}
    if source is not None:
        author = {"@type": schema_org_type(source), "name": source.name or source.text}
        if source.wikidata:
            author["sameAs"] = f"https://www.wikidata.org/wiki/{source.wikidata}"
    article: Draft = {
        "@type": "NewsArticle",
        "headline": wording.title(report),
        "identifier": report.id,
        "url": report.url,
        "datePublished": report.published,
        "publisher": {"@type": "NewsMediaOrganization", "name": report.outlet}
        if report.outlet
        else None,
    }
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "creativeWorkStatus": "Draft",
        "identifier": claim.id,
        "claimReviewed": reviewed(claim, report),
        "reviewAspect": f"{claim.stance}, {claim.type}, {claim.realis}",
        "itemReviewed": {
            "@type": "Claim",
            "author": author,
            "datePublished": report.published,
            "text": claim.quote.text,
            "appearance": {key: value for key, value in article.items() if value},
        },
        "description": "Inferred by counterclaim: "
        + (", ".join(inferred(claim, located_of(claim))) or "nothing")
        + "".join(f"; judged: {words}" for words in judged(claim)),
    }


def reviewed(claim: Claim, report: Report) -> str:
    """What is to be checked: the words themselves or, where they are not asserted, how they stand.

    A denial's words are what is denied, so that alone they would say the opposite.
    """
    if claim.stance in ("asserts", "admits"):
        return claim.quote.text
    return f"{wording.speaker(claim, report)} {claim.stance}: “{claim.quote.text}”"
