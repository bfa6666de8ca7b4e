"""A brief as PDF, by fpdf2 (``pip install 'counterclaim[pdf]'``).

Words are printed exactly where the machine has DejaVu Sans; without it the letters that PDF's
own fonts lack are printed as their code points (U+0416), never dropped.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from counterclaim.errors import CounterclaimError
from counterclaim.publishing.brief.contents import Brief, Section, Sentence
from counterclaim.publishing.brief.drawings import map_svg, timeline_svg

if TYPE_CHECKING:
    from fpdf import FPDF

FONTS = tuple(
    Path(folder)
    for folder in (
        "/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/dejavu-sans-fonts",
        "/usr/share/fonts/TTF", "/Library/Fonts", "C:/Windows/Fonts",
    )
)  # fmt: skip
"""Where DejaVu Sans is looked for."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands for the day of making: the same brief is the same file."""

BODY, SMALL, HEADING, TITLE = 10, 8, 13, 18
"""Sizes in points."""


def render_pdf(brief: Brief) -> bytes:
    """The brief as a PDF file. Raises :class:`CounterclaimError` without fpdf2."""
    try:
        from fpdf import FPDF
    except ImportError:
        raise CounterclaimError(
            "PDF needs fpdf2; install it with: pip install 'counterclaim[pdf]'"
        ) from None
    pdf = FPDF(format="A4")
    pdf.set_creation_date(EPOCH)
    page = _Page(pdf)
    page.heading(brief.title, TITLE)
    page.paragraph(" ".join(s.text for s in brief.opening))
    if brief.changes:
        page.heading("What changed", HEADING)
        page.sentences(brief.changes)
    for drawing in (timeline_svg(brief.stories), map_svg(brief.stories)):
        page.drawing(drawing)
    for section in brief.sections:
        _section(page, section)
    page.heading("Words it rests on", HEADING)
    for note in brief.notes:
        address = f" {note.address}" if note.address else ""
        page.paragraph(f"{note.number}. {note.where}: “{note.words}”{address}", SMALL)
    return bytes(pdf.output())


def _section(page: _Page, section: Section) -> None:
    mark = f" ({section.change})" if section.change else ""
    page.heading(f"“{section.title}”{mark}", HEADING)
    page.paragraph(f"{section.place or 'No place'} · {section.days} · {section.id}", SMALL)
    page.sentences([section.lead], bullet="")
    groups = (*section.sides, ("In dispute", section.disputes), ("Mind", section.flags))
    for name, found in groups:
        if found:
            page.heading(name, BODY)
            page.sentences(found)
    for row in section.figures:
        text = f"{row.day}: {row.figure}, {row.claimant}. {row.standing}"
        page.sentences([Sentence(text, row.notes)])


class _Page:
    """Writes down a column, with the font that there is."""

    def __init__(self, pdf: FPDF) -> None:
        self._pdf = pdf
        pdf.add_page()
        folder = next((f for f in FONTS if (f / "DejaVuSans.ttf").exists()), None)
        self._font, self._bold = ("body", "") if folder else ("helvetica", "B")
        self._whole = folder is not None
        if folder is not None:
            pdf.add_font("body", fname=folder / "DejaVuSans.ttf")

    def heading(self, text: str, size: int) -> None:
        self._pdf.ln(2)
        self._pdf.set_font(self._font, self._bold, size)
        self._write(text, size)

    def paragraph(self, text: str, size: int = BODY) -> None:
        self._pdf.set_font(self._font, "", size)
        self._write(text, size)

    def sentences(self, found: Iterable[Sentence], bullet: str = "• ") -> None:
        for sentence in found:
            marks = f" [{', '.join(map(str, sentence.notes))}]" if sentence.notes else ""
            self.paragraph(f"{bullet}{sentence.text}{marks}")

    def drawing(self, svg: str) -> None:
        if svg:
            printable = svg if self._whole else "".join(map(self._letter, svg))
            printable = printable.replace("sans-serif", self._font)
            self._pdf.image(io.BytesIO(printable.encode("utf-8")), w=self._pdf.epw)
            self._pdf.ln(2)

    def _write(self, text: str, size: int) -> None:
        printable = text if self._whole else "".join(map(self._letter, text))
        self._pdf.multi_cell(0, size * 0.5, printable, new_x="LMARGIN", new_y="NEXT")

    @staticmethod
    def _letter(letter: str) -> str:
        try:
            letter.encode("latin-1")
        except UnicodeEncodeError:
            return {"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "…": "...",
                    "•": "-"}.get(letter, f"U+{ord(letter):04X}")  # fmt: skip
        return letter
