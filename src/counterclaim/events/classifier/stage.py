"""Stance, type and realis by a trained classifier, which drops drafts that seem no claims."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from counterclaim.events.classifier.features import Floats, means_of, opinions_of, parts_of
from counterclaim.events.classifier.thresholds import thresholds as read_thresholds
from counterclaim.language.encoder.network import session
from counterclaim.language.encoder.wordpieces import Integers
from counterclaim.model.document import Attribution, ClaimDraft, Document
from counterclaim.model.vocabulary import CLAIM_TYPES, REALIS, STANCES

_TYPES = slice(0, len(CLAIM_TYPES))
_STANCES = slice(_TYPES.stop, _TYPES.stop + len(STANCES))
_REALIS = slice(_STANCES.stop, _STANCES.stop + len(REALIS))
_KEPT = _REALIS.stop

Scorer = Callable[[Document], Floats]


class ClassifierStage:
    """Rewrites ``drafts``."""

    name = "counterclaim.events.classifier.v1"
    requires = frozenset({"encoding", "attributions", "drafts"})
    assigns = frozenset({"drafts"})

    def __init__(
        self, scores: Scorer | None = None, thresholds: dict[str, float] | None = None
    ) -> None:
        self._scores = scores if scores is not None else scores_of
        self._thresholds = thresholds if thresholds is not None else read_thresholds()

    def __call__(self, document: Document) -> None:
        """Rewrite ``drafts``."""
        if document.drafts:
            read = zip(document.drafts, self._scores(document), strict=True)
            document.drafts = tuple(_reread(d, s) for d, s in read if self._stands(d, s))

    def _stands(self, draft: ClaimDraft, scores: Floats) -> bool:
        return bool(scores[_KEPT] >= self._thresholds["claim" if draft.sure else "offer"])


def scores_of(document: Document) -> Floats:
    """One row a draft: log-odds of each type, stance and realis, and that it is a claim at all."""
    classifier = session("counterclaim.events.classifier", "classifier")
    words, rules = inputs_of(document)
    (scores,) = classifier.run(None, {"words": words, "rules": rules})
    found: Floats = scores
    return found


def inputs_of(document: Document) -> tuple[Floats, Integers]:
    """What the classifier reads of each draft: the means of its parts, the rules' opinions."""
    pairs = [(draft, _attribution(document, draft)) for draft in document.drafts]
    words = [means_of(document.encoded, parts_of(d, a)) for d, a in pairs]
    rules = [opinions_of(d, a) for d, a in pairs]
    return np.stack(words), np.array(rules, dtype=np.int64)


def _attribution(document: Document, draft: ClaimDraft) -> Attribution | None:
    return document.attributions[draft.attribution] if draft.attribution is not None else None


def _reread(draft: ClaimDraft, scores: Floats) -> ClaimDraft:
    return replace(
        draft,
        type=CLAIM_TYPES[int(scores[_TYPES].argmax())],
        stance=STANCES[int(scores[_STANCES].argmax())],
        realis=REALIS[int(scores[_REALIS].argmax())],
    )
