"""The safety net's model: one yes-or-no kernel machine a class over sentence embeddings, kept as plain arrays.

A kernel machine (Cortes and Vapnik 1995) and not a straight line, because what must be noticed lies in many small islands
of meaning; chosen by cross-validation on the training examples (figures in docs/clinical-safety/measurements.md).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

import numpy as np
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import SVC

_FOLDS = 4


@dataclass(frozen=True)
class Machine:
    """One yes-or-no decision: support vectors (n, size), their weights (n,), and a bias."""

    vectors: np.ndarray
    weights: np.ndarray
    bias: float
    gamma: float

    @classmethod
    def fit(cls, vectors: np.ndarray, yes: np.ndarray, strength: float, gamma: float) -> Machine:
        """`strength` is the C, `gamma` the width of the RBF kernel; raises ValueError if all are yes or all no."""
        fitted = SVC(C=strength, gamma=gamma, cache_size=500).fit(vectors, yes)
        kept = np.asarray(fitted.support_vectors_, dtype=np.float32)
        return cls(kept, fitted.dual_coef_[0].astype(np.float32), float(fitted.intercept_[0]), gamma)

    def scores(self, vectors: np.ndarray) -> np.ndarray:
        """How far (texts,) each vector lies on the yes side; negative is no. Vectors have length one."""
        squared = np.maximum(2.0 - 2.0 * (vectors @ self.vectors.T), 0.0)
        return np.exp(-self.gamma * squared) @ self.weights + self.bias


@dataclass(frozen=True)
class NetModel:
    """A machine for each class, the bars its score has to pass, and one that tells hard from soft."""

    classes: tuple[str, ...]
    machines: tuple[Machine, ...]
    tier_machine: Machine
    hard_bars: np.ndarray
    soft_bars: np.ndarray

    def scores(self, vectors: np.ndarray) -> np.ndarray:
        """Scores (texts, classes)."""
        return np.stack([machine.scores(vectors) for machine in self.machines], axis=1)

    def save(self, folder: Path) -> None:
        """Write arrays and names: no pickle."""
        arrays = {"hard_bars": self.hard_bars, "soft_bars": self.soft_bars}
        for name, machine in zip((*self.classes, "tier"), (*self.machines, self.tier_machine)):
            arrays[f"{name}.vectors"] = machine.vectors
            arrays[f"{name}.weights"] = machine.weights
            arrays[f"{name}.shape"] = np.array([machine.bias, machine.gamma])
        np.savez(folder / "safety_net.npz", **arrays)
        (folder / "safety_net.json").write_text(json.dumps(list(self.classes)), encoding="utf-8")

    @classmethod
    def open(cls, folder: Path) -> NetModel:
        """Read what `save` wrote."""
        arrays = np.load(folder / "safety_net.npz")
        classes = tuple(json.loads((folder / "safety_net.json").read_text(encoding="utf-8")))
        machines = [_machine(arrays, name) for name in (*classes, "tier")]
        return cls(classes, tuple(machines[:-1]), machines[-1], arrays["hard_bars"], arrays["soft_bars"])


def _machine(arrays: "np.lib.npyio.NpzFile", name: str) -> Machine:
    bias, gamma = (float(value) for value in arrays[f"{name}.shape"])
    return Machine(arrays[f"{name}.vectors"], arrays[f"{name}.weights"], bias, gamma)


def left_out_scores(
    vectors: np.ndarray, yes: np.ndarray, among: np.ndarray, strength: float, gamma: float
) -> np.ndarray:
    """Scores of the rows of `among` (indices), each given by a machine that has not seen that row."""
    scores = np.full(len(vectors), np.nan)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0).split(vectors, yes)
    for learn, judge in folds:
        judged = np.intersect1d(judge, among)
        machine = Machine.fit(vectors[learn], yes[learn], strength, gamma)
        scores[judged] = machine.scores(vectors[judged])
    return scores[among]


def bar_for(ordinary_scores: np.ndarray, per_thousand: float) -> float:
    """The score that `per_thousand` in 1,000 ordinary texts reach or pass."""
    allowed = int(len(ordinary_scores) * per_thousand / 1000)
    return float(np.sort(ordinary_scores)[::-1][min(allowed, len(ordinary_scores) - 1)]) + 1e-6


def fit_net(
    vectors: np.ndarray,
    classes_of: Sequence[str],
    tiers_of: Sequence[str],
    ordinary: np.ndarray,
    classes: Sequence[str],
    settings: dict[str, float],
) -> NetModel:
    """Fit all machines and set the bars on ordinary texts left out of training.

    `ordinary` holds the row numbers of everyday answers. `settings`: strength, gamma, hard_per_thousand,
    soft_per_thousand (how many ordinary answers in 1,000 each class may stop, or add a line to).
    """
    strength, gamma = settings["strength"], settings["gamma"]
    named, tiers = np.array(classes_of), np.array(tiers_of)
    machines, hard, soft = [], [], []
    for name in classes:
        left_out = left_out_scores(vectors, named == name, ordinary, strength, gamma)
        hard.append(bar_for(left_out, settings["hard_per_thousand"]))
        soft.append(bar_for(left_out, settings["soft_per_thousand"]))
        machines.append(Machine.fit(vectors, named == name, strength, gamma))
    told = tiers != ""
    tier_machine = Machine.fit(vectors[told], tiers[told] == "hard", strength, gamma)
    return NetModel(tuple(classes), tuple(machines), tier_machine, np.array(hard), np.array(soft))
