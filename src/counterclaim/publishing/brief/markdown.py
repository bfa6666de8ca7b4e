"""A brief as Markdown with footnotes."""

import re
from collections.abc import Iterable, Iterator

from counterclaim.publishing.brief.contents import Brief, Section, Sentence
from counterclaim.publishing.brief.drawings import map_svg, timeline_svg

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render_markdown(brief: Brief, *, drawings: bool = True) -> str:
    """The brief as CommonMark with footnotes; map and timeline are inline SVG."""
    return "\n".join(_lines(brief, drawings)).rstrip() + "\n"


def _lines(brief: Brief, drawings: bool) -> Iterator[str]:
    yield f"# {_plain(brief.title)}"
    yield ""
    yield " ".join(_sentence(s) for s in brief.opening)
    yield ""
    if brief.changes:
        yield "## What changed"
        yield ""
        yield from _list(brief.changes)
    if drawings and brief.stories:
        yield "## When and where"
        yield ""
        yield from (timeline_svg(brief.stories), "", map_svg(brief.stories), "")
    for section in brief.sections:
        yield from _section(section)
    for note in brief.notes:
        address = f" <{note.address}>" if note.address and " " not in note.address else ""
        yield f"[^{note.number}]: {_plain(note.where)}: “{_plain(note.words)}”{address}"


def _section(section: Section) -> Iterator[str]:
    mark = f" ({section.change})" if section.change else ""
    yield f"## “{_plain(section.title)}”{mark}"
    yield ""
    yield f"*{_plain(section.place or 'No place')} · {section.days} · {section.id}*"
    yield ""
    yield _sentence(section.lead)
    yield ""
    for name, sentences in section.sides:
        yield f"**{_plain(name)}**"
        yield ""
        yield from _list(sentences)
    for heading, sentences in (("In dispute", section.disputes), ("Mind", section.flags)):
        if sentences:
            yield f"**{heading}**"
            yield ""
            yield from _list(sentences)
    if section.figures:
        yield "| Claimant | Figure | As of | Standing |"
        yield "|---|---|---|---|"
        for row in section.figures:
            cells = (row.claimant, row.figure, row.day, row.standing)
            marks = "".join(f"[^{n}]" for n in row.notes)
            yield f"| {' | '.join(map(_plain, cells))}{marks} |"
        yield ""


def _list(sentences: Iterable[Sentence]) -> Iterator[str]:
    for sentence in sentences:
        yield f"- {_sentence(sentence)}"
    yield ""


def _sentence(sentence: Sentence) -> str:
    return _plain(sentence.text) + "".join(f"[^{n}]" for n in sentence.notes)


def _plain(text: str) -> str:
    """``text`` with everything escaped that Markdown or HTML would take for its own."""
    return _SPECIAL.sub(r"\\\1", text.replace("&", "&amp;"))
