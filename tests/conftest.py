"""What tests of several folders share: the bot and the actions for real, started once."""

from collections.abc import Iterator

import pytest

from tests.whole import Whole, newest_model
from tests.whole.running import KEY


@pytest.fixture(scope="session", autouse=True)
def site_key() -> Iterator[None]:
    """The key that the records of all tests are sealed with."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BEFOREHAND_SITE_KEY", KEY)
        yield


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
