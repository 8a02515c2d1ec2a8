"""Everything that can be wrong with a request, as one kind of error with words for the person who can act."""

from dataclasses import dataclass

from web.language import mark as _


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
    _("Something went wrong"),
    _(
        "What you wrote before is safe. Go back and try again. If it happens again, ask your clinic."
    ),
)

_WORDS = {
    "no_session": Words(
        _("Open your link again"),
        _(
            "To see your answers, open the link that your clinic gave you. Your answers are still there."
        ),
    ),
    "unknown_link": Words(
        _("This link does not work"),
        _(
            "Check that you have the whole link. A part may be missing at the end. "
            "If it still does not work, ask your clinic for a new link."
        ),
    ),
    "expired_link": Words(
        _("This link has run out"),
        _("The time to use it is over. Ask your clinic for a new link if you still need one."),
    ),
    "withdrawn_link": Words(
        _("Your clinic has stopped this link"),
        _("The visit may have changed. Ask your clinic for a new link."),
    ),
    "used_link": Words(
        _("Everything behind this link was deleted"),
        _(
            "You asked us to delete what you wrote, and we did. "
            "If you want to start again, ask your clinic for a new link."
        ),
    ),
    "not_found": Words(
        _("We cannot find this page"), _("Check the address, or open your link again.")
    ),
    "not_answering": Words(
        _("The chat cannot answer right now"),
        _("Nothing you sent was lost. Wait a minute, then try again."),
    ),
    "not_read": Words(
        _("We cannot show this right now"),
        _("Nothing you wrote is lost. Wait a minute, then try again."),
    ),
    "not_saved": Words(
        _("This was not saved"), _("We could not save it just now. Wait a minute, then try again.")
    ),
    "another_message_in_flight": Words(
        _("Your last message is still on its way"), _("Wait a moment, then send this one again.")
    ),
    "too_long": Words(
        _("This is too long"),
        _(
            "You can send up to 4,000 characters at a time. Send it in two parts, or make it shorter."
        ),
    ),
    "empty": Words(_("There is nothing to send yet"), _("Write your answer, or choose Skip.")),
    "not_offered": Words(
        _("That button was from an earlier question"),
        _("Choose again from the buttons you see now."),
    ),
    "too_many": Words(_("That was a lot at once"), _("Wait a minute, then try again.")),
    "other_site": Words(
        _("This did not come from our page"), _("Open your link again and do it from there.")
    ),
    "already_sent": Words(
        _("This is with your clinic now"), _("To change something, take it back first.")
    ),
    "nothing_to_send": Words(
        _("There is nothing to send yet"), _("Answer one question that your clinic may see.")
    ),
    "notice_undecided": Words(
        _("There is one thing to choose first"),
        _("Say if what you wrote may be in your summary. You find it at the top of this page."),
    ),
    "not_sent": Words(_("Nothing is with your clinic"), _("There is nothing to take back.")),
    "visit_has_begun": Words(
        _("The time of your visit has come"),
        _("It is too late to take it back here. Tell your clinic."),
    ),
}


def words_for(problem: Problem) -> Words:
    """What to tell the person about a problem."""
    return _WORDS.get(problem.error, _OTHER)
