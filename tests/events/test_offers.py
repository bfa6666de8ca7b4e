"""What the rules leave out is offered to the classifier, and changes nothing of their own."""

import pytest

from counterclaim.attribution.stage import AttributionStage
from counterclaim.events.stage import EventStage, OfferingEventStage
from counterclaim.language.parse import ParseStage
from counterclaim.model.document import ClaimDraft, Document
from counterclaim.model.records import Report

TEXTS = (
    "Troops guarding the bridge fled after the shelling of the depot, the mayor said.",
    "The governor praised the withdrawal. Residents who had been evacuated returned on Monday.",
    "\u201cThe siege will end,\u201d Norland's minister said, and warned of an offensive.",
    "Blast at plant",
    "",
)


def drafts(stage: EventStage, text: str) -> tuple[ClaimDraft, ...]:
    document = Document(Report.of(text))
    for earlier in (ParseStage(), AttributionStage()):
        earlier(document)
    stage(document)
    return document.drafts


@pytest.mark.parametrize("text", TEXTS)
def test_what_the_rules_claim_stays_as_it_is(text: str) -> None:
    offered = drafts(OfferingEventStage(), text)
    assert tuple(d for d in offered if d.sure) == drafts(EventStage(), text)


def test_an_event_named_in_passing_is_offered() -> None:
    text = "Officials discussed the evacuation of the town."
    offers = [d for d in drafts(OfferingEventStage(), text) if not d.sure]
    assert "evacuation" in {text[slice(*d.trigger)] for d in offers if d.trigger}


@pytest.mark.parametrize("text", TEXTS)
def test_no_word_names_two_events_of_the_same_voice(text: str) -> None:
    found = [(d.trigger, d.attribution) for d in drafts(OfferingEventStage(), text)]
    assert len(set(found)) == len(found)
