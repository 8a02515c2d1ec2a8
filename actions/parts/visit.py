"""The visit itself: what would make it good, questions to ask, what helps on the day, something else."""

from actions.parts import common
from actions.reply import Reply, say
from actions.talk import Talk
from records.answers import BETWEEN_MESSAGES, add, answer_at, of_message
from records.answers import Reply as Given
from records.models import Standing
from records.path import Step
from records.questionnaire import MAX_QUESTIONS

answered = common.answered


def keep_as_question(talk: Talk) -> Reply:
    """Keep what the person asked the chat as a question for the visit, in their words.

    When all three places are taken it is added to the third: nothing is lost.
    """
    words = talk.place.to_keep
    if not words:
        return talk.stay()
    step = _place_it_has(talk) or _free_place(talk)
    given = Given(step, Standing.ANSWERED, words, talk.heard.message_id)
    add(talk.session, talk.preparation, given)
    _take_from(talk, words, step)
    return talk.stay(*say("utter_kept_as_question"))


def _place_it_has(talk: Talk) -> Step | None:
    # The press comes a second time when its answer was lost on the way.
    kept = of_message(talk.preparation, talk.heard.message_id)
    return Step(kept.question, kept.position) if kept else None


def _free_place(talk: Talk) -> Step:
    steps = [Step("question_to_ask", n) for n in range(1, MAX_QUESTIONS + 1)]
    free = (
        step
        for step in steps
        if (found := answer_at(talk.preparation, step)) is None
        or found.standing is not Standing.ANSWERED
    )
    return next(free, steps[-1])


def _take_from(talk: Talk, words: str, kept_at: Step) -> None:
    """They were kept as an answer too, in case they were one; as a question they need not stand twice."""
    answer = answer_at(talk.preparation, talk.step)
    if answer is None or answer.words is None or talk.step == kept_at:
        return
    if answer.words == words:
        talk.preparation.answers.remove(answer)
    else:
        answer.words = answer.words.removesuffix(BETWEEN_MESSAGES + words)
    talk.session.flush()
