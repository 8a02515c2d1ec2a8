"""The words that the page's script says, in the person's language; it gets them with the page."""

from web.language import mark as _
from web.pages import spoken

# `{n}` and the like are filled by the script.
WORDS = {
    "you": _("You wrote:"),
    "bot": _("Chat helper:"),
    "waiting": _("Waiting for the chat helper"),
    "later": _("Not sent yet. It will be sent by itself when the chat can be reached."),
    "again": _("This was not sent. Try again."),
    "noSession": _("Open your link again to go on. Your answers are still there."),
    "tooLong": _("This is {n} characters too long."),
    "left": _("{n} characters left"),
    "keys": _("Press Enter to send. Press Shift and Enter for a new line."),
    "part": _("Part {part} of {of}"),
    "more": _("Show all of it"),
    "less": _("Show less"),
    "aloud": _("Read aloud"),
    "elsewhere": _("You have this chat open in another tab. You can go on there."),
    "here": _("Go on here"),
}


def page_words() -> dict[str, str]:
    """All of them."""
    return {name: spoken(words) for name, words in WORDS.items()}
