"""What our sources and parties are in other data models, by ``source_schemata.tsv``."""

import hashlib
from functools import cache

from counterclaim.lexicons import Row, load_table
from counterclaim.model.records import Party, Source

PARTY = "party"
"""Stands for the kind of an agent or target, which is not read."""


def ftm_schema(item: Source | Party) -> str:
    """The FollowTheMoney schema of a source or party; empty where it is nobody in particular."""
    return _rows()[kind_of(item)]["ftm"]


def schema_org_type(item: Source | Party) -> str:
    """The schema.org type of a source or party."""
    return _rows()[kind_of(item)]["schema"] or "Thing"


def kind_of(item: Source | Party) -> str:
    """The kind of a source; ``party`` for an agent or target."""
    return item.kind if isinstance(item, Source) else PARTY


def country_of(side: str) -> str | None:
    """ISO 3166-1 alpha-2 of a state's side, ``None`` for any other side."""
    return _countries().get(side)


def derived_id(*parts: str) -> str:
    """A stable id from ``parts``: the same parts give the same id in every export."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:24]


@cache
def _rows() -> dict[str, Row]:
    return {row["kind"]: row for row in load_table("source_schemata")}


@cache
def _countries() -> dict[str, str]:
    return {row["side"]: row["alpha2"] for row in load_table("demonyms") if row["alpha2"]}
