"""Logs without a word of what anybody said.

Rasa puts texts, slots and whole requests into its log messages, most of all when something fails. So a line carries
what is on a short list: when, how bad, which module and line, the type of an exception and where it was raised, and for
our own lines the keys below. A message of a library is shown only when it is one of a few fixed sentences.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from datetime import datetime, timezone
from typing import Any

import structlog

_OURS = "beforehand.bot"
_KEYS = ("event", "reasons", "seconds", "model")
_FIXED_SENTENCES = frozenset({"Rasa server is up and running."})
_LOUDEST_ALLOWED = logging.INFO


class AllowListFormatter(logging.Formatter):
    """One JSON object a line, with allowed keys only."""

    def format(self, record: logging.LogRecord) -> str:
        """The line for a record."""
        line = {
            "at": datetime.fromtimestamp(record.created, timezone.utc).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname.lower(),
            "where": f"{record.name}:{record.lineno}",
            **_message(record),
            **_exception(record),
        }
        return json.dumps(line)


def configure() -> None:
    """Send every record of the process through the allow-list, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(AllowListFormatter())
    handler.setLevel(_level())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(_level())
    # Loggers that do not pass records on and have no handler print through this one.
    logging.lastResort = handler
    logging.captureWarnings(True)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, _nothing],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def say(event: str, **values: Any) -> None:
    """Log a line of our own; values under other keys than the allowed are dropped."""
    logging.getLogger(_OURS).warning(event, extra={"said": {"event": event, **values}})


def _level() -> int:
    asked = logging.getLevelName(os.environ.get("LOG_LEVEL", "INFO"))
    return max(asked, _LOUDEST_ALLOWED) if isinstance(asked, int) else _LOUDEST_ALLOWED


def _nothing(_: Any, __: str, ___: Any) -> str:
    return ""


def _message(record: logging.LogRecord) -> dict[str, Any]:
    if record.name == _OURS:
        said = getattr(record, "said", {})
        return {key: said[key] for key in _KEYS if key in said}
    return {"event": record.msg} if record.msg in _FIXED_SENTENCES else {}


def _exception(record: logging.LogRecord) -> dict[str, Any]:
    if not record.exc_info or record.exc_info[0] is None:
        return {}
    frames = traceback.extract_tb(record.exc_info[2])
    places = [f"{os.path.basename(f.filename)}:{f.lineno} {f.name}" for f in frames]
    return {"exception": record.exc_info[0].__name__, "raised_at": places}
