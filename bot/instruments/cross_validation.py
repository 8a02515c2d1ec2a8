"""Train on four fifths of the training texts, ask about the rest, five times: what is asked was never learnt."""

from __future__ import annotations

import json
import random
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any, Callable, Dict, List, Tuple

from bot.instruments import measures
from bot.instruments.understanding import Understanding, train

FOLDS = 5
SEED = 0


def cross_validated(config: Path, examples: Path, say: Callable[[str], None]) -> Dict[str, Any]:
    """Return the scores of intents and capabilities over all folds together."""
    whole = all_examples(examples)
    asked: List[Tuple[Any, Dict[str, Any]]] = []
    for fold in range(FOLDS):
        say(f"cross-validation, part {fold + 1} of {FOLDS}")
        inside, outside = _split(whole.training_examples, fold)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "nlu.yml"
            path.write_text(as_yaml(inside), encoding="utf-8")
            understanding = Understanding(train(config, path, Path(folder)))
        outside = [e for e in outside if e.get("intent") != "choose"]
        asked += [(example, understanding.parse(example.get("text"))) for example in outside]
    return _scores(asked)


def all_examples(folder: Path) -> Any:
    """Return Rasa's training data of a folder; files of another form, such as the safety examples, are passed over."""
    from rasa.shared.data import get_data_files, is_nlu_file
    from rasa.shared.nlu.training_data.loading import load_data
    from rasa.shared.nlu.training_data.training_data import TrainingData

    files = sorted(get_data_files([str(folder)], is_nlu_file))
    return TrainingData().merge(*(load_data(file) for file in files))


def _split(examples: List[Any], fold: int) -> Tuple[List[Any], List[Any]]:
    """Deal the examples of each full intent out to the folds in turn, shuffled by a fixed seed."""
    by_intent = defaultdict(list)
    for example in examples:
        by_intent[example.get_full_intent()].append(example)
    inside, outside = [], []
    for intent in sorted(by_intent):
        dealt = by_intent[intent]
        random.Random(f"{SEED}{intent}").shuffle(dealt)
        for place, example in enumerate(dealt):
            (outside if place % FOLDS == fold else inside).append(example)
    return inside, outside


def as_yaml(examples: List[Any]) -> str:
    """Return examples in Rasa's training format, each under its own metadata.

    Rasa's writer puts the metadata of an intent's first example over all of them.
    """
    from rasa.shared.utils.io import dump_obj_as_yaml_to_string

    blocks: Dict[Tuple[str, str], Dict[str, Any]] = {}
    for example in examples:
        notes = (example.get("metadata") or {}).get("intent")
        key = (example.get_full_intent(), json.dumps(notes, sort_keys=True))
        block = {"intent": key[0], **({"metadata": dict(notes)} if notes else {}), "examples": ""}
        blocks.setdefault(key, block)["examples"] += f"- {example.get('text')}\n"
    return dump_obj_as_yaml_to_string({"version": "3.1", "nlu": list(blocks.values())})


def _scores(asked: List[Tuple[Any, Dict[str, Any]]]) -> Dict[str, Any]:
    from bot.nlu.capability_recogniser import labels_of

    said = [parse["intent"] for _, parse in asked]
    meant = [example.get("intent") for example, _ in asked]
    texts = [example.get("text") for example, _ in asked]
    answers = [
        (e, p, labels_of(e)) for e, p in asked if e.get("intent") == "answer" and labels_of(e)
    ]
    return {
        "intents": measures.intent_scores(said, meant, texts),
        "capabilities": measures.capability_scores(
            [parse["capabilities"] for _, parse, _ in answers],
            [labels.domains for _, _, labels in answers],
            [labels.wish for _, _, labels in answers],
        ),
    }
