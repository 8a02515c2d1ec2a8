"""Answer or command? What a message is, at the question it answers. Pure, and the only place where this is decided.

Buttons are certain. Free text is a command only when the whole message is nothing but that command; in doubt it is an
answer, because an answer taken for a command loses words and a command taken for an answer loses a moment.
"""

from dataclasses import dataclass
from enum import StrEnum

from actions.choosing import by_place, plain, titled
from actions.turn import Heard
from records.questionnaire import Choice, Kind, Question

CONTROLS = frozenset(
    {
        "skip",
        "go_back",
        "say_again",
        "show_answers",
        "change_answer",
        "stop_for_now",
        "carry_on",
        "delete_everything",
        "talk_to_a_person",
        "are_you_a_robot",
        "urgent_help",
        "show_ideas",
        "greet",
        "thank",
    }
)
QUESTIONS_BACK = frozenset(
    {"say_more_simply", "why_do_you_ask", "who_sees_this", "how_long", "tell_me_more"}
)
OUT_OF_SCOPE = frozenset(
    {
        "ask_booking",
        "ask_prescription",
        "ask_results",
        "ask_diagnosis",
        "ask_medicine_advice",
        "ask_symptom_check",
        "out_of_scope",
    }
)
# What only a button says; typed text can never have these intents.
BUTTONS = frozenset(
    {
        "start",
        "choose_group",
        "choose_idea",
        "change",
        "keep_as_question",
        "confirm_delete",
    }
)

# From cross-validation on the training texts (`beforehand evaluate`), not from the held-out ones.
SURE_OF_SHORT_ANSWER = 0.5
SURE_OF_OUT_OF_SCOPE = 0.7
SURE_OF_CHOICE = {Kind.CLOSED: 0.45, Kind.MIXED: 0.6, Kind.OPEN: 2.0}
LONGEST_SHORT_ANSWER = 9
# The longer a message, the likelier it is an answer with a command's words in it ("I deleted everything of his, it
# hurt"), and the surer the model has to be: up to so many words, so sure. A longer message is no command.
SURE_OF_CONTROL = ((2, 0.6), (6, 0.75), (12, 0.9))
LONG_SHORT_ANSWER, SURE_OF_LONG_SHORT_ANSWER = 4, 0.8

# At these questions a question to the clinician, or a person's name, is the answer itself.
TAKES_QUESTIONS = frozenset({"question_to_ask", "something_else"})
TAKES_NAMES = frozenset(
    {"preferred_name", "people_who_matter", "people_to_include", "people_to_keep_out"}
)
# Questions that ask "is there …?": a bare no says that there is nothing, a bare yes is not yet the answer.
ASKS_IS_THERE = frozenset(
    {
        "let_go",
        "people_to_include",
        "people_to_keep_out",
        "question_to_ask",
        "something_else",
    }
)


class Act(StrEnum):
    """What a message does."""

    ANSWER = "answer"
    CONTROL = "control"
    CHOICE = "choice"
    QUESTION_BACK = "question_back"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_SURE = "not_sure"
    NOTHING_TO_ADD = "nothing_to_add"
    YES_WITHOUT_WORDS = "yes_without_words"
    NO_MATCH = "no_match"


@dataclass(frozen=True)
class Decision:
    """What a message is; `name` is the control, the choice, or the intent it is."""

    act: Act
    name: str | None = None

    def __str__(self) -> str:
        return f"{self.act}:{self.name}" if self.name else str(self.act)


def decide(heard: Heard, question: Question) -> Decision:
    """What this message is, said at this question."""
    if heard.pressed:
        return _pressed(heard)
    typed = plain(heard.typed or "")
    return (
        _control(heard, question, typed)
        or _choice(heard, question, typed)
        or _short_answer(heard, question, typed)
        or _out_of_scope(heard, question)
        or Decision(Act.NO_MATCH if question.kind is Kind.CLOSED else Act.ANSWER)
    )


def _pressed(heard: Heard) -> Decision:
    if "choice" in heard.entities:
        return Decision(Act.CHOICE, heard.entities["choice"])
    if heard.intent in QUESTIONS_BACK:
        return Decision(Act.QUESTION_BACK, heard.intent)
    return Decision(Act.CONTROL, heard.intent)


def _control(heard: Heard, question: Question, typed: str) -> Decision | None:
    words = len(typed.split())
    sure = next((bar for longest, bar in SURE_OF_CONTROL if words <= longest), None)
    if heard.intent not in CONTROLS | QUESTIONS_BACK or sure is None or heard.confidence < sure:
        return None
    if question.key in TAKES_NAMES and not _bare(heard):
        return None
    if heard.intent in QUESTIONS_BACK:
        return Decision(Act.QUESTION_BACK, heard.intent)
    return Decision(Act.CONTROL, heard.intent)


def _bare(heard: Heard) -> bool:
    """At a question whose answers are names and the like, only a message the model has no doubt about is a command."""
    return heard.confidence >= 0.9


def _choice(heard: Heard, question: Question, typed: str) -> Decision | None:
    if not question.choices:
        return None
    found = (
        titled(question, typed) or by_place(question, typed) or _by_short_answer(heard, question)
    )
    if found is not None:
        return Decision(Act.CHOICE, found.id)
    ranked = heard.choices.get(question.key, ())
    if ranked and ranked[0][1] >= SURE_OF_CHOICE[question.kind]:
        return Decision(Act.CHOICE, ranked[0][0])
    return None


def _by_short_answer(heard: Heard, question: Question) -> Choice | None:
    if heard.confidence < SURE_OF_SHORT_ANSWER or len(plain(heard.typed or "").split()) > 4:
        return None
    ids = {"affirm": ("yes",), "deny": ("no",), "not_sure": ("not_sure", "not_known")}
    return next(
        (question.choice(i) for i in ids.get(heard.intent, ()) if question.choice(i)),
        None,
    )


def _short_answer(heard: Heard, question: Question, typed: str) -> Decision | None:
    words = len(typed.split())
    sure = SURE_OF_SHORT_ANSWER if words < LONG_SHORT_ANSWER else SURE_OF_LONG_SHORT_ANSWER
    if heard.confidence < sure or words > LONGEST_SHORT_ANSWER:
        return None
    if question.kind is Kind.CLOSED or question.key == "preferred_name":
        return None
    if heard.intent == "not_sure":
        return Decision(Act.NOT_SURE)
    if heard.intent == "nothing_to_add":
        return Decision(Act.NOTHING_TO_ADD)
    if heard.intent == "deny" and question.key in ASKS_IS_THERE and words <= 4:
        return Decision(Act.NOTHING_TO_ADD)
    if heard.intent == "affirm" and question.key in ASKS_IS_THERE and words <= 3:
        return Decision(Act.YES_WITHOUT_WORDS)
    return None


def _out_of_scope(heard: Heard, question: Question) -> Decision | None:
    if question.key in TAKES_QUESTIONS | TAKES_NAMES:
        return None
    if heard.intent in OUT_OF_SCOPE and heard.confidence >= SURE_OF_OUT_OF_SCOPE:
        return Decision(Act.OUT_OF_SCOPE, heard.intent)
    return None
