"""Every scenario of the `.yml` files beside this one, over the real bot, action server and records."""

from pathlib import Path

import pytest

from tests.conversations.scenario import Scenario, play, read
from tests.whole import Whole

FILES = sorted(Path(__file__).parent.glob("*.yml"))
SCENARIOS = [(path.stem, scenario) for path in FILES for scenario in read(path)]


@pytest.mark.parametrize(
    "scenario", [s for _, s in SCENARIOS], ids=[f"{file}: {s['title']}" for file, s in SCENARIOS]
)
def test_talk_goes_as_written_and_nothing_is_lost(whole: Whole, scenario: Scenario) -> None:
    play(whole, scenario)
