"""Train the encoder's top for claims and the classifier that reads from it.

usage: python -m training.claims.train TAGGER OUT [--epochs N] [--seed N]

TAGGER is the file of the trained tagger, whose lower layers are shared and stay as they are;
their vectors are computed once. The upper layers start from the published weights. Labelled
certainty (de Marneffe et al. 2012; Lee et al. 2015) is learnt beside the claims. The same seed
and number of threads give the same weights on one machine.
"""

import argparse
import logging
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from counterclaim.events.classifier.features import LONGEST, PARTS, Parts, piece_range
from counterclaim.language.encoder.wordpieces import Pieces, Window, inputs, windows
from training.attribution.train import FAR, Tagger
from training.claims.certainty import Sentence, sentences
from training.claims.data import UNKNOWN, Instance, Labelled, labelled, records
from training.network import HIDDEN, SHARED, ClaimTop, Classifier, Encoder, base

log = logging.getLogger("training.claims")
PIECES, WARM_UP = 1500, 40
"""Pieces of a batch; steps until the rates are reached."""
RATE, HEAD_RATE, DECAY, SMOOTHING = 2e-4, 1e-3, 0.01, 0.05
WEIGHTS = (1.0, 0.7, 0.5)
"""Of the losses of type, stance and realis; then of being a claim and of certainty."""
CLAIM_WEIGHT, CERTAINTY_WEIGHT = 0.5, 1.0
UNTOLD, UNTOLD_SEEN = 0.3, 0.7
"""How often the rules' opinions are kept from the classifier; more where they know the text."""
AS_LABELLED = 0.4
"""How often a claim is shown on its reader's words instead of the draft's."""


class ClaimReader(nn.Module):
    """Top and classifier together, as trained."""

    def __init__(self) -> None:
        super().__init__()
        self.top = ClaimTop()
        self.classifier = Classifier()


@dataclass(frozen=True, slots=True)
class View:
    """One window of a text: the shared layers' vectors and what is to be learnt in it."""

    vectors: Tensor
    first: int
    last: int
    pieces: Pieces
    source: Labelled | Sentence


class Shared:
    """The lower layers of the tagger's encoder, which give each window's vectors once."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder.eval()

    def views(self, source: Labelled | Sentence) -> list[View]:
        """The windows over a text."""
        pieces = source.pieces
        out = []
        for w in windows(len(pieces)):
            ids, features = inputs(pieces, Window(w.first, w.last, w.first, w.last))
            with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
                x = self.encoder.embedded(
                    torch.from_numpy(ids)[None], torch.from_numpy(features)[None]
                )
                for block in self.encoder.blocks[:SHARED]:
                    x = block(x, torch.zeros(1))
            out.append(View(x[0].to(torch.bfloat16), w.first, w.last, pieces, source))
        return out


def chosen(source: Labelled, rng: random.Random) -> list[Instance]:
    """What is shown of a report this time."""
    out = []
    for draft, claim in zip(source.drafts, source.claims, strict=True):
        if draft is None or (claim is not None and rng.random() < AS_LABELLED):
            assert claim is not None
            out.append(claim)
        elif rng.random() < (UNTOLD_SEEN if source.seen else UNTOLD):
            out.append(Instance(draft.parts, (*UNKNOWN[:3], *draft.opinions[3:]), draft.labels))
        else:
            out.append(draft)
    return out


def weights_of(parts: Parts, view: View, width: int) -> Tensor | None:
    """How much each piece of a window counts in the mean of each part, or ``None`` outside it."""
    out = torch.zeros(PARTS, width)
    for row, extents in zip(out, parts, strict=True):
        for extent in extents:
            first, last = piece_range(view.pieces.starts, view.pieces.ends, extent)
            if last <= view.first or first >= view.last:
                continue
            row[max(first - view.first, 0) + 1 : min(last, view.last) - view.first + 1] = 1
        row[LONGEST:] = 0 if row[:LONGEST].any() else row[LONGEST:]
    if not out[0].any():
        return None
    return out / out.sum(1, keepdim=True).clamp(min=1)


def vectors_of(reader: ClaimReader, batch: Sequence[View]) -> Tensor:
    """The top's vectors, rows padded."""
    width = max(len(v.vectors) for v in batch)
    x = torch.zeros(len(batch), width, HIDDEN)
    mask = torch.full((len(batch), 1, 1, width), FAR)
    for n, view in enumerate(batch):
        x[n, : len(view.vectors)] = view.vectors.float()
        mask[n, :, :, : len(view.vectors)] = 0
    found: Tensor = reader.top(x, mask)
    return found


def loss_of_claims(reader: ClaimReader, batch: Sequence[View], rng: random.Random) -> Tensor | None:
    """Loss of the drafts and claims whose trigger, or else quote, begins in the windows."""
    vectors = vectors_of(reader, batch)
    rows: list[int] = []
    weights: list[Tensor] = []
    shown: list[Instance] = []
    for n, view in enumerate(batch):
        assert isinstance(view.source, Labelled)
        for instance in chosen(view.source, rng):
            anchor = (instance.parts[1] or instance.parts[0])[0]
            first, _ = piece_range(view.pieces.starts, view.pieces.ends, anchor)
            weight = weights_of(instance.parts, view, vectors.shape[1])
            if view.first <= first < view.last and weight is not None:
                rows.append(n)
                weights.append(weight)
                shown.append(instance)
    if not rows:
        return None
    words = torch.bmm(torch.stack(weights), vectors.float()[torch.tensor(rows)])
    scores = reader.classifier(words, torch.tensor([i.opinions for i in shown])).float()
    claims = torch.tensor([float(i.labels is not None) for i in shown])
    loss = CLAIM_WEIGHT * nn.functional.binary_cross_entropy_with_logits(scores[:, -1], claims)
    at = torch.tensor([n for n, i in enumerate(shown) if i.labels is not None])
    if len(at):
        labels = torch.tensor([i.labels for i in shown if i.labels is not None])
        split = scores[at, :-1].split([32, 10, 5], dim=1)
        for part, label, weight in zip(split, labels.T, WEIGHTS, strict=True):
            loss = loss + weight * nn.functional.cross_entropy(
                part, label, label_smoothing=SMOOTHING
            )
    return loss


def certainty_of(reader: ClaimReader, batch: Sequence[View]) -> tuple[Tensor, Tensor]:
    """The certainty found and the one labelled, of every event of some sentences."""
    vectors = vectors_of(reader, batch).float()
    means, labels = [], []
    for n, view in enumerate(batch):
        assert isinstance(view.source, Sentence)
        for extent, label in view.source.events:
            first, last = piece_range(view.pieces.starts, view.pieces.ends, extent)
            if view.first <= first < view.last:
                means.append(vectors[n, first - view.first + 1 : last - view.first + 1].mean(0))
                labels.append(label)
    return reader.top.certainty(torch.stack(means)).squeeze(-1), torch.tensor(labels)


def batched(views: Sequence[View], rng: random.Random) -> list[list[View]]:
    """Shuffled batches of windows of about the same length."""
    order = sorted(views, key=lambda v: (len(v.vectors) // 32, rng.random()))
    out: list[list[View]] = [[]]
    for view in order:
        if sum(len(v.vectors) for v in out[-1]) >= PIECES:
            out.append([])
        out[-1].append(view)
    rng.shuffle(out)
    return out


def train(views: Sequence[View], certain: Sequence[View], *, epochs: int, seed: int) -> ClaimReader:
    """A reader of claims trained on some windows."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    reader = ClaimReader()
    published = Encoder()
    published.load(base() / "model.safetensors")
    reader.top.load(published)
    rates = (RATE, HEAD_RATE)
    new = [*reader.classifier.parameters(), *reader.top.certainty.parameters()]
    optimizer = torch.optim.AdamW(
        [{"params": list(reader.top.blocks.parameters())}, {"params": new}],
        lr=RATE, weight_decay=DECAY, betas=(0.9, 0.98),
    )  # fmt: skip
    plan = []
    for _ in range(epochs):
        epoch = [(True, b) for b in batched(views, rng)] + [
            (False, b) for b in batched(certain, rng)
        ]
        rng.shuffle(epoch)
        plan += epoch
    begun, mean = time.monotonic(), 0.0
    for step, (of_claims, batch) in enumerate(plan):
        scale = min(1.0, (step + 1) / WARM_UP) * (1 - step / len(plan))
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * scale
        with torch.autocast("cpu", dtype=torch.bfloat16):
            if of_claims:
                loss = loss_of_claims(reader, batch, rng)
            else:
                found, labels = certainty_of(reader, batch)
                loss = CERTAINTY_WEIGHT * nn.functional.smooth_l1_loss(found.float(), labels)
        if loss is None:
            continue
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimizer.step()
        mean += (loss.item() - mean) / min(100, step + 1)
        if step % 50 == 0:
            spent = time.monotonic() - begun
            log.info("step %d of %d, loss %.3f, %.0f s", step, len(plan), mean, spent)
    return reader.eval()


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tagger", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_flush_denormal(True)
    tagger = Tagger()
    tagger.load_state_dict(torch.load(options.tagger))
    shared = Shared(tagger.encoder)
    views = [v for report in labelled(records()) for v in shared.views(report)]
    certain = [v for sentence in sentences("train") for v in shared.views(sentence)]
    reader = train(views, certain, epochs=options.epochs, seed=options.seed)
    torch.save(reader.state_dict(), options.out)


if __name__ == "__main__":
    main()
