"""Past, going on, planned, possible, negated."""

import pytest

from counterclaim.model.vocabulary import Realis
from tests.events.conftest import Drafter, Said


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("Rebels stormed the depot.", "occurred"),
        ("Rebels have captured the depot.", "occurred"),
        ("Rebels are shelling the depot.", "ongoing"),
        ("Rebels continue to shell the depot.", "ongoing"),
        ("Rebels control the depot.", "ongoing"),
        ("Rebels will attack the depot.", "planned"),
        ("Rebels are trying to encircle the depot.", "planned"),
        ("Rebels could capture the depot.", "possible"),
        ("Rebels did not attack the depot.", "negated"),
        ("No one was injured.", "negated"),
        ("Neither depot was hit.", "negated"),
        ("The army no longer controls the depot.", "negated"),
    ],
)
def test_tense_aspect_and_negation(drafts_of: Drafter, text: str, realis: Realis) -> None:
    (claim,) = drafts_of(text)
    assert claim.draft.realis == realis


@pytest.mark.parametrize(
    ("cue", "stance", "content", "realis"),
    [
        ("vowed", "pledges", "to send tanks", "planned"),
        ("urged its allies", "demands", "to send tanks", "planned"),
        ("claimed", "asserts", "to have destroyed nine tanks", "occurred"),
    ],
)
def test_infinitives_after_a_cue(
    drafts_of: Drafter, cue: str, stance: str, content: str, realis: Realis
) -> None:
    text = f"Norland {cue} {content}."
    (claim,) = drafts_of(text, Said("Norland", cue.partition(" ")[0], content, stance))  # type: ignore[arg-type]
    assert claim.draft.realis == realis


def test_what_somebody_is_accused_of_is_said_to_have_happened(drafts_of: Drafter) -> None:
    text = "Norland accused Westland of shelling the clinic."
    (claim,) = drafts_of(text, Said("Norland", "accused", "shelling the clinic", "accuses"))
    assert claim.draft.realis == "occurred"
    assert claim.agents == ["Westland"]


def test_a_deed_that_is_expected_of_somebody_is_planned(drafts_of: Drafter) -> None:
    (drafted,) = drafts_of(
        "The envoy is expected to visit Norland next week.",
        Said(None, "is expected", "to visit Norland next week", "predicts", "expect"),
    )
    assert drafted.draft.realis == "planned"
