"""Claims of invented reports, made in a line each."""

from collections.abc import Sequence
from typing import Any

from counterclaim.linking.facts import facts_of
from counterclaim.linking.items import Item
from counterclaim.model.records import Claim, Figure, Party, Place, ReportHeader, Source, Span

SPEAKERS: dict[str, dict[str, Any]] = {
    "Northgate": {"side": "UKR", "kind": "state"},
    "Southport": {"side": "RUS", "kind": "state"},
    "Mira Voss": {"side": "UKR", "kind": "expert"},
    "Ivan Harbourman": {"side": "UKR", "kind": "official"},
    "Anna Quayside": {"side": "UKR", "kind": "official"},
    "Harbour Watch": {"side": "IND", "kind": "ngo"},
    "reports": {"side": "UNK", "kind": "anonymous"},
}


def said(
    quote: str,
    by: str | None = None,
    *,
    type_: str = "strike",
    stance: str = "asserts",
    realis: str = "occurred",
    origin: str | None = None,
    figure: tuple[str, float | None, float | None, str] | None = None,
    agents: Sequence[str] = (),
    targets: Sequence[str] = (),
) -> dict[str, Any]:
    """A claim's own fields; ``by`` names a speaker, ``agents`` and ``targets`` are sides."""
    return {
        "quote": quote, "by": by, "type": type_, "stance": stance, "realis": realis,
        "origin": origin, "figure": figure, "agents": agents, "targets": targets,
    }  # fmt: skip


def event(*reports: tuple[str, str, Sequence[dict[str, Any]]]) -> list[Item]:
    """The items of one event: an outlet, a day and its claims for each report."""
    items: list[Item] = []
    for number, (outlet, day, given) in enumerate(reports):
        text = " ".join(f"{claim['by'] or ''} {claim['quote']}." for claim in given)
        header = ReportHeader(
            id=f"r{number}", version=1, sha256="", outlet=outlet, url=None, published=day,
            title=None, retrieved_at="",
        )  # fmt: skip
        claims = [_claim(f"c{number}-{n}", text, fields) for n, fields in enumerate(given)]
        keys = range(len(items) + 1, len(items) + 1 + len(claims))
        facts = facts_of(
            claims, header, text, keys=keys, report_key=number, identity=header.id
        )  # fmt: skip
        items += [
            Item(facts=f, claim=c, report=header, text=text)
            for f, c in zip(facts, claims, strict=True)
        ]
    return items


def _claim(id: str, text: str, fields: dict[str, Any]) -> Claim:
    start = text.index(fields["quote"])
    quote = Span.of(text, start, start + len(fields["quote"]))
    by = fields["by"]
    sources = (
        (Source(text=by, name=by, role="speaker", span=_span(text, by), **SPEAKERS[by]),)
        if by
        else ()
    )
    figures = ()
    if fields["figure"]:
        words, low, high, unit = fields["figure"]
        at = text.index(words, start)
        figures = (
            Figure(
                text=words, low=low, high=high, unit=unit, span=Span.of(text, at, at + len(words))
            ),
        )
    return Claim(
        id=id, quote=quote, cue=None, sources=sources, stance=fields["stance"],
        type=fields["type"], trigger=None, realis=fields["realis"], figures=figures,
        agents=tuple(Party(text=s, name=s, side=s, span=quote) for s in fields["agents"]),
        targets=tuple(Party(text=s, name=s, side=s, span=quote) for s in fields["targets"]),
        places=(
            Place(text="the pier", name="Pier", country="UA", span=quote, lat=46.5, lon=30.7,
                  geonameid="7", precision="site"),
        ),
        event="e-1", origin=fields["origin"],
    )  # fmt: skip


def _span(text: str, words: str) -> Span:
    at = text.index(words)
    return Span.of(text, at, at + len(words))
