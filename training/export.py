"""Write what the package ships.

usage: python -m training.export TAGGER [CLAIMS [VOICES]] [--to FOLDER] [--precision int8|fp32]

That is ``encoder.onnx`` with ``vocabulary.txt``, ``linker.onnx``, ``classifier.onnx`` and
``voices.onnx`` (which stays as it is where no VOICES are given), in the folder ``model`` of its
room under FOLDER. Linear layers are held in eight bits a weight with one scale an output channel,
word embeddings in eight bits with one scale a word.
"""

import argparse
import shutil
import tempfile
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from counterclaim.events.classifier.features import PARTS, RULES
from counterclaim.events.classifier.options import TOLD
from training.attribution.train import FAR, Tagger
from training.claims.train import ClaimReader
from training.network import HIDDEN, REACH, SHARED, ClaimTop, Encoder, Linker, VoiceChooser, base

SHIPPED = Path(__file__).resolve().parents[1] / "src" / "counterclaim"
ROOMS = {
    "encoder": "language/encoder",
    "linker": "attribution/tagger",
    "classifier": "events/classifier",
    "voices": "events/classifier",
}


class ShippedEncoder(nn.Module):
    """The encoder with both tops for one window at a time, word embeddings in eight bits."""

    def __init__(self, encoder: Encoder, top: ClaimTop) -> None:
        super().__init__()
        self.encoder, self.top = encoder, top
        words = encoder.words.weight.detach()
        scale = words.abs().amax(1, keepdim=True).clamp(min=1e-9) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("whole", (words / scale).round().to(torch.int8))
        self.encoder.words = nn.Identity()

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """``ids`` (pieces) and ``features`` (pieces x 3) to said, cue, told and certainty."""
        encoder, none = self.encoder, torch.zeros(1)
        x = self.whole[ids].float() * self.scale[ids]
        x = x + encoder.positions.weight[: ids.shape[0]]
        for n, table in enumerate(encoder.extra):
            x = x + table(features[:, n])
        x = encoder.norm(x).unsqueeze(0)
        for block in encoder.blocks[:SHARED]:
            x = block(x, none)
        told = self.top(x, none)
        for block in encoder.blocks[SHARED:]:
            x = block(x, none)
        return x[0], encoder.cue(x)[0, :, 0], told[0], self.top.certainty(told)[0, :, 0]


class ShippedLinker(nn.Module):
    """The linker for some cues of a text."""

    def __init__(self, linker: Linker) -> None:
        super().__init__()
        self.linker = linker

    def forward(self, vectors: Tensor, anchors: Tensor) -> Tensor:
        """Label scores of the pieces that each cue sees: as many as there are, at most its reach.

        ``vectors`` (pieces x 384), ``anchors`` (cues). Of a cue they begin REACH pieces before
        it, or as much later, or earlier, as the first, or last, of all pieces demands.
        """
        linker = self.linker
        ahead = torch.arange(vectors.shape[0])[: 2 * REACH + 1]
        last = torch.arange(vectors.shape[0])[-1] - ahead[-1]
        start = (anchors - REACH).clamp(min=0).minimum(last)
        at = start.unsqueeze(1) + ahead
        distance = at - anchors.unsqueeze(1) + REACH
        seen = (distance >= 0) & (distance <= 2 * REACH)
        mask = torch.where(seen, 0.0, FAR)[:, None, None, :]
        x = linker.piece(vectors)[at] + linker.anchor(vectors[anchors]).unsqueeze(1)
        x = linker.norm(x + linker.distance.weight[distance.clamp(0, 2 * REACH)])
        for block in linker.blocks:
            x = block(x, mask)
        labels: Tensor = linker.label(x)
        return labels


def export(
    tagger: Tagger, reader: ClaimReader, voices: VoiceChooser | None, to: Path, *, int8: bool
) -> None:
    """Write the shipped files under ``to``."""
    tagger.eval()
    reader.eval()
    ids, features = torch.arange(1000, 1040), torch.zeros(40, 3, dtype=torch.long)
    _write(
        to, "encoder", ShippedEncoder(tagger.encoder, reader.top),
        {"ids": ids, "features": features}, ["said", "cue", "told", "certainty"], int8=int8,
    )  # fmt: skip
    _write(
        to, "linker", ShippedLinker(tagger.linker),
        {"vectors": torch.randn(40, HIDDEN), "anchors": torch.tensor([3, 20, 30])}, ["labels"],
        int8=int8,
    )  # fmt: skip
    _write(
        to, "classifier", reader.classifier,
        {"words": torch.randn(3, PARTS, HIDDEN),
         "rules": torch.ones(3, len(RULES), dtype=torch.long)},
        ["scores"], int8=False,
    )  # fmt: skip
    if voices is not None:
        _write(
            to, "voices", voices.eval(),
            {"words": torch.randn(3, PARTS, HIDDEN),
             "told": torch.ones(3, len(TOLD), dtype=torch.long)},
            ["scores"], int8=False,
        )  # fmt: skip
    shutil.copy(base() / "vocab.txt", to / ROOMS["encoder"] / "model" / "vocabulary.txt")


def _write(
    to: Path,
    name: str,
    module: nn.Module,
    inputs: dict[str, Any],
    outputs: list[str],
    *,
    int8: bool,
) -> None:
    """One network, the first axis of every input and output free."""
    out = to / ROOMS[name] / "model" / f"{name}.onnx"
    out.parent.mkdir(parents=True, exist_ok=True)
    rows = {key: "cues" if key in ("anchors", "labels") else "rows" for key in (*inputs, *outputs)}
    axes = {key: {0: row} for key, row in rows.items()}
    if "labels" in axes:
        axes["labels"][1] = "seen"
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            module, tuple(inputs.values()), str(plain), input_names=list(inputs),
            output_names=outputs, dynamic_axes=axes,
            opset_version=17, dynamo=False,
        )  # fmt: skip
        if int8:
            quantize_dynamic(
                plain, out, per_channel=True, weight_type=QuantType.QInt8,
                op_types_to_quantize=["MatMul", "Gemm"],
            )  # fmt: skip
        else:
            shutil.copy(plain, out)


def main() -> None:
    """Export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tagger", type=Path)
    parser.add_argument("claims", type=Path, nargs="?", help="none yet: untrained ones")
    parser.add_argument("voices", type=Path, nargs="?")
    parser.add_argument("--to", type=Path, default=SHIPPED)
    parser.add_argument("--precision", choices=["int8", "fp32"], default="int8")
    options = parser.parse_args()
    tagger, reader = Tagger(), ClaimReader()
    tagger.load_state_dict(torch.load(options.tagger))
    if options.claims is None:
        published = Encoder()
        published.load(base() / "model.safetensors")
        reader.top.load(published)
    else:
        reader.load_state_dict(torch.load(options.claims))
    voices = None
    if options.voices is not None:
        voices = VoiceChooser()
        voices.load_state_dict(torch.load(options.voices))
    export(tagger, reader, voices, options.to, int8=options.precision == "int8")


if __name__ == "__main__":
    main()
