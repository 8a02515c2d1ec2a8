"""A low-rank adapter: small matrices that teach the pinned sentence model to read for one purpose.

LoRA (Hu and others 2021, arXiv:2106.09685): each weight matrix W of the transformer gains `down @ up`, of a rank so
low that all of them together take two megabytes. They are learnt by `python -m bot.instruments.adapt` and kept with the
data; training the bot adds them to the pinned model and stores the sum.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Mapping

import numpy as np
import onnx
from onnx import TensorProto, numpy_helper

LAYERS = 6
PARTS = ("query", "key", "value", "attention", "widen", "narrow")
"""The weight matrices of a layer, in the order in which the model uses them."""

_QUANTISED = re.compile(r"val_(\d+)_q")
_STEPS = 127
"""Weights are kept as whole numbers from -127 to 127, and one scale for each column."""


@dataclass(frozen=True)
class Adapter:
    """For each matrix, by name ("0.query" to "5.narrow"): `down` (inputs, rank) and `up` (rank, outputs)."""

    pairs: Mapping[str, tuple[np.ndarray, np.ndarray]]

    def save(self, path: Path) -> None:
        """Write both halves of each pair in half precision."""
        halves = {
            f"{name}.{half}": array.astype(np.float16)
            for name, pair in self.pairs.items()
            for half, array in zip(("down", "up"), pair)
        }
        np.savez_compressed(path, **halves)

    @classmethod
    def open(cls, path: Path) -> Adapter:
        """Read what `save` wrote."""
        with np.load(path) as halves:
            return cls(
                {
                    name: (
                        halves[f"{name}.down"].astype(np.float32),
                        halves[f"{name}.up"].astype(np.float32),
                    )
                    for name in matrix_names()
                }
            )


def matrix_names() -> list[str]:
    """The names of all weight matrices, in the order of the model."""
    return [f"{layer}.{part}" for layer in range(LAYERS) for part in PARTS]


def matrices_of(model: onnx.ModelProto) -> Iterator[tuple[str, TensorProto, TensorProto]]:
    """Name, whole numbers and scales of each weight matrix (inputs, outputs) of a MiniLM.

    The export numbers its tensors as it uses them. Raises ValueError when the model has another shape.
    """
    tensors = {tensor.name: tensor for tensor in model.graph.initializer}
    numbers = sorted(int(found[1]) for name in tensors if (found := _QUANTISED.fullmatch(name)))
    names = matrix_names()
    if len(numbers) != len(names):
        raise ValueError(f"A model with {len(numbers)} weight matrices; MiniLM has {len(names)}.")
    for name, number in zip(names, numbers):
        yield name, tensors[f"val_{number}_q"], tensors[f"val_{number}_scale"]


def adapted(model: Path, adapter: Adapter) -> bytes:
    """The ONNX model with the adapter added to its weights, in the form in which they were."""
    whole = onnx.load(str(model))
    for name, steps, scales in matrices_of(whole):
        weights = numpy_helper.to_array(steps) * numpy_helper.to_array(scales)
        down, up = adapter.pairs[name]
        rounded, scale = _in_steps(weights + down @ up)
        steps.CopyFrom(numpy_helper.from_array(rounded, steps.name))
        scales.CopyFrom(numpy_helper.from_array(scale, scales.name))
    return whole.SerializeToString()


def _in_steps(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    scale = np.maximum(np.abs(weights).max(axis=0, keepdims=True), 1e-12) / _STEPS
    return np.rint(weights / scale).astype(np.int8), scale.astype(np.float32)
