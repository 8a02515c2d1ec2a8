"""The safety part of `evaluate` counts what is noticed, missed, and stopped for nothing."""

from __future__ import annotations

from typing import Any

from bot.instruments import safety_report

MUST = [
    {"text": "loud", "cls": "abuse", "tier": "hard", "kind": "explicit"},
    {"text": "quiet", "cls": "abuse", "tier": "hard", "kind": "explicit"},
    {"text": "silent", "cls": "abuse", "tier": "hard", "kind": "explicit"},
]
MUST_NOT = [{"text": "loud garden", "kind": "idiom"}, {"text": "garden", "kind": "idiom"}]


def hits_of(text: str) -> list[dict[str, Any]]:
    """A rule that stops at "loud" and a net that adds a line at "quiet"."""
    if "loud" in text:
        return [{"rule": "abuse.loud", "cls": "abuse", "tier": "hard", "source": "screen"}]
    if "quiet" in text:
        return [{"rule": "net.abuse", "cls": "abuse", "tier": "soft", "source": "net"}]
    return []


def test_figures_tell_the_screen_from_the_net_and_a_line_from_a_stop() -> None:
    figures = safety_report.figures(safety_report.measure(MUST, MUST_NOT, hits_of))
    cell = {"cls": "abuse", "tier": "hard", "kind": "explicit", "texts": 3}
    assert figures["must_be_noticed"] == [cell | {"screen": 1, "net": 0, "both": 1, "too_soft": 1}]
    ordinary = {"kind": "idiom", "texts": 2, "screen": 1, "net": 0, "both": 1, "soft_lines": 0}
    assert figures["ordinary"] == [ordinary]


def test_the_texts_behind_are_listed_only_when_asked_for() -> None:
    scores = safety_report.measure(MUST, MUST_NOT, hits_of)
    assert not any("silent" in line for line in safety_report.lines(scores, with_texts=False))
    listed = list(safety_report.lines(scores))
    assert "  abuse/hard/explicit: silent" in listed
    assert "  idiom: abuse.loud: loud garden" in listed


def test_the_held_out_texts_are_as_many_as_asked_for() -> None:
    must = safety_report.rows(safety_report.FOLDER / "must_trigger.tsv")
    for cls in ("self_harm", "symptoms", "abuse"):
        assert sum(row["cls"] == cls for row in must) >= 150
    assert len(safety_report.rows(safety_report.FOLDER / "must_not.tsv")) >= 600
