"""What tests of several folders share: the bot and the actions for real, started once."""

from collections.abc import Iterator

import pytest

from tests.whole import Whole, newest_model


@pytest.fixture(scope="session")
def running_whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    """Bot and actions, started at first use and stopped at the end; tests take `whole`."""
    whole = Whole(tmp_path_factory.mktemp("whole"), newest_model())
    try:
        whole.start()
        yield whole
    finally:
        whole.close()


@pytest.fixture
def whole(running_whole: Whole) -> Iterator[Whole]:
    """Bot and actions, both up, whatever the test before did to them."""
    yield running_whole
    running_whole.mend()
