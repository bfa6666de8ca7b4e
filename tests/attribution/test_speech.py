"""Direct, indirect and mixed speech."""

import pytest

from tests.attribution.conftest import Attribute


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content"),
    [
        (
            "The mayor of Orlivka said that two bridges had collapsed.",
            "The mayor of Orlivka",
            "said",
            "that two bridges had collapsed",
        ),
        (
            "Two bridges had collapsed, the mayor of Orlivka said.",
            "the mayor of Orlivka",
            "said",
            "Two bridges had collapsed",
        ),
        (
            "Two bridges, the mayor said, had collapsed overnight.",
            "the mayor",
            "said",
            "Two bridges",
        ),
        (
            "“Two bridges are gone,” said Mayor Anna Kovach.",
            "Mayor Anna Kovach",
            "said",
            "Two bridges are gone",
        ),
        (
            "Mayor Anna Kovach said: “Two bridges are gone.”",
            "Mayor Anna Kovach",
            "said",
            "Two bridges are gone",
        ),
        (
            "According to the coast guard, the tanker sank within an hour.",
            "the coast guard",
            "According to",
            "the tanker sank within an hour",
        ),
        (
            "The tanker sank within an hour, according to the coast guard.",
            "the coast guard",
            "according to",
            "The tanker sank within an hour",
        ),
    ],
)
def test_who_says_what_by_which_cue(
    attribute: Attribute, text: str, speaker: str, cue: str, content: str
) -> None:
    said = next(a for a in attribute(text) if cue in a.cue)
    assert said.speaker == speaker
    assert content in said.words


def test_a_split_quotation_is_one_attribution(attribute: Attribute) -> None:
    text = "“We hold the harbour,” the general said. “The rest of the island will follow soon.”"
    (said,) = attribute(text)
    assert said.speaker == "the general"
    assert [c.rstrip(",.") for c in said.content] == [
        "We hold the harbour",
        "The rest of the island will follow soon",
    ]


def test_a_quotation_of_two_paragraphs_keeps_its_speaker(attribute: Attribute) -> None:
    text = (
        "“We hold the harbour and the old town,” the general said.\n\n"
        "“The rest of the island will follow soon.”\n\nRain fell all night."
    )
    (said,) = attribute(text)
    assert "The rest of the island will follow soon" in said.words
    assert "Rain" not in said.words


def test_a_quotation_goes_to_the_speaker_of_the_sentence_before_it(attribute: Attribute) -> None:
    text = "The general rejected the report. “Nobody has crossed the river at any point.”"
    said = next(a for a in attribute(text) if "crossed the river" in a.words)
    assert said.speaker == "The general"


def test_words_inside_a_long_quotation_are_not_attributed_again(attribute: Attribute) -> None:
    text = "“I think they want the harbour and I hope they fail,” the general said."
    (said,) = attribute(text)
    assert said.speaker == "the general"


def test_a_quotation_of_several_sentences_is_taken_whole(attribute: Attribute) -> None:
    text = "“They came at dawn. They burned the depot. Then they left,” a guard told reporters."
    (said,) = attribute(text)
    assert said.words.startswith("They came at dawn")
    assert said.words.rstrip(",").endswith("Then they left")


def test_the_own_voice_is_nobodys_attribution(attribute: Attribute) -> None:
    assert attribute("Shells hit the depot at dawn. Two trucks burned.") == []


def test_a_relative_speaker_has_its_phrase_and_its_pronoun(attribute: Attribute) -> None:
    text = "The envoy, who said the truce was dead, flew home."
    (said,) = attribute(text)
    assert said.speaker == "The envoy"
    relative = said.record.sources[0].relative
    assert relative is not None
    assert text[relative[0] : relative[1]] == "who"


def test_speech_without_marks_after_a_colon_is_its_sentence(attribute: Attribute) -> None:
    (said,) = attribute(
        "The general said in an interview: The harbour is ours. Ships left on Monday."
    )
    assert said.words == "The harbour is ours"


def test_a_colon_inside_a_content_opens_no_speech(attribute: Attribute) -> None:
    (said,) = attribute(
        "The general said that he had seen Harbour: The Film. Ships left on Monday. "
        "Nobody was hurt."
    )
    assert "Ships" not in said.words


@pytest.mark.parametrize(
    "text",
    [
        "Three sailors were killed by shelling near the pier, the ministry is reporting.",
        "Three sailors have reportedly been killed near the pier, the ministry was reporting.",
    ],
)
def test_a_closing_cue_may_be_progressive(attribute: Attribute, text: str) -> None:
    (said,) = attribute(text)
    assert said.sources == (("the ministry", "speaker"),)
    assert said.words.startswith("Three sailors")


@pytest.mark.parametrize(
    "text",
    ["Norland neither confirmed nor denied the strike.", "Norland did not deny the strike."],
)
def test_a_denial_that_is_withheld_is_none(attribute: Attribute, text: str) -> None:
    assert "denies" not in [said.stance for said in attribute(text)]
