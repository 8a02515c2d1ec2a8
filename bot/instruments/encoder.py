"""MiniLM in TensorFlow, with a low-rank adapter that can be learnt.

For the instrument `adapt` only; the bot runs ONNX.
"""

from __future__ import annotations

from pathlib import Path
from typing import Dict, List

import numpy as np
import onnx
import tensorflow as tf
from onnx import numpy_helper

from bot.nlu.adapter import Adapter, matrices_of, matrix_names

HEADS = 12
EPSILON = 1e-12
DROPOUT = 0.1


class Encoder(tf.Module):
    """The pinned model's frozen weights, and the two halves of an adapter for each weight matrix."""

    def __init__(self, model: Path, rank: int, seed: int) -> None:
        super().__init__()
        self._fixed = {name: tf.constant(array) for name, array in weights_of(model).items()}
        random = np.random.default_rng(seed)
        self._down: Dict[str, tf.Variable] = {}
        self._up: Dict[str, tf.Variable] = {}
        for name in matrix_names():
            inputs, outputs = self._fixed[name].shape
            start = random.normal(size=(inputs, rank)) / np.sqrt(inputs)
            self._down[name] = tf.Variable(start.astype(np.float32))
            self._up[name] = tf.Variable(tf.zeros((rank, outputs)))

    @property
    def size(self) -> int:
        """Length of a vector."""
        return int(self._fixed["embeddings.LayerNorm.weight"].shape[0])

    @property
    def learnt(self) -> List[tf.Variable]:
        """What training changes."""
        return [*self._down.values(), *self._up.values()]

    def adapter(self) -> Adapter:
        """The adapter as it stands."""
        pairs = {n: (self._down[n].numpy(), self._up[n].numpy()) for n in self._down}
        return Adapter(pairs)

    def __call__(self, ids: tf.Tensor, mask: tf.Tensor, learning: bool) -> tf.Tensor:
        """Vectors (texts, size) of token ids (texts, tokens): the mean of the tokens that the mask keeps."""
        states = self._embedded(ids, learning)
        away = (1.0 - mask[:, None, None, :]) * -1e9
        for layer in range(6):
            states = self._layer(layer, states, away, learning)
        return tf.reduce_sum(states * mask[:, :, None], 1) / tf.reduce_sum(mask, 1, keepdims=True)

    def _embedded(self, ids: tf.Tensor, learning: bool) -> tf.Tensor:
        fixed, prefix = self._fixed, "embeddings"
        states = tf.gather(fixed[f"{prefix}.word_embeddings.weight"], ids)
        states += fixed[f"{prefix}.position_embeddings.weight"][: tf.shape(ids)[1]]
        states += fixed[f"{prefix}.token_type_embeddings.weight"][0]
        return _dropped(self._normed(f"{prefix}.LayerNorm", states), learning)

    def _layer(self, layer: int, states: tf.Tensor, away: tf.Tensor, learning: bool) -> tf.Tensor:
        place = f"encoder.layer.{layer}"
        query, key, value = (
            _in_heads(self._dense(f"{layer}.{part}", f"{place}.attention.self.{part}", states))
            for part in ("query", "key", "value")
        )
        size = tf.cast(tf.shape(query)[-1], tf.float32)
        share = tf.nn.softmax(tf.matmul(query, key, transpose_b=True) / tf.sqrt(size) + away)
        seen = tf.transpose(tf.matmul(_dropped(share, learning), value), (0, 2, 1, 3))
        seen = tf.reshape(seen, tf.shape(states))
        seen = self._dense(f"{layer}.attention", f"{place}.attention.output.dense", seen)
        seen = _dropped(seen, learning)
        states = self._normed(f"{place}.attention.output.LayerNorm", states + seen)
        wide = self._dense(f"{layer}.widen", f"{place}.intermediate.dense", states)
        narrow = self._dense(f"{layer}.narrow", f"{place}.output.dense", tf.nn.gelu(wide))
        return self._normed(f"{place}.output.LayerNorm", states + _dropped(narrow, learning))

    def _dense(self, name: str, place: str, states: tf.Tensor) -> tf.Tensor:
        added = tf.matmul(tf.matmul(states, self._down[name]), self._up[name])
        return tf.matmul(states, self._fixed[name]) + added + self._fixed[f"{place}.bias"]

    def _normed(self, place: str, states: tf.Tensor) -> tf.Tensor:
        mean, variance = tf.nn.moments(states, -1, keepdims=True)
        scaled = (states - mean) * tf.math.rsqrt(variance + EPSILON)
        return scaled * self._fixed[f"{place}.weight"] + self._fixed[f"{place}.bias"]


def weights_of(model: Path) -> Dict[str, np.ndarray]:
    """All weights of the ONNX model as float32: matrices by their short names, the rest by the model's."""
    whole = onnx.load(str(model))
    tensors = {t.name: numpy_helper.to_array(t) for t in whole.graph.initializer}
    found = {
        name: numpy_helper.to_array(steps) * numpy_helper.to_array(scales)
        for name, steps, scales in matrices_of(whole)
    }
    for name, array in tensors.items():
        place = name.replace("inner.", "", 1)
        if name.startswith("inner.") and array.dtype == np.float32 and not name.endswith("_scale"):
            found[place] = array
        elif name.endswith(".weight_q"):
            found[place[:-2]] = array * tensors[name[:-1] + "scale"]
    return found


def _in_heads(states: tf.Tensor) -> tf.Tensor:
    shape = tf.shape(states)
    return tf.transpose(tf.reshape(states, (shape[0], shape[1], HEADS, -1)), (0, 2, 1, 3))


def _dropped(states: tf.Tensor, learning: bool) -> tf.Tensor:
    return tf.nn.dropout(states, DROPOUT) if learning else states
