"""Who does it and to whom."""

import pytest

from tests.events.conftest import Drafter, Said


@pytest.mark.parametrize(
    ("text", "agents", "targets"),
    [
        ("Rebel gunners shelled a clinic.", ["Rebel gunners"], ["a clinic"]),
        ("A clinic was shelled by rebel gunners.", ["rebel gunners"], ["A clinic"]),
        ("Russian missiles hit a clinic.", ["Russian"], ["a clinic"]),
        ("Missiles hit a clinic.", [], ["a clinic"]),
        (
            "The navy and the police fired rockets at a ferry.",
            ["The navy", "the police"],
            ["a ferry"],
        ),
        ("Nine soldiers died.", [], ["Nine soldiers"]),
    ],
)
def test_arguments_of_verbs(
    drafts_of: Drafter, text: str, agents: list[str], targets: list[str]
) -> None:
    claim = drafts_of(text)[0]
    assert (claim.agents, claim.targets) == (agents, targets)


def test_a_shared_subject_is_the_agent_of_both_verbs(drafts_of: Drafter) -> None:
    drafted = drafts_of("The militia seized the mill and burned down two barns.")
    assert [d.agents for d in drafted] == [["The militia"], ["The militia"]]


def test_the_verb_that_carries_a_noun_gives_its_agent(drafts_of: Drafter) -> None:
    (claim,) = drafts_of("The militia launched an attack on the mill.")
    assert (claim.agents, claim.targets) == (["The militia"], ["the mill"])


def test_who_vows_is_who_will_do_it(drafts_of: Drafter) -> None:
    text = "Norland announced a new aid package for Westland."
    said = Said("Norland", "announced", "a new aid package for Westland", lemma="announce")
    (claim,) = drafts_of(text, said)
    assert claim.kind == ("pledges", "aid")
    assert (claim.agents, claim.targets) == (["Norland"], ["Westland"])
