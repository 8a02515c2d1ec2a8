"""What the bot's instrument says of a text, as the actions would get it in a conversation."""

from collections.abc import Mapping
from typing import Any

from actions.turn import Heard, heard


def of_typed(understood: Mapping[str, Any]) -> Heard:
    """The message, from one line of `bot.instruments.parse`."""
    latest_message = {
        "message_id": "parse",
        "metadata": {"typed": understood["text"]},
        "intent": {"name": understood["intent"], "confidence": understood["confidence"]},
        "intent_ranking": understood["ranking"],
        **{key: understood[key] for key in ("choices", "capabilities", "safety")},
    }
    return heard(latest_message)
