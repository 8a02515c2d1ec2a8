from __future__ import annotations

from pathlib import Path

from bot.instruments.cross_validation import all_examples, as_yaml

EXAMPLES = """version: "3.1"
nlu:
- intent: answer/meaning
  metadata: {wish: keep, also: [enjoyment]}
  examples: |
    - the choir at church
- intent: answer/meaning
  metadata: {wish: none}
  examples: |
    - my faith
- intent: skip
  examples: |
    - skip: next
"""


def test_each_example_keeps_its_own_labels_when_the_parts_are_written(tmp_path: Path) -> None:
    given, written = tmp_path / "given", tmp_path / "written"
    for folder in (given, written):
        folder.mkdir()
    (given / "nlu.yml").write_text(EXAMPLES)
    (given / "safety.yml").write_text("must: {}\n")
    before = all_examples(given)

    (written / "nlu.yml").write_text(as_yaml(before.training_examples))

    assert _told(all_examples(written)) == _told(before)


def _told(data: object) -> list[tuple[str, str, str]]:
    return sorted(
        (e.get("text"), e.get_full_intent(), str((e.get("metadata") or {}).get("intent")))
        for e in data.training_examples  # type: ignore[attr-defined]
    )
