"""The questions, in one place: their keys, parts, headings and choices.

Keys are the same in Rasa's slots, in the tables, in FHIR linkIds, in tests and in the chat's HTTP answers. The words
the bot says stand in `domain.yml`; what stands here is what the check page, the summary and its exports print.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

MAX_CAPABILITIES = 3
MAX_QUESTIONS = 3


class Part(StrEnum):
    """The seven parts of the conversation, in order; each is a Rasa form of the name `<part>_form`."""

    WELCOME = "welcome"
    LIFE = "life"
    ABLE_TO = "able_to"
    PULLS = "pulls"
    PEOPLE = "people"
    VISIT = "visit"
    CHECK = "check"

    @property
    def number(self) -> int:
        """Place among the parts, counted from 1."""
        return list(Part).index(self) + 1


class Kind(StrEnum):
    """How a question is answered."""

    OPEN = "open"  # in the person's own words
    CLOSED = "closed"  # one of the choices, or words that mean one of them
    MIXED = "mixed"  # choices are offered, any words are an answer


@dataclass(frozen=True)
class Choice:
    """One thing to choose: what is stored, and what is shown."""

    id: str
    title: str


@dataclass(frozen=True)
class Question:
    """One question. `repeats` is how many answers it can have; `recorded` is false for what only steers the talk.

    `heading` is what the person reads on the check page, `brief` what the clinician reads on the summary.
    """

    key: str
    part: Part
    kind: Kind
    heading: str
    choices: tuple[Choice, ...] = ()
    repeats: int = 1
    recorded: bool = True
    brief: str = ""

    def __post_init__(self) -> None:
        """A question without a brief heading is called the same on both sides."""
        object.__setattr__(self, "brief", self.brief or self.heading)

    def choice(self, choice_id: str) -> Choice | None:
        """The choice of that id, or None."""
        return next((choice for choice in self.choices if choice.id == choice_id), None)


def _choices(**titles: str) -> tuple[Choice, ...]:
    return tuple(Choice(choice_id, title) for choice_id, title in titles.items())


WISHES = _choices(
    keep="I have this and want to keep it",
    get_back="I have lost this and want it back",
    new_way="I want to find a new way to do it",
    new="It is new for me",
    not_sure="I am not sure",
)

QUESTIONS: tuple[Question, ...] = (
    Question(
        "consent",
        Part.WELCOME,
        Kind.CLOSED,
        "Agreed to start",
        _choices(yes="Yes", not_now="Not now", tell_me_more="Tell me more"),
        recorded=False,
    ),
    Question(
        "who_is_writing",
        Part.WELCOME,
        Kind.CLOSED,
        "Who filled this in",
        _choices(me="Me", with_help="Me, with help", for_someone="Someone for me"),
    ),
    Question("preferred_name", Part.WELCOME, Kind.OPEN, "Name"),
    Question("my_life", Part.LIFE, Kind.OPEN, "My life right now", brief="Life right now"),
    Question(
        "what_matters", Part.LIFE, Kind.OPEN, "What matters most to me", brief="What matters most"
    ),
    Question(
        "able_to",
        Part.ABLE_TO,
        Kind.OPEN,
        "What I want to be able to do or be",
        repeats=MAX_CAPABILITIES,
        brief="Wants to be able to",
    ),
    Question(
        "able_to_wish", Part.ABLE_TO, Kind.CLOSED, "Keep or get back", WISHES, MAX_CAPABILITIES
    ),
    Question("able_to_helps", Part.ABLE_TO, Kind.OPEN, "What helps", repeats=MAX_CAPABILITIES),
    Question(
        "able_to_hinders", Part.ABLE_TO, Kind.OPEN, "What gets in the way", repeats=MAX_CAPABILITIES
    ),
    Question(
        "able_to_more",
        Part.ABLE_TO,
        Kind.CLOSED,
        "Something else to be able to do or be",
        _choices(yes="Yes", no="No"),
        repeats=MAX_CAPABILITIES,
        recorded=False,
    ),
    Question(
        "let_go",
        Part.PULLS,
        Kind.OPEN,
        "What I have stopped doing or hoping for",
        brief="Stopped or let go",
    ),
    Question(
        "pulls",
        Part.PULLS,
        Kind.MIXED,
        "What pulls against what matters to me",
        _choices(yes="Yes", no="No", not_sure="Not sure"),
        brief="Pulls against what matters",
    ),
    Question(
        "different_views",
        Part.PULLS,
        Kind.MIXED,
        "Where my care team and I see things differently",
        _choices(
            yes_talk="Yes, and I want to talk about it",
            yes_keep="Yes, but I would rather not raise it",
            no="No",
            not_sure="Not sure",
        ),
        brief="Sees differently",
    ),
    Question(
        "people_who_matter",
        Part.PEOPLE,
        Kind.OPEN,
        "Who matters to me or counts on me",
        brief="Matter or count on them",
    ),
    Question(
        "people_to_include", Part.PEOPLE, Kind.OPEN, "Who I want in the talk", brief="To include"
    ),
    Question(
        "people_to_keep_out",
        Part.PEOPLE,
        Kind.OPEN,
        "Who I want to keep out of it",
        brief="To keep out",
    ),
    Question(
        "good_visit",
        Part.VISIT,
        Kind.MIXED,
        "What would make this a good visit",
        _choices(
            listened_to="To be listened to",
            understand="To understand something",
            talk_choice="To talk through a choice",
            change="To change something",
            keep_as_is="To keep things as they are",
            not_known="I don't know yet",
        ),
        brief="A good visit",
    ),
    Question(
        "question_to_ask",
        Part.VISIT,
        Kind.OPEN,
        "Questions I want to ask",
        repeats=MAX_QUESTIONS,
        brief="Questions",
    ),
    Question(
        "on_the_day",
        Part.VISIT,
        Kind.MIXED,
        "What would help on the day",
        _choices(
            more_time="More time",
            interpreter="An interpreter",
            in_writing="Things in writing",
            someone_with_me="Someone with me",
            quiet_place="A quiet place to wait",
        ),
        brief="On the day",
    ),
    Question(
        "something_else",
        Part.VISIT,
        Kind.OPEN,
        "Something else I want you to know",
        brief="Something else",
    ),
    Question(
        "check",
        Part.CHECK,
        Kind.CLOSED,
        "Checked",
        _choices(save_for_visit="Save for my visit"),
        recorded=False,
    ),
)

BY_KEY = {question.key: question for question in QUESTIONS}
RECORDED = tuple(question for question in QUESTIONS if question.recorded)
ABLE_TO_KEYS = ("able_to", "able_to_wish", "able_to_helps", "able_to_hinders")


@dataclass(frozen=True)
class Domain:
    """One of the twelve capability domains: its plain name and the group of ideas it is offered in."""

    id: str
    name: str
    group: str


DOMAINS: tuple[Domain, ...] = (
    Domain("getting_about", "Getting about", "daily_life"),
    Domain("self_and_home", "Looking after myself and home", "daily_life"),
    Domain("rest_and_comfort", "Sleep, energy and comfort", "daily_life"),
    Domain("close_people", "Time with people I care about", "people"),
    Domain("being_there_for_others", "Being there for others", "people"),
    Domain("work_and_purpose", "Work, learning and purpose", "things_to_do"),
    Domain("enjoyment", "Things I enjoy", "things_to_do"),
    Domain("meaning", "What gives life meaning", "things_to_do"),
    Domain("feeling_myself", "Feeling like myself", "myself"),
    Domain("thinking_and_talking", "Thinking and getting my point across", "myself"),
    Domain("having_a_say", "Having a say, being respected", "myself"),
    Domain("safe_and_secure", "Feeling safe and secure", "myself"),
)

OWN_WORDS = "own_words"
DOMAIN_NAMES = {domain.id: domain.name for domain in DOMAINS} | {OWN_WORDS: "Something else"}


def questions_of(part: Part) -> tuple[Question, ...]:
    """The questions of one part, in the order they are asked."""
    return tuple(question for question in QUESTIONS if question.part is part)


def part_of(key: str) -> Part:
    """The part a question belongs to. KeyError for a key that is no question's."""
    return BY_KEY[key].part


def next_part(part: Part) -> Part:
    """The part after this one; the check is its own next."""
    parts = list(Part)
    return parts[min(parts.index(part) + 1, len(parts) - 1)]


def keys(questions: Iterable[Question]) -> list[str]:
    """The keys of questions, in their order."""
    return [question.key for question in questions]
