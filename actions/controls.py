"""What a person can say at any time: skip, go back, why do you ask, stop for now, delete everything."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from actions.decision import Act, Decision
from actions.parts import check, common, life, visit, welcome
from actions.reply import Line, Reply, say
from actions.talk import Talk
from records import answers, sending
from records.models import Answer, Standing
from records.path import Step, step_before
from records.questionnaire import BY_KEY, DOMAINS, Part


def control(talk: Talk, decision: Decision) -> Reply:
    """Do what was asked for; a name that is no control asks the question again."""
    handler = CONTROLS.get(decision.name or "")
    return handler(talk) if handler else talk.stay()


def question_back(talk: Talk, decision: Decision) -> Reply:
    """Answer a question about the question or the chat, then ask again."""
    key = talk.question.key
    if decision.name == "say_more_simply":
        return talk.simpler()
    if decision.name == "why_do_you_ask":
        return talk.stay(*say(f"utter_why_{key}"))
    if decision.name == "how_long":
        part = talk.question.part
        return talk.stay(*say("utter_how_long", part=str(part.number), of=str(len(Part))))
    return talk.stay(*say(f"utter_{decision.name}"))


def out_of_scope(talk: Talk, decision: Decision) -> Reply:
    """Say what the chat cannot do and who can, keep the words, offer to keep them as a question, and ask again."""
    words = talk.heard.typed
    if talk.question.key == "consent":
        return talk.stay(*say(f"utter_{decision.name}_at_start"))
    # A request is no new version of an answer that was opened again: it is added, and so is what follows it.
    talk = talk.at(talk.step)
    if talk.question.kind != "closed":
        talk.save(Standing.ANSWERED, words=words)
    reply = talk.stay(*say(f"utter_{decision.name}"))
    return replace(reply, place=replace(reply.place, to_keep=words))


def _skip(talk: Talk) -> Reply:
    if talk.question.key == "consent":
        return talk.simpler()
    if talk.question.key == "check":
        return talk.simpler()
    if talk.question.part is Part.LIFE:
        return life.skipped(talk)
    return common.skipped(talk)


def _go_back(talk: Talk) -> Reply:
    before = step_before(talk.given(), talk.step)
    if before is None:
        return talk.stay(*say("utter_nothing_before"))
    return _reopen(talk, before)


def _reopen(talk: Talk, step: Step) -> Reply:
    answer = answers.answer_at(talk.preparation, step)
    reply = talk.at(step).stay()
    place = replace(reply.place, reopened=answer is not None, missed=None)
    before = _shown(answer) if answer else None
    # Said as text, not filled into a response: Rasa would read braces in it.
    lines = (*say("utter_you_wrote"), Line(text=before)) if before else ()
    return Reply((*say("utter_going_back"), *lines), place)


def _change(talk: Talk) -> Reply:
    """Reopen the answer a button named."""
    try:
        step = Step.parse(talk.heard.entities.get("step", ""))
    except ValueError:
        return talk.stay()
    return _reopen(talk, step)


def _change_answer(talk: Talk) -> Reply:
    buttons = [
        {
            "title": f"{_heading(answer)}",
            "payload": f'/change{{"step": "{_step(answer)}"}}',
        }
        for answer in answers.in_order(talk.preparation)
        if _shown(answer)
    ]
    if not buttons:
        return talk.stay(*say("utter_nothing_written"))
    return talk.wait("change", Line("utter_change_answer", buttons=buttons))


def _show_answers(talk: Talk) -> Reply:
    written = [
        f"{_heading(answer)}: {_shown(answer)}"
        for answer in answers.in_order(talk.preparation)
        if _shown(answer)
    ]
    if not written:
        return talk.stay(*say("utter_nothing_written"))
    return talk.stay(*say("utter_what_you_wrote"), Line(text="\n".join(written)))


def _stop(talk: Talk) -> Reply:
    if talk.question.key == "consent":
        return welcome.decline(talk)
    return talk.wait("paused", *say("utter_stopped"))


def _carry_on(talk: Talk) -> Reply:
    if talk.question.key == "consent" and talk.heard.pressed is False:
        return welcome.answered(talk, Decision(Act.CHOICE, "yes"))
    return talk.stay()


def _delete_everything(talk: Talk) -> Reply:
    return talk.wait("confirm_delete", *say("utter_confirm_delete"))


def _confirm_delete(talk: Talk) -> Reply:
    sending.erase(talk.session, talk.preparation)
    return talk.end(*say("utter_erased"))


def _urgent_help(talk: Talk) -> Reply:
    return talk.stay(Line("utter_urgent_help", kind="urgent"))


def _show_ideas(talk: Talk) -> Reply:
    return talk.wait("ideas", *say("utter_ideas"))


def _choose_group(talk: Talk) -> Reply:
    group = talk.heard.entities.get("group", "")
    if group not in {domain.group for domain in DOMAINS}:
        return _show_ideas(talk)
    return talk.wait("ideas", *say(f"utter_ideas_{group}"))


def _choose_idea(talk: Talk) -> Reply:
    idea = talk.heard.entities.get("idea", "")
    if idea not in {domain.id for domain in DOMAINS}:
        return _show_ideas(talk)
    return talk.wait("ideas", *say(f"utter_idea_{idea}"))


def _heading(answer: Answer) -> str:
    question = BY_KEY[answer.question]
    return f"{question.heading} ({answer.position})" if question.repeats > 1 else question.heading


def _step(answer: Answer) -> Step:
    return Step(answer.question, answer.position)


def _shown(answer: Answer) -> str | None:
    """What stands in an answer, for the person: their words, or the title of what they chose."""
    choice = BY_KEY[answer.question].choice(answer.choice or "")
    return answer.words or (choice.title if choice else None)


def _says(response: str) -> Callable[[Talk], Reply]:
    return lambda talk: talk.stay(*say(response))


CONTROLS: Mapping[str, Callable[[Talk], Reply]] = {
    "skip": _skip,
    "go_back": _go_back,
    "say_again": lambda talk: talk.stay(),
    "show_answers": _show_answers,
    "change_answer": _change_answer,
    "change": _change,
    "stop_for_now": _stop,
    "carry_on": _carry_on,
    "start": lambda talk: talk.stay(),
    "delete_everything": _delete_everything,
    "confirm_delete": _confirm_delete,
    "talk_to_a_person": _says("utter_talk_to_a_person"),
    "are_you_a_robot": _says("utter_are_you_a_robot"),
    "urgent_help": _urgent_help,
    "show_ideas": _show_ideas,
    "choose_group": _choose_group,
    "choose_idea": _choose_idea,
    "keep_as_question": visit.keep_as_question,
    "save_for_visit": check.save_for_visit,
    "greet": _says("utter_greet"),
    "thank": _says("utter_you_are_welcome"),
}
