"""The answers looked up as the page needs them: what is shared and how much of it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from records.models import Standing
from records.questionnaire import BY_KEY, DOMAIN_NAMES, OWN_WORDS
from records.summary.folding import fold
from records.summary.shape import Capability, Item, Notice, Words

DANGERS = {
    "self_harm": "mental health",
    "symptoms": "symptoms",
    "overdose": "overdose or poisoning",
    "abuse": "abuse or fear",
    "harm_to_others": "someone at risk",
}
WISHES = {
    "keep": "Keep",
    "get_back": "Get back",
    "new_way": "New way",
    "new": "New",
    "not_sure": "Not sure",
}

# Words shown of each answer on a nearly full page; more when there is room. A line holds about 14 words.
BUDGET = {
    "notice": 20,
    "what_matters": 42,
    "able_to": 28,
    "able_to_wish": 10,
    "able_to_helps": 14,
    "able_to_hinders": 14,
    "pulls": 30,
    "different_views": 28,
    "good_visit": 20,
    "question_to_ask": 18,
    "people": 16,
    "on_the_day": 20,
    "more": 18,
}
# What is read first keeps twice the share when the page gets too long.
READ_FIRST = frozenset({"what_matters", "able_to"})
PULLS = ("pulls", "different_views")
PEOPLE = ("people_who_matter", "people_to_include", "people_to_keep_out")
MORE = ("let_go", "my_life", "something_else")
_BUDGET_OF = dict.fromkeys(PEOPLE, "people") | dict.fromkeys(MORE, "more")
SAID_SHORTLY = (Standing.NOT_SURE, Standing.NOTHING_TO_ADD)


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
    labels_by_person: bool = False


@dataclass(frozen=True)
class GivenNotice:
    """One safety notice that the person let through, with their words if these are shared too."""

    at: datetime
    danger: str
    words: str | None


class Page:
    """The shared answers, looked up by question; `share` is how much of its budget each may show."""

    def __init__(self, answers: Sequence[GivenAnswer], share: float) -> None:
        self.share = share
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

    def words(self, question: str, position: int) -> Words | None:
        text = self.text(question, position)
        return self.fold(text, _BUDGET_OF.get(question, question)) if text else None

    def short(self, question: str, position: int) -> Words | None:
        """How the person put it that they were not sure or had nothing to say here, if they typed it."""
        answer = self.all.get((question, position))
        if answer is None or not answer.shared or answer.standing not in SAID_SHORTLY:
            return None
        return self.fold(answer.words, _BUDGET_OF.get(question, question)) if answer.words else None

    def fold(self, text: str, budget: str) -> Words:
        share = self.share
        if budget in READ_FIRST and share < 1.0:
            share = min(1.0, 2 * share)
        return fold(text, max(1, round(BUDGET[budget] * share)))

    def title(self, question: str, position: int = 1) -> str | None:
        choice = BY_KEY[question].choice(self.choice(question, position) or "")
        return choice.title if choice else None

    def item(self, question: str, position: int = 1) -> Item | None:
        words = self.words(question, position)
        title = self.title(question, position)
        if words is None and title is None:
            return None
        # Words say more than the choice they were taken for, and a page has room for one of the two.
        if words is not None and words.text != title:
            title = None
        elif title is not None:
            words = None
        return Item(question=question, heading=BY_KEY[question].brief, words=words, choice=title)

    def items(self, questions: Sequence[str]) -> tuple[Item, ...]:
        found = (
            self.item(question, position)
            for question in questions
            for position in range(1, BY_KEY[question].repeats + 1)
        )
        return tuple(item for item in found if item is not None)

    def capabilities(self) -> tuple[Capability, ...]:
        rows = (self._capability(n) for n in range(1, BY_KEY["able_to"].repeats + 1))
        return tuple(row for row in rows if row is not None)

    def _capability(self, position: int) -> Capability | None:
        words = self.words("able_to", position)
        if words is None:
            return None
        answer = self.shared["able_to", position]
        wish = self._wish(position)
        wish_words = self.words("able_to_wish", position) or self.short("able_to_wish", position)
        chosen_title = self.title("able_to_wish", position)
        return Capability(
            words=words,
            wish_id=wish,
            wish=WISHES[wish] if wish else None,
            wish_words=wish_words if wish_words and wish_words.text != chosen_title else None,
            helps=self.words("able_to_helps", position) or self.short("able_to_helps", position),
            hinders=self.words("able_to_hinders", position)
            or self.short("able_to_hinders", position),
            labels=tuple(DOMAIN_NAMES[label] for label in answer.labels if label != OWN_WORDS),
            labels_by_person=answer.labels_by_person,
        )

    def _wish(self, position: int) -> str | None:
        asked = self.all.get(("able_to_wish", position))
        if asked is None or not asked.shared:
            return None
        return (
            "not_sure"
            if asked.standing is Standing.NOT_SURE
            else self.choice("able_to_wish", position)
        )

    def notice(self, notice: GivenNotice) -> Notice:
        words = self.fold(notice.words, "notice") if notice.words else None
        return Notice(at=notice.at, danger=DANGERS.get(notice.danger, notice.danger), words=words)
