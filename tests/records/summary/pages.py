"""Answers as the summary gets them, and the page as a reader sees it."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from html import unescape

from records.models import Standing
from records.questionnaire import DOMAINS, RECORDED
from records.summary import Summary, build
from records.summary.build import GivenAnswer, GivenNotice

VISIT = datetime(2026, 12, 1, 10, tzinfo=UTC)
FINISHED = datetime(2026, 11, 30, 18, 5, tzinfo=UTC)
LONGEST_CHOICES = {
    "who_is_writing": "for_someone",
    "able_to_wish": "get_back",
    "different_views": "yes_talk",
    "pulls": "yes",
    "good_visit": "talk_choice",
    "on_the_day": "quiet_place",
}


def said(
    question: str,
    words: str | None = None,
    *,
    position: int = 1,
    standing: Standing = Standing.ANSWERED,
    choice: str | None = None,
    shared: bool = True,
    labels: Sequence[str] = (),
) -> GivenAnswer:
    """One answer."""
    return GivenAnswer(question, position, standing, words, choice, shared, labels)


def page(*answers: GivenAnswer, notices: Sequence[GivenNotice] = ()) -> Summary:
    """The page of these answers."""
    return build(answers, notices, visit_at=VISIT, finished_at=FINISHED)


def everything(words: str) -> list[GivenAnswer]:
    """Every question answered at every place with the same words, with every label there is."""
    labels = [domain.id for domain in DOMAINS]
    return [
        said(
            question.key,
            words,
            position=position,
            choice=LONGEST_CHOICES.get(question.key),
            labels=labels if question.key == "able_to" else (),
        )
        for question in RECORDED
        for position in range(1, question.repeats + 1)
    ]


def seen(html: str) -> str:
    """What a reader sees of the block before anything is unfolded."""
    html = re.sub(r"<section[^>]* hidden>.*?</section>", "", html, flags=re.DOTALL)
    html = re.sub(r"<span[^>]* hidden>.*?</span>", "", html, flags=re.DOTALL)
    html = re.sub(r"<details.*?</details>", "", html, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", html))
