"""The safety net: what it learns from, and how it decides."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import spacy
from spacy.language import Language

from bot.nlu.safety_examples import NONE, Example, read_examples, read_folder, without_doubles
from bot.nlu.safety_kernel import NetModel, Texts, bar_for, fit_net, ngrams_of
from bot.nlu.safety_net import EXAMPLES, gentler_at_values, noticed
from bot.nlu.safety_patterns import CLASSES, SafetyFileError
from bot.nlu.safety_reader import MOST_TOKENS, pieces_of
from bot.nlu.safety_screen import FOLDER
from bot.nlu.safety_words import load_words

SETTINGS = {
    "ridge": 0.2,
    "gamma": 2.0,
    "places": 40,
    "hard_per_thousand": 0.0,
    "soft_per_thousand": 0.0,
}


def texts(rows: list[int], size: int = 6) -> Texts:
    """One made-up meaning a row: a direction of the space."""
    generator = np.random.default_rng(0)
    vectors = np.eye(size)[rows] + generator.normal(0, 0.01, (len(rows), size))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    ngrams = ngrams_of([f"word{row}" for row in rows])
    return Texts(vectors.astype(np.float32), ngrams, np.ones(len(rows)))


@pytest.fixture(scope="module")
def model() -> NetModel:
    """Knows direction 0 as hard self-harm, 1 as soft abuse, 2 and 3 as ordinary."""
    rows = [0] * 12 + [1] * 12 + [2] * 12 + [3] * 12
    classes_of = ["self_harm"] * 12 + ["abuse"] * 12 + [NONE] * 24
    tiers_of = ["hard"] * 12 + ["soft"] * 12 + [""] * 24
    ordinary, kept_back = np.arange(48) >= 30, np.arange(48) % 2 == 0
    classes = ("self_harm", "abuse")
    return fit_net(texts(rows), classes_of, tiers_of, ordinary, kept_back, classes, SETTINGS)


def test_a_meaning_it_has_learnt_is_noticed_with_class_tier_and_score(model: NetModel) -> None:
    hits = noticed(model, texts([0]))
    assert [(hit["rule"], hit["tier"], hit["source"]) for hit in hits] == [
        ("net.self_harm", "hard", "net")
    ]
    assert isinstance(hits[0]["score"], float)
    assert [(hit["cls"], hit["tier"]) for hit in noticed(model, texts([1]))] == [("abuse", "soft")]


def test_an_ordinary_meaning_is_left_alone(model: NetModel) -> None:
    assert noticed(model, texts([2])) == []


def test_one_sentence_of_many_is_enough(model: NetModel) -> None:
    assert [hit["cls"] for hit in noticed(model, texts([2, 3, 2, 0]))] == ["self_harm"]


def test_a_saved_net_says_the_same(model: NetModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    again = NetModel.open(tmp_path)
    asked = texts([0, 1, 2])
    np.testing.assert_allclose(again.scores(asked), model.scores(asked), rtol=1e-5)


def test_the_bar_lets_only_so_many_ordinary_texts_pass() -> None:
    scores = np.linspace(-1, 1, 1000)
    assert (scores > bar_for(scores, 3.0)).sum() == 3
    assert (scores > bar_for(scores, 0.0)).sum() == 0


@pytest.fixture(scope="module")
def parser() -> Language:
    parser = spacy.blank("en")
    parser.add_pipe("sentencizer")
    return parser


def test_a_text_is_looked_at_as_a_whole_and_sentence_by_sentence(parser: Language) -> None:
    pieces = pieces_of(parser("I like my garden. I like my dog."))
    assert [piece.text.strip() for piece in pieces] == [
        "I like my garden. I like my dog.",
        "I like my garden.",
        "I like my dog.",
    ]
    assert pieces_of(parser("  \n ")) == []


def test_a_long_text_is_looked_at_in_stretches_like_the_examples(parser: Language) -> None:
    pieces = pieces_of(parser("The long story of my knee. " * 60))
    assert max(len(piece) for piece in pieces) <= MOST_TOKENS
    stretches = [piece for piece in pieces if len(piece) > 7]
    assert sum(len(piece) for piece in stretches) == 60 * 7


def test_one_endless_sentence_is_read_to_its_end(parser: Language) -> None:
    pieces = pieces_of(parser("and then " * 100 + "he hit me"))
    assert max(len(piece) for piece in pieces) <= MOST_TOKENS
    assert any("he hit me" in piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "is_value"),
    [("When my time comes I want to die in my own bed", True), ("I want to die", False)],
)
def test_a_wish_for_how_life_is_to_end_is_not_interrupted_by_the_net(
    text: str, is_value: bool
) -> None:
    doc, words = spacy.blank("en")(text), load_words(FOLDER / "words.yml")
    hits = [{"cls": "self_harm", "tier": tier} for tier in ("soft", "hard")]
    left = [hit["tier"] for hit in gentler_at_values(hits, doc, words)]
    assert left == (["soft"] if is_value else ["soft", "hard"])


def test_every_class_and_tier_has_examples_and_there_are_many_to_leave_alone() -> None:
    examples = read_folder(EXAMPLES)
    assert {(e.cls, e.tier) for e in examples if e.cls != NONE} == {
        (cls, tier) for cls in CLASSES for tier in ("hard", "soft")
    }
    assert sum(e.cls == NONE for e in examples) > 2000


def test_no_text_is_both_to_be_noticed_and_to_be_left_alone() -> None:
    examples = read_folder(EXAMPLES)
    assert len({e.text for e in examples}) == len({(e.text, e.cls == NONE) for e in examples})


def test_a_text_given_twice_is_kept_once_as_what_must_be_noticed() -> None:
    kept = without_doubles([Example("x", NONE, ""), Example("x", "abuse", "hard")])
    assert kept == [Example("x", "abuse", "hard")]


def test_a_tier_that_does_not_exist_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "safety.yml"
    path.write_text("must: {abuse: {loud: x}}\nmust_not: {}\n", encoding="utf-8")
    with pytest.raises(SafetyFileError, match="loud"):
        read_examples(path)
