"""What the safety net learns from, gathered as training gathers it: its examples, and the dialogue's texts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Iterator, List, Sequence

import numpy as np
import spacy
import yaml

from bot.nlu.safety_examples import NONE, is_kept_back, read_folder, rule_examples, without_doubles
from bot.nlu.safety_net import EXAMPLES, NOT_ORDINARY, SafetyNet
from bot.nlu.safety_patterns import load_rules
from bot.nlu.safety_reader import readings_of
from bot.nlu.safety_screen import FOLDER
from bot.nlu.safety_words import load_words

DIALOGUE = Path("data/nlu")


@dataclass(frozen=True)
class Material:
    """Texts with their classes and tiers ("" for none), and how the net reads them; masks (texts,)."""

    texts: List[str]
    readings: List[str]
    classes: List[str]
    tiers: np.ndarray
    ordinary: np.ndarray
    kept_back: np.ndarray


def gathered() -> Material:
    """The examples first, then the ordinary texts."""
    examples = without_doubles(read_folder(EXAMPLES) + rule_examples(load_rules(FOLDER)))
    taken = {example.text for example in examples}
    everyday = sorted(set(ordinary_answers(DIALOGUE, NOT_ORDINARY)) - taken)
    texts = [example.text for example in examples] + everyday
    tokenizer = spacy.blank("en")
    return Material(
        texts,
        readings_of([tokenizer.make_doc(text) for text in texts], load_words(FOLDER / "words.yml")),
        [example.cls for example in examples] + [NONE] * len(everyday),
        np.array([example.tier for example in examples] + [""] * len(everyday)),
        np.arange(len(texts)) >= len(examples),
        np.array([is_kept_back(text) for text in texts]),
    )


def net_settings() -> Dict[str, Any]:
    """What config.yml says of the safety net."""
    pipeline = yaml.safe_load(Path("config.yml").read_text(encoding="utf-8"))["pipeline"]
    found = next(part for part in pipeline if part["name"].endswith("SafetyNet"))
    return {**SafetyNet.get_default_config(), **found}


def ordinary_answers(folder: Path, left_out: Sequence[str]) -> Iterator[str]:
    """The dialogue's training texts, but those of intents that begin with one of `left_out`."""
    for path in sorted(folder.rglob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu") or []:
            if not block.get("intent", left_out[0]).startswith(tuple(left_out)):
                lines = (line.strip()[2:] for line in block["examples"].splitlines())
                yield from filter(None, lines)
