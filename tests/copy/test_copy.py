"""The copy lint: every word the bot says is plain, neutral, and asks one thing at a time."""

import re
import unicodedata

import pytest

from records.questionnaire import DOMAINS, QUESTIONS
from tests.copy.reading_grade import grade, syllables, words_of
from tests.copy.words import buttons, fixed_texts, responses

# Below a reading age of 10 for what has to be understood to answer; guide to the conversation, "Capability domains".
GRADE_OF_A_QUESTION = 4.8
GRADE_OF_A_MESSAGE = 6.0
QUESTIONS_ARE = ("utter_ask_", "utter_simply_", "utter_idea")
# These begin like a question's name and are answers to a request.
REQUESTS = re.compile(
    r"utter_ask_(booking|prescription|results|diagnosis|medicine_advice|symptom_check)"
)
# Praise, blame, duty, adherence, targets and ratings (R6, R11, R19); false comfort; blaming the machine on the person.
BANNED = (
    r"should", r"must", r"ought", r"have to", r"need to", r"great", r"well done", r"good job",
    r"excellent", r"perfect", r"amazing", r"proud", r"congratulations", r"unfortunately",
    r"fail\w*", r"wrong answer", r"invalid", r"compl(y|ies|iance|iant)", r"adher\w*", r"goals?",
    r"targets?", r"scores?", r"rat(e|ing)", r"how often", r"how many", r"how much", r"levels?",
    r"progress\w*", r"self-?manag\w*", r"empower\w*", r"journey", r"don't worry",
    r"do not worry", r"i understand", r"did not understand", r"anything else", r"patients?",
    r"diagnos\w*", r"triag\w*", r"risk assess\w*",
)  # fmt: skip
# (where, word): why it may stand there.
ALLOWED = {
    # The choice itself is whether the one who writes is the patient; there is no plainer word.
    ("utter_simply_who_is_writing", "patient"),
    # Exact copy of the guide, and it takes a duty away: "You do not need to have an answer to it."
    ("utter_ask_pulls", "need to"),
    # What a leaflet told them to take, said in an emergency: the line is signed off as it stands.
    ("uk.texts.overdose.cards.2.bullets.1", "should"),
    ("us.texts.overdose.cards.2.bullets.1", "should"),
}
# Over the bar, and it stays: where, and why.
HARDER = {
    "uk.texts.self_harm.cards.1.bullets.2": "exact copy S1 of the guide to safety",
    "us.texts.self_harm.cards.1.bullets.2": "exact copy S1 of the guide to safety",
}
# Names of services, as they name themselves.
NAMES = re.compile(r"\w+\.urgent_help\.numbers\.\d+\.name")
# The formula is for whole passages: of a bubble this short only long words are looked for.
FEWEST_WORDS_TO_GRADE = 6
LONGEST_WORD_OF_A_SHORT_ONE = 3

SAID = [(name, text) for name, texts in responses().items() for text in texts]
TITLES = [(name, button["title"]) for name, each in buttons().items() for button in each]
FIXED = list(fixed_texts().items())
EVERYTHING = SAID + TITLES + FIXED


ASKED = [(n, t) for n, t in SAID if n.startswith(QUESTIONS_ARE) and not REQUESTS.match(n)]
GRADED = [(name, text) for name, text in SAID + FIXED if not NAMES.fullmatch(name)]


def each(lines: list[tuple[str, str]]) -> pytest.MarkDecorator:
    """One test for each line, named by where the line stands."""
    return pytest.mark.parametrize(("name", "text"), lines, ids=[name for name, _ in lines])


@each(ASKED)
def test_a_question_reads_like_the_fourth_grade(name: str, text: str) -> None:
    assert _is_at_most(GRADE_OF_A_QUESTION, text), f"{grade(text):.1f}: {text}"


@each([(name, text) for name, text in GRADED if name not in HARDER])
def test_a_message_reads_like_the_sixth_grade(name: str, text: str) -> None:
    assert _is_at_most(GRADE_OF_A_MESSAGE, text), f"{grade(text):.1f}: {text}"


@each([(name, text) for name, text in GRADED if name in HARDER])
def test_an_exception_is_still_needed(name: str, text: str) -> None:
    assert not _is_at_most(GRADE_OF_A_MESSAGE, text)


@each(EVERYTHING)
def test_nothing_is_shouted_or_decorated(name: str, text: str) -> None:
    assert "!" not in text
    assert not [c for c in text if unicodedata.category(c) in ("So", "Sk", "Cs", "Co")]


@each(EVERYTHING)
def test_no_praise_no_blame_no_duty_and_no_target(name: str, text: str) -> None:
    found = {m[0].lower() for word in BANNED for m in re.finditer(rf"\b{word}\b", text, re.I)}
    assert {word for word in found if (name, word) not in ALLOWED} == set()


@each(SAID + FIXED)
def test_a_message_asks_one_thing_at_most(name: str, text: str) -> None:
    assert text.count("?") <= 1


def test_the_last_question_says_something_and_not_anything() -> None:
    (asked,) = responses()["utter_ask_something_else"]
    assert "something else" in asked
    assert "anything" not in asked


@pytest.mark.parametrize("key", [question.key for question in QUESTIONS])
def test_a_question_can_be_asked_said_more_simply_and_given_a_reason(key: str) -> None:
    said = responses()
    assert {f"utter_ask_{key}", f"utter_simply_{key}", f"utter_why_{key}"} <= said.keys()


@pytest.mark.parametrize("key", [question.key for question in QUESTIONS])
def test_a_simpler_question_is_not_harder_than_the_question(key: str) -> None:
    said = responses()
    bar = max([GRADE_OF_A_QUESTION] + [grade(text) for text in said[f"utter_ask_{key}"]])
    assert all(_is_at_most(bar, text) for text in said[f"utter_simply_{key}"])


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_buttons_are_the_choices_of_the_questionnaire_in_their_order(question) -> None:
    wanted = [choice.title for choice in question.choices]
    for name in (f"utter_ask_{question.key}", f"utter_simply_{question.key}"):
        offered = [b["title"] for b in buttons()[name] if b["payload"] != "/show_ideas"]
        assert offered == wanted


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.id)
def test_an_idea_is_offered_in_its_group_under_its_plain_name(domain) -> None:
    offered = [button["title"] for button in buttons()[f"utter_ideas_{domain.group}"]]
    assert domain.name in offered
    assert len(responses()[f"utter_idea_{domain.id}"]) == 1


def _is_at_most(bar: float, text: str) -> bool:
    words = words_of(text)
    if len(words) < FEWEST_WORDS_TO_GRADE:
        return all(syllables(word) <= LONGEST_WORD_OF_A_SHORT_ONE for word in words)
    return round(grade(text), 1) <= round(bar, 1)
