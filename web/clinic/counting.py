"""From the stories of visits to the manager's figures. No number of fewer than five people leaves this file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from records.figures import Story
from records.questionnaire import QUESTIONS, Part

FEWEST = 5
WEEK, WRITER = "week", "writer"
GROUPINGS = {WEEK: "By week of the visit", WRITER: "By who is writing"}
WRITERS = {
    **{c.id: c.title for q in QUESTIONS if q.key == "who_is_writing" for c in q.choices},
    "": "Not said",
}
PARTS = {
    Part.WELCOME: "Welcome",
    Part.LIFE: "My life",
    Part.ABLE_TO: "What I want to be able to do",
    Part.PULLS: "Where things pull apart",
    Part.PEOPLE: "People",
    Part.VISIT: "The visit",
    Part.CHECK: "Checking before sending",
}
FEEDBACK = {"yes": "Yes", "partly": "Partly", "no": "No"}


@dataclass(frozen=True)
class Row:
    """One bar: `value` is None for what is not shown because it would be about fewer than five people."""

    label: str
    value: float | None


@dataclass(frozen=True)
class Figure:
    """One small chart with its table. `unit` is `people`, `minutes` or `%`."""

    title: str
    unit: str
    rows: Sequence[Row]
    note: str = ""

    @property
    def most(self) -> float:
        """What the longest bar stands for."""
        return 100 if self.unit == "%" else max((row.value or 0 for row in self.rows), default=0)


def figures(stories: Sequence[Story], grouping: str) -> list[Figure]:
    """Every figure, in the order of the page."""
    groups = _by_week(stories) if grouping == WEEK else _by_writer(stories)
    return [
        _people("Invited", groups, lambda one: one.invited),
        _people("Started", groups, lambda one: one.started),
        _people("Sent", groups, lambda one: one.sent),
        _minutes(groups),
        _where_people_stop(stories),
        _kept_back(groups),
        _people("Read before the visit", groups, lambda one: one.read_before),
        _people("Marked as talked about", groups, lambda one: one.talked_about),
        _feedback(stories),
    ]


def hide_small(counts: Sequence[int]) -> list[int | None]:
    """Counts of people, without those under five; and never only one of them, which the others would tell.

    With one hidden its value is the total less the rest, so the next smallest is hidden too.
    """
    hidden = {place for place, count in enumerate(counts) if count < FEWEST}
    if len(hidden) == 1 and len(counts) > 1 and counts[next(iter(hidden))] > 0:
        rest = [place for place in range(len(counts)) if place not in hidden]
        hidden.add(min(rest, key=lambda place: counts[place]))
    return [None if place in hidden else count for place, count in enumerate(counts)]


Groups = dict[str, list[Story]]


def _by_week(stories: Sequence[Story]) -> Groups:
    weeks = sorted({story.week for story in stories})
    return {
        f"{week.day} {week:%b %Y}": [one for one in stories if one.week == week] for week in weeks
    }


def _by_writer(stories: Sequence[Story]) -> Groups:
    return {
        title: [one for one in stories if (one.writer or "") == writer]
        for writer, title in WRITERS.items()
    }


def _people(title: str, groups: Groups, counts: Callable[[Story], bool]) -> Figure:
    shown = hide_small([sum(map(counts, group)) for group in groups.values()])
    return Figure(title, "people", [Row(name, n) for name, n in zip(groups, shown)])


def _minutes(groups: Groups) -> Figure:
    rows = []
    for name, group in groups.items():
        took = [one.minutes for one in group if one.minutes is not None]
        rows.append(Row(name, round(median(took)) if len(took) >= FEWEST else None))
    note = "From opening the link to sending, pauses and all. Half of the people took less."
    return Figure("Median minutes", "minutes", rows, note)


def _where_people_stop(stories: Sequence[Story]) -> Figure:
    parts = [sum(one.stopped_in is part for one in stories) for part in PARTS]
    rows = [Row(name, n) for name, n in zip(PARTS.values(), hide_small(parts))]
    return Figure(
        "Where people stop", "people", rows, "Started and not sent: the last part answered."
    )


def _kept_back(groups: Groups) -> Figure:
    rows = []
    for name, group in groups.items():
        sent = [one for one in group if one.sent]
        answers, kept = sum(one.answers for one in sent), sum(one.kept_back for one in sent)
        few = len(sent) < FEWEST or not answers
        rows.append(Row(name, None if few else round(100 * kept / answers)))
    return Figure("Answers kept back", "%", rows, "Of all answers of those who sent.")


def _feedback(stories: Sequence[Story]) -> Figure:
    counts = [sum(one.feedback == answer for one in stories) for answer in FEEDBACK]
    rows = [Row(name, n) for name, n in zip(FEEDBACK.values(), hide_small(counts))]
    return Figure(
        "Did you get to talk about it?", "people", rows, "What people said after the visit."
    )
