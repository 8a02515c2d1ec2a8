"""Words that ask to keep something from the care team (R10). Pure.

In doubt it is kept back: what is kept back by mistake stands on the check page, and one tap shares it; what is shared
by mistake has been read.
"""

import re

_RAISE = r"(be )?(raise|raised|bring|say|tell|mention|talk|discuss|speak|share|go into|get into)"
_NOT = r"(do not|dont|don't|would not|wouldn't|will not|wont|won't|cannot|can't|cant|never)"
_ASKS = re.compile(
    rf"\b(rather|sooner|prefer)( it)? not( to)?( \w+)? {_RAISE}\b"
    r"|\b(rather|sooner|prefer) not( to)?( please)?\W*$"
    rf"|\bi {_NOT}( \w+ to)? {_RAISE}\b"
    # "They don't tell me" is not a request, "please don't tell them" is.
    rf"|(^|\W(please|but|so|and) |[.,;] *)(please )?(do not|don't|dont) {_RAISE}\b(?! (me|us)\b)"
    r"|\b(not|never) (want|wanting|going|ready|brave enough) to (raise|bring|mention|share)\b"
    r"|\bkeep (it|this|that) (to myself|between|quiet|private|secret|from (them|him|her))\b"
    r"|\bbetween (us|you and me|ourselves)\b"
)


def asks_to_keep_back(words: str) -> bool:
    """Whether someone writes that they would rather not have it raised."""
    return bool(_ASKS.search(words.lower().replace("’", "'")))
