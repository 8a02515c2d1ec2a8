"""Every word the bot can say, read from the files it reads them from."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
SIGNPOSTING = ROOT / "data" / "safety" / "signposting"
RESPONSE_NAME = re.compile(r"utter_[a-z_]+")


@cache
def domain() -> Mapping[str, Any]:
    """domain.yml."""
    return dict(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8")))


def responses() -> dict[str, list[str]]:
    """The texts of every response, each of its variations."""
    return {
        name: [variation["text"] for variation in variations]
        for name, variations in domain()["responses"].items()
    }


def buttons() -> dict[str, list[Mapping[str, str]]]:
    """The buttons of every response."""
    return {
        name: [button for variation in variations for button in variation.get("buttons", [])]
        for name, variations in domain()["responses"].items()
    }


def fixed_texts() -> dict[str, str]:
    """Every line of the signposting files that people read, by where it stands."""
    return {
        place: line
        for path in sorted(SIGNPOSTING.glob("*.yml"))
        for place, line in _lines(path.stem, yaml.safe_load(path.read_text(encoding="utf-8")))
    }


# What stands in a signposting file for programs and for those who keep it.
_NOT_READ_OUT = {"country", "language", "owner", "reviewed", "review_by"}
_NOT_READ_OUT |= {"code", "urgency", "default", "kind", "number"}


def _lines(place: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, list):
        for number, each in enumerate(value, 1):
            yield from _lines(f"{place}.{number}", each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key not in _NOT_READ_OUT:
                yield from _lines(f"{place}.{key}", each)
