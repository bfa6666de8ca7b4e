"""Places that no gazetteer has are kept, unplaced; nothing else is taken for them."""

from tests.grounding.places.conftest import Place


def test_a_village_in_no_gazetteer_is_kept_unplaced(place: Place) -> None:
    document = place("Two shells fell on the village of Qzhelivka at dawn.")
    (mention,) = document.places
    assert mention.place.name == "Qzhelivka"
    assert mention.place.precision == "unresolved"
    assert (mention.place.lat, mention.place.country) == (None, None)


def test_it_is_known_again_without_its_noun(place: Place) -> None:
    document = place("Qzhelivka burned.\n\nThe town of Qzhelivka lies near Skadovsk.")
    assert [m.place.name for m in document.places] == ["Qzhelivka", "Qzhelivka", "Skadovsk"]


def test_the_town_is_the_one_named_last_listed_or_not(place: Place) -> None:
    document = place(
        "Trucks left Skadovsk for the town of Qzhelivka. A fire broke out in the town at night."
    )
    (nominal,) = [m for m in document.places if m.nominal]
    assert nominal.place.name == "Qzhelivka"
    assert nominal.place.precision == "unresolved"


def test_a_common_noun_is_no_place(place: Place) -> None:
    assert place("The town of the future has no cars.").places == ()
