"""Train the network that chooses who says the words of a draft.

usage: python -m training.claims.voices OUT [--epochs N] [--seed N]

It reads what the shipped encoder says of attributions, so the tagger is trained and exported
before. Learnt from labelled claims, whose nearest source tells which choices are right, and from
judged drafts, of which only is known whether the rules' choice is.
"""

import argparse
import logging
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from counterclaim.events.classifier.options import Choice, inputs_of
from counterclaim.model.document import Document
from training.claims.data import JUDGED, Record, place_of, records, scorer, words_of
from training.draft_labels import drafted
from training.network import VoiceChooser

log = logging.getLogger("training.claims")
RATE, DECAY, BATCH = 5e-4, 0.01, 64
"""Drafts of a batch."""
JUDGED_STEP = 3
"""Of the reports with judged drafts every third is enough."""


@dataclass(frozen=True, slots=True)
class Question:
    """The choices for one draft: rows of words, things told, and which are right.

    ``right`` is 1 and 0; -1 where nobody knows.
    """

    words: Tensor
    told: Tensor
    right: Tensor


def questions(name: str, record: Record, document: Document) -> Iterator[Question]:
    """What a labelled report teaches; drafts with one choice only teach nothing."""
    if not document.drafts:
        return
    choices, words, told = inputs_of(document)
    answers = _judged if name == JUDGED else _labelled
    rights = dict(answers(document, choices, record["claims"]))
    at = 0
    for n, options in enumerate(choices):
        rows = slice(at, at + len(options))
        at += len(options)
        right = rights.get(n)
        if right is not None and len(options) > 1:
            yield Question(
                torch.from_numpy(words[rows]).half(),
                torch.from_numpy(told[rows]),
                torch.tensor(right),
            )


def _labelled(
    document: Document, choices: Sequence[Sequence[Choice]], claims: Sequence[Record]
) -> Iterator[tuple[int, list[int]]]:
    same = scorer()["same_source"]
    words = [words_of(document, n) for n in range(len(document.drafts))]
    for claim, draft in scorer()["pair"](claims, words):
        options = choices[draft["n"]]
        right = [int(same(claim, {"sources": _sources(document, c)})) for c in options]
        if any(right):
            yield draft["n"], right


def _sources(document: Document, choice: Choice) -> list[Record]:
    """The nearest source of a choice in the form the claim scorer compares."""
    if choice is None:
        return []
    return [
        {"span": {"start": s.start, "end": s.end}, "text": document.text[s.start : s.end]}
        for s in document.attributions[choice].sources[:1]
    ]


def _judged(
    document: Document, choices: Sequence[Sequence[Choice]], judged: Sequence[Record]
) -> Iterator[tuple[int, list[int]]]:
    labels = {place_of(label): label for label in judged}
    for n, options in enumerate(choices):
        label = labels.get(place_of(words_of(document, n)))
        if label is not None and "type" in label:
            unknown = [-1] * (len(options) - 1)
            if label.get("speaker") == "wrong":
                yield n, [0, *unknown]
            else:
                yield n, [1, *(0 for _ in unknown)]


def loss_of(chooser: VoiceChooser, batch: Sequence[Question]) -> Tensor:
    """How unlikely the right choices seem; where the first is wrong, how likely that seems."""
    words = torch.cat([q.words for q in batch]).float()
    scores = chooser(words, torch.cat([q.told for q in batch]))
    losses = []
    for own, question in zip(scores.split([len(q.right) for q in batch]), batch, strict=True):
        odds = own.log_softmax(0)
        good = question.right != 0 if -1 in question.right else question.right == 1
        losses.append(-odds[good].logsumexp(0))
    return torch.stack(losses).mean()


def train(asked: Sequence[Question], *, epochs: int, seed: int) -> VoiceChooser:
    """A chooser trained on some questions."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    chooser = VoiceChooser()
    optimizer = torch.optim.AdamW(chooser.parameters(), lr=RATE, weight_decay=DECAY)
    order = list(asked)
    steps = epochs * -(-len(order) // BATCH)
    step, mean = 0, 0.0
    for _ in range(epochs):
        rng.shuffle(order)
        for first in range(0, len(order), BATCH):
            for group in optimizer.param_groups:
                group["lr"] = RATE * (1 - step / steps)
            loss = loss_of(chooser, order[first : first + BATCH])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(chooser.parameters(), 1.0)
            optimizer.step()
            step += 1
            mean += (loss.item() - mean) / min(100, step)
            if step % 100 == 0:
                log.info("step %d of %d, loss %.3f", step, steps, mean)
    return chooser.eval()


def asked_of(found: Iterable[tuple[str, Record]]) -> Iterator[Question]:
    """The questions of labelled reports."""
    for name, record in found:
        (document,) = drafted([record["report"]])
        yield from questions(name, record, document)


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    found = list(records())
    shown = [r for r in found if r[0] != JUDGED] + [r for r in found if r[0] == JUDGED][
        ::JUDGED_STEP
    ]
    asked = list(asked_of(shown))
    log.info("%d drafts with a choice", len(asked))
    torch.save(train(asked, epochs=options.epochs, seed=options.seed).state_dict(), options.out)


if __name__ == "__main__":
    main()
