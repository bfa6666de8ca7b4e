import dataclasses
import re

import pytest

from counterclaim.grounding.parties.stage import PartyStage
from counterclaim.grounding.records import RecordStage, source_chain
from counterclaim.language.parse import ParseStage
from counterclaim.model.records import Claim
from counterclaim.model.vocabulary import ClaimType, Realis
from tests.grounding.parties.conftest import Dispatch


def claims(dispatch: Dispatch, *, extractor: str = "test-1", parties: bool = True) -> list[Claim]:
    document = dispatch.document()
    if dispatch.places:
        ParseStage()(document)  # which places are a claim's depends on the parse
    if parties:
        PartyStage()(document)
    RecordStage(extractor)(document)
    for claim in document.claims:
        for span in (claim.quote, claim.cue, claim.trigger, *(s.span for s in claim.sources)):
            if span is not None:
                span.check(dispatch.text)
    return list(document.claims)


def two_strikes() -> Dispatch:
    text = "Moscow said a mill burned. Kyiv said a bridge fell."
    return (
        Dispatch(text)
        .said("Moscow", content="a mill burned")
        .said("Kyiv", content="a bridge fell")
        .event("a bridge fell", attribution=1, type="damage")
        .event("a mill burned", attribution=0, type="damage")
    )


def test_claims_come_in_the_order_of_their_quotes() -> None:
    assert [c.quote.text for c in claims(two_strikes())] == ["a mill burned", "a bridge fell"]


def test_sources_are_resolved_and_the_outlets_voice_has_none() -> None:
    dispatch = two_strikes().event("said a mill", type="other")
    found = {c.quote.text: c.sources for c in claims(dispatch)}
    assert [s.name for s in found["a mill burned"]] == ["Russia"]
    assert found["said a mill"] == ()


def test_ids_are_stable_and_depend_on_text_version_and_claim() -> None:
    first = claims(two_strikes())
    assert [c.id for c in first] == [c.id for c in claims(two_strikes())]
    assert all(re.fullmatch(r"c-[0-9a-f]{16}", c.id) for c in first)
    others = claims(two_strikes(), extractor="test-2")
    assert {c.id for c in first}.isdisjoint(c.id for c in others)


def test_equal_claims_get_different_ids() -> None:
    dispatch = two_strikes().event("a mill burned", attribution=0, type="damage")
    found = claims(dispatch)
    assert len({c.id for c in found}) == len(found) == 3


def nested() -> Dispatch:
    text = "Kyiv says Moscow told Tass that a dam leaked."
    return (
        Dispatch(text)
        .said("Kyiv", content="Moscow told Tass that a dam leaked")
        .said("Moscow", "Tass", content="a dam leaked", roles=["speaker", "venue"], parent=0)
        .event("a dam leaked", attribution=1, type="damage")
    )


def test_the_chain_is_nearest_first_with_the_speakers_around_it() -> None:
    (claim,) = claims(nested())
    assert [(s.name, s.role) for s in claim.sources] == [
        ("Russia", "speaker"),
        ("TASS", "venue"),
        ("Ukraine", "speaker"),
    ]


def test_attributions_that_contain_each_other_end() -> None:
    dispatch = Dispatch("Kyiv and Moscow").said("Kyiv", parent=1).said("Moscow", parent=0)
    assert [h.start for h in source_chain(dispatch.document(), 0)] == [0, 9]


def test_without_a_party_stage_the_words_stay() -> None:
    first = claims(two_strikes(), parties=False)[0].sources[0]
    assert (first.name, first.side, first.kind) == ("Moscow", "UNK", "other")


@pytest.mark.parametrize(
    ("sentence", "agents", "targets", "type", "stance"),
    [
        ("Wagner said 90 of its troops died", (), ("its troops",), "casualties", "admits"),
        ("Kyiv said 90 Russian troops died", (), ("Russian troops",), "casualties", "asserts"),
        ("Kyiv said 9 civilians died", (), ("civilians",), "casualties", "asserts"),
        ("Kyiv said its forces left the town", ("its forces",), (), "withdrawal", "admits"),
        ("Kyiv said Russian forces left", ("Russian forces",), (), "withdrawal", "asserts"),
        ("Kyiv said its forces lost the town", ("its forces",), (), "control", "admits"),
        ("Kyiv said its forces hold the town", ("its forces",), (), "control", "asserts"),
        ("Wagner said its men took the town", ("its men",), (), "capture", "asserts"),
        (
            "Kyiv said dozens of its troops died",
            (),
            ("dozens of its troops",),
            "casualties",
            "admits",
        ),
        ("Analysts said 90 Russian troops died", (), ("Russian troops",), "casualties", "asserts"),
    ],
)
def test_a_sides_own_losses_are_admissions(
    sentence: str,
    agents: tuple[str, ...],
    targets: tuple[str, ...],
    type: ClaimType,
    stance: str,
) -> None:
    speaker, content = sentence.split(" said ")
    dispatch = (
        Dispatch(sentence)
        .said(speaker, content=content)
        .event(content, agents=agents, targets=targets, attribution=0, type=type)
    )
    (claim,) = claims(dispatch)
    assert claim.stance == stance


@pytest.mark.parametrize(("cue", "stance"), [("confirmed", "admits"), ("claimed", "asserts")])
def test_a_confirmed_act_of_ones_own_is_an_admission(cue: str, stance: str) -> None:
    dispatch = Dispatch(f"Moscow {cue} it struck the mill")
    dispatch.said("Moscow", content="it struck the mill")
    dispatch.event("it struck the mill", agents=["it"], attribution=0)
    dispatch.drafts = [dataclasses.replace(dispatch.drafts[0], cue=dispatch.extent(cue))]
    assert claims(dispatch)[0].stance == stance


@pytest.mark.parametrize(("realis", "stance"), [("occurred", "admits"), ("negated", "asserts")])
def test_only_a_real_loss_is_an_admission(realis: Realis, stance: str) -> None:
    text = "Kyiv said its forces left the town"
    dispatch = Dispatch(text).said("Kyiv", content="its forces left the town")
    dispatch.event(
        "its forces left the town", agents=["its forces"], attribution=0, type="withdrawal"
    )
    dispatch.drafts = [dataclasses.replace(dispatch.drafts[0], realis=realis)]
    assert claims(dispatch)[0].stance == stance


def test_unnamed_targets_are_on_the_side_of_the_place_or_against_the_agent() -> None:
    text = "Shells hit the mill in Marivka. Russian shells hit the school."
    dispatch = (
        Dispatch(text)
        .event("Shells hit the mill in Marivka", targets=["the mill"])
        .event("Russian shells hit the school", agents=["Russian"], targets=["the school"])
    )
    assert [c.targets[0].side for c in claims(dispatch)] == ["UNK", "UKR"]
    dispatch.place("Marivka", "MD")
    assert claims(dispatch)[0].targets[0].side == "MDA"


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("Poland and Lithuania", ["Poland", "Lithuania"]),
        ("Both Moscow and Kyiv", ["Russia", "Ukraine"]),
        ("Latvia's president and Estonia's prime minister", ["Egils Levits", "Kaja Kallas"]),
        ("Poland, Latvia and Estonia", ["Poland", "Latvia", "Estonia"]),
        ("Officials in Poland and Lithuania", ["officials in Poland and Lithuania"]),
        ("US and British officials", ["US and British officials"]),
        ("Bosnia and Herzegovina", ["Bosnia and Herzegovina"]),
        ("The Ministry of Foreign Affairs and Trade", None),
    ],
)
def test_speakers_joined_by_and_make_a_claim_each(source: str, names: list[str] | None) -> None:
    dispatch = Dispatch(f"{source} said a mill burned.").said(source, content="a mill burned")
    found = claims(dispatch.event("a mill burned", attribution=0, type="damage"))
    assert all(len(c.sources) == 1 for c in found)
    assert len(found) == 1 if names is None else [c.sources[0].name for c in found] == names


def test_a_sentiment_is_the_speakers_around_it() -> None:
    text = "They spoke of concerns that a mill may burn, a Polish official said."
    dispatch = (
        Dispatch(text)
        .said("a Polish official", content="They spoke of concerns that a mill may burn")
        .said("concerns", content="a mill may burn", parent=0, cue="concerns")
        .event("a mill may burn", attribution=1, type="damage")
    )
    (claim,) = claims(dispatch)
    assert [s.text for s in claim.sources] == ["a Polish official"]


def test_of_two_who_blame_each_other_each_means_the_other() -> None:
    text = "Armenia and Azerbaijan blamed each other for the shelling of a mill."
    dispatch = Dispatch(text).said(
        "Armenia and Azerbaijan", content="each other for the shelling of a mill", cue="blamed"
    )
    dispatch.event("the shelling of a mill", attribution=0)
    document = dispatch.document()
    (draft,) = document.drafts
    cue = document.attributions[0].cue[0]
    document.drafts = (dataclasses.replace(draft, stance="accuses", cue=cue),)
    PartyStage()(document)
    RecordStage("test-1")(document)
    assert [(c.sources[0].name, [a.name for a in c.agents]) for c in document.claims] == [
        ("Armenia", ["Azerbaijan"]),
        ("Azerbaijan", ["Armenia"]),
    ]


def test_a_medium_that_tells_what_another_said_is_a_relay() -> None:
    text = "Koval told his men that a mill burned, Interfax reported."
    dispatch = (
        Dispatch(text)
        .said("Interfax", content="Koval told his men that a mill burned")
        .said("Koval", content="a mill burned", parent=0)
        .event("a mill burned", attribution=1, type="damage")
    )
    (claim,) = claims(dispatch)
    assert [(s.name, s.role) for s in claim.sources] == [
        ("Koval", "speaker"),
        ("Interfax", "relay"),
    ]
