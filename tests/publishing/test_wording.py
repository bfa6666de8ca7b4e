import pytest

from counterclaim import Figure, Place, Report, Span, Time
from counterclaim.publishing import wording
from counterclaim.publishing.visible import one_line, visible
from tests.publishing.readings import TEXT, claim, source

SPAN = Span(0, 1, "x")


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (3, 3, "killed", "3 killed"),
        (170, None, "attacks", "≥\u00a0170 attacks"),
        (None, 20, "wounded", "≤\u00a020 wounded"),
        (20, 30, "killed", "20–30 killed"),
        (4e8, 4e8, "USD", "USD 400,000,000"),
        (0.5, 0.5, "share", "0.5 share"),
        (None, None, "killed", "an unknown number"),
        (float("inf"), None, "killed", "≥\u00a0inf killed"),
    ],
)
def test_figures(low: float | None, high: float | None, unit: str, words: str) -> None:
    item = Figure(text="an unknown number", low=low, high=high, unit=unit, span=SPAN)
    assert wording.figure(item) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2024-05-14", "2024-05-14", "2024-05-14"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2022-01-01", "2022-12-31", "2022"),
        ("2024-05-13", "2024-05-19", "2024-05-13 to 2024-05-19"),
        ("2024-05-14T03:40", "2024-05-14T04:00", "2024-05-14T03:40 to 2024-05-14T04:00"),
        (None, "2024-05-14", "until 2024-05-14"),
        ("2024-05-14", None, "from 2024-05-14"),
        (None, None, "not dated"),
    ],
)
def test_times(start: str | None, end: str | None, words: str) -> None:
    assert wording.when(Time(text="x", start=start, end=end, span=SPAN)) == words


def test_an_unanchored_time_is_never_given_a_date() -> None:
    time = Time(text="on Tuesday", start=None, end=None, span=SPAN, anchored=False)
    assert wording.when(time) == "not anchored"


def test_places_say_how_closely_they_are_placed() -> None:
    region = Place(
        text="x", name="Kherson", country="UA", span=SPAN, lat=46.63, lon=32.61, precision="admin1"
    )
    assert wording.where(region) == "Kherson (UA, region)"
    assert wording.coordinates(region) == "46.6, 32.6"
    unplaced = Place(text="x", name="Ustrychne", country=None, span=SPAN)
    assert wording.where(unplaced) == "Ustrychne (not placed)"
    assert wording.coordinates(unplaced) == ""


def test_chains_read_outwards_from_the_content() -> None:
    ukraine = source(TEXT, "Ukraine", "Kyiv", "UKR")
    moscow = source(TEXT, "Moscow", "Moscow", "RUS")
    telegram = source(TEXT, "Telegram", "Telegram", "RUS", "venue")
    agency = source(TEXT, "Two", "Rosvest", "RUS", "relay")
    report = Report.of(TEXT)
    told = claim(TEXT, 1, "drones", sources=(moscow, telegram, ukraine, agency))
    assert wording.speaker(told, report) == "Moscow (Telegram), as told by Kyiv, via Rosvest"
    assert wording.speaker(claim(TEXT, 2, "drones"), report) == "the report (own voice)"


def test_joiners_and_line_ends_stay() -> None:
    assert visible("می\u200cخواهد\n👩\u200d🚒") == "می\u200cخواهد\n👩\u200d🚒"


def test_one_line_keeps_both_ends() -> None:
    line = one_line("first " + "middle " * 50 + "last", 40)
    assert len(line) == 40
    assert line.startswith("first")
    assert line.endswith("last")


def test_a_report_without_a_title_goes_by_its_first_line() -> None:
    assert wording.title(Report.of("\n  Fire at the pier \nMore.")) == "Fire at the pier"
    assert wording.title(Report.of("Text.", title="Title")) == "Title"
    assert wording.title(Report.of(" ", id="blank")) == "blank"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (None, "date unknown"),
        ("2024-05-14", "2024-05-14"),
        ("2024-05-14T09:12:00Z", "2024-05-14 09:12 UTC"),
        ("2024-05-14T09:12:31+03:00", "2024-05-14 09:12 +03:00"),
        ("2024-05-14T09:12", "2024-05-14 09:12"),
        ("in May", "in May"),
    ],
)
def test_publication(given: str | None, words: str) -> None:
    assert wording.published(Report.of("Text.", published=given)) == words
