"""Train the tagger on the train part of the attribution benchmark.

usage: python -m training.attribution.train OUT [--epochs N] [--seed N]

It starts from the published MiniLM weights; OUT is the file of the trained ones. The same seed
and number of threads give the same weights on one machine.
"""

import argparse
import logging
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from counterclaim.language.encoder.wordpieces import WINDOW
from training.attribution.data import LABELLED, SPAN, Article, Example, articles, examples
from training.network import Encoder, Linker, around, base

log = logging.getLogger("training.attribution")
BATCH, WARM_UP = 12, 60
RATE, HEAD_RATE, DECAY = 2e-4, 1e-3, 0.01
CUE_SHARE = 20.0
"""Weight of the cue loss beside the mean loss of a linked piece."""
FAR = -1e4


class Tagger(nn.Module):
    """Encoder and linker together, as trained."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.linker = Linker()


def batched(found: list[Example], rng: random.Random) -> list[list[Example]]:
    """Shuffled batches of windows of about the same length."""
    order = sorted(found, key=lambda e: (len(e.ids) // 32, rng.random()))
    out = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    rng.shuffle(out)
    return out


def loss_of(tagger: Tagger, batch: list[Example], offset: int) -> Tensor:
    """Loss of one batch: cues everywhere, labels around the labelled cues."""
    width = max(len(e.ids) for e in batch)
    ids = torch.zeros(len(batch), width, dtype=torch.long)
    features = torch.zeros(len(batch), width, 3, dtype=torch.long)
    present = torch.zeros(len(batch), width, dtype=torch.bool)
    begins = torch.zeros(len(batch), width)
    rows: list[int] = []
    for n, e in enumerate(batch):
        size = len(e.ids)
        ids[n, :size], features[n, :size] = torch.from_numpy(e.ids), torch.from_numpy(e.features)
        present[n, :size] = True
        begins[n, torch.from_numpy(e.anchors)] = 1
        rows += [n] * len(e.anchors)
    mask = torch.where(present, 0.0, FAR)[:, None, None, :]
    vectors, odds = tagger.encoder(ids, features, mask, offset)
    cue = nn.functional.binary_cross_entropy_with_logits(odds.float(), begins, reduction="none")
    loss = CUE_SHARE * cue[present].mean()
    if rows:
        row = torch.tensor(rows)
        anchors = torch.from_numpy(np.concatenate([e.anchors for e in batch]))
        near, at, inside = around(vectors, row, anchors)
        inside &= present[row.unsqueeze(1), at]
        labels = torch.zeros(len(rows), width, dtype=torch.long)
        k = 0
        for e in batch:
            labels[k : k + len(e.anchors), : len(e.ids)] = torch.from_numpy(e.labels)
            k += len(e.anchors)
        scores = tagger.linker(
            near, vectors[row, anchors], torch.where(inside, 0.0, FAR)[:, None, None, :]
        )
        target = torch.gather(labels, 1, at).masked_fill(~inside, -100)
        loss = loss + nn.functional.cross_entropy(scores.float().flatten(0, 1), target.flatten())
    return loss


def optimizer_of(tagger: Tagger) -> torch.optim.AdamW:
    """AdamW: the published layers learn slowly, the new ones quickly."""
    old: list[Tensor] = []
    new: list[Tensor] = []
    for name, value in tagger.named_parameters():
        if value.requires_grad:
            (old if name.startswith(("encoder.blocks", "encoder.norm")) else new).append(value)
    groups = [{"params": old, "lr": RATE}, {"params": new, "lr": HEAD_RATE}]
    return torch.optim.AdamW(groups, weight_decay=DECAY, betas=(0.9, 0.98))


def cycle(tagger: Tagger, labelled: list[Article], seed: int, epochs: int, out: Path) -> None:
    """Warm up, pass ``epochs`` times over the articles, and let the rates fall to nothing."""
    rng = random.Random(seed)
    optimizer = optimizer_of(tagger)
    rates = [group["lr"] for group in optimizer.param_groups]
    plan = [
        batch
        for _ in range(epochs)
        for batch in batched(
            [e for a in labelled for e in examples(a, rng.randrange(SPAN - 20))], rng
        )
    ]
    log.info("%d articles, %d steps", len(labelled), len(plan))
    begun, mean = time.monotonic(), 0.0
    for step, batch in enumerate(plan):
        scale = min(1.0, (step + 1) / WARM_UP) * (1 - step / len(plan))
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * scale
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = loss_of(tagger, batch, rng.randrange(WINDOW - SPAN))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
        optimizer.step()
        mean += (loss.item() - mean) / min(50, step + 1)
        if step % 25 == 0:
            log.info("step %d loss %.3f, %.0f s", step, mean, time.monotonic() - begun)
            torch.save(tagger.state_dict(), out)
    torch.save(tagger.state_dict(), out)


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=2, help="passes of a cycle")
    parser.add_argument("--cycles", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1, help="of the first cycle; then upwards")
    parser.add_argument("--resume", type=Path, help="trained weights to start a cycle from")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_flush_denormal(True)
    labelled, _ = articles(LABELLED)
    torch.manual_seed(options.seed)
    tagger = Tagger()
    if options.resume is None:
        tagger.encoder.load(base() / "model.safetensors")
    else:
        tagger.load_state_dict(torch.load(options.resume))
    for n in range(options.cycles):
        if n or options.resume is not None:
            torch.manual_seed(options.seed + n)
        cycle(tagger, labelled, options.seed + n, options.epochs, options.out)


if __name__ == "__main__":
    main()
