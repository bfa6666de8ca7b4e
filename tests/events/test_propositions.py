"""How many claims a sentence makes, and on which words."""

from tests.events.conftest import Drafter, Said, types


def test_coordinated_verbs_are_separate_claims(drafts_of: Drafter) -> None:
    first, second = drafts_of("Eastland troops captured Marno and shelled the port of Vell.")
    assert (first.draft.type, first.quote) == ("capture", "Eastland troops captured Marno")
    assert (second.draft.type, second.quote) == ("strike", "shelled the port of Vell")


def test_killed_and_wounded_are_one_claim_with_two_figures(drafts_of: Drafter) -> None:
    (claim,) = drafts_of("The mine killed three farmers and wounded seven.")
    assert claim.draft.type == "casualties"
    assert claim.figures == [(3, 3, "killed"), (7, 7, "wounded")]


def test_an_attack_that_killed_is_two_claims(drafts_of: Drafter) -> None:
    drafted = drafts_of("A drone attack on the market killed four people.")
    assert sorted(types(drafted)) == ["casualties", "strike"]


def test_an_infinitive_that_says_what_for_is_no_claim_of_its_own(drafts_of: Drafter) -> None:
    drafted = drafts_of("Westland launched an offensive to take the river crossings.")
    assert types(drafted) == ["offensive"]


def test_a_condition_is_no_claim_of_its_own(drafts_of: Drafter) -> None:
    text = "The minister said Westland would strike the depots if the convoy was attacked."
    drafted = drafts_of(text, Said("The minister", "said", text[18:-1], lemma="say"))
    assert types(drafted) == ["strike"]


def test_relative_and_participle_clauses_carry_claims(drafts_of: Drafter) -> None:
    drafted = drafts_of("The bridge, which rebels destroyed in May, has been rebuilt.")
    assert "damage" in types(drafted)
    drafted = drafts_of("Shells hit a clinic in Orlin, wounding two nurses.")
    assert types(drafted) == ["strike", "casualties"]


def test_the_cue_and_the_source_stay_outside_the_quote(drafts_of: Drafter) -> None:
    text = "The army said its gunners shelled the depot overnight."
    (claim,) = drafts_of(
        text, Said("The army", "said", "its gunners shelled the depot overnight", lemma="say")
    )
    assert claim.quote == "its gunners shelled the depot overnight"
    assert claim.draft.attribution == 0
    assert claim.words(claim.draft.cue) == "said"


def test_questions_and_promotion_make_no_claims(drafts_of: Drafter) -> None:
    assert drafts_of("Why did the army shell the harbour?") == []
    assert drafts_of("Sign up to our newsletter on the attacks.") == []


def test_a_headline_without_a_verb_is_read(drafts_of: Drafter) -> None:
    (claim,) = drafts_of("Northern garrison under heavy pressure")
    assert claim.draft.type == "condition"


def test_a_noun_mentioned_in_passing_is_no_claim(drafts_of: Drafter) -> None:
    drafted = drafts_of("The army repelled two attacks near the lake.")
    assert types(drafted) == ["repulsion"]
    drafted = drafts_of("An attack helicopter landed at the base.")
    assert "attack" not in types(drafted)


def test_a_denial_takes_up_the_claim_it_denies(drafts_of: Drafter) -> None:
    text = "Southland rejected the claim that its navy sank a ferry."
    inner = "its navy sank a ferry"
    drafted = drafts_of(
        text,
        Said("Southland", "rejected", "the claim that its navy sank a ferry", "denies", "reject"),
        Said(None, "claim", inner, parent=0),
    )
    assert sorted((d.draft.attribution, d.draft.stance) for d in drafted)[0] == (0, "denies")
    assert {d.quote for d in drafted} == {inner}
    assert {d.draft.type for d in drafted} == {"damage"}


def test_denied_responsibility_has_the_type_of_what_was_claimed(drafts_of: Drafter) -> None:
    text = "Officials said missiles hit the port. Westland denied responsibility."
    drafted = drafts_of(
        text,
        Said("Officials", "said", "missiles hit the port", lemma="say"),
        Said("Westland", "denied", "responsibility", "denies", "deny"),
    )
    assert [d.kind for d in drafted] == [("asserts", "strike"), ("denies", "strike")]
    assert drafted[1].agents == ["Westland"]


def test_a_deed_is_no_speech_even_where_an_attribution_says_so(drafts_of: Drafter) -> None:
    text = "Gunners shot down nine drones."
    (claim,) = drafts_of(text, Said("Gunners", "shot down", "nine drones", "denies", "shoot down"))
    assert claim.draft.attribution is None
    assert claim.kind == ("asserts", "interception")


def test_a_headline_that_looks_ahead_is_a_plan(drafts_of: Drafter) -> None:
    (claim,) = drafts_of("Norland to send tanks to Westland")
    assert (claim.draft.type, claim.draft.realis, claim.agents) == ("aid", "planned", ["Norland"])


def test_a_bare_definite_noun_only_points_back(drafts_of: Drafter) -> None:
    assert types(drafts_of("Nobody was hurt in the attack.")) == ["casualties"]
    assert types(drafts_of("Nobody was hurt in a rocket attack on Vell.")) == [
        "casualties",
        "strike",
    ]


def test_a_denial_of_it_is_quoted_whole(drafts_of: Drafter) -> None:
    text = "Rebels shelled the mill. Norland denies it."
    *_, claim = drafts_of(text, Said("Norland", "denies", "it", "denies", "deny"))
    assert (claim.quote, claim.trigger, claim.kind) == (
        "Norland denies it",
        "denies",
        ("denies", "strike"),
    )


def test_a_participle_shares_the_clause_that_dates_it(drafts_of: Drafter) -> None:
    strike, casualties = drafts_of("Shells hit a mill in Orlin on Friday, wounding two nurses.")
    assert casualties.quote == "wounding two nurses"
    assert "in Orlin on Friday" in (casualties.words(casualties.draft.clause) or "")
    assert strike.draft.clause[0] == strike.draft.quote[0]


def test_a_sentence_of_two_finite_clauses_has_two_frames(drafts_of: Drafter) -> None:
    text = "The port was shelled on Friday and the rebels left the town in May."
    first, second = drafts_of(text)
    assert "in May" not in (first.words(first.draft.clause) or "")
    assert "on Friday" not in (second.words(second.draft.clause) or "")


def test_a_topic_before_a_colon_is_no_part_of_the_quote(drafts_of: Drafter) -> None:
    quotes = [d.quote for d in drafts_of("Coast war: Gunners shelled the depot")]
    assert quotes[-1] == "Gunners shelled the depot"


def test_a_quote_does_not_end_in_a_preposition(drafts_of: Drafter) -> None:
    quotes = [d.quote for d in drafts_of("Three people were killed by shelling near Orlivka.")]
    assert not [q for q in quotes if q.endswith((" by", " near"))]


def test_a_verb_that_leads_on_to_a_cue_is_no_claim(drafts_of: Drafter) -> None:
    text = "Norland is set to propose new sanctions on Southland."
    said = Said("Norland", "propose", "new sanctions on Southland", "demands")
    assert [d.quote for d in drafts_of(text, said)] == ["new sanctions on Southland"]


def test_a_closing_cue_is_speech_whatever_its_verb(drafts_of: Drafter) -> None:
    text = "Gunners shelled the depot, the council wrote on Telegram."
    said = Said("the council", "wrote", "Gunners shelled the depot", lemma="write")
    (draft,) = drafts_of(text, said)
    assert draft.draft.attribution == 0


def test_what_cannot_speak_is_no_speaker(drafts_of: Drafter) -> None:
    text = "This means that Norland has lost the port."
    drafts = drafts_of(text, Said("This", "means", "Norland has lost the port"))
    assert [d.draft.attribution for d in drafts] == [None] * len(drafts)
    assert drafts


def test_a_bare_denial_is_a_claim_on_its_own_words(drafts_of: Drafter) -> None:
    text = "Gunners shelled the depot. But Norland denied and blamed the rebels."
    said = Said("Norland", "denied", "Norland denied", "denies", lemma="deny")
    denial = next(d for d in drafts_of(text, said) if d.draft.stance == "denies")
    assert (denial.quote, denial.draft.type) == ("Norland denied", "strike")


def test_a_claimed_capture_is_the_claimants(drafts_of: Drafter) -> None:
    (drafted,) = drafts_of(
        "Tarkov claims capture of Lubno", Said("Tarkov", "claims", "capture of Lubno")
    )
    assert (drafted.quote, drafted.draft.attribution) == ("capture of Lubno", 0)


def test_a_mutual_charge_is_quoted_without_each_other(drafts_of: Drafter) -> None:
    (drafted,) = drafts_of(
        "Norland and Tarkov blamed each other for the shelling of a mill.",
        Said("Norland and Tarkov", "blamed", "each other for the shelling of a mill", "accuses"),
    )
    assert drafted.quote == "the shelling of a mill"


def test_traded_accusations_are_no_mere_statement(drafts_of: Drafter) -> None:
    (drafted,) = drafts_of(
        "Norland and Tarkov traded accusations over the attack on a mill.",
        Said("Norland and Tarkov", "traded accusations over", "the attack on a mill", "accuses"),
    )
    assert drafted.kind == ("accuses", "attack")


def test_what_is_only_likely_to_be_said_leaves_no_stump(drafts_of: Drafter) -> None:
    (drafted,) = drafts_of(
        "Norland is likely to call for new sanctions on Tarkov.",
        Said("Norland", "to call for", "new sanctions on Tarkov", "demands"),
    )
    assert drafted.kind == ("demands", "sanction")


def test_what_is_expected_to_be_announced_is_not_yet_said(drafts_of: Drafter) -> None:
    (drafted,) = drafts_of(
        "Tarkov is expected to announce new aid for Norland.",
        Said(None, "is expected", "to announce new aid for Norland", "predicts", "expect"),
        Said("Tarkov", "to announce", "new aid for Norland", parent=0),
    )
    assert (drafted.draft.attribution, drafted.draft.stance) == (0, "predicts")


def test_advice_to_the_reader_is_no_claim(drafts_of: Drafter) -> None:
    assert drafts_of("Leave the village now. Do not go near the river.") == []
