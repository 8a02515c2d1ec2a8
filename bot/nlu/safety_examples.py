"""What the safety net learns from: `data/safety/examples/*.yml` and the example lines of the rules."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Iterable, Sequence

import yaml

from bot.nlu.safety_patterns import Rule, SafetyFileError

NONE = "none"
TIERS = ("hard", "soft")

_KEPT_BACK = 5
"""One text in so many is kept back from the adapter: what was read can no longer tell how sure to be."""


@dataclass(frozen=True)
class Example:
    """One text; `cls` is a safety class or "none", `tier` is empty for "none"."""

    text: str
    cls: str
    tier: str


def read_folder(folder: Path) -> list[Example]:
    """The examples of all files of the folder, by file name."""
    return [example for path in sorted(folder.glob("*.yml")) for example in read_examples(path)]


def read_examples(path: Path) -> list[Example]:
    """The examples of one file, in its order. Raises SafetyFileError for a tier that does not exist."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    found = []
    for cls, tiers in content.get("must", {}).items():
        for tier, block in tiers.items():
            if tier not in TIERS:
                raise SafetyFileError(f"{path.name}: {cls}: {tier} is not one of {TIERS}")
            found += [Example(line, cls, tier) for line in _lines(block)]
    for block in content.get("must_not", {}).values():
        found += [Example(line, NONE, "") for line in _lines(block)]
    return found


def rule_examples(rules: Iterable[Rule]) -> list[Example]:
    """The must-match and must-not-match lines of the rules. A line that some other rule matches is no "none"."""
    rules = list(rules)
    found = [Example(line, rule.cls, rule.tier) for rule in rules for line in rule.must_match]
    found += [Example(line, rule.cls, "soft") for rule in rules for line in rule.must_soften]
    taken = {example.text for example in found}
    silent = [line for rule in rules for line in rule.must_not_match if line not in taken]
    return found + [Example(line, NONE, "") for line in silent]


def without_doubles(examples: Sequence[Example]) -> list[Example]:
    """Each text once; what must be noticed wins over "none", the earlier over the later."""
    kept: dict[str, Example] = {}
    for example in sorted(examples, key=lambda e: e.cls == NONE):
        kept.setdefault(example.text, example)
    return list(kept.values())


def is_kept_back(text: str) -> bool:
    """Whether the adapter may not learn from this text; the bars are set on such texts. Always the same for a text."""
    return int(hashlib.sha256(text.encode("utf-8")).hexdigest()[:8], 16) % _KEPT_BACK == 0


def _lines(block: str) -> list[str]:
    return [line.strip() for line in block.splitlines() if line.strip()]
