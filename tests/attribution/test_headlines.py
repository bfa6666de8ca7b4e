"""Headlines, where the parse fails and order speaks."""

import pytest

from tests.attribution.conftest import Attribute


@pytest.mark.parametrize(
    ("headline", "speaker", "content"),
    [
        ("Tarkov: We will not leave the city", "Tarkov", "We will not leave the city"),
        ("Dozens held after border raid: officials", "officials", "Dozens held after border raid"),
        ("Rockets Hit Harbour, Norland Claims", "Norland", "Rockets Hit Harbour"),
        ("Rockets hit harbour, says Tarkov", "Tarkov", "Rockets hit harbour"),
        (
            "Norland Denies Rebels Carried Out Harbour Attack",
            "Norland",
            "Rebels Carried Out Harbour Attack",
        ),
        ("Ceasefire holds; Norland says talks go on", "Norland", "talks go on"),
    ],
)
def test_a_headline_names_its_speaker(
    attribute: Attribute, headline: str, speaker: str, content: str
) -> None:
    found = [a for a in attribute(headline + "\n\nRain fell.") if a.speaker == speaker]
    assert content in [a.words for a in found]


@pytest.mark.parametrize(
    "headline",
    ["War live: rockets hit harbour", "Analysis: the battle for the harbour goes on"],
)
def test_a_label_speaks_not(attribute: Attribute, headline: str) -> None:
    assert attribute(headline) == []


def test_parts_of_a_headline_do_not_mix(attribute: Attribute) -> None:
    found = attribute("Harbour in flames; Norland denies role in harbour attack")
    assert [(a.speaker, a.words) for a in found] == [("Norland", "role in harbour attack")]


def test_two_speakers_of_one_headline(attribute: Attribute) -> None:
    found = attribute("Norland claims victory in harbour but Sudavia says battle goes on")
    assert [(a.speaker, a.words) for a in found] == [
        ("Norland", "victory in harbour"),
        ("Sudavia", "battle goes on"),
    ]


@pytest.mark.parametrize("label", ["Mission", "The objective", "Casualties", "Why it matters"])
def test_the_heading_of_a_section_is_no_speaker(attribute: Attribute, label: str) -> None:
    assert attribute(f"{label}: the army holds the mill by spring") == []
