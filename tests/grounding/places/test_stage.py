"""Recognition and resolution at the stage's surface, on invented sentences."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterclaim.grounding.places.stage import home_of
from counterclaim.lexicons import load_table
from counterclaim.model.document import Document, PlaceMention
from counterclaim.model.records import Report
from tests.grounding.places.conftest import Place


def mention(document: Document, words: str) -> PlaceMention | None:
    return next((m for m in document.places if document.text[m.start : m.end] == words), None)


def named(document: Document) -> list[str]:
    return [m.place.name for m in document.places if not m.nominal]


def test_containment_chooses_the_namesake(place: Place) -> None:
    texas = mention(place("The convoy left Paris, Texas, before dawn."), "Paris")
    france = mention(place("The convoy left Paris before dawn."), "Paris")
    assert texas is not None
    assert texas.place.country == "US"
    assert france is not None
    assert france.place.country == "FR"


@pytest.mark.parametrize("words", ["Donetsk province", "Donetsk region", "Donetsk Oblast"])
def test_a_generic_word_makes_it_the_division(place: Place, words: str) -> None:
    document = place(f"Shelling was heard all night across {words}.")
    assert [(m.place.name, m.place.precision) for m in document.places] == [
        ("Donetsk Oblast", "admin1")
    ]


def test_shared_generic_word(place: Place) -> None:
    document = place("Sirens sounded in the Bryansk and Kursk regions.")
    assert named(document) == ["Bryansk Oblast", "Kursk Oblast"]


def test_country_is_by_recognition(place: Place) -> None:
    document = place("A blast shook the port of Sevastopol in Crimea.")
    assert {m.place.country for m in document.places} == {"UA"}


def test_people_named_like_places_are_people(place: Place) -> None:
    document = place("Mr Austin spoke first. Austin said the depot near Lviv was safe.")
    assert named(document) == ["Lviv"]


def test_demonyms_are_associative(place: Place) -> None:
    document = place("Russian gunners withdrew from Izium while two Ukrainians watched.")
    russian = mention(document, "Russian")
    assert russian is not None
    assert russian.associative
    assert mention(document, "Ukrainians") is None
    izium = mention(document, "Izium")
    assert izium is not None
    assert not izium.associative


@pytest.mark.parametrize(
    "spelling", ["Chasiv Yar", "Chasov Yar", "Часів Яр", "Bakhmut", "Artemivsk", "Бахмут"]
)
def test_spellings_lead_to_the_front(place: Place, spelling: str) -> None:
    document = place(f"Engineers laid mines near {spelling} overnight.")
    assert [m.place.country for m in document.places] == ["UA"]
    assert document.places[0].place.lat == pytest.approx(48.59, abs=0.1)


def test_unknown_spelling_needs_a_cue(place: Place) -> None:
    with_cue = place("Two houses burned in the village of Ocheretyna, Ukraine.")
    assert "Ocheretyne" in named(with_cue)
    without = place("Ocheretyna smiled and, in Ukraine, nobody asked why.")
    assert "Ocheretyne" not in named(without)


def test_nominals_denote_the_place_before_them(place: Place) -> None:
    document = place("Snow fell on Kramatorsk. Two shells hit the city at noon.")
    city = mention(document, "the city")
    assert city is not None
    assert city.nominal
    assert city.place.name == "Kramatorsk"


def test_some_village_is_no_place(place: Place) -> None:
    document = place("Snow fell on Kramatorsk. A shell hit a village at noon.")
    assert not any(m.nominal for m in document.places)


def test_the_capital_of_whom(place: Place) -> None:
    document = place("Drones reached the Ukrainian capital again.")
    capital = mention(document, "the Ukrainian capital")
    assert capital is not None
    assert capital.place.name == "Kyiv"


def test_borders_and_territory(place: Place) -> None:
    document = place("Ukraine shelled a post in Shebekino on the border with Ukraine, in Russia.")
    border = mention(document, "border with Ukraine")
    assert border is not None
    assert (border.place.name, border.place.country) == ("Russia-Ukraine border", "RU")
    assert border.place.lat is None
    soil = mention(place("The mortar fired from Russian soil."), "Russian soil")
    assert soil is not None
    assert soil.place.name == "Russia"


def test_a_facility_is_placed_where_its_town_is(place: Place) -> None:
    document = place("A drone fell on Vashchenko Hospital in Kharkiv.")
    hospital = mention(document, "Vashchenko Hospital")
    assert hospital is not None
    assert hospital.place.precision == "approximate"
    assert hospital.place.lat == pytest.approx(49.98, abs=0.1)
    assert hospital.place.geonameid is None


def test_abbreviated_states_after_a_comma_only(place: Place) -> None:
    document = place("The plant in Reno, Nev., makes shells. No. 9 is in Nev hall.")
    assert "Nevada" in named(document)


def test_an_unplaced_name_has_no_coordinates(place: Place) -> None:
    for m in place("They met at Grovebury Hall.").places:
        assert m.place.lat is None
        assert m.place.precision == "unresolved"


@pytest.mark.parametrize(
    ("url", "country"),
    [("https://www.example.co.uk/x", "GB"), ("http://news.example.ru", "RU"), ("a.com", None)],
)
def test_home_is_read_off_the_address(url: str, country: str | None) -> None:
    assert home_of(Report.of("x", url=url)) == country


def test_same_text_same_places(place: Place) -> None:
    text = "From Homs the column moved to Palmyra, then to Deir ez-Zor and Raqqa in Syria."
    assert place(text).places == place(text).places


HOSTILE = [
    "", " ", "Kyiv", "\n\n", "🚀 Kyiv 🚀", "КИЇВ!!! (Київ)", "e\u0301l-Fa\u0301sher, Sudan",
    "“Kyiv", "Kyiv\r\nLviv\r\n", "\u200fخان يونس\u200f", "U.S.-led", "---", "al-", "In al-",
    "the city", "'s", "St.", "Kyiv,Lviv,Odesa;Kharkiv/Dnipro", "A" * 3000, "Kyiv " * 300,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_survived_with_exact_spans(place: Place, text: str) -> None:
    check(place(text))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    parts=st.lists(
        st.sampled_from(
            ["Kyiv", "the city", "of", "in", ",", "-", "’s", "Russian", "border", "Street", "🚀",
             "\u0301", "\n", "New", "York", "al", "Mr", "Nev.", "регіон", "soil", "region", "("]
        ),
        max_size=14,
    ),
    glue=st.sampled_from(["", " "]),
)  # fmt: skip
def test_spans_are_exact_in_word_salad(place: Place, parts: list[str], glue: str) -> None:
    check(place(glue.join(parts)))


def check(document: Document) -> None:
    for m in document.places:
        m.place.span.check(document.text)
        assert (m.start, m.end) == (m.place.span.start, m.place.span.end)
        assert (m.place.lat is None) == (m.place.lon is None)
    literal = [m for m in document.places if not m.nominal]
    assert all(a.end <= b.start for a, b in pairwise(literal))


@pytest.mark.parametrize("words", ["at the Port", "to the Centre", "near the Mission"])
def test_a_common_word_with_its_article_is_a_thing(place: Place, words: str) -> None:
    assert named(place(f"The wounded were carried {words}, a clerk said.")) == []


def test_a_command_post_is_where_it_is(place: Place) -> None:
    document = place("Rockets struck a Kherson Command Post.")
    assert [m.associative for m in document.places] == [False]


def test_one_table_alone_has_the_demonyms_of_states() -> None:
    states = {word for row in load_table("demonyms") for word in row["adjectives"].split("|")}
    places = {word for row in load_table("place_demonyms") for word in row["adjectives"].split("|")}
    assert states & places <= {"", "Myanmar", "New Zealand"}


def test_a_person_of_a_state_is_no_place(place: Place) -> None:
    document = place("A Turk and two Finns crossed into Latvia.")
    assert [m.place.name for m in document.places] == ["Latvia"]
