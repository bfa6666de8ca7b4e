"""The instruction explains what may be answered."""

import re

import pytest

from counterclaim.llm.answer import ClaimAnswer
from counterclaim.llm.prompt import instruction
from counterclaim.model.vocabulary import CLAIM_TYPES, REALIS, ROLES, STANCES


@pytest.mark.parametrize("label", [*STANCES, *CLAIM_TYPES, *REALIS])
def test_every_label_is_explained(label: str) -> None:
    assert re.search(rf"^{label} {{2,}}\S", instruction(), re.MULTILINE)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_named(role: str) -> None:
    assert re.search(rf"\b{role}\b", instruction())


@pytest.mark.parametrize("field", ClaimAnswer.__struct_fields__)
def test_every_field_is_asked_for(field: str) -> None:
    assert f'"{field}": ' in instruction()
