"""Speakers whom a report leaves without a country."""

import pytest

from tests.grounding.parties.conftest import Dispatch, told


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("the home secretary", "GBR"),
        ("the navy secretary", "USA"),
        ("a senator", "USA"),
        ("the Philippine defence secretary", "PHL"),
        ("a Russia expert", "IND"),
        ("a Russian expert", "RUS"),
        ("footage of the Ostra dam", "UNK"),
    ],
)
def test_words_tell_the_state_that_is_left_out(words: str, side: str) -> None:
    assert told(words)[1] == side


def test_a_state_department_is_named_in_full() -> None:
    assert told("the state department")[:2] == ("US State Department", "USA")


@pytest.mark.parametrize(
    ("outlet", "side"),
    [
        ("theguardian.com", "GBR"),
        ("edition.cnn.com", "USA"),
        ("www.paper.com.au", "AUS"),
        ("The Guardian", "GBR"),
        ("somewhere.example", "UNK"),
        (None, "UNK"),
    ],
)
def test_mps_are_those_of_the_outlets_readers(outlet: str | None, side: str) -> None:
    dispatch = Dispatch("Shells are short, MPs said.", outlet=outlet)
    assert dispatch.said("MPs", content="Shells are short").parties()["MPs"].source.side == side


def test_mps_may_speak_of_their_own_state_elsewhere() -> None:
    dispatch = Dispatch("Canada must arm faster, MPs said.", outlet="theguardian.com")
    said = dispatch.said("MPs", content="Canada must arm faster")
    assert said.parties()["MPs"].source.side == "CAN"


def test_an_office_is_held_by_the_one_holder_whom_the_report_names() -> None:
    text = "Prime minister denies the rift.\n\nKaja Kallas flew home after the talks."
    source = Dispatch(text).said("Prime minister").parties()["Prime minister"].source
    assert (source.name, source.side) == ("Kaja Kallas", "EST")


def test_an_office_that_two_in_the_report_hold_stays_open() -> None:
    text = "Prime minister denies the rift.\n\nKaja Kallas met Sanna Marin after the talks."
    assert Dispatch(text).said("Prime minister").parties()["Prime minister"].source.side == "UNK"


def test_local_services_in_a_warring_states_media_are_its_own() -> None:
    text = "Local security services found a bomb in Kherson, TASS said."
    parties = (
        Dispatch(text)
        .place("Kherson", "UA")
        .said("Local security services", "TASS", roles=["speaker", "relay"])
        .parties()
    )
    assert parties["Local security services"].source.side == "RUS"


def test_authorities_are_those_of_the_towns_in_the_report() -> None:
    text = "Trams stopped in Poltava.\n\nThe authorities vowed to restart them."
    parties = Dispatch(text).place("Poltava", "UA").said("The authorities").parties()
    assert parties["The authorities"].source.side == "UKR"


def test_the_report_is_whose_it_was_said_to_be() -> None:
    text = "A report by the Hudson Institute came out on Monday. The report warns of a siege."
    parties = Dispatch(text).said("The report").parties()
    assert parties["The report"].source.name == "Hudson Institute"


def test_who_lives_under_occupation_does_not_speak_for_the_occupier() -> None:
    words = "residents of Russian-occupied areas of Ukraine"
    assert told(words)[1] == "UKR"


def test_officials_there_are_officials() -> None:
    assert told("officials there")[2] == "official"
