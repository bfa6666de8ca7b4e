"""What the workings of linking were made by, so that those of another version are made anew.

Facts, scores, groups and ties are kept between runs and never computed twice. They follow from
the claims, from the code, and from some tables: when one of these changes, all of them are void.
"""

import hashlib
from functools import cache

import msgspec

from counterclaim.lexicons import load_table
from counterclaim.linking.facts import Facts, FigureFact, PlaceFact

STEP = 3
"""Raised by hand when the same facts come to be scored, grouped or summed up otherwise."""

TABLES = (
    "adversaries", "event_link_weights", "first_names", "function_words", "origin_link_weights",
    "people", "stem_frequencies",
)  # fmt: skip
"""The tables that linking reads."""


@cache
def workings() -> str:
    """A name that changes with what workings hold and with what they are computed from."""
    shapes = [
        [(field.name, str(field.type)) for field in msgspec.structs.fields(kept)]
        for kept in (Facts, PlaceFact, FigureFact)
    ]
    made_by = msgspec.json.encode([STEP, shapes, [load_table(name) for name in TABLES]])
    return hashlib.sha256(made_by).hexdigest()[:16]
