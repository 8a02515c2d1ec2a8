"""The questionnaire's words in the person's language: headings, choices and domains, as their pages show them.

`records` keeps them in English only, as the clinic reads them; here they are named for the catalogue. That none is
missing is tested in `tests/web/test_questions.py`.
"""

from collections.abc import Sequence
from dataclasses import replace

from records.questionnaire import DOMAINS, Choice, Domain, Question
from web.language import mark as _
from web.pages import spoken

HEADINGS = (
    _("Who filled this in"),
    _("Name"),
    _("My life right now"),
    _("What matters most to me"),
    _("What I want to be able to do or be"),
    _("Keep or get back"),
    _("What helps"),
    _("What gets in the way"),
    _("What I have stopped doing or hoping for"),
    _("What pulls against what matters to me"),
    _("Where my care team and I see things differently"),
    _("Who matters to me or counts on me"),
    _("Who I want in the talk"),
    _("Who I want to keep out of it"),
    _("What would make this a good visit"),
    _("Questions I want to ask"),
    _("What would help on the day"),
    _("Something else I want you to know"),
)
CHOICES = (
    _("Me"),
    _("Me, with help"),
    _("Someone for me"),
    _("I have this and want to keep it"),
    _("I have lost this and want it back"),
    _("I want to find a new way to do it"),
    _("It is new for me"),
    _("I am not sure"),
    _("Yes"),
    _("No"),
    _("Not sure"),
    _("Yes, and I want to talk about it"),
    _("Yes, but I would rather not raise it"),
    _("To be listened to"),
    _("To understand something"),
    _("To talk through a choice"),
    _("To change something"),
    _("To keep things as they are"),
    _("I don't know yet"),
    _("More time"),
    _("An interpreter"),
    _("Things in writing"),
    _("Someone with me"),
    _("A quiet place to wait"),
)
DOMAIN_WORDS = (
    _("Getting about"),
    _("Looking after myself and home"),
    _("Sleep, energy and comfort"),
    _("Time with people I care about"),
    _("Being there for others"),
    _("Work, learning and purpose"),
    _("Things I enjoy"),
    _("What gives life meaning"),
    _("Feeling like myself"),
    _("Thinking and getting my point across"),
    _("Having a say, being respected"),
    _("Feeling safe and secure"),
    _("Something else"),
)


def heading_of(question: Question, position: int = 1) -> str:
    """What a question is called on the page; those asked several times are counted."""
    heading = spoken(question.heading)
    return f"{heading} ({position})" if question.repeats > 1 else heading


def choices_of(question: Question) -> Sequence[Choice]:
    """What can be chosen, under the same ids."""
    return [replace(choice, title=spoken(choice.title)) for choice in question.choices]


def domains() -> Sequence[Domain]:
    """The twelve domains, under the same ids."""
    return [replace(domain, name=spoken(domain.name)) for domain in DOMAINS]
