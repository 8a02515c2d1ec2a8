"""Everything that can be wrong with a request, as one kind of error with words for the person who can act."""

from dataclasses import dataclass


class Problem(Exception):
    """A request that gets no ordinary answer. `error` is a fixed word for programs; it never holds what was sent."""

    def __init__(
        self, status: int, error: str, *, field: str | None = None, retry_after: int | None = None
    ) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.field = field
        self.retry_after = retry_after

    @property
    def body(self) -> dict[str, str]:
        """The JSON answer."""
        return {"error": self.error} | ({"field": self.field} if self.field else {})

    @property
    def headers(self) -> dict[str, str]:
        """The headers of the answer."""
        return {"Retry-After": str(self.retry_after)} if self.retry_after else {}


@dataclass(frozen=True)
class Words:
    """What a person is told: what happened, and what they can do."""

    title: str
    what_to_do: str


_OTHER = Words(
    "Something went wrong",
    "What you wrote before is safe. Go back and try again. If it happens again, ask your clinic.",
)

_WORDS = {
    "no_session": Words(
        "Open your link again",
        "To see your answers, open the link that your clinic gave you. Your answers are still there.",
    ),
    "unknown_link": Words(
        "This link does not work",
        "Check that you have the whole link. A part may be missing at the end. "
        "If it still does not work, ask your clinic for a new link.",
    ),
    "expired_link": Words(
        "This link has run out",
        "The time to use it is over. Ask your clinic for a new link if you still need one.",
    ),
    "withdrawn_link": Words(
        "Your clinic has stopped this link",
        "The visit may have changed. Ask your clinic for a new link.",
    ),
    "used_link": Words(
        "Everything behind this link was deleted",
        "You asked us to delete what you wrote, and we did. "
        "If you want to start again, ask your clinic for a new link.",
    ),
    "not_found": Words("We cannot find this page", "Check the address, or open your link again."),
    "not_answering": Words(
        "The chat cannot answer right now",
        "Nothing you sent was lost. Wait a minute, then try again.",
    ),
    "not_read": Words(
        "We cannot show this right now", "Nothing you wrote is lost. Wait a minute, then try again."
    ),
    "not_saved": Words(
        "This was not saved", "We could not save it just now. Wait a minute, then try again."
    ),
    "another_message_in_flight": Words(
        "Your last message is still on its way", "Wait a moment, then send this one again."
    ),
    "too_long": Words(
        "This is too long",
        "You can send up to 4,000 characters at a time. Send it in two parts, or make it shorter.",
    ),
    "empty": Words("There is nothing to send yet", "Write your answer, or choose Skip."),
    "not_offered": Words(
        "That button was from an earlier question", "Choose again from the buttons you see now."
    ),
    "too_many": Words("That was a lot at once", "Wait a minute, then try again."),
    "other_site": Words(
        "This did not come from our page", "Open your link again and do it from there."
    ),
    "already_sent": Words(
        "This is with your clinic now", "To change something, take it back first."
    ),
    "nothing_to_send": Words(
        "There is nothing to send yet", "Answer one question that your clinic may see."
    ),
    "notice_undecided": Words(
        "There is one thing to choose first",
        "Say if what you wrote may be in your summary. You find it at the top of this page.",
    ),
    "not_sent": Words("Nothing is with your clinic", "There is nothing to take back."),
    "visit_has_begun": Words(
        "The time of your visit has come", "It is too late to take it back here. Tell your clinic."
    ),
}


def words_for(problem: Problem) -> Words:
    """What to tell the person about a problem."""
    return _WORDS.get(problem.error, _OTHER)
