"""Words in a role that are nobody and nothing: numbers, addresses, pronouns left open."""

from counterclaim.grounding.parties.anaphora import PRONOUNS
from counterclaim.grounding.parties.words import closed_class
from counterclaim.model.records import Party

_MARKUP = ("://", "www.", "<", ">", "{", "}", "=")


def is_somebody(party: Party) -> bool:
    """Whether a party in a role can be told to anybody.

    False for a bare number ("on May 4"), an address, mark-up, and a pronoun that stands for
    nobody known: better no agent than "it".
    """
    name = party.name
    lower = name.lower()
    if not any(c.isalpha() for c in name) or any(sign in lower for sign in _MARKUP):
        return False
    return name.isupper() or (lower not in PRONOUNS and lower not in closed_class("nobody"))
