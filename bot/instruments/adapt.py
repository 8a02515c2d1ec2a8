"""Learn the safety net's adapter from its examples.

    python -m bot.instruments.adapt [--epochs 6] [--rank 32]

Writes data/safety/adapter.npz; a quarter of an hour on two cores. Run it when a few hundred examples have come, not for
each one: the net on top learns from all examples whenever the bot is trained. Texts kept back (`is_kept_back`), and
all that read nearly like one of them, are not learnt from: the bars are set on those, and `safety_curve` shows them.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import Iterator, List, Tuple

import numpy as np
import tensorflow as tf

from bot.instruments.encoder import Encoder
from bot.instruments.safety_material import Material, gathered, net_settings
from bot.nlu.embedder import Embedder
from bot.nlu.safety_kernel import answers_of
from bot.nlu.safety_net import ADAPTER
from bot.nlu.safety_patterns import CLASSES
from bot.nlu.sentence_embedding import embedder_from, pinned_files

BATCH = 32
MOST_TOKENS = 64
NEARLY = 0.85
"""Texts whose plain vectors are closer than this (cosine) read nearly alike."""

FASTEST, HEAD_FASTEST = 1e-3, 2e-3
"""Learning rates of the adapter and of the questions on top, reached after the first steps and let down to nothing."""

WARM_UP = 0.06
DECAY = 0.01
Batch = Tuple[tf.Tensor, tf.Tensor, tf.Tensor]


def main() -> None:
    """Learn, and write the adapter."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--epochs", type=int, default=6)
    wanted.add_argument("--rank", type=int, default=32)
    wanted.add_argument("--file", type=Path, default=ADAPTER)
    given = wanted.parse_args()
    model, tokenizer = pinned_files(net_settings())
    material = gathered()
    rows = learnable(material, embedder_from(net_settings()))
    print(f"{len(rows)} of {len(material.texts)} texts to learn from", flush=True)
    tokens = Embedder(model, tokenizer).tokens(material.readings)
    learner = Learner(
        Encoder(model, given.rank, seed=0), given.epochs * math.ceil(len(rows) / BATCH)
    )
    # A score from 0 to 2; a question answered by a cross-entropy wants 0 to 1.
    answers = answers_of(material.classes, list(material.tiers), CLASSES) / 2.0
    random = np.random.default_rng(0)
    for epoch in range(given.epochs):
        losses = [learner.step(*batch) for batch in batches(rows, tokens, answers, random)]
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}", flush=True)
    learner.encoder.adapter().save(given.file)


def learnable(material: Material, plain: Embedder) -> np.ndarray:
    """The rows that are not kept back, nor nearly like one that is."""
    vectors = plain.vectors(material.readings)
    back, others = np.flatnonzero(material.kept_back), np.flatnonzero(~material.kept_back)
    nearest = [
        (vectors[block] @ vectors[back].T).max(axis=1)
        for block in np.array_split(others, math.ceil(len(others) / 1000))
    ]
    return others[np.concatenate(nearest) <= NEARLY]


def batches(
    rows: np.ndarray,
    tokens: List[Tuple[int, ...]],
    answers: np.ndarray,
    random: np.random.Generator,
) -> Iterator[Batch]:
    """All rows once, in batches of texts of like length, in random order."""
    shuffled, together = random.permutation(rows), 50 * BATCH
    found: List[np.ndarray] = []
    for start in range(0, len(shuffled), together):
        part = sorted(shuffled[start : start + together], key=lambda row: len(tokens[row]))
        found += [np.array(part[i : i + BATCH]) for i in range(0, len(part), BATCH)]
    for index in random.permutation(len(found)):
        yield padded([tokens[row][:MOST_TOKENS] for row in found[index]], answers[found[index]])


def padded(tokens: List[Tuple[int, ...]], answers: np.ndarray) -> Batch:
    """Token ids (texts, longest), a mask of the same shape, and the answers."""
    longest = max(len(row) for row in tokens)
    ids = np.zeros((len(tokens), longest), dtype=np.int32)
    mask = np.zeros(ids.shape, dtype=np.float32)
    for row, values in enumerate(tokens):
        ids[row, : len(values)] = values
        mask[row, : len(values)] = 1.0
    return tf.constant(ids), tf.constant(mask), tf.constant(answers, dtype=tf.float32)


class Learner:
    """An encoder, the net's questions as a linear layer on it, and how both are learnt."""

    def __init__(self, encoder: Encoder, steps: int) -> None:
        self.encoder = encoder
        self._head = tf.keras.layers.Dense(len(CLASSES) + 2)
        self._head.build((None, encoder.size))
        self._optimizers = [
            tf.keras.optimizers.AdamW(Warmed(rate, steps), DECAY)
            for rate in (FASTEST, HEAD_FASTEST)
        ]
        for optimizer, variables in zip(self._optimizers, self._groups):
            optimizer.build(variables)

    @property
    def _groups(self) -> List[List[tf.Variable]]:
        return [self.encoder.learnt, self._head.trainable_variables]

    @tf.function(
        input_signature=[
            tf.TensorSpec((None, None), tf.int32),
            tf.TensorSpec((None, None), tf.float32),
            tf.TensorSpec((None, len(CLASSES) + 2), tf.float32),
        ]
    )
    def step(self, ids: tf.Tensor, mask: tf.Tensor, answers: tf.Tensor) -> tf.Tensor:
        """Learn from one batch and return its loss."""
        with tf.GradientTape() as tape:
            told = self._head(tf.nn.dropout(self.encoder(ids, mask, learning=True), 0.1))
            loss = tf.reduce_mean(
                tf.nn.sigmoid_cross_entropy_with_logits(labels=answers, logits=told)
            )
        variables = [variable for group in self._groups for variable in group]
        slopes, _ = tf.clip_by_global_norm(tape.gradient(loss, variables), 1.0)
        slope = iter(slopes)
        for optimizer, group in zip(self._optimizers, self._groups):
            optimizer.apply_gradients([(next(slope), variable) for variable in group])
        return loss


class Warmed(tf.keras.optimizers.schedules.LearningRateSchedule):
    """A learning rate that rises over the first steps and falls to nothing at the last."""

    def __init__(self, fastest: float, steps: int) -> None:
        self._fastest = fastest
        self._steps = float(steps)

    def __call__(self, step: tf.Tensor) -> tf.Tensor:
        """The rate at a step."""
        done = tf.cast(step, tf.float32) / self._steps
        return self._fastest * tf.minimum(1.0, done / WARM_UP) * tf.maximum(0.0, 1.0 - done)


if __name__ == "__main__":
    main()
