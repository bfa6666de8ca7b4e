"""The trained networks, run by onnxruntime on one thread."""

import functools
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from counterclaim.errors import ModelMissing
from counterclaim.language.encoder.wordpieces import Integers

Floats = NDArray[np.float32]
WIDTH = 384
"""Numbers in the vector of a piece."""


@functools.cache
def session(package: str, name: str) -> Any:
    """The network ``model/NAME.onnx`` of ``package``, loaded once a process."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = 3
    path = files(package) / "model" / f"{name}.onnx"
    try:
        model = path.read_bytes()
    except FileNotFoundError:
        raise ModelMissing(
            f"the network {name}.onnx is not in this installation; install counterclaim anew"
        ) from None
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def encoded(ids: Integers, features: Integers) -> tuple[Floats, Floats, Floats, Floats]:
    """For each piece of a window, its marks included: see :class:`~.document.Encoding`.

    Its vector for attributions, the log-odds that a cue begins there, its vector for claims, and
    how certain the text makes an event named there.
    """
    said, cue, told, certainty = session("counterclaim.language.encoder", "encoder").run(
        ["said", "cue", "told", "certainty"], {"ids": ids, "features": features}
    )
    return said, cue, told, certainty
