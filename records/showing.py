"""From the tables to the page: what of a preparation the summary is built of."""

from collections.abc import Sequence

from records import answers
from records.models import Answer, LabelSource, Preparation, SafetyNotice
from records.summary.build import GivenAnswer, GivenNotice, build
from records.summary.shape import Summary


def summary_of(preparation: Preparation) -> Summary:
    """The page as the clinician would see it now."""
    return build(
        [_given(answer) for answer in answers.in_order(preparation)],
        [_let_through(notice, preparation) for notice in _shared_notices(preparation)],
        visit_at=preparation.visit.starts_at,
        finished_at=preparation.sent_at or preparation.changed_at,
    )


def _given(answer: Answer) -> GivenAnswer:
    chosen = [label for label in answer.labels if label.source is LabelSource.PERSON]
    return GivenAnswer(
        question=answer.question,
        position=answer.position,
        standing=answer.standing,
        words=answer.words,
        choice=answer.choice,
        shared=answer.shared,
        labels=[label.capability for label in chosen or answer.labels],
        labels_by_person=bool(chosen),
    )


def _shared_notices(preparation: Preparation) -> Sequence[SafetyNotice]:
    """One for each message and danger: two rules that fired on the same words showed one text."""
    shared = [notice for notice in preparation.notices if notice.shared]
    return list({(n.message_id, n.danger): n for n in reversed(shared)}.values())[::-1]


def _let_through(notice: SafetyNotice, preparation: Preparation) -> GivenNotice:
    answer = next((a for a in preparation.answers if a.id == notice.answer_id), None)
    words = answer.words if answer and answer.shared else None
    return GivenNotice(at=notice.at, danger=notice.danger, words=words)
