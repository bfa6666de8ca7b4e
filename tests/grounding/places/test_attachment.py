"""Which places are a claim's: drafts made by hand on invented sentences."""

import pytest

from counterclaim.grounding.places.attachment import places_for, stands_for_government
from counterclaim.model.document import Attribution, ClaimDraft, Document, SourceMention
from counterclaim.model.vocabulary import ClaimType
from tests.grounding.places.conftest import Place


def extent(document: Document, words: str) -> tuple[int, int]:
    start = document.text.index(words)
    return start, start + len(words)


def names(
    document: Document,
    quote: str,
    type: ClaimType,
    *,
    trigger: str | None = None,
    agents: tuple[str, ...] = (),
    targets: tuple[str, ...] = (),
    source: str | None = None,
    clause: str | None = None,
) -> list[str]:
    attribution = None
    if source is not None:
        mention = SourceMention(*extent(document, source))
        document.attributions = (
            Attribution((mention,), (), (extent(document, quote),), "indirect", "asserts"),
        )
        attribution = 0
    draft = ClaimDraft(
        quote=extent(document, quote),
        clause=extent(document, clause or quote),
        attribution=attribution,
        cue=None,
        stance="asserts",
        type=type,
        trigger=extent(document, trigger) if trigger else None,
        realis="occurred",
        agents=tuple(extent(document, a) for a in agents),
        targets=tuple(extent(document, t) for t in targets),
    )
    return [m.place.name for m in places_for(document, draft)]


def test_locative_phrase(place: Place) -> None:
    document = place("Two buildings collapsed in Nikopol after the barrage.")
    assert names(document, "Two buildings collapsed in Nikopol", "damage") == ["Nikopol"]


def test_the_target_of_a_physical_event(place: Place) -> None:
    document = place("Government troops recaptured Lyman on Sunday.")
    quote = "Government troops recaptured Lyman"
    assert names(document, quote, "capture", trigger="recaptured", targets=("Lyman",)) == ["Lyman"]


def test_a_government_is_no_place(place: Place) -> None:
    document = place("Poland sent Ukraine twelve howitzers.")
    quote = "Poland sent Ukraine twelve howitzers"
    assert names(document, quote, "aid", agents=("Poland",), targets=("Ukraine",)) == []


def test_a_capital_that_speaks_is_no_place(place: Place) -> None:
    document = place("Kyiv said its gunners had sunk a barge.")
    assert names(document, "its gunners had sunk a barge", "strike", source="Kyiv",
                 clause=document.text) == []  # fmt: skip
    assert stands_for_government(document, document.places[0])


def test_a_capital_that_is_struck_is_one(place: Place) -> None:
    document = place("Drones struck Kyiv before dawn.")
    found = names(document, "Drones struck Kyiv", "strike", trigger="struck", targets=("Kyiv",))
    assert found == ["Kyiv"]


def test_peoples_do_not_locate(place: Place) -> None:
    document = place("Russian troops fled from Lyman.")
    assert names(document, "Russian troops fled from Lyman", "withdrawal") == ["Lyman"]


def test_the_country_of_a_finer_place_is_left_out(place: Place) -> None:
    document = place("A market burned in Kherson, in southern Ukraine.")
    assert names(document, "A market burned in Kherson, in southern Ukraine", "damage") == [
        "Kherson"
    ]


def test_a_state_goes_on_about_the_place_before(place: Place) -> None:
    document = place("Heavy guns pounded Marinka. Defenders still hold two streets.")
    assert names(document, "Defenders still hold two streets", "control") == ["Marinka"]


def test_a_new_attack_does_not(place: Place) -> None:
    document = place("Heavy guns pounded Marinka. Gunmen attacked a bus.")
    assert names(document, "Gunmen attacked a bus", "attack") == []


def test_a_journey_goes_to_a_country(place: Place) -> None:
    document = place("The envoy began a trip to Moldova on Friday.")
    assert names(document, "The envoy began a trip to Moldova", "meeting") == ["Moldova"]


@pytest.mark.parametrize("phrase", ["the city", "the town"])
def test_nominals_count_as_places(place: Place, phrase: str) -> None:
    document = place(f"Fog lay over Kupiansk. Both armies shelled {phrase} for hours.")
    quote = f"Both armies shelled {phrase}"
    assert names(document, quote, "strike", trigger="shelled") == ["Kupiansk"]


@pytest.mark.parametrize("phrase", ["Kremlin critics", "Pentagon analysts"])
def test_a_seat_of_government_before_a_noun_is_no_place(place: Place, phrase: str) -> None:
    document = place(f"Two {phrase} were fined on Monday.")
    quote = f"Two {phrase} were fined"
    assert names(document, quote, "detention", targets=(f"Two {phrase}",)) == []


def test_a_seat_of_government_that_is_hit_is_one(place: Place) -> None:
    document = place("In Moscow two drones exploded over the Kremlin walls on Monday.")
    quote = "two drones exploded over the Kremlin walls"
    assert names(document, quote, "explosion", trigger="exploded") == ["Kremlin"]


@pytest.mark.parametrize("body", ["Kherson Radio", "the Lower Dnipro Command", "the Lviv Brigade"])
def test_a_body_named_after_a_place_is_elsewhere(place: Place, body: str) -> None:
    document = place(f"A shell fell among trees, a man told {body}. Four tents burned.")
    assert all(mention.associative for mention in document.places)
    assert names(document, "Four tents burned", "damage") == []


def test_where_a_report_was_written_is_no_place_of_its_events(place: Place) -> None:
    document = place("Odesa, Ukraine — Seven people died on Tuesday.")
    assert names(document, "Seven people died", "casualties") == []
