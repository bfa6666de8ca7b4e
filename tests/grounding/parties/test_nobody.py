"""Which words in a role are no party."""

import pytest

from counterclaim.grounding.parties.nobody import is_somebody
from counterclaim.model.records import Party, Span


def party(name: str) -> Party:
    return Party(text=name, name=name, side="UNK", span=Span.of(name, 0, len(name)))


@pytest.mark.parametrize(
    "name", ["4", "10,000", "it", "It", "which", "href", "https://a.example/b", "<br>", "—", "225"]
)
def test_nobody(name: str) -> None:
    assert not is_somebody(party(name))


@pytest.mark.parametrize("name", ["IT", "depot", "3 men", "72nd Brigade", "US", "Слава", "新华社"])
def test_somebody(name: str) -> None:
    assert is_somebody(party(name))
