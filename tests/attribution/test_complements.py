"""Contents that are no clauses, and the stance that each cue carries."""

import pytest

from tests.attribution.conftest import Attribute


@pytest.mark.parametrize(
    ("text", "speaker", "content", "stance"),
    [
        ("Rebels denied launching the rockets.", "Rebels", "launching the rockets", "denies"),
        ("Norland denied the strike on the depot.", "Norland", "the strike on the depot", "denies"),
        (
            "Norland accused Sudavia of shelling the market.",
            "Norland",
            "Sudavia of shelling the market",
            "accuses",
        ),
        ("The warlord vowed to crush the revolt.", "The warlord", "to crush the revolt", "pledges"),
        (
            "The warlord threatened to burn the port.",
            "The warlord",
            "to burn the port",
            "threatens",
        ),
        (
            "The envoy urged both armies to stop the shelling.",
            "The envoy",
            "both armies to stop the shelling",
            "demands",
        ),
        (
            "The envoy called for an end to the siege.",
            "The envoy",
            "an end to the siege",
            "demands",
        ),
        (
            "The minister described the raid as a massacre.",
            "The minister",
            "the raid as a massacre",
            "asserts",
        ),
        ("The minister condemned the raid.", "The minister", "the raid", "condemns"),
        (
            "The minister warned that the dam could fail.",
            "The minister",
            "that the dam could fail",
            "predicts",
        ),
        (
            "The militia claimed responsibility for the blast.",
            "The militia",
            "the blast",
            "admits",
        ),
        (
            "The general admitted that the town was lost.",
            "The general",
            "that the town was lost",
            "admits",
        ),
    ],
)
def test_complement_and_stance(
    attribute: Attribute, text: str, speaker: str, content: str, stance: str
) -> None:
    said = next(a for a in attribute(text) if a.record.stance == stance)
    assert said.speaker == speaker
    assert said.words == content


def test_two_cues_of_one_speaker_are_two_attributions(attribute: Attribute) -> None:
    found = attribute("Norland denied and accused Sudavia of staging the attack.")
    assert [(a.speaker, a.record.stance) for a in found] == [
        ("Norland", "denies"),
        ("Norland", "accuses"),
    ]


def test_a_passive_names_its_speaker_by_its_agent(attribute: Attribute) -> None:
    (said,) = attribute("The report was dismissed by the army as a provocation.")
    assert said.speaker == "the army"
    assert said.content == ("The report", "as a provocation")


def test_a_participle_shares_the_subject_of_its_clause(attribute: Attribute) -> None:
    found = attribute("The minister left the talks, accusing Sudavia of bad faith.")
    assert [(a.speaker, a.record.stance) for a in found] == [("The minister", "accuses")]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        (
            "The army rejected Norland’s claim that the town had fallen.",
            "Norland’s",
            "that the town had fallen",
        ),
        ("There were reports of fighting near the dam.", "reports", "fighting near the dam"),
        (
            "Allegations that prisoners were shot have spread.",
            "Allegations",
            "that prisoners were shot",
        ),
    ],
)
def test_nouns_are_cues_too(attribute: Attribute, text: str, speaker: str, content: str) -> None:
    said = next(a for a in attribute(text) if a.record.construction == "noun")
    assert said.words == content
    assert said.speaker is not None
    assert speaker.strip("’s") in said.speaker


@pytest.mark.parametrize(
    "text",
    [
        "The convoy is said to be moving north.",
        "The convoy was reportedly hit near the border.",
    ],
)
def test_hearsay_has_no_source(attribute: Attribute, text: str) -> None:
    (said,) = attribute(text)
    assert said.sources == ()
    assert "The convoy" in said.words


def test_speech_in_speech_has_its_parent(attribute: Attribute) -> None:
    found = attribute("Norland says Sudavia claimed the town was empty.")
    outer = next(a for a in found if a.speaker == "Norland")
    inner = next(a for a in found if a.speaker == "Sudavia")
    assert inner.record.parent == found.index(outer)
    assert outer.record.parent is None
    assert inner.words == "the town was empty"
