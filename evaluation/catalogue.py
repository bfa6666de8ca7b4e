"""usage: python -m evaluation.catalogue [--check]

Collects the words of the web's pages into ``locale/messages.pot`` and brings every catalogue beside
it (``uk.po``, ...) up to date: new words are added without a translation, those no longer used go.
A new language is a file ``locale/CODE.po``, begun as a copy of ``messages.pot``. With ``--check``
nothing is written; the exit status is 1 where a file is stale or a translation is missing.
"""

import argparse
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from babel.messages.catalog import Catalog
from babel.messages.checkers import checkers
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from counterclaim.ledger.reviews import Correction, ReviewVerdict
from counterclaim.lexicons import load_table
from counterclaim.linking import story
from counterclaim.linking.origins import UNNAMED, UNSOURCED
from counterclaim.model import vocabulary
from counterclaim.publishing.wording import OWN_VOICE
from counterclaim.web.settings import ROLES

SOURCES = Path(__file__).parents[1] / "src" / "counterclaim"
LOCALE = SOURCES / "web" / "locale"
TEMPLATE = LOCALE / "messages.pot"

METHODS = [("**/templates/*.html", "jinja2"), ("web/**.py", "python")]
OPTIONS = {"**/templates/*.html": {"newstyle_gettext": "true"}}
KEYWORDS = {
    "_": None, "gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "mark": None
}  # fmt: skip

HEADER = """# Words of counterclaim's pages.
# Copyright (C) the authors of counterclaim
# This file is distributed under the same license as the counterclaim project.
#"""

UNSTABLE = (b'"Generated-By:', b'"Report-Msgid-Bugs-To:')
"""Lines of a header that go by the program that wrote it, or say nothing."""

MADE = datetime(2024, 1, 1, tzinfo=UTC)
"""Stands in every file: the day of the last change would make it another file every day."""

LITERALS = (
    vocabulary.Stance, vocabulary.ClaimType, vocabulary.Realis, vocabulary.SourceKind,
    vocabulary.Role, vocabulary.Precision, story.Family, story.FlagKind, story.DisputeKind,
    story.EdgeKind, story.FigureStatus, story.Verdict, story.Subject, story.Order, ReviewVerdict,
)  # fmt: skip
"""Vocabularies whose words pages show."""

WORDS = (
    OWN_VOICE, "of the outlet", "via", "as told by", "the report", "not anchored", "not dated",
    "from", "until", "to", "region", "district", "not placed", "claim", UNNAMED, UNSOURCED, *ROLES,
    *Correction.__struct_fields__,
)  # fmt: skip
"""Words that ``publishing`` puts between those of a record."""

STATES = ("UKR", "RUS", "USA", "GBR", "DEU", "FRA", "POL", "CHN", "IND", "BLR", "TUR", "IRN")
"""States whose names are translated, besides the sides that are no state."""


def collected() -> Catalog:
    """All words, in order."""
    catalogue = Catalog(
        project="counterclaim", version="1", header_comment=HEADER, creation_date=MADE,
        revision_date=MADE, last_translator="nobody yet", fuzzy=False,
    )  # fmt: skip
    found = extract_from_dir(SOURCES, METHODS, OPTIONS, KEYWORDS, comment_tags=())
    for file, _, message, _, context in found:
        catalogue.add(message, None, [(f"src/counterclaim/{file}", 0)], context=context)
    for word in _vocabulary():
        catalogue.add(word, None, [("evaluation/catalogue.py", 0)])
    return catalogue


def _vocabulary() -> Iterator[str]:
    for literal in LITERALS:
        yield from get_args(literal)
    yield from WORDS
    yield from (row["name"] for row in load_table("sides") if row["name"])
    yield from (row["name"] for row in load_table("demonyms") if row["side"] in STATES)


def written(catalogue: Catalog) -> bytes:
    """The file of a catalogue: without line numbers, which would change with every edit."""
    out = io.BytesIO()
    write_po(
        out, catalogue, width=100, sort_output=True, include_lineno=False, omit_header=False,
        ignore_obsolete=True,
    )  # fmt: skip
    return b"".join(
        line for line in out.getvalue().splitlines(keepends=True) if not line.startswith(UNSTABLE)
    )


def brought_up_to_date(path: Path, template: Catalog) -> Catalog:
    """The catalogue at ``path`` with exactly the words of ``template``."""
    catalogue = read_po(io.BytesIO(path.read_bytes()), locale=path.stem)
    revised = catalogue.revision_date
    catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
    catalogue.creation_date, catalogue.revision_date = template.creation_date, revised
    return catalogue


def problems_of(path: Path, catalogue: Catalog) -> Iterator[str]:
    """What is missing in a catalogue, or does not fit: placeholders, numbers of forms."""
    for message in catalogue:
        if not message.id:
            continue
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.fuzzy or not all(forms):
            yield f"{path.name}: no translation of {message.id!r}"
            continue
        for check in checkers:
            try:
                check(catalogue, message)
            except ValueError as error:
                yield f"{path.name}: {message.id!r}: {error}"


def files() -> Iterator[tuple[Path, bytes, list[str]]]:
    """Each file as it should be, and what is wrong with its words."""
    template = collected()
    yield TEMPLATE, written(template), []
    for path in sorted(LOCALE.glob("*.po")):
        catalogue = brought_up_to_date(path, template)
        yield path, written(catalogue), list(problems_of(path, catalogue))


def main() -> int:
    """Write the files, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    wrong = []
    for path, content, problems in files():
        wrong += problems
        if check and (not path.exists() or path.read_bytes() != content):
            wrong.append(f"{path.name} is stale; run: python -m evaluation.catalogue")
        elif not check:
            path.write_bytes(content)
    print("\n".join(wrong) or "every word is translated", file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
