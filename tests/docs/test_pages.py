"""The documentation keeps up with what it describes."""

import re
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest

from counterclaim.model import vocabulary

ROOT = Path(__file__).parents[2]
PAGES = sorted({*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md")})
LABELS = (ROOT / "docs" / "labels.md").read_text(encoding="utf-8")

VOCABULARIES = {
    "stance": vocabulary.STANCES,
    "type": vocabulary.CLAIM_TYPES,
    "realis": vocabulary.REALIS,
    "kind": vocabulary.SOURCE_KINDS,
    "role": vocabulary.ROLES,
    "precision": get_args(vocabulary.Precision),
}


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_label_is_explained(name: str) -> None:
    assert [label for label in VOCABULARIES[name] if f"`{label}`" not in LABELS] == []


def test_every_table_is_described_and_no_other() -> None:
    page = (ROOT / "docs" / "lexicons.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `(\w+\.tsv)` \|", page, re.MULTILINE))
    shipped = {f.name for f in files("counterclaim.lexicons").iterdir() if f.name.endswith(".tsv")}
    assert described == shipped


def anchors(page: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings}


@pytest.mark.parametrize("path", PAGES, ids=[str(p.relative_to(ROOT)) for p in PAGES])
def test_links_lead_somewhere(path: Path) -> None:
    page = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", page):
        if re.match(r"https?://", target):
            continue
        file, _, anchor = target.partition("#")
        aim = (path.parent / file).resolve() if file else path
        assert aim.exists(), target
        if anchor and aim.suffix == ".md":
            assert anchor in anchors(aim.read_text(encoding="utf-8")), target
