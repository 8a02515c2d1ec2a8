"""Words that ask to keep something from the team, and words that only sound like it."""

import pytest

from actions.keeping_back import asks_to_keep_back

ASKS = (
    "we see the dialysis differently, I'd rather not bring it up",
    "Yes. I would sooner not say",
    "they want the operation, I do not. I'd prefer not to mention it",
    "yes but i dont want to talk about it with them",
    "I won’t raise it, she gets cross",
    "I stopped the tablets. Please don't tell my consultant",
    "keep this between us, I cut the dose",
    "I never tell them about the herbs",
    "rather not",
)
DOES_NOT_ASK = (
    "They don't tell me anything",
    "the doctor never discusses the side effects",
    "my nurse says rest, I'd rather not rest",
    "I'd rather not have the operation and I want them to hear why",
    "they won't listen when I bring it up",
    "We disagree about salt",
)


@pytest.mark.parametrize("words", ASKS)
def test_who_asks_to_keep_it_back_is_heard(words: str) -> None:
    assert asks_to_keep_back(words)


@pytest.mark.parametrize("words", DOES_NOT_ASK)
def test_who_complains_of_not_being_told_is_not_kept_back(words: str) -> None:
    assert not asks_to_keep_back(words)
