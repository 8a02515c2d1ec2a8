"""The real thing for tests: a bot, an action server and records of their own, and people who talk to them.

whole.start()
sam = whole.person()
turn = sam.press("Start")
assert turn.names == ["welcome", "terms", "no_advice", "ask_consent"]
"""

from tests.whole.person import Person, Turn
from tests.whole.running import Whole, newest_model

__all__ = ["Person", "Turn", "Whole", "newest_model"]
