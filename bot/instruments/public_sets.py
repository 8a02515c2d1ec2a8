"""Read HWU64 and CLINC150 in the formats they are published in.

HWU64: folders `train`, `train_10` and `test`, each with `seq.in` (texts) and `label`. CLINC150: `data_full.json`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, List, Tuple

Pairs = List[Tuple[str, str]]

OUT_OF_SCOPE = "oos"


@dataclass(frozen=True)
class PublicSet:
    """Training and test texts with their intents, and texts that belong to none."""

    name: str
    train: Pairs
    test: Pairs
    outside: List[str] = field(default_factory=list)


def public_sets(folder: Path) -> Dict[str, PublicSet]:
    """Return the sets found in `folder`, by the name the benchmark takes. FileNotFoundError if one is not there."""
    hwu, clinc = folder / "hwu64", json.loads((folder / "clinc150/data_full.json").read_text())
    test = _hwu(hwu / "test")
    return {
        "hwu64-10": PublicSet("HWU64, 10 texts an intent", _hwu(hwu / "train_10"), test),
        "hwu64": PublicSet("HWU64, all", _hwu(hwu / "train"), test),
        "clinc150": PublicSet(
            "CLINC150, all, with out of scope",
            [*map(tuple, clinc["train"]), *map(tuple, clinc["oos_train"])],
            [*map(tuple, clinc["test"])],
            [text for text, _ in clinc["oos_test"]],
        ),
    }


def _hwu(folder: Path) -> Pairs:
    texts = (folder / "seq.in").read_text(encoding="utf-8").splitlines()
    labels = (folder / "label").read_text(encoding="utf-8").splitlines()
    return list(zip(texts, labels))


def as_rasa(pairs: Pairs) -> str:
    """Return the pairs in Rasa's training format."""
    from rasa.shared.nlu.training_data.message import Message
    from rasa.shared.nlu.training_data.training_data import TrainingData

    return TrainingData([Message.build(text, intent) for text, intent in pairs]).nlu_as_yaml()
