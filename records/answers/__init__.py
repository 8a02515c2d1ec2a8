"""Taking, adding to, changing and leaving out answers. What a person typed is stored as it was typed."""

from records.answers.changeable import CHANGEABLE, NotChangeable, lock_open
from records.answers.changing import change_words, move_question, remove, set_labels, set_shared
from records.answers.finding import answer_at, by_id, given, in_order, of_message
from records.answers.taking import BETWEEN_MESSAGES, KEPT_BACK, Guess, Reply, add, take

__all__ = [
    "BETWEEN_MESSAGES",
    "CHANGEABLE",
    "KEPT_BACK",
    "Guess",
    "NotChangeable",
    "Reply",
    "add",
    "answer_at",
    "by_id",
    "change_words",
    "given",
    "in_order",
    "lock_open",
    "move_question",
    "of_message",
    "remove",
    "set_labels",
    "set_shared",
    "take",
]
