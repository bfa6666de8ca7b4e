"""What the model is told: ``instruction.txt``, and a piece of a report.

The instruction's version is part of a reading's version and of a kept answer's name. It is made
from the words themselves and the form of the answer, so that no change of either goes unnoticed.
"""

import functools
import hashlib
from importlib.resources import files

import msgspec

from counterclaim.llm.answer import ClaimAnswer


@functools.cache
def instruction() -> str:
    """The instruction that goes before every piece."""
    return files(__name__.rpartition(".")[0]).joinpath("instruction.txt").read_text("utf-8")


@functools.cache
def prompt_version() -> str:
    """``p-`` and eight hexadecimal digits."""
    form = msgspec.json.encode(msgspec.json.schema(ClaimAnswer))
    return f"p-{hashlib.sha256(instruction().encode() + form).hexdigest()[:8]}"
