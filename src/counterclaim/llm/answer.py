"""The form of a model's answer, and what of it is usable at all.

One bad claim does not spoil the others: it is dropped and counted. Strings and lists are bounded,
so that an absurd answer costs nothing further on.
"""

from typing import Annotated

import msgspec

Words = Annotated[str, msgspec.Meta(max_length=400)]
Phrases = Annotated[list[Words], msgspec.Meta(max_length=20)] | None

MOST_CLAIMS = 200
"""Claims taken from one answer; a piece of a report has some thirty."""


class SourceAnswer(msgspec.Struct, frozen=True):
    """A hop of the chain, in words."""

    words: Words
    role: Words | None = None


class ClaimAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as the model gives it: words and labels, neither of them checked yet."""

    quote: Annotated[str, msgspec.Meta(min_length=1, max_length=3000)]
    stance: Words
    type: Words | None = None
    realis: Words
    p: int | None = None
    sources: Annotated[list[SourceAnswer], msgspec.Meta(max_length=8)] | None = None
    cue: Words | None = None
    trigger: Words | None = None
    agents: Phrases = None
    targets: Phrases = None
    figures: Phrases = None
    when: Words | None = None
    where: Phrases = None


class Answer(msgspec.Struct, frozen=True):
    """What is usable of an answer. ``malformed`` claims were dropped from it.

    ``cut`` is true where the model ran out of room: nothing of such an answer is used.
    """

    claims: tuple[ClaimAnswer, ...] = ()
    malformed: int = 0
    cut: bool = False


class _Whole(msgspec.Struct, frozen=True):
    claims: list[msgspec.Raw]


_whole = msgspec.json.Decoder(_Whole)
_claim = msgspec.json.Decoder(ClaimAnswer)


def answer_of(content: str) -> Answer | None:
    """The answer in a model's words, or ``None`` when they are no answer of the agreed form.

    Words around the JSON object (a fence, a sentence, thoughts) are passed over.
    """
    content = content.rpartition("</think>")[2]
    start, end = content.find("{"), content.rfind("}")
    try:
        whole = _whole.decode(content[start : end + 1].encode("utf-8"))
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return None
    claims = []
    for raw in whole.claims[:MOST_CLAIMS]:
        try:
            claims.append(_claim.decode(raw))
        except (msgspec.DecodeError, RecursionError):
            continue
    return Answer(tuple(claims), malformed=len(whole.claims) - len(claims))
