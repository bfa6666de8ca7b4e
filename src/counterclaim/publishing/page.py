"""Readings as one self-contained HTML page.

The page asks nothing of the network: style and script are inline, and its Content Security
Policy allows exactly those two, by hash (CSP Level 3). All text from reports and readings goes
through the template's autoescape after :func:`visible`, so markup in a report stays words. It
works without script as marked text beside the list of records.
"""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from counterclaim.model.records import Reading
from counterclaim.model.vocabulary import STANCES
from counterclaim.publishing import sides, wording
from counterclaim.publishing.sections import section_of, side_counts, speaker_counts
from counterclaim.publishing.visible import one_line

FILTERS = {
    "line": one_line,
    "term": str,
    "figure": wording.figure,
    "when": wording.when,
    "where": wording.where,
    "coordinates": wording.coordinates,
    "side_name": sides.name,
}
"""How templates put values: ``records.html`` needs all of them."""


def render_page(readings: Sequence[Reading]) -> str:
    """One HTML page with every reading's text, its claims marked on their words, and the records.

    Same readings, same page. The result is complete: write it to a file as UTF-8.
    """
    slot_of = sides.slots(wording.side(c) for reading in readings for c in reading.claims)
    sections = [
        section_of(number, reading, slot_of) for number, reading in enumerate(readings, start=1)
    ]
    style, script = asset("page.css"), asset("page.js")
    records = [record for section in sections for record in section.records]
    return _template().render(
        style=Markup(style),  # our own file, not a report's
        script=Markup(script),
        style_hash=_csp_hash(style),
        script_hash=_csp_hash(script),
        sections=sections,
        total=len(records),
        legend=side_counts(records),
        speakers=speaker_counts(records),
        stances=[s for s in STANCES if any(r.claim.stance == s for r in records)],
        extractors=sorted({section.reading.extractor for section in sections}),
    )


def _csp_hash(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


@cache
def asset(name: str) -> str:
    """The text of a template, style or script of this package."""
    return files("counterclaim.publishing").joinpath("templates", name).read_text("utf-8")


@cache
def _template() -> Template:
    environment = Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],  # the web's templates share records.html
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    environment.filters.update(FILTERS)
    return environment.get_template("page.html")
