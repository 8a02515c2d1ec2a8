"""What the log may say: events and their kinds, never a person's words, names, links or paths."""

from collections.abc import MutableMapping
from pathlib import Path
from traceback import extract_tb
from typing import Any

import structlog

ALLOWED = frozenset({"event", "level", "timestamp", "status", "error", "place", "action"})

Event = MutableMapping[str, Any]


def configure() -> None:
    """Write one JSON object a line, with allowed keys only."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed,
            structlog.processors.JSONRenderer(),
        ]
    )


def only_allowed(_logger: Any, _method: str, event: Event) -> Event:
    """Drop every key that is not on the list."""
    return {key: value for key, value in event.items() if key in ALLOWED}


def failure(action: str, error: BaseException) -> None:
    """Note that something failed: the kind of error and the line, not its message, which may quote what was typed."""
    frames = extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown"
    structlog.get_logger().error("failed", action=action, error=type(error).__name__, place=place)
