"""A tiny gazetteer, and the stage over the shipped one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from counterclaim.grounding.places.gazetteer import Gazetteer, shipped_gazetteer
from counterclaim.grounding.places.schema import Entry
from counterclaim.grounding.places.sites import SiteTable
from counterclaim.grounding.places.stage import PlaceStage
from counterclaim.grounding.places.writer import GazetteerWriter
from counterclaim.language.parse import ParseStage
from counterclaim.model.document import Document
from counterclaim.model.records import Report

Place = Callable[[str], Document]

OBLAST = Entry(10, 10, "Donetsk Oblast", "UA", None, None, 48.0, 37.8, 4_000_000, "admin1")
TOWN = Entry(11, 11, "Verkhivka", "UA", 10, None, 48.5, 37.5, 9_000, "settlement")
VILLAGE = Entry(2**30 + 1, None, "Dubrivka", "UA", 10, None, 48.4, 37.6, 0, "settlement", True)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.sqlite"
    writer = GazetteerWriter(path)
    writer.add(OBLAST, ["Donetsk", "Донецька область"])
    writer.add(TOWN, ["Верхівка"])
    writer.add(VILLAGE, ["Дубрівка"])
    writer.finish(sources="tests", notice="none")
    return path


@pytest.fixture
def no_sites() -> SiteTable:
    return SiteTable([])


@pytest.fixture(scope="session")
def shipped() -> Gazetteer:
    path = shipped_gazetteer()
    if not path.exists():
        pytest.skip("no shipped gazetteer; run: counterclaim gazetteer build")
    return Gazetteer(path)


@pytest.fixture(scope="session")
def place(shipped: Gazetteer) -> Place:
    parse, stage = ParseStage(), PlaceStage(shipped)

    def run(text: str) -> Document:
        document = Document(Report.of(text))
        parse(document)
        stage(document)
        return document

    return run
