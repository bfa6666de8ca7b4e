from counterclaim.linking.telling import story_of
from tests.linking.event import event, said


def test_many_reports_of_one_spokesman_are_seen_for_what_they_are() -> None:
    claim = said("a shell hit the pier", "Northgate", origin="o-1")
    items = event(*((f"Outlet {n}", "2024-05-01", [claim]) for n in range(14)))
    summary = story_of("e-1", items).summary
    assert (summary.reports, summary.origins, summary.repeats) == (14, 1, 13)
    assert summary.glance == "14 reports, one origin (Northgate); 13 reports add no origin."


def test_a_lead_that_states_an_analysts_figure_is_flagged() -> None:
    lead = said("crews have beaten off over 90 raids in a day by southern boats, which are nearer "
                "than ever to the pier that stands for the town's will", type_="repulsion",
                figure=("over 90", 90, None, "raids"))  # fmt: skip
    analyst = said(
        "crews beat off more than 90 raids in the past day", "Mira Voss", type_="repulsion",
        origin="o-1", figure=("more than 90", 90, None, "raids"),
    )  # fmt: skip
    later = said("crews beat off 90 raids", type_="repulsion", figure=("90", 90, 90, "raids"))
    story = story_of(
        "e-1", event(("Round-up", "2024-05-02", [lead, analyst]), ("Digest", "2024-05-03", [later]))
    )
    lost = [flag for flag in story.flags if flag.kind == "attribution lost"]
    assert [(flag.claim, flag.against) for flag in lost] == [(1, 2), (3, 2)]
    assert "the same report has it from Mira Voss" in lost[0].because
    drift = [flag for flag in story.flags if flag.kind == "drift"]
    assert [flag.claim for flag in drift] == [3]
    assert drift[0].because.endswith("became “90” in Digest.")


def test_another_figure_is_no_lost_attribution() -> None:
    lead = said(
        "crews beat off over 40 raids", type_="repulsion", figure=("over 40", 40, None, "raids")
    )
    analyst = said("crews beat off more than 90 raids", "Mira Voss", type_="repulsion",
                   origin="o-1", figure=("more than 90", 90, None, "raids"))  # fmt: skip
    assert story_of("e-1", event(("Post", "2024-05-02", [lead, analyst]))).flags == ()


def test_rival_accounts_are_disputes_with_their_reasons() -> None:
    story = story_of(
        "e-1",
        event(
            ("Post", "2024-05-01", [
                said("northern boats shelled the pier", "Southport", stance="accuses",
                     agents=["UKR"], origin="o-1"),
                said("northern boats shelled the pier at night", "Northgate", stance="denies",
                     agents=["UKR"], origin="o-2"),
            ]),
            ("Mail", "2024-05-01", [
                said("southern guns shelled the pier", "Northgate", stance="accuses",
                     agents=["RUS"], origin="o-3"),
            ]),
        ),
    )  # fmt: skip
    kinds = {dispute.kind: dispute for dispute in story.disputes}
    assert kinds["denial"].claims == (2, 1)
    assert kinds["denial"].because.startswith("Northgate denies what Southport (“northern boats")
    assert set(kinds["other agent"].claims) == {1, 3}
    assert story.summary.glance.count("denied by Ukraine") == 1


def test_control_of_one_place_by_both_sides_is_a_dispute() -> None:
    ours = said("crews hold the pier", "Northgate", type_="control", realis="ongoing",
                agents=["UKR"], origin="o-1")  # fmt: skip
    theirs = said(
        "marines took the pier", "Southport", type_="capture", agents=["RUS"], origin="o-2"
    )
    story = story_of("e-1", event(("Post", "2024-05-01", [ours]), ("Mail", "2024-05-01", [theirs])))
    assert [dispute.kind for dispute in story.disputes] == ["control"]


def test_figures_are_superseded_by_one_origin_and_conflict_between_two() -> None:
    def dead(words: str, number: float, by: str, origin: str) -> dict[str, object]:
        return said(f"{words} people died", by, type_="casualties", origin=origin,
                    figure=(words, number, number, "killed"))  # fmt: skip

    story = story_of(
        "e-1",
        event(
            ("Post", "2024-05-01", [dead("one", 1, "Northgate", "o-1")]),
            ("Post", "2024-05-02", [dead("two", 2, "Northgate", "o-2")]),
            ("Mail", "2024-05-02", [dead("nine", 9, "Southport", "o-3")]),
        ),
    )
    one, two, nine = story.figures
    assert (one.status, one.conflicts) == ("superseded", ())
    assert (two.conflicts, nine.conflicts) == ((2,), (1,))
    assert [dispute.kind for dispute in story.disputes] == ["figures"]
    assert story.summary.conflicting_figures


def test_open_figures_that_can_agree_do_not_conflict() -> None:
    story = story_of(
        "e-1",
        event(
            ("Post", "2024-05-01", [said("at least 3 died", "Northgate", type_="casualties",
                                         origin="o-1", figure=("at least 3", 3, None, "killed"))]),
            ("Mail", "2024-05-01", [said("5 died", "Southport", type_="casualties",
                                         origin="o-2", figure=("5", 5, 5, "killed"))]),
        ),
    )  # fmt: skip
    assert [point.conflicts for point in story.figures] == [(), ()]


def test_unsourced_and_unnamed_claims_never_confirm() -> None:
    story = story_of(
        "e-1",
        event(
            ("Post", "2024-05-01", [said("a shell hit the pier")]),
            ("Mail", "2024-05-01", [said("a shell struck the pier", "reports")]),
        ),
    )
    assert story.summary.origins == 0
    assert [origin.counts for origin in story.origins] == [False, False]
    assert story.summary.glance == "2 reports, no origin named."
    assert story.suggestions == ()


def test_admissions_silent_sides_and_no_verdict() -> None:
    story = story_of(
        "e-1",
        event(
            ("Post", "2024-05-01", [
                said("our boat sank at the pier", "Northgate", stance="admits", agents=["RUS"],
                     targets=["UKR"], origin="o-1"),
                said("the boat sank at the pier", "Harbour Watch", origin="o-2"),
            ]),
        ),
    )  # fmt: skip
    assert [flag.kind for flag in story.flags] == ["admission"]
    assert story.summary.silent == ("RUS",)
    assert {s.side: s.credibility for s in story.suggestions} == {"UKR": 2, "IND": 6}
    assert all(1 < s.credibility != 5 for s in story.suggestions)


def test_a_copied_text_and_a_credit_are_edges_with_evidence() -> None:
    long = "the grain terminal burned through the night while crews from three towns fought it"
    items = event(
        ("Wire", "2024-05-01", [said(long)]), ("Post", "2024-05-02", [said(f"{long} (Reuters)")])
    )
    edges = [edge for origin in story_of("e-1", items).origins for edge in origin.edges]
    assert ("copy", "Wire", "Post") in {(e.kind, e.source, e.target) for e in edges}
    assert ("credit", "Reuters", "Post") in {(e.kind, e.source, e.target) for e in edges}
    assert all(edge.because.endswith(".") for edge in edges)


def test_sides_come_before_those_nobody_knows_and_outlets_come_last() -> None:
    items = event(
        ("Post", "2024-05-01", [said("the pier burns", "reports", origin="o-1")] * 3),
        ("Post", "2024-05-02", [said("the pier burns")] * 4),
        ("Mail", "2024-05-02", [said("the pier burns", "Northgate", origin="o-2")]),
    )
    story = story_of("e-1", items)
    assert [lane.side for lane in story.lanes] == ["UKR", "UNK", "own voice"]
    assert [count.side for count in story.summary.sides] == ["UKR", "UNK", "own voice"]


def test_another_agent_is_no_lost_attribution() -> None:
    def told(side: str) -> list[str]:
        lead = said("the harbour guard holds the grain pier", type_="control", agents=[side])
        speaker = said(
            "the harbour guard holds the grain pier", "Northgate", type_="control",
            agents=["UKR"], origin="o-1",
        )  # fmt: skip
        story = story_of("e-1", event(("Post", "2024-05-02", [lead, speaker])))
        return [flag.kind for flag in story.flags]

    assert told("UKR") == ["attribution lost"]
    assert told("RUS") == []
