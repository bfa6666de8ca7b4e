"""The probability below which a toponym is left unplaced is the user's to set."""

import pytest

from counterclaim.errors import GazetteerError
from counterclaim.grounding.places.stage import PlaceStage
from counterclaim.language.parse import ParseStage
from counterclaim.model.document import Document
from counterclaim.model.records import Report


def placed(stage: PlaceStage) -> bool:
    document = Document(Report.of("The convoy left Paris before dawn."))
    ParseStage()(document)
    stage(document)
    (mention,) = document.places
    return mention.place.lat is not None


def test_a_higher_threshold_leaves_more_unplaced(monkeypatch: pytest.MonkeyPatch) -> None:
    assert placed(PlaceStage())
    assert not placed(PlaceStage(threshold=1.0))
    monkeypatch.setenv("COUNTERCLAIM_PLACE_THRESHOLD", "1")
    assert not placed(PlaceStage())


@pytest.mark.parametrize("written", ["high", "1.5", "nan"])
def test_what_is_no_probability_is_refused(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("COUNTERCLAIM_PLACE_THRESHOLD", written)
    with pytest.raises(GazetteerError, match="a number between 0 and 1"):
        PlaceStage()
