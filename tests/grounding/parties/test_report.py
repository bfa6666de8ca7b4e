"""Who is meant, by what the rest of the report says."""

import pytest

from tests.grounding.parties.conftest import Dispatch


def test_a_surname_is_the_full_name_given_elsewhere() -> None:
    text = (
        "Holub sees no breakthrough.\n\n"
        "Taras Holub, an analyst with the Polish institute Osa, said roads were open."
    )
    source = Dispatch(text).said("Holub").parties()["Holub"].source
    assert (source.name, source.side, source.kind) == ("Taras Holub", "POL", "expert")


def test_the_reports_own_namesake_comes_before_the_tables() -> None:
    text = "Anna Lavrov, a teacher, stayed in the cellar. Lavrov said the walls shook."
    mention = Dispatch(text).said(["Lavrov", "said"][0]).parties()["Lavrov"]
    assert mention.source.name == "Anna Lavrov"


def test_he_is_the_speaker_before() -> None:
    text = "Zelenskiy accused Putin of terror. He said more missiles would come."
    assert Dispatch(text).said("Zelenskiy").said("He").parties()["He"].party.name == (
        "Volodymyr Zelenskyy"
    )


def test_she_is_no_man() -> None:
    text = "Maria Zakharova met Sergei Lavrov. She denied the report."
    assert Dispatch(text).said("She").parties()["She"].party.name == "Maria Zakharova"


def test_nobody_to_refer_to_leaves_the_words() -> None:
    source = Dispatch("He denied it all.").said("He").parties()["He"].source
    assert (source.name, source.side) == ("He", "UNK")


def test_we_is_the_speakers_state_or_organisation() -> None:
    text = "“We took the mill,” Zelensky said. “Our men held it,” Prigozhin said."
    parties = (
        Dispatch(text)
        .said("Zelensky", content="We took the mill")
        .said("Prigozhin", content="Our men held it")
        .event("We took the mill", agents=["We"], attribution=0, type="capture")
        .event("Our men held it", agents=["Our men"], attribution=1, type="control")
        .parties()
    )
    assert parties["We"].party.name == "Ukraine"
    assert parties["Our men"].party.side == "RUS"


def test_possessed_forces_are_their_owners() -> None:
    text = "Prigozhin said his fighters and Russia said its troops had crossed."
    parties = (
        Dispatch(text)
        .said("Prigozhin", content="his fighters")
        .said("Russia", content="its troops had crossed")
        .event("his fighters", agents=["his fighters"], attribution=0, type="advance")
        .event("its troops had crossed", agents=["its troops"], attribution=1, type="advance")
        .parties()
    )
    assert parties["his fighters"].party.name == "Wagner Group"
    assert parties["its troops"].party.name == "Russian armed forces"


@pytest.mark.parametrize(("speaker", "side"), [("Kyiv", "RUS"), ("Moscow", "UKR")])
def test_the_enemy_is_the_other_side(speaker: str, side: str) -> None:
    text = f"{speaker} said the enemy had withdrawn."
    parties = (
        Dispatch(text)
        .said(speaker, content="the enemy had withdrawn")
        .event("the enemy had withdrawn", agents=["the enemy"], attribution=0, type="withdrawal")
        .parties()
    )
    assert parties["the enemy"].party.side == side


def test_terrorists_are_on_the_side_the_speaker_fights() -> None:
    text = "Moscow said saboteurs had mined the road. Saboteurs mined a road."
    content = "saboteurs had mined the road"
    dispatch = Dispatch(text).said("Moscow", content=content)
    dispatch.event(content, agents=["saboteurs"], attribution=0, type="raid")
    dispatch.event("Saboteurs mined a road", agents=["Saboteurs"], type="raid")
    parties = dispatch.parties()
    assert parties["saboteurs"].party.side == "UKR"
    assert parties["Saboteurs"].party.side == "UNK"


def test_a_place_in_the_words_tells_the_side() -> None:
    text = "Police in Marivka denied it."
    said = Dispatch(text).said("Police in Marivka").place("Marivka", "MD")
    source = said.parties()["Police in Marivka"].source
    assert (source.name, source.side) == ("police in Marivka", "MDA")


def test_the_country_is_the_one_last_spoken_of() -> None:
    text = "Zelensky met farmers. The country's energy ministry and the country's millers agreed."
    dispatch = Dispatch(text).said("The country's energy ministry").said("the country's millers")
    parties = dispatch.parties()
    assert parties["The country's energy ministry"].source.name == "Ukrainian Ministry of Energy"
    assert parties["the country's millers"].source.name == "Ukrainian millers"


def test_envoys_are_not_on_the_side_of_their_post() -> None:
    parties = Dispatch("The ambassador to Russia left.").said("The ambassador to Russia").parties()
    assert parties["The ambassador to Russia"].source.side == "UNK"


def test_definite_descriptions_point_back() -> None:
    text = (
        "Russia's defence ministry said it had hit a depot. The ministry named no place. "
        "Tass reported the blast. The news agency gave no source."
    )
    parties = (
        Dispatch(text).said("Russia's defence ministry").said("The ministry").said("Tass")
        .said("The news agency").parties()
    )  # fmt: skip
    assert parties["The ministry"].source.name == "Russian Ministry of Defence"
    assert parties["The news agency"].source.name == "TASS"


def test_a_new_court_is_not_the_court_before() -> None:
    text = "The International Criminal Court ruled. The High Court of Larch Valley disagreed."
    parties = (
        Dispatch(text)
        .said("The International Criminal Court")
        .said("The High Court of Larch Valley")
        .parties()
    )
    assert parties["The High Court of Larch Valley"].source.side == "UNK"


def test_somebody_announced_is_named_below() -> None:
    text = (
        "Top Ukrainian official warns of shortages\n\n"
        "Mara Velis, a Ukrainian official, said stores would last a week."
    )
    parties = (
        Dispatch(text)
        .said("Top Ukrainian official")
        .said("Mara Velis, a Ukrainian official")
        .parties()
    )
    assert parties["Top Ukrainian official"].source.name == "Mara Velis"


def test_two_who_fit_leave_the_announced_unnamed() -> None:
    text = (
        "Ukrainian analyst warns of shortages\n\n"
        "Mara Velis, a Ukrainian analyst, said so. Oleh Dub, a Ukrainian analyst, agreed."
    )
    parties = (
        Dispatch(text)
        .said("Ukrainian analyst")
        .said("Mara Velis, a Ukrainian analyst")
        .said("Oleh Dub, a Ukrainian analyst")
        .parties()
    )
    assert parties["Ukrainian analyst"].source.name == "Ukrainian analyst"


def test_a_venue_is_its_medium_and_on_its_speakers_side() -> None:
    text = "Zelensky told CNN's Ann Orr, and Peskov said in a post on Telegram, that it was over."
    parties = (
        Dispatch(text)
        .said("Zelensky", "CNN's Ann Orr", roles=["speaker", "venue"])
        .said("Peskov", "a post on Telegram", roles=["speaker", "venue"])
        .parties()
    )
    cnn, telegram = parties["CNN's Ann Orr"].source, parties["a post on Telegram"].source
    assert (cnn.name, cnn.side, cnn.kind) == ("CNN", "USA", "media")
    assert (telegram.name, telegram.side) == ("Telegram", "RUS")


def test_adjectives_are_forces_where_people_fight() -> None:
    text = "Russian advances went on. Russian talks went on."
    dispatch = Dispatch(text).event("Russian advances", agents=["Russian"], type="advance")
    parties = dispatch.parties()
    assert parties["Russian"].party.name == "Russian armed forces"
    parties = Dispatch(text).event("Russian talks", agents=["Russian"], type="meeting").parties()
    assert parties["Russian"].party.name == "Russia"


def test_a_struck_capital_is_a_city() -> None:
    text = "Missiles hit Kyiv, and Kyiv protested."
    parties = Dispatch(text).event("Missiles hit Kyiv", targets=["Kyiv"]).parties()
    assert (parties["Kyiv"].party.name, parties["Kyiv"].party.side) == ("Kyiv", "UKR")


def test_local_speakers_are_of_the_place_they_speak_of() -> None:
    text = "Police said shells had hit Marivka."
    said = Dispatch(text).said("Police", content="shells had hit Marivka")
    assert said.parties()["Police"].source.side == "UNK"
    assert said.place("Marivka", "UA").parties()["Police"].source.side == "UKR"


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("A woman from the mill", "UNK"),
        ("A resident", "UNK"),
        ("Residents", "UNK"),
        ("A Ukrainian woman", "UKR"),
    ],
)
def test_private_persons_speak_for_nobody(words: str, side: str) -> None:
    text = f"{words} said shells had hit Marivka."
    said = Dispatch(text).said(words, content="shells had hit Marivka").place("Marivka", "UA")
    assert said.parties()[words].source.side == side


def test_where_troops_are_from_does_not_tell_where_police_are() -> None:
    text = "Police said Russian troops had left."
    said = Dispatch(text).said("Police", content="Russian troops had left")
    assert said.place("Russian", "RU", associative=True).parties()["Police"].source.side == "UNK"


def test_he_is_the_one_person_named_before() -> None:
    text = "Taras Holub, a miller, has left the valley. He said the mill had burned."
    assert Dispatch(text).said("He").parties()["He"].party.name == "Taras Holub"


def test_he_is_the_one_person_named_two_sentences_before() -> None:
    text = "Taras Holub ran a mill. It burned in June. He blamed a spark."
    assert Dispatch(text).said("He").parties()["He"].party.name == "Taras Holub"


@pytest.mark.parametrize(
    "before",
    [
        "Taras Holub met Petro Lys at the mill.",
        "Taras Holub ran a mill. It burned. Nobody came.",
        "Taras Holub ran a mill and a fisherman mended its roof.",
    ],
)
def test_he_is_nobody_where_several_fit_or_none_is_near(before: str) -> None:
    text = f"{before} He blamed a spark."
    assert Dispatch(text).said("He").parties()["He"].party.name == "He"


def test_he_is_no_woman() -> None:
    text = "Taras Holub left. A woman said the roof fell. “It was old,” he said."
    parties = Dispatch(text).said("Taras Holub").said("A woman").said("he said"[:2]).parties()
    assert parties["A woman"].source.name == "woman"
    assert parties["he"].party.name == "Taras Holub"


def test_sentences_and_paragraphs_do_not_run_together() -> None:
    text = "Ukraine\n\nMara Velis said so."
    assert Dispatch(text).said("Mara Velis").parties()["Mara Velis"].source.side == "UNK"


def test_the_port_is_no_word_of_a_side() -> None:
    text = "A woman from the port said shells had hit Marivka."
    said = Dispatch(text).said("A woman from the port").place("the port", "UA", nominal=True)
    assert said.parties()["A woman from the port"].source.side == "UNK"


def test_a_place_is_nobody_of_that_surname() -> None:
    text = "Austin City Council opened two shelters."
    said = Dispatch(text).said("Austin City Council").place("Austin", "US")
    assert "Lloyd" not in said.parties()["Austin City Council"].source.name
    alone = Dispatch("Austin denied it.").said("Austin").parties()["Austin"]
    assert alone.source.name == "Lloyd Austin"


def test_she_is_the_woman_who_spoke_last() -> None:
    text = "Taras Holub left. A woman said the roof fell, as she feared."
    parties = Dispatch(text).said("Taras Holub").said("A woman").said("she").parties()
    assert parties["she"].source.name == "woman"
