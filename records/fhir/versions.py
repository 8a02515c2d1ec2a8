"""The Questionnaire as it is and as it was: an old document still names the questions that were answered then."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from records.fhir.questionnaire import ID, items, questionnaire, version

# The items of each version by its name, their own addresses without the site's.
FOLDER = Path(__file__).with_name("questionnaires")


def carried(base: str) -> list[dict[str, Any]]:
    """Every version that is known here, today's first."""
    kept = sorted(file.stem for file in FOLDER.glob("*.json"))
    return [questionnaire(base), *(_earlier(base, name) for name in kept if name != version())]


def of_version(base: str, wanted: str) -> dict[str, Any] | None:
    """The Questionnaire of this version, None for one that is not known here."""
    return next((found for found in carried(base) if found["version"] == wanted), None)


def keep() -> Path:
    """Keep today's version for the time when it is no longer today's: a developer's step after a changed question."""
    file = FOLDER / f"{version()}.json"
    text = json.dumps(items(""), indent=1, ensure_ascii=False)
    file.write_text(f"{text}\n", encoding="utf-8")
    return file


def _earlier(base: str, name: str) -> dict[str, Any]:
    text = (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    return questionnaire(base) | {
        "id": f"{ID}-{name}",
        "version": name,
        "status": "retired",
        "item": json.loads(text, object_hook=_at(base)),
    }


def _at(base: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Put the site's address before those of our own code systems."""

    def put(value: dict[str, Any]) -> dict[str, Any]:
        system = value.get("system", "")
        return value | {"system": base + system} if system.startswith("/") else value

    return put
