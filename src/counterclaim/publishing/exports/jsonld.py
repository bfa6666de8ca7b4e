"""Claims as JSON-LD: schema:Claim, Web Annotation for the words, PROV for the layers.

The context is in the document: nothing is fetched to read it. What the report says is on the
claim itself and on its annotations; what we add is on a node of its own, made by the activity of
inferring (``cc:inferred``), so that the layers are told apart by a query.
"""

from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import quote

import msgspec

from counterclaim.ledger.judged import JudgedClaim
from counterclaim.model.records import Claim, Party, Place, Reading, Report, Source, Span
from counterclaim.publishing import wording
from counterclaim.publishing.exports.blur import BlurredPlace, precision_of
from counterclaim.publishing.exports.event_codes import status_of
from counterclaim.publishing.exports.layers import corrected_fields, inferred, located_of
from counterclaim.publishing.exports.schemata import schema_org_type

_encode = msgspec.json.Encoder().encode

NAMESPACE = "urn:counterclaim:terms:"

AROUND = 32
"""Characters of text before and after, by which a quotation is found again."""

CONTEXT: dict[str, object] = {
    "@vocab": NAMESPACE,
    "cc": NAMESPACE,
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}

Node = dict[str, object]


class JsonLdExporter:
    """Writes one graph as readings come; keeps nothing."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._before = b"\n"

    def setup(self) -> None:
        """Write the context and open the graph."""
        self._file.write(b'{"@context":' + _encode(CONTEXT) + b',"@graph":[')

    def feed(self, reading: Reading) -> None:
        """Write the report's node and those of its claims."""
        for node in nodes(reading):
            self._file.write(self._before + _encode(node))
            self._before = b",\n"

    def finish(self) -> None:
        """Close the graph."""
        self._file.write(b"\n]}\n")


def nodes(reading: Reading) -> Iterator[Node]:
    """The nodes of a reading: its report, the activity of reading, its claims."""
    report = reading.report
    activity = f"urn:counterclaim:reading:{_part(report.id)}:{_part(reading.extractor)}"
    yield report_node(report)
    yield {
        "@id": activity,
        "@type": "prov:Activity",
        "prov:used": {"@id": report_id(report)},
        "prov:wasAssociatedWith": {
            "@id": f"urn:counterclaim:extractor:{_part(reading.extractor)}",
            "@type": ["prov:SoftwareAgent", "schema:SoftwareApplication"],
            "schema:name": f"counterclaim {reading.extractor}",
        },
    }
    for claim in reading.claims:
        yield claim_node(claim, report, activity)


def report_node(report: Report) -> Node:
    """The report, without its text."""
    publisher = {"@type": "schema:NewsMediaOrganization", "schema:name": report.outlet}
    return _filled({
        "@id": report_id(report),
        "@type": ["schema:NewsArticle", "prov:Entity"],
        "schema:identifier": report.id,
        "schema:headline": report.title,
        "schema:datePublished": report.published,
        "schema:url": report.url,
        "schema:inLanguage": report.language,
        "schema:sha256": report.sha256,
        "schema:publisher": publisher if report.outlet else None,
    })  # fmt: skip


def claim_node(claim: Claim, report: Report, activity: str) -> Node:
    """The claim: as reported, its words as annotations, and what is inferred apart."""
    me = claim_id(claim, report)
    return _filled({
        "@id": me,
        "@type": ["schema:Claim", "prov:Entity"],
        "schema:identifier": claim.id,
        "schema:name": f"{wording.speaker(claim, report)} {claim.stance}: “{claim.quote.text}”",
        "schema:appearance": {"@id": report_id(report)},
        "prov:wasGeneratedBy": {"@id": activity},
        "prov:wasQuotedFrom": {"@id": report_id(report)},
        "cc:stance": claim.stance,
        "cc:type": claim.type,
        "cc:realis": claim.realis,
        "cc:source": {"@list": [source_node(s) for s in claim.sources]} if claim.sources else None,
        "cc:annotation": list(_annotations(claim, report, me)),
        "cc:figure": [
            _filled({"cc:text": f.text, "cc:low": f.low, "cc:high": f.high, "cc:unit": f.unit})
            for f in claim.figures
        ],
        "cc:inferred": inferred_node(claim, me, activity),
        "cc:judged": list(_judged_nodes(claim, me)),
    })  # fmt: skip


def source_node(source: Source) -> Node:
    """A link of the chain by the report's words; its name and side are among what is inferred."""
    return {"cc:text": source.text, "cc:role": source.role}


def inferred_node(claim: Claim, me: str, activity: str) -> Node:
    """What we add to a claim, as an entity of its own that is derived from the claim."""
    time = claim.time
    return _filled({
        "@id": f"{me}:inferred",
        "@type": "prov:Entity",
        "prov:wasDerivedFrom": {"@id": me},
        "prov:wasGeneratedBy": {"@id": activity},
        "cc:field": list(inferred(claim, located_of(claim))),
        "cc:status": status_of(claim).name,
        "cc:speaker": {"@list": [_agent(s) for s in claim.sources]} if claim.sources else None,
        "cc:agent": [_agent(p) for p in claim.agents],
        "cc:target": [_agent(p) for p in claim.targets],
        "cc:place": [_place(p) for p in claim.places],
        "schema:startDate": time.start if time else None,
        "schema:endDate": time.end if time else None,
        "cc:event": claim.event,
        "cc:origin": claim.origin,
    })  # fmt: skip


def _judged_nodes(claim: Claim, me: str) -> Iterator[Node]:
    """What persons decided, each an entity that is derived from the claim and is theirs."""
    for review in claim.judged if isinstance(claim, JudgedClaim) else ():
        fields = [] if review.correction is None else corrected_fields(review.correction)
        yield _filled({
            "@id": f"{me}:judged:{review.key}",
            "@type": "prov:Entity",
            "prov:wasDerivedFrom": {"@id": me},
            "prov:wasAttributedTo": {"@type": ["prov:Person"], "schema:name": review.by},
            "prov:generatedAtTime": {"@type": "xsd:dateTime", "@value": review.at},
            "cc:verdict": review.verdict,
            "cc:note": review.note,
            "cc:corrected": [{"cc:field": n, "cc:value": v} for n, v in fields],
        })  # fmt: skip


def claim_id(claim: Claim, report: Report) -> str:
    """The claim's IRI: a claim id may stand in two reports of one text."""
    return f"urn:counterclaim:claim:{_part(report.id)}:{_part(claim.id)}"


def report_id(report: Report) -> str:
    """The report's IRI."""
    return f"urn:counterclaim:report:{_part(report.id)}"


def _annotations(claim: Claim, report: Report, me: str) -> Iterator[Node]:
    spans: list[tuple[str, Span]] = [("quote", claim.quote)]
    spans += [(n, s) for n, s in (("cue", claim.cue), ("trigger", claim.trigger)) if s is not None]
    spans += [("source", s.span) for s in claim.sources]
    spans += [("agent", p.span) for p in claim.agents] + [("target", p.span) for p in claim.targets]
    spans += [("place", p.span) for p in claim.places]
    spans += [("time", claim.time.span)] if claim.time else []
    spans += [("figure", f.span) for f in claim.figures]
    for number, (part, span) in enumerate(spans):
        before = report.text[max(0, span.start - AROUND) : span.start]
        yield {
            "@id": f"{me}:words:{number}",
            "@type": "oa:Annotation",
            "oa:motivatedBy": {"@id": "oa:identifying"},
            "oa:hasBody": {"@id": me},
            "cc:part": part,
            "oa:hasTarget": {
                "@type": "oa:SpecificResource",
                "oa:hasSource": {"@id": report_id(report)},
                "oa:hasSelector": [
                    {"@type": "oa:TextPositionSelector", "oa:start": span.start,
                     "oa:end": span.end},
                    {"@type": "oa:TextQuoteSelector", "oa:exact": span.text, "oa:prefix": before,
                     "oa:suffix": report.text[span.end : span.end + AROUND]},
                ],
            },
        }  # fmt: skip


def _agent(item: Source | Party) -> Node:
    return _filled({
        "@type": ["prov:Agent", f"schema:{schema_org_type(item)}"],
        "schema:name": item.name or item.text,
        "cc:side": item.side,
        "cc:kind": item.kind if isinstance(item, Source) else None,
        "schema:sameAs": item.wikidata and {
            "@id": f"http://www.wikidata.org/entity/{_part(item.wikidata)}"
        },
    })  # fmt: skip


def _place(place: Place) -> Node:
    return _filled({
        "@type": "schema:Place",
        "schema:name": place.name or place.text,
        "schema:addressCountry": place.country,
        "schema:latitude": place.lat,
        "schema:longitude": place.lon,
        "cc:precision": precision_of(place),
        "cc:blurredKm": place.blurred_km if isinstance(place, BlurredPlace) else None,
        "schema:identifier": place.geonameid and f"geonames:{place.geonameid}",
    })  # fmt: skip


def _filled(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in (None, [], "")}


def _part(words: str) -> str:
    """``words`` as a part of an IRI."""
    return quote(words, safe="")
