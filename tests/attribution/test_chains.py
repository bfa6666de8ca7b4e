"""Venues and relays after the speaker."""

import pytest

from tests.attribution.conftest import Attribute


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        (
            "The general told CNN that the harbour was safe.",
            [("The general", "speaker"), ("CNN", "venue")],
        ),
        (
            "In a video address, the general said the harbour was safe.",
            [("the general", "speaker"), ("a video address", "venue")],
        ),
        (
            "The general said on Telegram that the harbour was safe.",
            [("The general", "speaker"), ("Telegram", "venue")],
        ),
        (
            "Citing port workers, the Norland Times reported that the harbour was on fire.",
            [("port workers", "speaker"), ("the Norland Times", "relay")],
        ),
        (
            "The agency quoted the general as saying the harbour was safe.",
            [("the general", "speaker"), ("The agency", "relay")],
        ),
        (
            "“Now the harbour was safe for all,” the general was quoted as saying by TASS.",
            [("the general", "speaker"), ("TASS", "relay")],
        ),
        (
            "All ships knew the harbour was safe, the agency quoted the general as saying.",
            [("the general", "speaker"), ("the agency", "relay")],
        ),
    ],
)
def test_the_chain_starts_nearest_to_the_content(
    attribute: Attribute, text: str, chain: list[tuple[str, str]]
) -> None:
    (said,) = attribute(text)
    assert list(said.sources) == chain
    assert "the harbour was" in said.words


def test_a_venue_is_cut_off_the_content(attribute: Attribute) -> None:
    (said,) = attribute("The general said the harbour was safe in a statement.")
    assert said.words == "the harbour was safe"
    assert ("a statement", "venue") in said.sources


def test_who_is_told_is_no_venue_unless_an_outlet(attribute: Attribute) -> None:
    (said,) = attribute("The general told his soldiers that the harbour was safe.")
    assert said.sources == (("The general", "speaker"),)


def test_what_comes_by_somebody_is_nested_in_it(attribute: Attribute) -> None:
    outer, inner = attribute("The general said the harbour burned, according to the Norland Times.")
    assert outer.sources == (("the Norland Times", "speaker"),)
    assert (inner.sources, inner.words) == ((("The general", "speaker"),), "the harbour burned")
    assert inner.record.parent == 0
