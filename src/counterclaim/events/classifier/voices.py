"""Who says the words of each draft, chosen by a trained network among the attributions near."""

from collections.abc import Iterator
from dataclasses import replace

from counterclaim.events.classifier.options import Choice, inputs_of
from counterclaim.events.classifier.thresholds import thresholds
from counterclaim.language.encoder.network import session
from counterclaim.model.document import ClaimDraft, Document


class VoiceStage:
    """Rewrites ``drafts``."""

    name = "counterclaim.events.voices.v1"
    requires = frozenset({"parse", "encoding", "attributions", "drafts"})
    assigns = frozenset({"drafts"})

    def __call__(self, document: Document) -> None:
        """Rewrite ``drafts``; of two that become one, the first stays."""
        if document.drafts and document.attributions:
            found: dict[tuple[object, ...], ClaimDraft] = {}
            for draft in _said_anew(document):
                found.setdefault((draft.quote, draft.trigger, draft.attribution), draft)
            document.drafts = tuple(found.values())


def _said_anew(document: Document) -> Iterator[ClaimDraft]:
    choices, words, told = inputs_of(document)
    network = session("counterclaim.events.classifier", "voices")
    (scores,) = network.run(None, {"words": words, "told": told})
    margin = thresholds()["voice"]
    at = 0
    for draft, options in zip(document.drafts, choices, strict=True):
        own = scores[at : at + len(options)]
        at += len(options)
        best = int(own.argmax())
        if own[best] > own[0] + margin:
            yield said_by(document, draft, options[best])
        else:
            yield draft


def said_by(document: Document, draft: ClaimDraft, choice: Choice) -> ClaimDraft:
    """The draft in another voice."""
    attribution = document.attributions[choice] if choice is not None else None
    cue = attribution.cue[0] if attribution is not None and attribution.cue else None
    return replace(draft, attribution=choice, cue=cue)
