"""The stance of the cue, and what the words of the claim make of it."""

import pytest

from counterclaim.model.vocabulary import Stance
from tests.events.conftest import Drafter, Said


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Rebels seized the dam.", "asserts"),
        ("Rebels reportedly seized the dam.", "suspects"),
        ("The alleged attack on the dam was filmed.", "suspects"),
        ("Rebels could seize the dam by winter.", "predicts"),
        ("The town may be close to falling.", "suspects"),
    ],
)
def test_the_outlets_own_voice(drafts_of: Drafter, text: str, stance: Stance) -> None:
    assert drafts_of(text)[0].draft.stance == stance


@pytest.mark.parametrize(
    ("content", "stance"),
    [
        ("the village was captured", "asserts"),
        ("terrorists attacked the village", "accuses"),
        ("gunmen opened fire on civilians in the village", "accuses"),
        ("the attack was a false flag", "accuses"),
        ("eleven of its soldiers had been killed", "admits"),
        ("the raid was probably a mistake", "suspects"),
        ("the village could fall within days", "predicts"),
        ("we will strike the village again", "threatens"),
        ("we will send fuel to the village", "pledges"),
        ("the siege of the village must end", "demands"),
    ],
)
def test_words_after_a_neutral_cue(drafts_of: Drafter, content: str, stance: Stance) -> None:
    text = f"The spokesman said {content}."
    (claim,) = drafts_of(text, Said("The spokesman", "said", content, lemma="say"))
    assert claim.draft.stance == stance


@pytest.mark.parametrize(
    ("cue", "given", "content", "stance"),
    [
        ("denied", "denies", "its jets had bombed the school", "denies"),
        ("vowed", "pledges", "to hold the pass", "pledges"),
        ("vowed", "pledges", "to retaliate for the raid", "threatens"),
        ("warned", "predicts", "the dam may burst", "predicts"),
        ("warned", "predicts", "a missile had hit the dam", "asserts"),
        ("called", "asserts", "the bombing an act of terrorism", "condemns"),
        ("dismissed", "denies", "the video as a staged provocation", "accuses"),
    ],
)
def test_the_cues_stance_and_its_limits(
    drafts_of: Drafter, cue: str, given: Stance, content: str, stance: Stance
) -> None:
    text = f"Norland {cue} {content}."
    lemma = {"denied": "deny", "vowed": "vow", "called": "call"}.get(cue, cue)
    drafted = drafts_of(text, Said("Norland", cue, content, given, lemma))
    assert stance in {d.draft.stance for d in drafted}


def test_calling_an_earlier_claim_false_denies_it(drafts_of: Drafter) -> None:
    text = "Rebels bombed a school, the mayor said. The rebels said the allegations were false."
    drafted = drafts_of(
        text,
        Said("the mayor", ", the mayor said"[12:], "Rebels bombed a school", lemma="say"),
        Said("The rebels", "The rebels said"[11:], "the allegations were false", lemma="say"),
    )
    assert [d.kind for d in drafted] == [("asserts", "strike"), ("denies", "strike")]
