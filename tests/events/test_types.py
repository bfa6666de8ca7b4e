"""Which type an event has: by its word, by its arguments, by the words around."""

import pytest

from tests.events.conftest import Drafter, Said, types


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rebels ambushed a convoy near Tolma.", "attack"),
        ("Heavy fighting raged around the steelworks.", "clash"),
        ("Warplanes bombed the refugee camp.", "strike"),
        ("A car bomb exploded outside the ministry.", "explosion"),
        ("Saboteurs crossed the border at night.", "raid"),
        ("Eastland mounted a new offensive in the hills.", "offensive"),
        ("The column is closing in on Orlin.", "advance"),
        ("The militia took back the airport.", "capture"),
        ("Orlin fell to the rebels in March.", "capture"),
        ("Defenders fended off the assault.", "repulsion"),
        ("Air defences shot down six missiles.", "interception"),
        ("The brigade pulled out of the valley.", "withdrawal"),
        ("Westland deployed two battalions to the border.", "mobilization"),
        ("Nine civilians were killed.", "casualties"),
        ("The town lies in ruins.", "damage"),
        ("Power lines were cut and the hospital was destroyed.", "damage"),
        ("Police arrested the opposition leader.", "detention"),
        ("Thousands fled the coast.", "displacement"),
        ("The garrison is holding out in the cellars.", "control"),
        ("The city is surrounded.", "encirclement"),
        ("Hospitals are running out of medicine.", "condition"),
        ("Norland sent ammunition to the front.", "aid"),
        ("The bloc imposed sanctions on the bank.", "sanction"),
        ("The two presidents met in Geneva.", "meeting"),
        ("Both sides signed a truce.", "agreement"),
        ("Eastland annexed the peninsula.", "sovereignty"),
        ("The parliament voted for a ban on imports.", "decision"),
        ("Prosecutors charged the colonel.", "prosecution"),
        ("Crowds protested in the capital.", "unrest"),
        ("The spokesman held a news conference.", "statement"),
        ("The militia is led by a former banker.", "relation"),
    ],
)
def test_every_kind_of_event_has_its_words(drafts_of: Drafter, text: str, kind: str) -> None:
    assert kind in types(drafts_of(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Soldiers captured the village.", "capture"),
        ("Soldiers captured two pilots.", "detention"),
        ("The army lost control of the port.", "control"),
        ("The army lost forty men.", "casualties"),
        ("Gunners fired rockets at the dam.", "strike"),
        ("Guards shot down the drone.", "interception"),
        ("Guards shot at the crowd.", "attack"),
    ],
)
def test_arguments_and_particles_decide(drafts_of: Drafter, text: str, kind: str) -> None:
    assert types(drafts_of(text)) == [kind]


@pytest.mark.parametrize(
    ("text", "kind", "trigger"),
    [
        ("Commandos carried out a raid on the island.", "raid", "raid"),
        ("The port came under fierce bombardment.", "strike", "bombardment"),
        ("Troops tried to encircle the town.", "encirclement", "encircle"),
        ("Shelling has continued for days.", "strike", "Shelling"),
    ],
)
def test_light_verbs_take_their_type_from_noun_or_infinitive(
    drafts_of: Drafter, text: str, kind: str, trigger: str
) -> None:
    (claim,) = drafts_of(text)
    assert (claim.draft.type, claim.trigger) == (kind, trigger)


def test_a_weapon_makes_an_attack_a_strike(drafts_of: Drafter) -> None:
    assert types(drafts_of("Eastland attacked the harbour with drones.")) == ["strike"]
    assert types(drafts_of("Gunmen attacked the harbour.")) == ["attack"]


def test_the_attack_is_what_was_told_before(drafts_of: Drafter) -> None:
    text = "Missiles struck Vell on Monday. Kora condemned the attack."
    drafted = drafts_of(text, Said("Kora", "condemned", "the attack", "condemns", "condemn"))
    assert [d.kind for d in drafted] == [("asserts", "strike"), ("condemns", "strike")]
