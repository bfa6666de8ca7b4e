"""The closed vocabularies of a claim record (see ``docs/labels.md``)."""

from typing import Literal, get_args

Stance = Literal[
    "asserts", "denies", "accuses", "admits", "suspects",
    "predicts", "threatens", "pledges", "demands", "condemns",
]  # fmt: skip

ClaimType = Literal[
    # fighting
    "attack", "clash", "strike", "explosion", "raid", "offensive", "advance", "capture",
    "repulsion", "interception", "withdrawal", "mobilization",
    # harm
    "casualties", "damage", "detention", "displacement",
    # states
    "control", "encirclement", "condition",
    # politics
    "aid", "sanction", "meeting", "agreement", "sovereignty", "decision", "prosecution",
    "unrest", "deception",
    # words
    "statement", "relation", "assessment", "other",
]  # fmt: skip

Realis = Literal["occurred", "ongoing", "planned", "possible", "negated"]

SourceKind = Literal[
    "state", "official", "military", "armed_group", "intergovernmental", "ngo", "media",
    "expert", "witness", "anonymous", "company", "person", "other",
]  # fmt: skip

Role = Literal["speaker", "venue", "relay"]

Precision = Literal[
    "site", "settlement", "approximate", "admin2", "admin1", "country", "unresolved"
]

STANCES: tuple[Stance, ...] = get_args(Stance)
CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
REALIS: tuple[Realis, ...] = get_args(Realis)
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
ROLES: tuple[Role, ...] = get_args(Role)
