"""From answers to the page: what goes where, how much of it is shown. Pure: same answers, same page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from records.models import Standing
from records.questionnaire import BY_KEY, DOMAIN_NAMES, OWN_WORDS, RECORDED
from records.summary.shape import Capability, Header, Item, Notice, NotSaid, Summary, Words

DISCLAIMER = "Written by the patient. Not triaged, not a clinical assessment."
WRITTEN_BY = {
    "me": "the patient",
    "with_help": "the patient, with help",
    "for_someone": "someone on the patient's behalf",
    None: "not said",
}
DANGERS = {
    "self_harm": "mental health",
    "symptoms": "symptoms",
    "overdose": "overdose or poisoning",
    "abuse": "abuse or fear",
    "harm_to_others": "someone at risk",
}
NO_NAME = "Name not given"

# Words shown of each block, so that the whole page shows at most 300 (guide 3). A line holds about 14 words.
BUDGET = {
    "notice": 20,
    "what_matters": 42,
    "able_to": 15,
    "able_to_helps": 7,
    "able_to_hinders": 7,
    "pulls": 24,
    "different_views": 20,
    "good_visit": 14,
    "question_to_ask": 10,
    "people": 10,
    "on_the_day": 14,
    "more": 10,
}
OPENER_WORDS = 8

_PULLS = ("pulls", "different_views")
_PEOPLE = ("people_who_matter", "people_to_include", "people_to_keep_out")
_MORE = ("let_go", "my_life", "something_else")
_UNSAID_ONCE = (
    "able_to_wish",
    "able_to_helps",
    "able_to_hinders",
    "who_is_writing",
    "preferred_name",
)


@dataclass(frozen=True)
class GivenAnswer:
    """One answer as the summary needs it."""

    question: str
    position: int
    standing: Standing
    words: str | None
    choice: str | None
    shared: bool
    labels: Sequence[str] = field(default_factory=tuple)


@dataclass(frozen=True)
class GivenNotice:
    """One safety notice that the person let through, with their words if these are shared too."""

    at: datetime
    danger: str
    words: str | None


def build(
    answers: Sequence[GivenAnswer],
    notices: Sequence[GivenNotice],
    *,
    visit_at: datetime,
    finished_at: datetime,
) -> Summary:
    """The page for these answers. What is not shared is not looked at: it stands as not said."""
    page = _Page(answers)
    pulls = page.items(_PULLS)
    what_matters = page.item("what_matters", BUDGET["what_matters"])
    able_to = page.capabilities()
    return Summary(
        header=Header(
            name=page.text("preferred_name") or NO_NAME,
            visit_at=visit_at,
            written_by=WRITTEN_BY[page.choice("who_is_writing")],
            finished_at=finished_at,
            disclaimer=DISCLAIMER,
        ),
        notices=tuple(_notice(notice) for notice in notices),
        what_matters=what_matters,
        able_to=able_to,
        pulls=pulls,
        wants_to_talk_about_a_different_view=page.choice("different_views") == "yes_talk",
        visit=page.items(("good_visit",)) + page.items(("question_to_ask",)),
        people=page.items(_PEOPLE, BUDGET["people"]),
        on_the_day=page.item("on_the_day", BUDGET["on_the_day"]),
        more=page.items(_MORE, BUDGET["more"]),
        not_said=page.not_said(),
        opener=_opener(what_matters, able_to),
    )


def fold(text: str, words: int) -> Words:
    """Words of a text, of which the first `words` are shown; the text itself is not touched."""
    ends = [match.end() for match in re.finditer(r"\S+", text)]
    return Words(text=text, shown=len(text) if len(ends) <= words else ends[words - 1])


class _Page:
    """The shared answers, looked up by question."""

    def __init__(self, answers: Sequence[GivenAnswer]) -> None:
        self.all = {(a.question, a.position): a for a in answers}
        self.shared = {
            place: answer
            for place, answer in self.all.items()
            if answer.shared and answer.standing is Standing.ANSWERED
        }

    def text(self, question: str, position: int = 1) -> str | None:
        answer = self.shared.get((question, position))
        return answer.words if answer else None

    def choice(self, question: str, position: int = 1) -> str | None:
        answer = self.shared.get((question, position))
        return answer.choice if answer else None

    def words(self, question: str, position: int, budget: int) -> Words | None:
        text = self.text(question, position)
        return fold(text, budget) if text else None

    def title(self, question: str, position: int = 1) -> str | None:
        choice = BY_KEY[question].choice(self.choice(question, position) or "")
        return choice.title if choice else None

    def item(self, question: str, budget: int, position: int = 1) -> Item | None:
        words = self.words(question, position, budget)
        title = self.title(question, position)
        if words is None and title is None:
            return None
        # Words say more than the choice they were taken for, and a page has room for one of the two.
        if words is not None and words.text != title:
            title = None
        elif title is not None:
            words = None
        return Item(question=question, heading=BY_KEY[question].heading, words=words, choice=title)

    def items(self, questions: Sequence[str], budget: int | None = None) -> tuple[Item, ...]:
        found = (
            self.item(question, budget or BUDGET[question], position)
            for question in questions
            for position in range(1, BY_KEY[question].repeats + 1)
        )
        return tuple(item for item in found if item is not None)

    def capabilities(self) -> tuple[Capability, ...]:
        rows = (self._capability(n) for n in range(1, BY_KEY["able_to"].repeats + 1))
        return tuple(row for row in rows if row is not None)

    def _capability(self, position: int) -> Capability | None:
        words = self.words("able_to", position, BUDGET["able_to"])
        if words is None:
            return None
        labels = self.shared[("able_to", position)].labels
        wish = self.title("able_to_wish", position)
        asked = self.all.get(("able_to_wish", position))
        if wish is None and asked and asked.shared and asked.standing is Standing.NOT_SURE:
            wish = "Not sure"
        return Capability(
            words=words,
            wish=wish or self.text("able_to_wish", position),
            helps=self.words("able_to_helps", position, BUDGET["able_to_helps"]),
            hinders=self.words("able_to_hinders", position, BUDGET["able_to_hinders"]),
            labels=tuple(DOMAIN_NAMES[label] for label in labels if label != OWN_WORDS),
        )

    def not_said(self) -> NotSaid:
        by_standing: dict[Standing, list[str]] = {standing: [] for standing in Standing}
        for question in RECORDED:
            if question.key in _UNSAID_ONCE or any(
                (question.key, n) in self.shared for n in range(1, question.repeats + 1)
            ):
                continue
            by_standing[self._standing(question.key)].append(question.heading)
        return NotSaid(
            not_asked=tuple(by_standing[Standing.NOT_ASKED]),
            chose_not_to_say=tuple(by_standing[Standing.SKIPPED]),
            not_sure=tuple(by_standing[Standing.NOT_SURE]),
            nothing_to_add=tuple(by_standing[Standing.NOTHING_TO_ADD]),
        )

    def _standing(self, question: str) -> Standing:
        """How an unanswered question stands. An answer kept back looks like any other that was not given (R10)."""
        answer = self.all.get((question, 1))
        if answer is None:
            return Standing.NOT_ASKED
        if answer.standing is Standing.ANSWERED or not answer.shared:
            return Standing.SKIPPED
        return answer.standing


def _notice(notice: GivenNotice) -> Notice:
    words = fold(notice.words, BUDGET["notice"]) if notice.words else None
    return Notice(at=notice.at, danger=DANGERS[notice.danger], words=words)


def _opener(what_matters: Item | None, able_to: tuple[Capability, ...]) -> str | None:
    """The first words the person wrote of what matters, for a first sentence to say."""
    words = what_matters.words if what_matters else None
    words = words or (able_to[0].words if able_to else None)
    if words is None:
        return None
    first = " ".join(words.text.split()[:OPENER_WORDS])
    more = "…" if len(words.text.split()) > OPENER_WORDS else ""
    return f"You wrote about {first}{more}. Tell me more."
